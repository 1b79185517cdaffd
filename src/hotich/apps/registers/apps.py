"""The registers room as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers."""

    name = "hotich.apps.registers"
    label = "registers"
