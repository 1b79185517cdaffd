"""The application that joins the rooms: settings checks and the words of config and cli."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Config."""

    name = "hotich.config"
    label = "hotich_config"
