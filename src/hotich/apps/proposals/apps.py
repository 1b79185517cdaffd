"""The room of bulk look-ups as a Django app."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Bulk look-ups and what they propose."""

    name = "hotich.apps.proposals"
    label = "proposals"
