"""A file with personal data on its whole way: asked for, confirmed, taken, opened."""

from uuid import UUID

import pyrage
from django.urls import reverse

IDENTITY = pyrage.x25519.Identity.generate()
KEY = str(IDENTITY.to_public())


def wish(**changes: str) -> dict[str, str]:
    """Return what a form says of the receiver."""
    given = {"to": "other", "receiver": "Sở Tư pháp", "key": KEY, "purpose": "công văn số 12"}
    return given | changes


def asked(client, address: str, sent: dict[str, object]) -> UUID:
    """Ask for a file at a page and return the request."""
    response = client.post(address, wish() | sent)
    assert response.status_code == 303, response.content.decode()
    return UUID(response["Location"].strip("/").split("/")[-1])


def taken(page, login: str, request: UUID, confirmer: str = "lanhdao"):
    """Confirm a request, take its file and return the answer."""
    confirmed = page(confirmer).post(reverse("exports:confirm", args=[request]))
    assert confirmed.status_code == 303
    return page(login).post(reverse("exports:take", args=[request]))


def opened(response) -> bytes:
    """Return what the receiver finds in the file."""
    return pyrage.decrypt(response.content, [IDENTITY])


def given_out(page, login: str, address: str, sent: dict[str, object]) -> bytes:
    """Return what the receiver finds in a file that is asked for at a page."""
    request = asked(page(login), address, sent)
    return opened(taken(page, login, request))
