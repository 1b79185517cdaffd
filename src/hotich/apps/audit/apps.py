"""The audit room as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit."""

    name = "hotich.apps.audit"
    label = "audit"
