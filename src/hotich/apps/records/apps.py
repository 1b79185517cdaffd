"""The records room as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Records."""

    name = "hotich.apps.records"
    label = "records"
