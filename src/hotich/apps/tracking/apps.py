"""The tracking room as a Django app."""

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    """Tracking."""

    name = "hotich.apps.tracking"
    label = "tracking"
