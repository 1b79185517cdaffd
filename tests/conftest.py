"""Fixtures shared by all tests: offices, officers, and a clerk at the page."""

import pytest
from django.test import Client

from tests.support.office import Staff, make_staff


@pytest.fixture
def staff(db: None) -> Staff:
    """Return xã Ba Đình with its predecessors, officers of each role and a team."""
    return make_staff()


@pytest.fixture
def page(client: Client, staff: Staff):
    """Return a function that signs an officer in and returns his client."""

    def sign_in(login: str) -> Client:
        signed_in = Client()
        signed_in.force_login(staff.officer(login))
        return signed_in

    return sign_in
