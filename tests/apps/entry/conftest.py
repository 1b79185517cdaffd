"""A book of 1998 that the team of the test commune types."""

import pytest

from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff


@pytest.fixture
def book(staff: Staff) -> Book:
    """Return a birth book of xã Nga Trường, ready and given to the team."""
    return entering_book(staff)


@pytest.fixture
def clerk(staff: Staff) -> Actor:
    """Return the police officer who types."""
    return staff.actor("congan")


@pytest.fixture
def other_clerk(staff: Staff) -> Actor:
    """Return the second typist of the team."""
    return staff.actor("congan2")


@pytest.fixture
def other_commune(staff: Staff) -> Staff:
    """Return xã Hồ Vương and its officers."""
    return make_neighbours(staff)
