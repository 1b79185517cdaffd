"""Addresses of the electronic civil-status records."""

from django.urls import path

from hotich.apps.records import views

app_name = "records"
urlpatterns = [
    path("", views.search, name="search"),
    path("<uuid:uuid>/", views.record, name="record"),
]
