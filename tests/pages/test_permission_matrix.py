"""Every page, method, role and object against one table that a person has read.

The pages come from the addresses of the program, the objects from the populated office, and what
is right from `permissions.csv`: which roles open a page for an object of the office, and for whose
objects it stays closed. A page that is not in the table fails, and so does a line no page bears.

`make test` asks every role for an object of the office, and those to whom it opens for the objects
of others; `make soak` asks every role for everything.
"""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hotich.apps.accounts import managing
from hotich.apps.accounts.models import Officer
from hotich.apps.accounts.permissions import GRANTS, Permission, Role
from hotich.apps.entry import actions as entry
from hotich.apps.entry.models import Entry
from hotich.apps.registers.actions import void_book
from hotich.apps.registers.models import Book
from tests.support.books import entering_book, given_book
from tests.support.entries import saved_undecided
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import close_answer
from tests.support.signing_in import signed_in
from tests.support.twins import LOGINS, OFFICE, OUTSIDE, OWN, PROVINCE, make_twins

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.usefixtures("quiet")]
TABLE = Path(__file__).with_name("permissions.csv")
METHODS = ("GET", "POST")
ABSENT, VOID = "absent", "void"
# What stands in the column `opens` beside roles.
EVERYBODY, NOBODY, NO_METHOD, ANYBODY = "everybody", "nobody", "405", "without-sign-in"
# For whose objects a page stays closed, by the word in the column `reach`. An object that is void
# is closed everywhere; what is otherwise stands in the column `except`.
REACHES: Mapping[str, frozenset[str]] = {
    # of a book: closed outside the bounds of a post, to other offices, and where there is none
    "book": frozenset({OUTSIDE, OFFICE, PROVINCE, ABSENT, VOID}),
    # of the office, not of one book: a post bound to some books opens it all the same
    "office": frozenset({OFFICE, PROVINCE, ABSENT, VOID}),
    # of one officer alone: a number he holds, his draft, what he raised
    "officer": frozenset({OUTSIDE, OFFICE, PROVINCE, ABSENT, VOID}),
    # a kind of thing that everybody has who has the right; another word is none
    "kind": frozenset({ABSENT, VOID}),
    # no object
    "": frozenset(),
}
# Of these pages the last object is taken: the first one is in a state that closes them.
LAST = frozenset(
    {
        "handover:arrival",
        "jobs:progress",
        "jobs:retry",
        "registers:back",
        "reports:correct",
        "reports:rederive",
    }
)
# What a page must be asked before it shows anything.
BODIES: Mapping[str, Mapping[str, str]] = {"entry:place": {"text": "Nga Linh"}}
# Names of arguments that choose an act, not an object: each act is a page of its own.
ACTS = ("act", "form", "queue")


