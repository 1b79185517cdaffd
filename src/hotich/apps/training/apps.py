"""Configuration of the training app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Practice books and scores; and what kind of installation this is."""

    name = "hotich.apps.training"
    label = "training"
