"""Addresses of the training room."""

from django.urls import path

from hotich.apps.training import views

app_name = "training"
urlpatterns = [
    path("", views.own, name="own"),
    path("bat-dau/", views.start, name="start"),
    path("<uuid:practice>/", views.own_score, name="score"),
]
