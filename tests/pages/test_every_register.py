"""Every register type and printed form goes the whole way: form, storage, comparison, package."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.checking.delivering import deliver_entry
from hotich.apps.entry import actions, queries
from hotich.apps.entry.counting import counts_by_type
from hotich.apps.entry.models import Entry, Outcome
from hotich.apps.handover.contents import from_files, to_files
from hotich.apps.handover.gathering import gather
from hotich.apps.handover.import_file import row_of
from hotich.apps.handover.packing import facts_of
from hotich.apps.population.models import LifeEvent, Person
from hotich.apps.registers.definitions import definitions
from hotich.core.discrepancies import compared_key
from hotich.core.registers import Kind, RegisterType
from hotich.synth.every_register import generate_entries
from hotich.web.register_form import input_name
from tests.support.any_register import People, marked, texts_of
from tests.support.books import entering_book
from tests.support.checks import lock

pytestmark = pytest.mark.django_db
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "registers"

EDITIONS = pytest.mark.parametrize(
    ("kind", "edition"),
    [
        pytest.param(kind, edition.code, id=f"{kind.code}-{edition.code}")
        for kind in definitions()
        for edition in kind.editions
    ],
)


def html(response):
    return response.content.decode()


def type_entry(client, held, kind: RegisterType, texts, people, in_register):
    """Type one entry through the pages: look each principal person up, link him, save."""
    for role in kind.principal_roles:
        blind = {spec.id for spec in kind.blind_fields(role.code)}
        data = {
            name: text
            for name, text in marked(kind, texts).items()
            if any(name.startswith(input_name(one)) for one in blind)
        } | {"role": role.code}
        page = html(client.get(reverse("entry:type", args=[held.pk])))
        assert f'name="role" value="{role.code}"' in page
        found = client.post(reverse("entry:look_up", args=[held.pk]), data)
        assert people.facts[role.code]["full_name"] in html(found)
        chosen = data | {"person": str(in_register[role.code].uuid)}
        assert client.post(reverse("entry:choose", args=[held.pk]), chosen).status_code == 303
    sheet = html(client.get(reverse("entry:type", args=[held.pk])))
    token = re.search(r'name="token" value="([^"]+)"', sheet)[1]
    data = marked(kind, texts) | {"token": token}
    verdict = client.post(reverse("entry:verdict", args=[held.pk]), data)
    assert verdict.status_code == 200
    saved = client.post(reverse("entry:save", args=[held.pk]), data | {"unread_accepted": "1"})
    assert saved.status_code == 303, html(saved)[:3000]
    return sheet


@EDITIONS
def test_a_book_goes_from_the_inventory_to_the_package(page, staff, kind, edition):
    book = entering_book(
        staff, register_type=kind.code, edition=edition, years=((1998, 10, 1),), volume="01/1998"
    )
    people = People(kind)
    texts = texts_of(kind, edition, people)
    in_register = {role.code: people.in_register(kind, role.code) for role in kind.principal_roles}
    held = actions.reserve_next(by=staff.actor("congan"), book=book.pk)
    sheet = type_entry(page("congan"), held, kind, texts, people, in_register)

    # Form and prefill: every printed column has its input, each number stands on the page.
    for column in kind.edition(edition).columns:
        assert f'name="{input_name(column)}"' in sheet, column
    # Storage: each text stands as it was written.
    entry = Entry.objects.get(book=book)
    stored = {key: value.text for key, value in queries.values_of(entry).items() if value.text}
    assert stored.items() >= texts.items()
    # Comparison: everybody is linked, and what is compared agrees.
    mentions = {one.role: one for one in entry.mentions.all()}
    for role in kind.principal_roles:
        link = queries.live_link(mentions[role.code].pk)
        assert link.person == in_register[role.code].uuid
        told = [spec for spec in kind.fields if compared_key(spec, role.code)]
        assert told
    assert queries.outcome_of(entry) == Outcome.CONSISTENT
    named = {role.code for role in kind.roles if texts.get(f"{role.code}.full_name")}
    assert set(mentions) == named | {role.code for role in kind.principal_roles}

    # Review: the entry's page, the correction, the cross-check.
    client = page("congan")
    shown = html(client.get(reverse("entry:entry", args=[entry.pk])))
    for role in kind.principal_roles:
        assert people.facts[role.code]["full_name"] in shown
    assert client.get(reverse("entry:correct", args=[entry.pk])).status_code == 200
    check = page("tuphap").get(reverse("checking:entry", args=[entry.pk]))
    assert people.facts[kind.principal_roles[0].code]["full_name"] in html(check)
    lock(staff, book)

    # What the population register receives: an event for each linked person, nobody's death.
    assert deliver_entry(by=process("test", "jobs"), entry=entry.pk) == len(in_register)
    happened = LifeEvent.objects.filter(entry=entry.pk, voided_at=None)
    roles = set(in_register) & set(kind.event.roles) if kind.event else set()
    assert {(one.person.uuid, one.role) for one in happened} == {
        (in_register[role].uuid, role) for role in roles
    }
    assert not Person.objects.exclude(death_date="").exists()

    # Counts and package.
    counted = counts_by_type([book], as_of=timezone.now())[kind.code]
    assert (counted.entered, counted.consistent) == (1, 1)
    (content,) = from_files(to_files(gather([entry])))
    assert {row.field: row.text for row in content.values if row.text}.items() >= texts.items()
    assert {row.role for row in content.mentions} == set(mentions)

    # The ministry's sheet, where one is known: what is written has its cell.
    cells = row_of(kind, facts_of(book), content)
    assert bool(cells) == bool(kind.columns_158)
    for field in kind.fields if cells else ():
        if field.column_158 and field.kind in {Kind.NAME, Kind.ETHNICITY} and field.id in texts:
            assert cells[field.column_158] == texts[field.id]


@EDITIONS
def test_the_definition_has_its_reference_page_and_its_generator(kind, edition):
    told = (REFERENCE / f"{kind.slug}.md").read_text(encoding="utf-8")
    form = kind.edition(edition)
    assert form.label in told
    assert all(f"`{column}`" in told for column in form.columns)
    (entry,) = generate_entries(kind, form, 1, 7)
    assert set(entry.values) == set(form.columns)
