"""The room of existing data as a Django app."""

from django.apps import AppConfig


class ExistingConfig(AppConfig):
    """Existing data."""

    name = "hotich.apps.existing"
    label = "existing"
