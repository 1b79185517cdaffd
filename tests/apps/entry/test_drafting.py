"""Drafts: what is typed is kept, and an older window never writes over a newer one."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import actions
from hotich.apps.entry.drafting import NOTE, Window, draft_of, part_of
from hotich.apps.entry.models import Draft, Reservation
from hotich.apps.entry.typed import TypedValue
from tests.support.entries import saved_undecided

pytestmark = pytest.mark.django_db

NAME, BIRTH = "child-full_name", "child-birth_date"


@pytest.fixture
def held(book, clerk):
    """Return the clerk's number 1."""
    return actions.reserve_next(by=clerk, book=book.pk)


def keep(by, held, window=None, **fields):
    named = {name.replace("__", "-"): text for name, text in fields.items()}
    return actions.save_draft(by=by, entry=held.entry, fields=named, window=window)


def fields_of(by, held):
    return draft_of(by, held.entry).values["fields"]


def test_what_came_before_stays_and_the_number_is_renewed(clerk, held):
    first = keep(clerk, held, child__full_name="Mai")
    second = keep(clerk, held, child__birth_date="1998")
    assert fields_of(clerk, held) == {NAME: "Mai", BIRTH: "1998"}
    assert second.until > first.until
    assert second.revision == first.revision + 1


def test_the_same_text_again_is_no_newer_one(clerk, held):
    first = keep(clerk, held, child__full_name="Mai")
    assert keep(clerk, held, child__full_name="Mai").revision == first.revision


def test_reading_marks_origins_and_confirmed_blocks_are_kept(clerk, held):
    marks = {
        f"{NAME}-reading": "doubtful",
        f"{NAME}-origin": "ditto",
        "confirmed-child": "1",
        "child-birth_words-agrees": "no",
        "child-hometown-word": "yes",
        "life": "alive",
    }
    actions.save_draft(by=clerk, entry=held.entry, fields=marks)
    assert fields_of(clerk, held) == marks


def test_drafts_are_outside_the_audit(clerk, held):
    before = AuditRow.objects.count()
    keep(clerk, held, child__full_name="Mai")
    assert AuditRow.objects.count() == before


def test_an_older_window_does_not_write_over_a_newer_text(clerk, held):
    first, second = Window("a", 0), Window("b", 0)
    keep(clerk, held, first, child__full_name="Mai Thị Phượng")
    told = keep(clerk, held, second, child__full_name="Mai Thị Phương", child__birth_date="1998")
    assert fields_of(clerk, held) == {NAME: "Mai Thị Phượng", BIRTH: "1998"}
    (other,) = told.others
    assert (other.name, other.text) == (NAME, "Mai Thị Phượng")
    assert other.at


def test_a_text_that_was_seen_may_be_replaced(clerk, held):
    keep(clerk, held, Window("a", 0), child__full_name="Mai Thị Phượng")
    (other,) = keep(clerk, held, Window("b", 0), child__full_name="Mai Thị Phương").others
    seen = Window("b", 0, {NAME: other.revision})
    assert keep(clerk, held, seen, child__full_name="Mai Thị Phương").others == ()
    assert fields_of(clerk, held)[NAME] == "Mai Thị Phương"
    # Now the first window is the older one.
    (back,) = keep(clerk, held, Window("a", 0), child__full_name="Mai Thị Phượng").others
    assert back.text == "Mai Thị Phương"


def test_a_window_is_told_of_fields_it_did_not_send(clerk, held):
    keep(clerk, held, Window("a", 0), child__full_name="Mai Thị Phượng")
    told = keep(clerk, held, Window("b", 0), child__birth_date="1998")
    assert [one.name for one in told.others] == [NAME]


def test_another_reading_mark_is_another_text(clerk, held):
    keep(clerk, held, Window("a", 0), child__full_name="Mai")
    actions.save_draft(
        by=clerk,
        entry=held.entry,
        fields={f"{NAME}-reading": "doubtful"},
        window=Window("a", 0),
    )
    both = {NAME: "Mai", f"{NAME}-reading": "clear", f"{NAME}-origin": "typed"}
    told = actions.save_draft(by=clerk, entry=held.entry, fields=both, window=Window("b", 0))
    assert [(one.name, one.reading) for one in told.others] == [(NAME, "doubtful")]
    assert fields_of(clerk, held)[f"{NAME}-reading"] == "doubtful"


def test_an_empty_field_of_one_window_is_no_text_against_another(clerk, held):
    keep(clerk, held, Window("a", 0), child__full_name="", child__birth_date="1998")
    assert keep(clerk, held, Window("b", 0), child__full_name="Mai").others[0].name == BIRTH
    assert fields_of(clerk, held)[NAME] == "Mai"


