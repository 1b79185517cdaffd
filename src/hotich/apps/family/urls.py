"""Addresses of the family room."""

from django.urls import path

from hotich.apps.family import views

app_name = "family"
urlpatterns = [
    path("", views.own, name="own"),
    path("da-khai-du/", views.complete, name="complete"),
    path("<uuid:relative>/bo/", views.withdraw, name="withdraw"),
    path("da-giao/", views.left, name="left"),
    path("giao-nguoi-khac/", views.exclusions, name="exclusions"),
    path("giao-nguoi-khac/<uuid:exclusion>/<str:act>/", views.lift, name="lift"),
    path("ban-khai/", views.declared, name="declared"),
    path("ban-khai/<uuid:officer>/", views.declared_by, name="declared_by"),
]
