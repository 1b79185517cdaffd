"""A case of one difference, and a commune for which it does not exist."""

import pytest

from hotich.apps.tracking.models import Case
from tests.support.cases import given_case
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff


@pytest.fixture
def case(staff: Staff) -> Case:
    """Return a case in which the child's name differs."""
    return given_case(staff)


@pytest.fixture
def other_commune(staff: Staff) -> Staff:
    """Return xã Hồ Vương and its officers."""
    return make_neighbours(staff)
