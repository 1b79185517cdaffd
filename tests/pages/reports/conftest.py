"""A book that the team types, and a second commune for whom nothing of it exists."""

from datetime import timedelta

import pytest

from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff

# A Wednesday of 2026, 08:00 in Vietnam.
WEDNESDAY = "2026-11-18T01:00:00Z"


@pytest.fixture
def clock(time_machine):
    """Return the clock, at a Wednesday morning and running on."""
    time_machine.move_to(WEDNESDAY, tick=True)
    return time_machine


@pytest.fixture
def pass_time(clock):
    """Return a function that lets time pass."""

    def pass_(**parts: int) -> None:
        clock.shift(timedelta(**parts))

    return pass_


@pytest.fixture
def book(clock, staff: Staff) -> Book:
    """Return a birth book of xã Nga Trường, ready and given to the team."""
    return entering_book(staff)


@pytest.fixture
def clerk(staff: Staff) -> Actor:
    """Return the police officer who types."""
    return staff.actor("congan")


@pytest.fixture
def other_commune(staff: Staff) -> Staff:
    """Return xã Hồ Vương and its officers."""
    return make_neighbours(staff)
