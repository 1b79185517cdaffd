"""The scans room as a Django app."""

from django.apps import AppConfig


class ScansConfig(AppConfig):
    """Scans."""

    name = "hotich.apps.scans"
    label = "scans"
