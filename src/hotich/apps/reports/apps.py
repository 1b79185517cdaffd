"""The reports room as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports."""

    name = "hotich.apps.reports"
    label = "reports"
