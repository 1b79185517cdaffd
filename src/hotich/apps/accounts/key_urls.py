"""Addresses of the officer's own keys."""

from django.urls import path

from hotich.apps.accounts import key_views

app_name = "keys"
urlpatterns = [
    path("", key_views.listed, name="list"),
    path("the/", key_views.card, name="card"),
    path("mac-dinh/", key_views.reset, name="reset"),
    path("<slug:action>/", key_views.choose, name="choose"),
    path("<slug:action>/mac-dinh/", key_views.reset, name="reset_one"),
]
