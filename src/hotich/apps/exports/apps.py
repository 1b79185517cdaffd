"""The exports room as a Django app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Exports."""

    name = "hotich.apps.exports"
    label = "exports"
