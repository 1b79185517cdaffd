"""The jobs room as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs."""

    name = "hotich.apps.jobs"
    label = "jobs"
