"""Every page that takes a form, with real objects and hostile bodies: never a fault, never a loss.

A refused form writes nothing and keeps what was typed; typed text never shows up in an address.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import RoutePattern

from tests.pages.test_permission_matrix import PAGES
from tests.support.hostile import SCRIPT, Body, Shape, bodies, few, forms_in, harmless, mixed
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import close_answer
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.usefixtures("quiet")]

Sender = Callable[[Shape], Iterator[tuple[str, Body]]]
ANSWERS = {200, 204, 302, 303, 400, 404, 405, 409, 422}
# Rows a refused form may write: what was looked at and asked for, and what is not yet said.
NOT_DOMAIN = {
    "accounts.Attempt",  # counts a try before it is looked at
    "audit",
    "entry.Draft",
    "handover.RefusedFile",
    "population.Lookup",
    "population.LookupAnswer",
    "population.LookupCandidate",
}
# Bodies whose texts are harmless: on a refusal they must still stand in the page.
KEEPS = {"harmless", "stray", "wrong_choice", "nobody_choice"}
GALLERY = "web:gallery"  # two forms of samples at one address, and nothing is ever saved
# Inputs that a script adds, or that stand on a page one comes to by sending another.
UNSHOWN: dict[str, tuple[str, ...]] = {
    "entry:choose": ("person", "choice"),
    "entry:look_up": ("breadth",),
    "entry:suggest": ("field", "q"),
    "entry:pin": ("field",),
    "entry:decide": ("do", "lookup", "person", "life", "basis"),
    "entry:reserve": ("which", "year"),
    "entry:place": ("q", "unit", "meaning", "basis", "first_year", "last_year"),
    "checking:sheet": ("shown", "truong-hop", "ben"),
    "checking:entry": ("shown", "accept", "return", "field", "reason"),
    "registers:confirm_import": ("rows",),
    "oversight:viewers_of_person": ("subject", "reason"),
    "oversight:viewers_of_mention": ("mention", "reason"),
    "reports:report": ("insert", "go_on"),
    "handover:read": ("name",),
    "set_language": ("language", "next"),
    "tracking:take": ("from",),
}
# What a page may be asked in its address.
QUERY = {"trang": "x", "ben": "x", "loc": "\x00", "nam": "9" * 30, "muc": "\x00", "truong-hop": "x"}


@dataclass(frozen=True)
class Answer:
    """What came back: the page, and after a refusal how many rows each table holds."""

    code: int
    text: str
    location: str
    fault: str
    rows: list[int]


class Desk:
    """The officers at their pages; whatever they send is undone after the answer."""

    def __init__(self, staff: Staff) -> None:
        self._clients: dict[str, Client] = {}
        self._staff = staff

    def get(self, login: str, address: str, query: Body | None = None) -> "Answer":
        return self._answer(login, "get", address, query or {})

    def post(self, login: str, address: str, body: Body) -> "Answer":
        return self._answer(login, "post", address, body)

    def _answer(self, login: str, method: str, address: str, body: Body) -> "Answer":
        client = self._client(login)
        session = client.cookies["sessionid"].value
        with transaction.atomic():
            said = getattr(client, method)(address, body)
            is_page = said.headers.get("Content-Type", "").startswith("text/html")
            rows = counted() if said.status_code == 422 else []
            answer = Answer(
                code=said.status_code,
                text=said.content.decode() if is_page else "",
                location=said.headers.get("Location", ""),
                fault=_why(said),
                rows=rows,
            )
            close_answer(said)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies["sessionid"] = session
        return answer

    def _client(self, login: str) -> Client:
        if login not in self._clients:
            client = Client(raise_request_exception=False)
            signed_in(self._staff.officer(login), client)
            self._clients[login] = client
        return self._clients[login]


def counted() -> list[int]:
    """Return how many rows each table of the domain holds, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return [row[1] for row in sorted(cursor.fetchall())]


_TABLES = [
    model._meta.db_table
    for model in apps.get_models()
    if model.__module__.startswith("hotich.")
    and not {model._meta.app_label, model._meta.label} & NOT_DOMAIN
]
_COUNTS = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in _TABLES)


def pages() -> Iterator[tuple[str, set[str]]]:
    for name, pattern in PAGES:
        assert isinstance(pattern.pattern, RoutePattern)
        yield name, set(pattern.pattern.converters)


