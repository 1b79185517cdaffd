"""A second commune, for whom the first one's rows do not exist."""

import pytest

from tests.support.neighbours import make_neighbours
from tests.support.office import Staff


@pytest.fixture
def other_commune(staff: Staff) -> Staff:
    """Return xã Hồ Vương and its officers."""
    return make_neighbours(staff)
