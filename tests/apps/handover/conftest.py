"""Folders of their own for keys, kept files and exchange; a book reported complete."""

from pathlib import Path

import pytest

from hotich.apps.registers.models import Book
from tests.support.handover import complete_book
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> Path:
    """Keep every file of the test in a folder that goes with it."""
    settings.KEYS = tmp_path / "keys"
    settings.MEDIA = tmp_path / "media"
    settings.EXCHANGE = tmp_path / "exchange"
    return tmp_path


@pytest.fixture
def book(staff: Staff) -> Book:
    """Return a birth book of xã Nga Trường with five entries, reported complete."""
    return complete_book(staff)


@pytest.fixture
def other_commune(staff: Staff) -> Staff:
    """Return xã Hồ Vương and its officers."""
    return make_neighbours(staff)
