"""Every page and print that shows persons bears who opened it, and masks their numbers."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hotich.apps.entry.models import FieldValue
from hotich.apps.population.models import Person
from hotich.core.pin import format_pin, mask
from tests.support.exports import opened
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import closed
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

_BAND = re.compile(r'<aside class="trace-band"[^>]*>([^<]*)</aside>')
_LAYER = re.compile(r'<i data-trace="([^"]*)"></i>')
_ZIPPED = ("spreadsheetml", "wordprocessingml")
# The components' samples, invented and the same for everybody.
_SAMPLES = {"web:gallery"}
# Where a number stands whole: one linked person, and the links that the police compare and sign.
_WHOLE = {
    "checking:entry",
    "checking:sheet",
    "entry:correct",
    "entry:death",
    "entry:settle",
    "population:person",
    "records:record",
}
# Some of the lists and files on which they are masked.
_MASKED = {
    "entry:decide",
    "entry:evidence",
    "exports:take",
    "proposals:of_book",
    "proposals:proposals",
    "records:search",
}
# Pages that show persons only in answer to a form.
_ASKED = {
    "population:person": {"reason": "kiểm tra"},
    "records:search": {"name": "Mai", "reason": "kiểm tra"},
    "oversight:viewers": {"text": "1/1999", "reason": "kiểm tra"},
    "exports:take": {},
    "entry:decide": {"do": "wide"},
    "entry:find": {"text": "Mai"},
}


@dataclass(frozen=True)
class Seen:
    """An answer as text; `mark` is who opened it, as the page or the file says, "" for nobody."""

    name: str
    login: str
    text: str
    mark: str
    is_file: bool
    is_part: bool = False


def walked(staff: Staff, places: Places) -> Iterator[Seen]:
    """Yield every page and every file of the populated office, as its officers get it."""
    clients: dict[str, Client] = {}
    for name, login, parts in places.each():
        if login not in clients:
            clients[login] = signed_in(staff.officer(login))
        client = clients[login]
        address = reverse(name, kwargs=parts)
        yield from read(name, login, client.get(address))
        if name in _ASKED:
            yield from read(name, login, client.post(address, _ASKED[name]))


def read(name: str, login: str, answer: HttpResponse) -> Iterator[Seen]:
    with closed(answer):
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code != 200:
            return
        if "text/html" in kind:
            html = answer.content.decode()
            is_part = not html.lstrip().lower().startswith("<!doctype")
            mark = page_mark(html)
            yield Seen(name, login, unescape(html), mark, is_file=False, is_part=is_part)
        elif any(one in kind for one in _ZIPPED):
            text = unzipped(answer.content)
            yield Seen(name, login, text, text if login in text else "", is_file=True)
        elif kind == "application/pdf":
            yield Seen(name, login, "", pdf_mark(answer.content), is_file=True)
        elif name == "exports:take":
            yield from taken(name, login, opened(answer))


def taken(name: str, login: str, file: bytes) -> Iterator[Seen]:
    """Yield a file that was handed out, as its receiver finds it."""
    if file.startswith(b"%PDF"):
        yield Seen(name, login, "", pdf_mark(file), is_file=True)
    else:
        text = unzipped(file)
        yield Seen(name, login, text, text if login in text else "", is_file=True)


def page_mark(html: str) -> str:
    """Return what the band says, if the layer over the page says the same everywhere."""
    band, layer = _BAND.findall(html), _LAYER.findall(html)
    return unescape(band[0]) if len(band) == 1 and set(layer) == set(band) else ""


def pdf_mark(pdf: bytes) -> str:
    found = re.search(rb"<pdf:Keywords>(.*?)</pdf:Keywords>", pdf)
    return unescape(found[1].decode()) if found else ""


def unzipped(file: bytes) -> str:
    with zipfile.ZipFile(BytesIO(file)) as packed:
        return unescape(
            "".join(packed.read(each).decode("utf-8", "replace") for each in packed.namelist())
        )


def names_told() -> set[str]:
    """Return the names of everybody in the register and in the books."""
    people = Person.objects.values_list("full_name", "father_name", "mother_name")
    told = {name for row in people for name in row}
    told |= set(
        FieldValue.objects.filter(field__endswith="full_name").values_list("text", flat=True)
    )
    return {name for name in told if " " in name}


def test_what_shows_persons_names_who_opened_it(staff: Staff, places: Places) -> None:
    seen = list(walked(staff, places))
    names = names_told() - {one.full_name for one in staff.officers.values()}
    told = [one for one in seen if not one.is_part and any(name in one.text for name in names)]
    assert len({one.name for one in told}) > 20
    bare = {f"{one.name} {one.login}" for one in told if not is_marked(staff, one)}
    assert {one for one in bare if one.split()[0] not in _SAMPLES} == set()
    prints = [one for one in seen if one.is_file and one.name == "exports:take"]
    assert len(prints) == 2
    assert all(is_marked(staff, one) for one in prints)


def test_a_number_stands_whole_where_one_linked_person_is_shown(
    staff: Staff, places: Places
) -> None:
    rows = Person.objects.values_list("pin", "father_pin", "mother_pin", "spouse_pin")
    numbers = {number for row in rows for number in row if number}
    numbers |= {format_pin(number) for number in numbers}
    seen = list(walked(staff, places))
    whole = {one.name for one in seen if any(number in one.text for number in numbers)}
    assert whole == _WHOLE
    masks = {mask(number) for number in numbers if number.isdigit()}
    assert {one.name for one in seen if any(each in one.text for each in masks)} >= _MASKED


def is_marked(staff: Staff, one: Seen) -> bool:
    officer = staff.officer(one.login)
    return f"{one.login} · {officer.full_name} · " in one.mark
