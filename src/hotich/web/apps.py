"""The web room: base pages, form kit, components, static files; it knows no other app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Web."""

    name = "hotich.web"
    label = "hotich_web"
