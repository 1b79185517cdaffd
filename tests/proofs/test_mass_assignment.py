"""What a form is sent beyond its own fields is kept nowhere; what is sent again, only once."""

import re
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.pages.test_bad_input import UNSHOWN
from tests.support.all_answers import undone
from tests.support.hostile import Body, Shape, forms_in, harmless
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import close_answer
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.usefixtures("quiet")]
TEXT, NUMBER, DAY = "xam-nhap-7zq", 424_243, "1971-02-03"
UUID = "a7a7a7a7-a7a7-47a7-87a7-a7a7a7a7a7a7"
MARKS = (TEXT, str(NUMBER), DAY, "datetime.date(1971, 2, 3", UUID, UUID.replace("-", ""))
# A form as it was left, nothing more than a text until it is sent and read field by field.
NOT_SAID_YET = {"django_session", "entry_draft"}
# A reason that the book's page asks for only where the order of the plan is left.
OF_ANOTHER_STEP = {**UNSHOWN, "registers:ready": ("reason",)}
# Sent again a form may say that it was, and hold a number a while longer; no more.
NOT_DOMAIN = re.compile(r'(?:INTO|UPDATE) "?(?:audit_|accounts_officersession|entry_reservation)')
FILLINGS = ("Chữ vừa gõ", "1", "01/02/2020", "")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
TAKEN = {204, 302, 303}
_WRITE = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE) "?(\w+)')
Sent = tuple[Client, str, Shape]


@dataclass
class Pen:
    """Hears what is written: each statement with its truth values, and where a mark went."""

    said: list[tuple[str, list[bool]]] = field(default_factory=list)
    marks: set[tuple[str, str]] = field(default_factory=set)

    def __call__(self, execute, sql, params, many, context):
        if (found := _WRITE.match(str(sql))) and found[1] not in NOT_SAID_YET:
            values = [getattr(one, "obj", one) for one in params or ()]
            self.said.append((str(sql), [one for one in values if isinstance(one, bool)]))
            self.marks |= {(found[1], mark) for mark in MARKS if mark in repr(values)}
        return execute(sql, params, many, context)


def _planted(column: models.Field) -> str:
    if isinstance(column, models.UUIDField | models.ForeignKey):
        return UUID
    if isinstance(column, models.DateField):
        return DAY
    if isinstance(column, models.IntegerField):
        return str(NUMBER)
    return "on" if isinstance(column, models.BooleanField) else TEXT


def columns() -> Body:
    """Return a value for every column of every table of the program, by its name."""
    found: Body = {}
    for model in apps.get_models():
        if model.__module__.startswith("hotich."):
            for column in model._meta.concrete_fields:
                found[column.name] = found[column.attname] = _planted(column)
    return found


def shapes(client: Client, address: str) -> dict[str, list[Shape]]:
    with undone(client):
        answer = client.get(address)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        found = forms_in(answer.content.decode(), address) if is_page else {}
        close_answer(answer)
    return found


def every_form(staff: Staff, places: Places) -> dict[tuple[str, frozenset[str]], Sent]:
    """Return one form of each kind: by its page and inputs, who sends it where."""
    clients: dict[str, Client] = {}
    found: dict[tuple[str, frozenset[str]], Sent] = {}
    for name, login, parts in places.each():
        if login not in clients:
            clients[login] = signed_in(staff.officer(login), Client(raise_request_exception=False))
        for to, given in shapes(clients[login], reverse(name, kwargs=parts)).items():
            with suppress(Resolver404):
                view = resolve(to).view_name
                for shape in given:
                    kind = frozenset(_KEY.sub("#", one) for one in shape.inputs)
                    found.setdefault((view, kind), (clients[login], to, shape))
    return found


def as_left(shape: Shape, filling: str) -> Body:
    """Return the form as it stands, with `filling` where nothing is typed yet."""
    body = harmless(shape)
    texts = {one.name: one for one in shape.inputs.values() if one.kind == "text"}
    return body | {name: one.values[0] if one.values else filling for name, one in texts.items()}


def send(client: Client, to: str, *bodies: Body) -> tuple[int, Pen]:
    """Return what came back of the last, and what was written for it, and take all back."""
    with undone(client):
        for body in bodies:
            with connection.execute_wrapper(pen := Pen()):
                answer = client.post(to, body)
            close_answer(answer)
    return answer.status_code, pen


@pytest.mark.parametrize(
    "fillings",
    [FILLINGS[:1], pytest.param(FILLINGS, marks=pytest.mark.soak)],
    ids=["one filling", "every filling"],
)
def test_a_form_gives_what_is_its_own_and_gives_it_once(
    staff: Staff, places: Places, fillings: tuple[str, ...]
):
    """Neither a column that is not its input, nor the same again by a double click or the way back.

    The planted values may be written nowhere, and what is written is the same as without them.
    """
    extra, forms = columns(), every_form(staff, places)
    own: dict[str, set[str]] = {}
    for view, (_client, _to, shape) in ((key[0], sent) for key, sent in forms.items()):
        own.setdefault(view, set(OF_ANOTHER_STEP.get(view, ()))).update(shape.inputs)
    kept, again, taken, once = [], [], set(), set()
    for (view, inputs), (client, to, shape) in forms.items():
        foreign = {key: extra[key] for key in extra if key not in own[view]}
        for filling in fillings:
            calm = as_left(shape, filling)
            code, pen = send(client, to, calm | foreign)
            kept += [(view, *one) for one in pen.marks if code < 400]
            if code in TAKEN:
                taken.add(view)
                kept += [] if pen.said == send(client, to, calm)[1].said else [(view, "other rows")]
                if "token" in inputs:
                    once.add(view)
                    again += [(view, sql) for sql in _domain(send(client, to, calm, calm)[1])]
                break
    assert (sorted(set(kept)), again) == ([], [])
    assert len(extra) > 200
    assert len(taken) > 60, "hardly any form was taken, so little is proved"
    assert len(once) >= 3


def _domain(pen: Pen) -> list[str]:
    """Return what was written beside the audit, the session and how long a number is held."""
    return [sql for sql, _values in pen.said if not NOT_DOMAIN.search(sql)]
