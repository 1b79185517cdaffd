"""The entry room as a Django app."""

from django.apps import AppConfig


class EntryConfig(AppConfig):
    """Entry."""

    name = "hotich.apps.entry"
    label = "entry"
