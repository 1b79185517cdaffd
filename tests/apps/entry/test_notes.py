"""Notes of the book on an entry: added, voided, after the lock with a second officer's leave."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.checking.actions import check_entry
from hotich.apps.checking.models import Side
from hotich.apps.checking.queries import is_checked
from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, EntryNote, EntryReturn, EntryVersion, FieldValue, Permit
from hotich.apps.entry.notes import all_notes_of, book_note, notes_of
from hotich.apps.entry.problems import (
    NotCorrectableError,
    NoteRefusedError,
    ReasonMissingError,
    SecondOfficerError,
    TokenUsedError,
)
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from hotich.core.registers import STRUCK, BookNote, Reading
from tests.support.entries import given_person, saved_linked, saved_undecided

pytestmark = pytest.mark.django_db

MISSING = BookNote(
    kind="declared_missing",
    text="Tòa án nhân dân huyện tuyên bố mất tích.\nĐã ghi chú.",
    dated_text="15/3/2005",
    basis="Quyết định số 12/2005/QĐDS-ST, TAND huyện Nga Sơn",
    signer="Mai Văn Ký",
)
CROSSED = BookNote(
    kind=STRUCK, field="child.full_name", struck_text="Phương", text="Phượng", signer="Mai Văn Ký"
)


def added(by, entry, note=MISSING, **more):
    return actions.add_note(by=by, entry=entry.pk, token=uuid4(), note=note, **more)


def lock(staff, book):
    for state in (State.ENTERED, State.CHECKED, State.LOCKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)


def permit(staff, entry, login="tuphap"):
    by = staff.actor(login)
    return actions.permit_link_change(by=by, entry=entry.pk, reason="sổ có ghi chú chưa nhập")


def test_a_note_is_kept_as_written_and_is_a_version(book, clerk):
    entry = saved_undecided(clerk, book).entry
    row = added(clerk, entry)
    assert book_note(row) == replace(MISSING, dated="2005-03-15")
    entry.refresh_from_db()
    assert (entry.version, row.entry_version) == (2, 2)
    newest = queries.versions_of(entry)[0]
    assert (newest.reason, newest.by.login) == ("ghi chú: Tuyên bố mất tích", "congan")
    assert notes_of(entry) == [row]
    assert FieldValue.objects.filter(entry=entry, version=2).count() == 0


def test_text_is_put_into_nfc_and_nothing_else(book, clerk):
    entry = saved_undecided(clerk, book).entry
    row = added(
        clerk, entry, replace(MISSING, text="  Tuye\u0302n bo\u0302\u0301 ", dated_text="x")
    )
    assert row.text == "  Tuyên bố "
    assert (row.dated_text, row.dated) == ("x", "")


def test_a_struck_correction_tells_what_replaced_what(book, clerk):
    entry = saved_undecided(clerk, book).entry
    row = added(clerk, entry, CROSSED)
    assert (row.field, row.struck_text, row.text) == ("child.full_name", "Phương", "Phượng")
    assert queries.values_of(entry)["child.full_name"].text == "Mai Thị Phượng"


def test_the_audit_names_everybody_concerned_and_no_text(book, clerk):
    person = given_person()
    entry = saved_linked(clerk, book, person).entry
    row = added(clerk, entry)
    actions.void_note(by=clerk, note=row.pk, reason="nhầm trang")
    mentions = set(entry.mentions.values_list("pk", flat=True))
    for action in ("entry.note_added", "entry.note_voided"):
        audited = AuditRow.objects.get(action=action)
        assert audited.object == entry.pk
        subjects = set(AuditSubject.objects.filter(row=audited).values_list("subject", flat=True))
        assert subjects == mentions | {person.uuid}
        assert "Mai Văn Ký" not in str(audited.__dict__)


def test_the_same_token_saves_once(book, clerk):
    entry = saved_undecided(clerk, book).entry
    token = uuid4()
    rows = [actions.add_note(by=clerk, entry=entry.pk, token=token, note=MISSING) for _ in range(2)]
    assert rows[0] == rows[1]
    assert EntryVersion.objects.filter(entry=entry).count() == 2


def test_a_token_of_something_else_is_refused(book, clerk, other_clerk):
    entry = saved_undecided(clerk, book).entry
    first = EntryVersion.objects.get(entry=entry).token
    with pytest.raises(TokenUsedError):
        actions.add_note(by=clerk, entry=entry.pk, token=first, note=MISSING)
    token = uuid4()
    actions.add_note(by=clerk, entry=entry.pk, token=token, note=MISSING)
    with pytest.raises(TokenUsedError):
        actions.add_note(by=other_clerk, entry=entry.pk, token=token, note=MISSING)
    assert EntryNote.objects.count() == 1


@pytest.mark.parametrize(
    ("note", "problems"),
    [
        (replace(MISSING, kind="lạ"), {"kind": "unknown"}),
        (replace(MISSING, field="child.nothing"), {"field": "unknown"}),
        (replace(MISSING, text=" \n"), {"text": "missing"}),
        (replace(MISSING, reading=Reading.BLANK), {"reading": "unknown"}),
        (replace(MISSING, text="x" * 1001), {"text": "too_long"}),
        (replace(MISSING, signer="a\x00"), {"signer": "control_character"}),
        (replace(MISSING, basis="hai\ndòng"), {"basis": "control_character"}),
        (replace(CROSSED, field=""), {"field": "missing"}),
        (replace(CROSSED, struck_text=""), {"struck_text": "missing"}),
    ],
)
def test_only_what_cannot_be_stored_is_refused(book, clerk, note, problems):
    entry = saved_undecided(clerk, book).entry
    with pytest.raises(NoteRefusedError) as fault:
        added(clerk, entry, note)
    assert fault.value.problems == problems
    assert Entry.objects.get().version == 1
    assert not EntryNote.objects.exists()


@pytest.mark.parametrize(
    "note",
    [
        BookNote(kind="divorce", reading=Reading.ILLEGIBLE),
        BookNote(kind="other", text="?", dated_text="31/02/1990", reading=Reading.STRUCK_OUT),
        BookNote(kind=STRUCK, field="child.sex", reading=Reading.ILLEGIBLE),
        BookNote(kind=STRUCK, field="child.sex", struck_text="Nam"),
        BookNote(kind="marriage_annulled", text="trước ngày đăng ký", dated_text="1900"),
    ],
)
def test_a_strange_note_is_kept(book, clerk, note):
    entry = saved_undecided(clerk, book).entry
    assert book_note(added(clerk, entry, note)).text == note.text


def test_a_note_is_voided_once_with_its_reason(book, clerk):
    entry = saved_undecided(clerk, book).entry
    row = added(clerk, entry)
    with pytest.raises(ReasonMissingError):
        actions.void_note(by=clerk, note=row.pk, reason=" ")
    for _ in range(2):
        actions.void_note(by=clerk, note=row.pk, reason="nhầm trang")
    (row,) = all_notes_of(entry)
    assert (row.void_reason, row.voided_by.login) == ("nhầm trang", "congan")
    assert notes_of(entry) == []
    reasons = [one.reason for one in queries.versions_of(entry)]
    assert reasons[0] == "hủy ghi chú: nhầm trang"
    assert len(reasons) == 3


def test_signatures_become_stale(book, clerk, staff):
    entry = saved_undecided(clerk, book).entry
    check_entry(by=staff.actor("tuphap"), entry=entry.pk, side=Side.JUSTICE, accepted=True)
    assert is_checked(entry, Side.JUSTICE)
    added(clerk, entry)
    entry.refresh_from_db()
    assert not is_checked(entry, Side.JUSTICE)


def test_only_its_typist_notes_before_the_cross_check(book, clerk, other_clerk, staff):
    entry = saved_undecided(clerk, book).entry
    row = added(clerk, entry)
    for state in (None, State.ENTERED, State.CHECKED):
        if state is not None:
            set_state(by=staff.actor("tuphap"), book=book, state=state)
        with pytest.raises(NotCorrectableError):
            added(other_clerk, entry)
        with pytest.raises(NotCorrectableError):
            actions.void_note(by=other_clerk, note=row.pk, reason="nhầm")
    with pytest.raises(NotCorrectableError):
        added(clerk, entry)
    with pytest.raises(NotPermittedError):
        added(staff.actor("tuphap"), entry)
    with pytest.raises(NotPermittedError):
        actions.void_note(by=staff.actor("tuphap"), note=row.pk, reason="nhầm")


@pytest.mark.parametrize("answers", [True, False])
def test_a_returned_entry_takes_notes_and_the_clerk_says_when_that_was_it(
    book, clerk, staff, answers
):
    entry = saved_undecided(clerk, book).entry
    for state in (State.ENTERED, State.CHECKED):
        set_state(by=staff.actor("tuphap"), book=book, state=state)
    actions.mark_returned(by=staff.actor("tuphap"), entry=entry.pk, reason="thiếu ghi chú")
    added(clerk, entry, answers_return=answers)
    assert EntryReturn.objects.filter(answered_at__isnull=False).exists() is answers
    assert actions.may_note(clerk, entry) is not answers


def test_another_office_has_no_such_entry_and_note(book, clerk, other_commune):
    entry = saved_undecided(clerk, book).entry
    row = added(clerk, entry)
    stranger = other_commune.actor("congan-khac")
    with pytest.raises(Entry.DoesNotExist):
        added(stranger, entry)
    with pytest.raises(EntryNote.DoesNotExist):
        actions.void_note(by=stranger, note=row.pk, reason="nhầm")


def test_a_locked_book_takes_a_note_with_leave_once(book, clerk, other_clerk, staff):
    entry = saved_undecided(clerk, book).entry
    lock(staff, book)
    with pytest.raises(SecondOfficerError):
        added(other_clerk, entry)
    permit(staff, entry)
    with pytest.raises(NoteRefusedError):
        added(other_clerk, entry, replace(MISSING, kind=""))
    assert Permit.objects.get().used_at is None
    row = added(other_clerk, entry)
    assert row.second.login == "tuphap"
    assert Permit.objects.get().used_by.login == "congan2"
    with pytest.raises(SecondOfficerError):
        actions.void_note(by=clerk, note=row.pk, reason="nhầm")
    permit(staff, entry)
    row = actions.void_note(by=clerk, note=row.pk, reason="nhầm")
    assert row.voided_second.login == "tuphap"


def test_who_wrote_a_note_does_not_sign_for_the_entry(book, clerk, other_clerk, staff):
    entry = saved_undecided(clerk, book).entry
    lock(staff, book)
    permit(staff, entry)
    added(other_clerk, entry)
    assert other_clerk.officer_id in queries.typists_of(entry)


def test_the_database_refuses_a_struck_note_without_its_field(book, clerk):
    row = added(clerk, saved_undecided(clerk, book).entry, CROSSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryNote.objects.filter(pk=row.pk).update(field="")
