"""Configuration of the family app."""

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """Declarations of officers' relatives, and the entries kept from them."""

    name = "hotich.apps.family"
    label = "family"
