"""Six kinds of tampering, each found; and the first broken row is the right one."""

import os
import random
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.anchors import anchor_after, anchor_heads, read_anchors
from hotich.apps.audit.models import INSTALLATION, AuditHead, AuditRow, AuditSubject
from hotich.apps.audit.protection import grant_to, weak_points
from hotich.apps.audit.verify import chains, verify_chain
from hotich.apps.audit.writing import record, writing
from hotich.apps.registers.models import Book
from tests.support import tampering
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked

pytestmark = pytest.mark.django_db
ROWS = 24


@pytest.fixture
def chain(settings, tmp_path: Path) -> UUID:
    """Return a chain with anchors outside it, its triggers out of the way."""
    settings.ANCHORS = tmp_path / "outside" / "anchors.txt"
    office, chance = uuid4(), random.Random(6)
    by = Actor(uuid4(), "Lê Văn Thử", office, "máy thử")
    for number in range(ROWS):
        with writing(by):
            subjects = [uuid4() for _ in range(chance.randrange(4))]
            record(by, "thing.done", uuid4(), subjects=subjects, after={"n": number})
        if number % 7 == 3:
            anchor_heads("test")
    anchor_heads("test")
    tampering.drop_triggers()
    return office


def tried(kind: str, chain: UUID, seed: int) -> tuple[str, str]:
    """Tamper once, look, undo; return the fault and what was done."""
    with tampering.undone():
        said = tampering.KINDS[kind](chain, random.Random(seed))
        found = verify_chain(chain, anchors=read_anchors().of(chain))
        assert found.broken_at is not None or not found.fault
        return found.fault, said


@pytest.mark.parametrize("kind", tampering.KINDS)
def test_tampering_is_found_with_an_anchor(kind: str, chain: UUID):
    unseen = [said for seed in range(20) for fault, said in [tried(kind, chain, seed)] if not fault]
    assert unseen == []
    assert verify_chain(chain, anchors=read_anchors().of(chain)).broken_at is None


@pytest.mark.soak
@pytest.mark.parametrize("kind", tampering.KINDS)
def test_a_thousand_of_each_kind(kind: str, chain: UUID):
    unseen = [
        said for seed in range(1_000) for fault, said in [tried(kind, chain, seed)] if not fault
    ]
    assert unseen == []


@pytest.mark.parametrize(
    ("kind", "fault"), [("truncate", "truncated"), ("edit and hash anew", "anchor")]
)
def test_without_an_anchor_a_rewritten_chain_looks_whole(kind: str, fault: str, chain: UUID):
    with tampering.undone():
        tampering.KINDS[kind](chain, random.Random(1))
        assert verify_chain(chain).broken_at is None
        assert verify_chain(chain, anchors=read_anchors().of(chain)).fault == fault


def test_the_first_broken_row_is_named(chain: UUID):
    anchors = read_anchors().of(chain)
    rows = AuditRow.objects.filter(chain=chain)
    with tampering.undone():
        rows.filter(sequence__in=[9, 15]).update(reason="khác")
        found = verify_chain(chain, anchors=anchors)
        assert (found.broken_at, found.fault, found.rows) == (9, "changed", 8)
        assert found.row is not None
        assert (found.row.action, found.row.actor_name) == ("thing.done", "Lê Văn Thử")
    with tampering.undone():
        AuditSubject.objects.filter(row__sequence=12).delete()
        rows.filter(sequence=12).delete()
        found = verify_chain(chain, anchors=anchors)
        assert (found.broken_at, found.fault, found.row) == (12, "missing", None)
    with tampering.undone():
        AuditSubject.objects.create(row=rows.get(sequence=5), subject=uuid4())
        assert verify_chain(chain, anchors=anchors).fault == "subjects"
    with tampering.undone():
        AuditHead.objects.filter(pk=chain).update(hash="0" * 64)
        assert verify_chain(chain, anchors=anchors).fault == "head"
    with tampering.undone():
        AuditHead.objects.filter(pk=chain).delete()
        assert verify_chain(chain, anchors=anchors).fault == "head"
        assert chain in chains()


