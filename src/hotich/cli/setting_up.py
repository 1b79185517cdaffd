"""Bring the database to this version, with the catalogue and the static files beside it."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from hotich.apps.audit.actor import process
from hotich.apps.training.installation import mark_installation
from hotich.web.catalogue import compile_catalogues


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(_options: argparse.Namespace) -> int:
    """Prepare the installation and return 0."""
    prepare()
    print(f"Cơ sở dữ liệu sẵn sàng trong {settings.HOME}.")
    return 0


def prepare() -> None:
    """Migrate, compile the English catalogue and collect static files."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    compile_catalogues(settings.PACKAGE)
    call_command("migrate", interactive=False, verbosity=0)
    mark_installation(by=process("hotich migrate"))
    call_command("collectstatic", interactive=False, verbosity=0)
