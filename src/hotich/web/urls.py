"""Addresses of the web room."""

from django.urls import path

from hotich.web import gallery

app_name = "web"
urlpatterns = [path("giao-dien/", gallery.gallery, name="gallery")]
