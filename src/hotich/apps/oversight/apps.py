"""The oversight room as a Django app."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Oversight."""

    name = "hotich.apps.oversight"
    label = "oversight"
