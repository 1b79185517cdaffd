"""The checking room as a Django app."""

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    """Checking."""

    name = "hotich.apps.checking"
    label = "checking"
