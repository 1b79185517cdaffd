"""Leaders, the accountant and the auditor see nobody's data on any page that opens to them.

Every page of the populated office is asked for, with its real objects, its files too; none of them
names a person of the population register or of an entry, or gives a personal ID number.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hotich.apps.entry.models import FieldValue, Mention
from hotich.apps.population.models import Person
from hotich.core.pin import format_pin, mask
from hotich.core.registers import Kind, register_type
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
LOGINS = ("lanhdao", "totruong", "ketoan", "kiemtra")
# Shows what pages are made of, with invented people, in a practice installation only.
_GALLERY = "web:gallery"
_NUMBER = re.compile(r"(?<!\d)0\d{11}(?!\d)")


def persons() -> set[str]:
    """Return the names and numbers of everybody in the register and in the entries."""
    found: set[str] = set()
    for name, pin in Person.objects.values_list("full_name", "pin"):
        found |= {name, *((pin, format_pin(pin), mask(pin)) if pin else ())}
    for row in FieldValue.objects.select_related("entry"):
        if register_type(row.entry.register_type).field(row.field).kind in {Kind.NAME, Kind.PIN}:
            found.add(row.text)
    return {one for one in found if len(one) > 5}


def texts(said: HttpResponse) -> Iterator[str]:
    """Yield what an answer says: a page, or the parts of a sheet; a PDF says what its page says."""
    body = b"".join(said.streaming_content) if said.streaming else said.content
    kind = said.headers.get("Content-Type", "")
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as parts:
            for name in parts.namelist():
                yield unescape(parts.read(name).decode("utf-8", "replace"))
    elif kind.startswith(("text/", "application/json")):
        yield unescape(body.decode())


def asked(places: Places) -> Iterator[tuple[str, str]]:
    for name, _login, parts in places.each():
        if name == _GALLERY:
            continue
        yield name, reverse(name, kwargs=parts)


def posted(staff: Staff) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what the right to know is asked: numbers of entries, people of entries, persons."""
    for text in ("1/1999", "1/1998", "2/1999"):
        yield reverse("oversight:viewers"), {"text": text, "reason": "công dân hỏi"}
    for mention in Mention.objects.all()[:5]:
        given = {"mention": str(mention.pk), "reason": "công dân hỏi"}
        yield reverse("oversight:viewers_of_mention"), given
    for person in Person.objects.all()[:5]:
        given = {"subject": str(person.uuid), "reason": "công dân hỏi"}
        yield reverse("oversight:viewers_of_person"), given


def shown(client: Client, places: Places, staff: Staff) -> Iterator[tuple[str, str]]:
    """Yield the pages that open to the officer, with what they say."""
    for name, address in dict.fromkeys(asked(places)):
        said = client.get(address)
        if said.status_code == 200:
            yield from ((name, text) for text in texts(said))
    for address, given in posted(staff):
        said = client.post(address, given)
        if said.status_code == 200:
            yield from ((address, text) for text in texts(said))


def test_no_page_names_anybody(staff: Staff, places: Places):
    known = persons()
    assert len(known) > 40
    for login in LOGINS:
        pages, wrong = set(), []
        for name, text in shown(signed_in(staff.officer(login)), places, staff):
            pages.add(name)
            wrong += [(name, one) for one in known if one in text]
            wrong += [(name, number) for number in _NUMBER.findall(text)]
        assert wrong == [], login
        assert len(pages) > 3
    # The sweep is not blind: the same over the pages of one who types finds people.
    clerk = signed_in(staff.officer("congan"))
    told = [text for _name, text in shown(clerk, places, staff)]
    assert sum(any(one in text for one in known) for text in told) > 10