def test_a_window_never_stands_against_itself(clerk, held):
    for text in ("M", "Ma", "Mai"):
        assert keep(clerk, held, Window("a", 0), child__full_name=text).others == ()
    # Made after these: it shows them already.
    assert keep(clerk, held, Window("b", 3), child__full_name="Mai T").others == ()


def test_a_number_that_ran_out_is_taken_again_by_typing(clerk, other_clerk, book, held):
    keep(clerk, held, child__full_name="Mai")
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        actions.reserve_next(by=other_clerk, book=book.pk)
        assert Reservation.objects.get(pk=held.pk).released_at is not None
        assert keep(clerk, held, child__full_name="Mai Thị").until is not None
        assert Reservation.objects.get(pk=held.pk).released_at is None


def test_a_number_given_free_stays_free(clerk, held):
    keep(clerk, held, child__full_name="Mai")
    actions.release(by=clerk, reservation=held.pk)
    kept = keep(clerk, held, child__full_name="Mai Thị")
    assert (kept.is_kept, kept.until) == (True, None)
    assert Reservation.objects.get(pk=held.pk).released_at is not None


def test_a_number_that_another_began_meanwhile_is_named_and_the_text_kept(
    clerk, other_clerk, book, held
):
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        actions.reserve_number(by=other_clerk, book=book.pk, number="1")
        kept = keep(clerk, held, child__full_name="Mai")
    assert (kept.is_kept, kept.holder) == (True, "Trần Thị An")
    assert fields_of(clerk, held)[NAME] == "Mai"


def test_the_draft_of_a_correction_is_kept_with_its_version(book, clerk):
    entry = saved_undecided(clerk, book).entry
    texts = {"child-hometown": "Xã Ba Đình"}
    actions.save_draft(by=clerk, entry=entry.pk, fields=texts, base_version=1, token=uuid4())
    kept = part_of(clerk, entry.pk)
    assert (kept["fields"], kept["base_version"]) == (texts, 1)


def corrected(by, entry, *, token, version=1):
    return actions.correct_entry(
        by=by,
        entry=entry.pk,
        expected_version=version,
        values={"child.hometown": TypedValue("Xã Ba Đình")},
        reason="đọc lại sổ",
        token=token,
    )


def test_an_older_correction_is_kept_from_a_page_that_has_saved_nothing(book, clerk):
    entry, own, other = saved_undecided(clerk, book).entry, uuid4(), uuid4()
    corrected(clerk, entry, token=own)
    texts = {"child-hometown": "Xã Nga Thành"}
    late = actions.save_draft(by=clerk, entry=entry.pk, fields=texts, base_version=1, token=own)
    assert not late.is_kept
    typed = actions.save_draft(by=clerk, entry=entry.pk, fields=texts, base_version=1, token=other)
    assert typed.is_kept
    assert part_of(clerk, entry.pk)["base_version"] == 1


def test_a_note_is_a_part_of_its_own(book, clerk):
    entry = saved_undecided(clerk, book).entry
    texts = {"text": "Cải chính họ"}
    actions.save_draft(by=clerk, entry=entry.pk, fields=texts, part=NOTE, base_version=1)
    actions.save_draft(
        by=clerk, entry=entry.pk, fields={NAME: "Mai"}, base_version=1, token=uuid4()
    )
    corrected(clerk, entry, token=uuid4())
    assert part_of(clerk, entry.pk, NOTE)["fields"] == texts
    assert "fields" not in part_of(clerk, entry.pk)
    actions.give_up_draft(by=clerk, entry=entry.pk, part=NOTE)
    assert not Draft.objects.exists()


def test_a_draft_given_up_is_gone_and_another_officers_stays(clerk, other_clerk, book, held):
    other = actions.reserve_next(by=other_clerk, book=book.pk)
    keep(clerk, held, child__full_name="Mai")
    keep(other_clerk, other, child__full_name="Trần")
    actions.give_up_draft(by=clerk, entry=other.entry)
    actions.give_up_draft(by=clerk, entry=held.entry)
    assert [one.officer_id for one in Draft.objects.all()] == [other_clerk.officer]


def test_who_may_not_type_keeps_nothing(staff, clerk, other_clerk, held, other_commune):
    with pytest.raises(NotPermittedError):
        keep(staff.actor("tuphap"), held, child__full_name="Mai")
    for by in (other_clerk, other_commune.actor("congan-khac")):
        with pytest.raises(Reservation.DoesNotExist):
            keep(by, held, child__full_name="Mai")
