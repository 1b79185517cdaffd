"""Addresses of the campaign room."""

from django.urls import path

from hotich.apps.campaign import views

app_name = "campaign"
urlpatterns = [
    path("", views.difficulties, name="difficulties"),
    path("neu/", views.raise_difficulty, name="raise"),
    path("<uuid:uuid>/", views.difficulty, name="difficulty"),
    path("<uuid:uuid>/rut/", views.withdraw, name="withdraw"),
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/them/", views.record_plan, name="record_plan"),
    path("ke-hoach/<uuid:uuid>/huy/", views.void_plan, name="void_plan"),
]
