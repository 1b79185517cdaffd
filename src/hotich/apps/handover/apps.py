"""The handover room as a Django app."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Handover."""

    name = "hotich.apps.handover"
    label = "handover"
