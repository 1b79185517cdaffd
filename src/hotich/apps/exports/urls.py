"""Addresses of the exports room."""

from django.urls import path

from hotich.apps.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("<uuid:uuid>/", views.export, name="export"),
    path("<uuid:uuid>/xac-nhan/", views.confirm, name="confirm"),
    path("<uuid:uuid>/khong/", views.refuse, name="refuse"),
    path("<uuid:uuid>/lay/", views.take, name="take"),
]
