"""A marriage, an adoption, a death and a guardianship book, each from inventory to locked.

Every officer works by keyboard alone; the people are invented and put into the register first.
"""

import json

import pytest

from hotich.core.registers import Kind, register_type
from tests.e2e.officers import AtDesk, sign_every_page
from tests.support.any_register import NAMES, People, texts_of
from tests.support.asking import ask
from tests.support.browser import Window
from tests.support.installation import Installation
from tests.support.register_clerk import RegisterClerk, paper, pick, write

pytestmark = pytest.mark.e2e

_PEOPLE = """
import json
from django.utils import timezone
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.models import Person
from hotich.core.pin import practice_pin
rows = json.loads({rows!r})
answer = []
for tail, row in rows:
    pin = practice_pin(sex=row["sex"], birth_year=int(row["birth_date"][:4]), tail=tail)
    person = Person.objects.create(pin=pin, recorded_at=timezone.now(), ethnicity="Kinh",
                                   nationality="Việt Nam", **row)
    refresh_keys([person])
    answer.append(str(person.uuid))
"""
_STORED = """
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import links_of, outcome_of, values_of
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import state_of
book = Book.objects.get(register_type="{code}", volume_label="01/1998")
answer = dict(book=str(book.pk), state=state_of(book).value, entries=[
    dict(outcome=outcome_of(entry).value,
         linked=sorted(one.mention.role for one in links_of(entry) if one.undone_at is None),
         values={{name: one.text for name, one in values_of(entry).items()}})
    for entry in Entry.objects.filter(book=book, voided_at=None).order_by("number")])
"""
_SURNAMES = {"KH": "Đặng", "CN": "Vũ", "KT": "Hoàng", "GH": "Đinh"}


def people_of(code: str) -> People:
    """Return the people of a book's first entry, nobody else's namesakes."""
    people = People(register_type(code))
    for facts in people.facts.values():
        facts["full_name"] = _SURNAMES[code] + facts["full_name"].removeprefix(
            facts["full_name"].split()[0]
        )
    return people


def strangers_of(code: str) -> People:
    """Return people whom no register holds."""
    people = People(register_type(code))
    for place, facts in enumerate(people.facts.values()):
        facts["full_name"] = f"Âu Dương Khuê {NAMES['female'][place % 4].split()[-1]}"
        facts["birth_date"] = f"195{place}-11-0{place + 1}"
    return people


def take_in(justice: Window, code: str, edition: str) -> None:
    """Take the book into the inventory, make it ready and give it to the team, by keyboard."""
    definition = register_type(code)
    justice.open("/so-ho-tich/them/")
    pick(justice, "register_type", definition.title)
    justice.go_to("edition")
    for _ in range(80):
        if justice.page.input_value("[name=edition]") == f"{code}:{edition}":
            break
        justice.press("ArrowDown")
    pick(justice, "original_office", "Nga Trường")
    write(justice, "volume_label", "01/1998")
    for name, text in (("nam-0-year", "1998"), ("nam-0-pages", "2"), ("nam-0-entries", "2")):
        write(justice, name, text)
    with justice.page.expect_navigation():
        justice.press("F10")
    with justice.page.expect_navigation():
        justice.press_button("Sẵn sàng để nhập")
    if justice.page.query_selector("[name=reason]"):  # births of the office are not all entered
        write(justice, "reason", "Sổ đang được mượn đối chiếu, nhập trước")
        with justice.page.expect_navigation():
            justice.press("F10")
    with justice.page.expect_navigation():
        justice.press_button("Giao cho tổ nhập")
    pick(justice, "team", "Tổ nhập dữ liệu số 1")
    if justice.page.query_selector("[name=reason]"):
        write(justice, "reason", "Sổ đang được mượn đối chiếu, nhập trước")
    with justice.page.expect_navigation():
        justice.press("F10")
    assert "Tổ nhập dữ liệu số 1" in justice.text()


@pytest.mark.parametrize(
    ("code", "edition"), [("KH", "older"), ("CN", "2015"), ("KT", "older"), ("GH", "2015")]
)
def test_a_book_goes_from_the_inventory_to_locked_by_keyboard(
    at_desk: AtDesk, installation: Installation, code: str, edition: str
) -> None:
    definition = register_type(code)
    known, strangers = people_of(code), strangers_of(code)
    principals = [role.code for role in definition.principal_roles]
    rows = [
        (7000 + 10 * list(_SURNAMES).index(code) + place, known.facts[role])
        for place, role in enumerate(principals)
    ]
    ask(installation, _PEOPLE.format(rows=json.dumps(rows)))
    justice, typist, second = at_desk("tuphap"), at_desk("congan"), at_desk("congan2")
    mouse_before = {login: len(at_desk(login).mouse) for login in ("tuphap", "congan", "congan2")}
    take_in(justice, code, edition)

    clerk = RegisterClerk(typist)
    clerk.open_book(definition.title)
    papers = [texts_of(definition, edition, people) for people in (known, strangers)]
    said = [clerk.type_any(paper(place, texts)) for place, texts in enumerate(papers, start=1)]
    clerk.give_back()
    assert said[0].said.lower().count(": thống nhất") == 1, said[0].said
    assert "không tìm thấy" in said[1].said.lower()
    stored = ask(installation, _STORED.format(code=code))
    assert [one["outcome"] for one in stored["entries"]] == ["consistent", "not_found"]
    assert stored["entries"][0]["linked"] == sorted(principals)
    assert stored["entries"][1]["linked"] == []
    for entry, texts in zip(stored["entries"], papers, strict=True):
        written = {
            name: text
            for name, text in texts.items()
            if definition.field(name).kind is not Kind.WORDED_DATE
        }
        assert entry["values"].items() >= written.items()

    for window, side in ((justice, "justice"), (second, "police")):
        assert sign_every_page(window, stored["book"], side) >= 1
    justice.open(f"/doi-soat/quyen/{stored['book']}/khoa-so/")
    for words in ("Đã nhập xong quyển sổ", "Chốt dữ liệu sổ"):
        with justice.page.expect_navigation():
            justice.press_button(words)
    assert ask(installation, _STORED.format(code=code))["state"] == "locked"
    assert {login: len(at_desk(login).mouse) for login in mouse_before} == mouse_before
