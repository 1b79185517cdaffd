"""Addresses of the population room."""

from django.urls import path

from hotich.apps.population import number_views, views

app_name = "population"
urlpatterns = [
    path("nguoi/<uuid:person>/", views.person, name="person"),
    path("theo-so/", number_views.by_number, name="number"),
    path("luot-tra-cuu/", number_views.quotas, name="quotas"),
    path("luot-tra-cuu/muc/", number_views.limit, name="quota_limit"),
    path("luot-tra-cuu/them/", number_views.more, name="quota_raise"),
    path("nap-du-lieu/", views.imports, name="imports"),
    path("nap-du-lieu/<uuid:job>/", views.import_file, name="import"),
    path("nap-du-lieu/<uuid:job>/tien-do/", views.import_progress, name="import_progress"),
]