def all_pages(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> list[tuple[str, URLPattern]]:
    """Return every page by its full name."""
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += all_pages(pattern.url_patterns, inner)
        else:
            found.append((f"{space}{pattern.name}", pattern))
    return found


PAGES = all_pages(get_resolver().url_patterns)


@dataclass(frozen=True)
class Line:
    """A line of the table: who opens the page with the method, and for whose objects."""

    page: str
    method: str
    opens: frozenset[str]
    reach: str
    exceptions: Mapping[str, frozenset[str]]

    def expects(self, role: str, where: str) -> str:
        """Return open, closed, or 405."""
        if NO_METHOD in self.opens:
            return NO_METHOD
        if where in self.exceptions:
            return "open" if role in self.exceptions[where] else "closed"
        is_open = role in self.opens or bool(self.opens & {EVERYBODY, ANYBODY})
        return "open" if is_open and where not in REACHES[self.reach] else "closed"


def read_table() -> dict[tuple[str, str], Line]:
    """Return the lines by page and method; a page is named with the act it chooses."""
    lines: dict[tuple[str, str], Line] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            told = (one.split("=") for one in row["except"].split(";") if one.strip())
            line = Line(
                row["page"].strip(),
                row["method"].strip(),
                frozenset(row["opens"].split()),
                row["reach"].strip(),
                {where.strip(): frozenset(roles.split()) for where, roles in told},
            )
            assert (line.page, line.method) not in lines, f"twice: {line.page} {line.method}"
            lines[line.page, line.method] = line
    return lines


@dataclass(frozen=True)
class Thing:
    """A page with the parts of its address for one object, and whose hands the object is in."""

    key: str
    name: str
    login: str
    parts: Mapping[str, object]

    @property
    def address(self) -> str:
        return reverse(self.name, kwargs=dict(self.parts))

    @property
    def has_object(self) -> bool:
        return any(name not in ACTS for name in self.parts)


def things(places: Places) -> dict[str, Thing]:
    """Return each page with its first object, each act of a page for itself."""
    found: dict[str, Thing] = {}
    for name, login, parts in places.each():
        acts = [str(parts[one]) for one in ACTS if one in parts]
        key = " ".join([name, *acts])
        if name in LAST or key not in found:
            found[key] = Thing(key, name, login, parts)
    return found


class Doors:
    """The officers before the pages; whatever a request changes is undone after the answer."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff
        self._clients: dict[UUID, tuple[Client, str]] = {}

    def answer(self, officer: Officer, method: str, address: str, body: Mapping[str, str]) -> str:
        """Return open, closed, 405, or the status that should not be."""
        client, session = self._client(officer)
        client.cookies.clear()
        client.cookies["sessionid"] = session
        with transaction.atomic():
            said = getattr(client, method.lower())(address, dict(body))
            code, to = said.status_code, said.headers.get("Location", "")
            close_answer(said)
            transaction.set_rollback(True)
        return told(code, to)

    def _client(self, officer: Officer) -> tuple[Client, str]:
        if officer.pk not in self._clients:
            client = Client(raise_request_exception=False)
            signed_in(officer, client)
            self._clients[officer.pk] = (client, client.cookies["sessionid"].value)
        return self._clients[officer.pk]


def told(code: int, to: str) -> str:
    """Return what an answer says: a form that is refused for what is in it has been opened."""
    if code == 404:
        return "closed"
    if code == 405:
        return NO_METHOD
    if to.startswith("/tai-khoan/dang-nhap/?next="):
        return "sign-in"
    return "open" if code in {200, 204, 302, 303, 400, 409, 422} else str(code)


def voided_ones(staff: Staff) -> dict[str, UUID]:
    """Return a voided book, entry and image."""
    clerk, justice = staff.actor("congan"), staff.actor("tuphap")
    book = given_book(staff, volume="99/2005", years=((2005, 10, 40),))
    void_book(by=justice, book=book, reason="ghi nhầm")
    typed = entering_book(staff, years=((2006, 10, 40),), volume="98/2006")
    saved = saved_undecided(clerk, typed, {"child.full_name": "Lê Văn Hủy"})
    entry.void_entry(by=clerk, entry=saved.entry.pk, reason="nhập nhầm")
    return {"book": book.pk, "entry": saved.entry.pk}


def voided(parts: Mapping[str, object], void: Mapping[str, UUID]) -> dict[str, object] | None:
    """Return the parts with the void thing of the same kind in place of theirs, or None."""
    kinds = (("book", Book), ("entry", Entry))
    for name, value in parts.items():
        for kind, model in kinds:
            if isinstance(value, UUID) and model.objects.filter(pk=value).exists():
                return {**parts, name: void[kind]}
    return None


def absent(parts: Mapping[str, object]) -> dict[str, object]:
    """Return the parts with something that is not there in place of the objects."""
    unlike = {UUID: uuid4(), int: 10**9, str: "khong-co"}
    return {name: value if name in ACTS else unlike[type(value)] for name, value in parts.items()}


def asked(
    thing: Thing,
    twins: Mapping[str, Mapping[Role, Officer]],
    void: Mapping[str, UUID],
    staff: Staff,
) -> Iterator[tuple[str, Role, Officer, str]]:
    """Yield where somebody stands, his role, the officer and the address he asks for."""
    holder = next((role for role, login in LOGINS.items() if thing.login.startswith(login)), None)
    for role, officer in twins[OWN].items():
        mine = staff.officer(thing.login) if role is holder else officer
        yield OWN, role, mine, thing.address
        if not thing.has_object:
            continue
        for where in (OUTSIDE, OFFICE, PROVINCE):
            yield where, role, twins[where][role], thing.address
        yield ABSENT, role, mine, reverse(thing.name, kwargs=absent(thing.parts))
        if (parts := voided(thing.parts, void)) is not None:
            yield VOID, role, mine, reverse(thing.name, kwargs=parts)


def wrong_answers(staff: Staff, places: Places, *, everything: bool) -> Iterator[str]:
    """Yield what the program answers otherwise than the table says."""
    lines, doors = read_table(), Doors(staff)
    twins, void = make_twins(staff), voided_ones(staff)
    for thing in things(places).values():
        for where, role, officer, address in asked(thing, twins, void, staff):
            for method in METHODS:
                line = lines.get((thing.key, method))
                if line is None:
                    yield f"not in the table: {thing.key} {method}"
                    continue
                may = line.expects(role.value, OWN) == "open"
                if where == OWN or may or everything:
                    expected = line.expects(role.value, where)
                    found = doors.answer(officer, method, address, BODIES.get(thing.name, {}))
                    if found != expected:
                        yield f"{thing.key} {method} {where} {role.value}: {found}, not {expected}"


def test_the_table_holds_every_page_and_no_other(places: Places):
    lines = read_table()
    known = {(key, method) for key in things(places) for method in METHODS}
    named = {name for name, _pattern in PAGES}
    assert sorted(known - set(lines)) == [], "pages that nobody has judged"
    assert sorted(set(lines) - known) == [], "lines of pages that are not there"
    assert {key.split(" ")[0] for key, _method in lines} == named
    roles = {role.value for role in Role} | {EVERYBODY, NOBODY, NO_METHOD, ANYBODY}
    for line in lines.values():
        told_roles = {*line.opens, *(one for them in line.exceptions.values() for one in them)}
        assert told_roles <= roles, line
        assert line.reach in REACHES, line


def test_every_page_has_a_name():
    assert [str(pattern.pattern) for _name, pattern in PAGES if pattern.name is None] == []


def test_a_line_opens_to_no_role_without_a_right_to_the_page():
    """What the table says of a page agrees with the rights that stand at its view."""
    patterns = dict(PAGES)
    for (key, method), line in read_table().items():
        needed = getattr(patterns[key.split(" ")[0]].callback, "permissions", None)
        if line.opens & {ANYBODY, NO_METHOD, NOBODY}:
            continue
        assert needed is not None, f"{key}: open to whoever is signed in, by no guard"
        for role in Role:
            if role.value in line.opens:
                assert not needed or set(needed) & GRANTS[role], (key, method, role)


def test_every_role_finds_what_the_table_says(staff: Staff, places: Places):
    wrong = list(wrong_answers(staff, places, everything=False))
    assert wrong == [], "\n".join(wrong)


@pytest.mark.soak
def test_every_role_finds_what_the_table_says_of_everything(staff: Staff, places: Places):
    wrong = list(wrong_answers(staff, places, everything=True))
    assert wrong == [], "\n".join(wrong)


def test_without_an_open_account_every_page_leads_to_the_sign_in(staff: Staff, places: Places):
    """Nobody signed in, and an officer whose account was disabled while he was at work."""
    officer = staff.officer("congan2")
    disabled = Client(raise_request_exception=False)
    signed_in(officer, disabled)
    managing.disable_account(by=staff.actor("quantri"), officer=officer.pk, reason="nghỉ việc")
    session = disabled.cookies["sessionid"].value
    lines, wrong = read_table(), []
    for thing in things(places).values():
        for method in METHODS:
            if ANYBODY in lines[thing.key, method].opens:
                continue
            for who, client in (("anonymous", Client()), ("disabled", disabled)):
                if who == "disabled":
                    client.cookies["sessionid"] = session
                with transaction.atomic():
                    said = getattr(client, method.lower())(thing.address)
                    found = told(said.status_code, said.headers.get("Location", ""))
                    close_answer(said)
                    transaction.set_rollback(True)
                nobodys = NOBODY in lines[thing.key, method].opens and found == "closed"
                if found not in {"sign-in", NO_METHOD} and not nobodys:
                    wrong.append(f"{thing.key} {method} {who}: {found}")
    assert wrong == [], "\n".join(wrong)


def test_every_permission_opens_something_or_is_checked():
    granted = {right for rights in GRANTS.values() for right in rights}
    assert granted == set(Permission)


def roles_of(found: Collection[str]) -> str:
    """Return roles as they stand in the table."""
    return " ".join(role.value for role in Role if role.value in found)
