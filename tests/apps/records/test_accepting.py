"""What an office accepts becomes a record; records are append-only and of one office."""

from uuid import uuid4

import pytest
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.records import actions, queries
from hotich.apps.records.models import Record, RecordVersion
from hotich.apps.records.payload import mentions_of, people, sections, shown_name
from hotich.apps.records.problems import ReasonMissingError, WithdrawnError
from tests.support import handover as road
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(staff: Staff, book) -> list[Record]:
    """Return the accepted records of the book."""
    road.made(staff, book)
    road.answer(staff.actor("tuphap"), road.at_commune(staff))
    return list(Record.objects.order_by("number"))


def again(staff: Staff, held: Record, *, kind: str, sequence: int, login: str = "tuphap") -> int:
    """Accept the record's entry once more, as a further package says it."""
    payload = dict(held.versions.get(version=1).payload)
    payload["entry"] = payload["entry"] | {"kind": kind, "page": str(sequence)}
    accepted = actions.Accepted(
        package=uuid4(),
        sequence=sequence,
        book=held.book,
        book_label="Sổ",
        way=[],
        payloads=[payload],
    )
    return actions.accept_from(by=staff.actor(login), accepted=accepted)


def test_a_further_version_is_appended_and_the_higher_sequence_holds(staff: Staff, held):
    one = held[0]
    assert again(staff, one, kind="changed", sequence=3) == 1
    assert again(staff, one, kind="changed", sequence=2) == 1
    one.refresh_from_db()
    assert (one.version, one.sequence, one.page) == (2, 3, "3")
    assert [row.version for row in queries.versions_of(one)] == [3, 2, 1]


def test_a_withdrawal_keeps_what_was_said(staff: Staff, held):
    one = held[0]
    again(staff, one, kind="withdrawn", sequence=2)
    one.refresh_from_db()
    assert one.withdrawn
    assert shown_name(queries.payload_of(one)) == "Mai Thị Phượng A"
    by = staff.actor("tuphap")
    assert list(queries.find(by, queries.Wanted(name="phuong a"))) == [one]
    assert queries.count_records(staff.commune.pk, as_of=timezone.now()) == {"KS": 4}
    with pytest.raises(WithdrawnError):
        actions.report_fault(by=by, record_of=one.pk, reason="Sai")
    again(staff, one, kind="changed", sequence=3)
    one.refresh_from_db()
    assert not one.withdrawn


def test_a_withdrawal_of_what_never_came_is_left_out(staff: Staff, held):
    one = held[0]
    payload = dict(one.versions.get(version=1).payload)
    payload["entry"] = payload["entry"] | {"kind": "withdrawn", "entry": str(uuid4())}
    accepted = actions.Accepted(uuid4(), 2, one.book, "Sổ", [], [payload])
    assert actions.accept_from(by=staff.actor("tuphap"), accepted=accepted) == 0


def test_an_office_sees_its_records_alone(staff: Staff, held, other_commune: Staff):
    stranger = other_commune.actor("tuphap-khac")
    assert list(queries.records_of(stranger)) == []
    with pytest.raises(Record.DoesNotExist):
        queries.get_record(stranger, held[0].pk)
    with pytest.raises(Record.DoesNotExist):
        actions.report_fault(by=stranger, record_of=held[0].pk, reason="Sai")
    assert queries.records_of(staff.actor("so")).count() == 5
    for login in ("congan", "lanhdao", "c06"):
        with pytest.raises(NotPermittedError):
            queries.records_of(staff.actor(login))
    with pytest.raises(NotPermittedError):
        again(staff, held[0], kind="changed", sequence=2, login="so")


def test_a_book_that_changed_hands_brings_its_records_along(
    staff: Staff, held, other_commune: Staff
):
    payload = dict(held[0].versions.get(version=1).payload)
    accepted = actions.Accepted(uuid4(), 2, held[0].book, "Sổ", [], [payload])
    actions.accept_from(by=other_commune.actor("tuphap-khac"), accepted=accepted)
    held[0].refresh_from_db()
    assert held[0].office_id == other_commune.commune.pk


def test_a_fault_needs_its_reason(staff: Staff, held):
    with pytest.raises(ReasonMissingError):
        actions.report_fault(by=staff.actor("tuphap"), record_of=held[0].pk, reason=" ")
    with pytest.raises(NotPermittedError):
        actions.report_fault(by=staff.actor("so"), record_of=held[0].pk, reason="Sai")


def test_the_payload_is_read_as_rows_of_the_form(held):
    payload = queries.payload_of(held[0])
    said = {line.field: line.text for section in sections(payload) for line in section.lines}
    assert said["child.full_name"] == "Mai Thị Phượng A"
    assert [one.principal for one in people(payload)] == [True, False, False]
    assert len(mentions_of(payload)) == 3
    unknown = {"entry": {"register_type": "ZZ"}, "values": payload["values"], "mentions": []}
    (left,) = sections(unknown)
    assert {line.label for line in left.lines} >= {"child.full_name"}


def test_versions_are_counted_as_of(staff: Staff, held):
    before = RecordVersion.objects.order_by("recorded_at").first().recorded_at
    assert queries.count_records(staff.commune.pk, as_of=before) == {"KS": 5}
    earlier = held[0].recorded_at.replace(year=2020)
    assert queries.count_records(staff.commune.pk, as_of=earlier) == {}
