"""A book on the clerk's desk, and the typing pages in his hands."""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from hotich.apps.audit.actor import Actor
from hotich.apps.entry import actions
from hotich.apps.entry.models import Reservation
from hotich.apps.population.models import Person
from hotich.apps.registers.models import Book
from hotich.apps.scans.actions import attach_page
from hotich.apps.scans.models import PageImage
from hotich.web.register_form import input_name
from tests.support.books import entering_book
from tests.support.entries import BIRTH
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.pictures import png

BLIND = ("child.full_name", "child.birth_date", "child.sex", "mother.full_name", "father.full_name")


@pytest.fixture
def book(staff: Staff) -> Book:
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


@dataclass
class Typing:
    """The typing pages of one reservation."""

    client: Client
    held: Reservation

    def url(self, name: str) -> str:
        """Return the address of one of its pages."""
        return reverse(f"entry:{name}", args=[self.held.pk])

    def texts(self, fields=None, **texts: str) -> dict[str, str]:
        """Return the inputs of the sample entry, some texts replaced."""
        said = BIRTH | {key.replace("__", "."): text for key, text in texts.items()}
        return {input_name(key): said[key] for key in (fields or said)}

    def look_up(self, *, wide: bool = False, **texts: str):
        """Send step 1."""
        data = self.texts(BLIND, **texts)
        if wide:
            data["breadth"] = "wide"
        return self.client.post(self.url("look_up"), data)

    def choose(self, person: Person | None = None, choice: str = "", **texts: str):
        """Choose a candidate, nobody, or leave it undecided."""
        data = self.texts(BLIND, **texts) | {"choice": choice}
        if person is not None:
            data["person"] = str(person.uuid)
        return self.client.post(self.url("choose"), data)

    def token(self) -> str:
        """Return the token of the sheet as it is shown."""
        page = self.client.get(self.url("type")).content.decode()
        return re.search(r'name="token" value="([^"]+)"', page)[1]

    def save(self, more=None, **texts: str):
        """Send step 2."""
        data = self.texts(**texts) | {"token": self.token()} | (more or {})
        return self.client.post(self.url("save"), data)


@pytest.fixture
def typing(page, book, clerk) -> Typing:
    """Return the typing pages of the book's number 1."""
    return Typing(page("congan"), actions.reserve_next(by=clerk, book=book.pk))


@pytest.fixture
def scanned(staff, book) -> tuple[PageImage, PageImage]:
    """Return the scans of the book's pages 1 and 2."""
    first, second = (
        attach_page(by=staff.actor("tuphap"), book=book, page=page, file=BytesIO(png(shade=shade)))
        for page, shade in (("1", 100), ("2", 200))
    )
    return first, second
