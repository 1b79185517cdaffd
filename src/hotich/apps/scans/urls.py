"""Addresses of the scans room."""

from django.urls import path

from hotich.apps.scans import views

app_name = "scans"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("so/<uuid:uuid>/", views.book, name="book"),
    path("so/<uuid:uuid>/tom-tat/", views.summary, name="summary"),
    path("anh/<uuid:uuid>/", views.image, name="image"),
    path("anh/<uuid:uuid>/huy/", views.void, name="void"),
]
