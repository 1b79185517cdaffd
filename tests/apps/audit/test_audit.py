"""The audit: append-only, chained per office, and found out when tampered with."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.models import INSTALLATION, AuditHead, AuditRow
from hotich.apps.audit.verify import head_of, verify_chain
from hotich.apps.audit.writing import NotWritingError, record, writing
from tests.support.tampering import drop_triggers

pytestmark = pytest.mark.django_db

JOB = process("test")


def write_rows(count: int, by: Actor = JOB) -> list[AuditRow]:
    with writing(by):
        return [
            record(by, "thing.done", uuid4(), subjects=[uuid4()], after={"n": n})
            for n in range(count)
        ]


def without_triggers(sql: str, parameters: list[object]) -> None:
    """Change a row as somebody who owns the database could."""
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_rows_form_a_whole_chain():
    write_rows(3)
    write_rows(2)
    found = verify_chain(INSTALLATION)
    assert (found.rows, found.broken_at) == (5, None)


def test_each_office_has_its_own_chain():
    office = uuid4()
    write_rows(2, Actor(uuid4(), "A", office, ""))
    write_rows(1)
    assert verify_chain(office).rows == 2
    assert verify_chain(INSTALLATION).rows == 1


def test_no_row_without_a_write():
    with pytest.raises(NotWritingError):
        record(JOB, "thing.done", None)


def fail_after_recording() -> None:
    with writing(JOB):
        record(JOB, "thing.done", None)
        raise ValueError("stop")


def test_a_failed_act_leaves_no_row():
    with pytest.raises(ValueError, match="stop"):
        fail_after_recording()
    assert AuditRow.objects.count() == 0


def test_personal_values_are_not_kept():
    with writing(JOB):
        row = record(JOB, "thing.done", None, after={"full_name": "Nguyễn Văn Thử"})
    assert row.after
    assert "Nguyễn" not in str(row.__dict__)


CHANGES = (
    "UPDATE audit_auditrow SET reason='x'",
    "DELETE FROM audit_auditrow",
    "UPDATE audit_auditsubject SET row_id=row_id",
    "DELETE FROM audit_auditsubject",
    "DELETE FROM audit_audithead",
    "UPDATE audit_audithead SET sequence=sequence-1",
    "UPDATE audit_audithead SET hash='0'",
    "TRUNCATE audit_auditsubject",
    "TRUNCATE audit_auditrow CASCADE",
    "TRUNCATE audit_audithead",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_changes(change: str):
    if change.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    write_rows(2)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # else what waits for the commit refuses first
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(change)


def test_an_edited_row_is_named():
    write_rows(3)
    without_triggers("UPDATE audit_auditrow SET actor_name='other' WHERE sequence=%s", [2])
    assert verify_chain(INSTALLATION).broken_at == 2


def test_truncation_is_found_by_head_and_by_anchor():
    with writing(JOB):
        rows = [record(JOB, "thing.done", uuid4()) for _ in range(3)]
    anchor = (3, head_of(INSTALLATION).split(":")[1])
    without_triggers("DELETE FROM audit_auditrow WHERE sequence=%s", [3])
    assert verify_chain(INSTALLATION).fault == "truncated"
    AuditHead.objects.filter(pk=INSTALLATION).update(sequence=2, hash=rows[1].hash)
    assert verify_chain(INSTALLATION).broken_at is None
    assert verify_chain(INSTALLATION, anchor=anchor).fault == "truncated"


def test_times_never_run_back_within_an_office(time_machine):
    time_machine.move_to("2026-01-02T08:00:00Z", tick=False)
    write_rows(1)
    time_machine.move_to("2026-01-01T08:00:00Z", tick=False)
    write_rows(1)
    first, second = AuditRow.objects.order_by("sequence").values_list("at", flat=True)
    assert second > first
