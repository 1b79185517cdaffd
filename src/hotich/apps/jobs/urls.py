"""Addresses of the jobs room."""

from django.urls import path

from hotich.apps.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:job>/", views.progress, name="progress"),
    path("<uuid:job>/thu-lai/", views.retry, name="retry"),
]
