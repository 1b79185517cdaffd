"""The population room as a Django app."""

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """Population."""

    name = "hotich.apps.population"
    label = "population"
