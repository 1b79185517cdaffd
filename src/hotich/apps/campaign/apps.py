"""The campaign room as a Django app."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """Campaign."""

    name = "hotich.apps.campaign"
    label = "campaign"