def test_an_anchor_tells_from_where_rows_may_be_changed(chain: UUID):
    anchors = read_anchors().of(chain)
    assert sorted(anchors) == [4, 11, 18, 24]
    with tampering.undone():
        AuditRow.objects.filter(chain=chain, sequence=14).update(actor_name="ai khác")
        tampering.hash_anew(chain)
        found = verify_chain(chain, anchors=anchors)
    assert (found.broken_at, found.fault, found.since, found.compared) == (18, "anchor", 12, 2)


def test_a_chain_that_is_gone_is_missed(chain: UUID):
    with tampering.undone():
        AuditSubject.objects.all().delete()
        AuditRow.objects.filter(chain=chain).delete()
        AuditHead.objects.filter(pk=chain).delete()
        assert chain not in chains()
        held = read_anchors()
        assert chain in held.heads
        assert verify_chain(chain, anchors=held.of(chain)).fault == "truncated"


def test_the_file_is_only_appended_to(chain: UUID, settings):
    before = settings.ANCHORS.read_bytes()
    assert anchor_heads("again") == 0
    by = process("test")
    with writing(by):
        record(by, "thing.done", None)
    assert anchor_heads("again") == 1
    after = settings.ANCHORS.read_bytes()
    assert after.startswith(before)
    assert after.endswith(b" again\n")
    assert str(INSTALLATION).encode() in after


def test_a_torn_line_takes_no_other_with_it(chain: UUID, settings):
    with settings.ANCHORS.open("a") as opened:
        opened.write("2026-11-22T10:00")
    by = process("test")
    with writing(by):
        record(by, "thing.done", None)
    assert anchor_heads("again") == 1
    held = read_anchors()
    assert (held.unreadable, len(held.of(INSTALLATION)), len(held.of(chain))) == (1, 1, 4)


def test_an_act_is_anchored_once_it_is_committed(
    settings, tmp_path: Path, django_capture_on_commit_callbacks
):
    settings.ANCHORS = tmp_path / "anchors.txt"
    by = process("test")
    with django_capture_on_commit_callbacks(execute=True), writing(by):
        record(by, "thing.done", None)
        anchor_after(INSTALLATION, "report")
        assert not settings.ANCHORS.exists()
    assert sorted(read_anchors().of(INSTALLATION)) == [1]


def test_an_act_stands_when_its_anchor_cannot_be_written(
    settings, tmp_path: Path, django_capture_on_commit_callbacks
):
    settings.ANCHORS = tmp_path  # a folder
    by = process("test")
    with django_capture_on_commit_callbacks(execute=True), writing(by):
        record(by, "thing.done", None)
        anchor_after(INSTALLATION, "report")
    assert AuditRow.objects.count() == 1


@pytest.mark.skipif(
    os.environ.get("HOTICH_TEST_DATABASE") != "postgres", reason="SQLite knows no roles"
)
def test_the_serving_role_cannot_change_the_audit(staff):
    assert weak_points() != []  # the owner may do all
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE hotich_served NOLOGIN")
        grant_to("hotich_served")
        tampering.drop_triggers()  # the rights must hold by themselves
        cursor.execute("SET LOCAL ROLE hotich_served")
        assert weak_points() == []
        saved_linked(staff.actor("congan"), entering_book(staff), given_person())
        assert Book.objects.count() == 1
        for forbidden in (
            "UPDATE audit_auditrow SET reason='x'",
            "DELETE FROM audit_auditrow",
            "DELETE FROM audit_auditsubject",
            "TRUNCATE audit_auditrow CASCADE",
            "DELETE FROM audit_audithead",
            "ALTER TABLE audit_auditrow DISABLE TRIGGER USER",
            "DROP TABLE audit_auditsubject",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(forbidden)
        cursor.execute("RESET ROLE")