def shapes_of(desk: Desk, places: Places) -> dict[str, list[Shape]]:
    """Return the forms that the officers are shown, by the address to which they go."""
    found: dict[str, dict[frozenset[str], Shape]] = {}
    for name, targets in places.targets.items():
        for login, parts in targets:
            address = reverse(name, kwargs=parts)
            for to, shapes in forms_in(desk.get(login, address).text, address).items():
                for shape in shapes:
                    found.setdefault(to, {}).setdefault(frozenset(shape.inputs), shape)
    return {to: list(shapes.values()) for to, shapes in found.items()}


def test_every_page_has_a_real_object(places: Places):
    """A page that is added must be put among the places, else nothing hostile is sent to it."""
    unknown = [name for name, _parts in pages() if name not in places.targets]
    wrong = [
        name
        for name, parts in pages()
        for _login, given in places.targets.get(name, [])
        if set(given) != parts
    ]
    assert (unknown, wrong) == ([], [])


def test_no_question_breaks_a_page(staff: Staff, places: Places):
    desk, faults = Desk(staff), []
    for name, targets in places.targets.items():
        for login, parts in targets[:1]:
            address = reverse(name, kwargs=parts)
            plain, odd = desk.get(login, address), desk.get(login, address, QUERY)
            if plain.code not in ANSWERS or odd.code not in ANSWERS:
                faults.append((name, login, plain.code, odd.code, plain.fault or odd.fault))
    assert faults == []


@pytest.mark.parametrize(
    "sent", [mixed, pytest.param(bodies, marks=pytest.mark.soak)], ids=["mixed", "each"]
)
def test_no_body_breaks_a_page(staff: Staff, places: Places, sent: Sender):
    desk, faults = Desk(staff), []
    shapes, before = shapes_of(desk, places), counted()
    answered: dict[str, set[int]] = {}
    seen: set[tuple[object, ...]] = set()
    for name, login, parts in places.each():
        address = reverse(name, kwargs=parts)
        if desk.post(login, address, {}).code == 405:
            continue
        for shape in shapes.get(address, [Shape()]):
            # The inputs of an act bear the target's key, which is no other form.
            kind = (name, parts["act"]) if "act" in parts else (name, frozenset(shape.inputs))
            for what, body in _bodies(name, shape, sent) if kind not in seen else few(shape):
                answer = desk.post(login, address, body)
                answered.setdefault(name, set()).add(answer.code)
                found = [*_faults(name, answer, what, shape), *_written(before, answer.rows)]
                faults += [(name, login, what, fault) for fault in found]
            seen.add(kind)
    assert faults == [], "\n".join(map(str, faults))
    # Nothing is proved by a page that only ever says there is no such thing.
    assert [name for name, said in answered.items() if said <= {404, 405}] == []


def _bodies(name: str, shape: Shape, sent: Sender) -> Iterator[tuple[str, Body]]:
    yield from sent(shape)
    calm, extra = harmless(shape), UNSHOWN.get(name, ())
    for text in ("", "1", "\x00", "9" * 30, "1:2:3", SCRIPT) if extra else ():
        yield f"unshown {text[:9]!r}", calm | dict.fromkeys(extra, text)


def _faults(name: str, answer: Answer, what: str, shape: Shape) -> Iterator[str]:
    if answer.code not in ANSWERS:
        yield f"{answer.code} {answer.fault}"
    if SCRIPT in answer.text:
        yield "text shown as markup"
    if quote("chữ của") in answer.location:
        yield "typed text in an address"
    if answer.code == 422 and what in KEEPS and name != GALLERY:
        texts = [one for one in shape.inputs.values() if one.kind == "text"]
        lost = [one.name for one in texts if escape(str(one.harmless)) not in answer.text]
        if lost:
            yield f"lost {lost}"


def _written(before: list[int], after: list[int]) -> Iterator[str]:
    if after and after != before:
        rows = zip(sorted(_TABLES), before, after, strict=True)
        yield f"wrote {[table for table, was, now in rows if was != now]}"


def _why(answer: HttpResponse) -> str:
    fault = getattr(answer, "exc_info", None)
    if not fault:
        return ""
    step = fault[2]
    while step.tb_next is not None:
        step = step.tb_next
    return f"{fault[0].__name__}: {fault[1]} at {step.tb_frame.f_code.co_filename}:{step.tb_lineno}"
