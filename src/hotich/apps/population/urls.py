"""Addresses of the population room."""

from django.urls import path

from hotich.apps.population import views

app_name = "population"
urlpatterns = [
    path("nguoi/<uuid:person>/", views.person, name="person"),
    path("nap-du-lieu/", views.imports, name="imports"),
    path("nap-du-lieu/<uuid:job>/", views.import_file, name="import"),
    path("nap-du-lieu/<uuid:job>/tien-do/", views.import_progress, name="import_progress"),
]
