"""The audit read back: only the own chain, checks that tell, and who looked at whom."""

import pytest
from django.utils import timezone

from hotich.apps.accounts.actions import check_workstation
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditHead, AuditRow
from hotich.apps.audit.verify import head_of
from hotich.apps.entry.models import Mention
from hotich.apps.oversight import actions, queries
from hotich.apps.oversight.queries import LogFilter
from hotich.apps.oversight.words import ACTIONS, FAULTS, action_words
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked
from tests.support.neighbours import make_neighbours
from tests.support.tampering import drop_triggers

pytestmark = pytest.mark.django_db


def anchor_of(staff) -> tuple[int, str]:
    sequence, _colon, value = head_of(staff.commune.pk).partition(":")
    return int(sequence), value


def test_the_log_is_of_the_own_office_newest_first(staff):
    other = make_neighbours(staff)
    entering_book(staff)
    rows = list(queries.log(staff.actor("truongca"), LogFilter()))
    assert rows
    assert {row.chain for row in rows} == {staff.commune.pk}
    assert [row.sequence for row in rows] == sorted((row.sequence for row in rows), reverse=True)
    assert not queries.log(other.actor("lanhdao-khac"), LogFilter()).exists()


def test_the_log_is_narrowed(staff):
    entering_book(staff)
    by = staff.actor("truongca")
    today = timezone.localdate()
    every = queries.log(by, LogFilter()).count()
    assert queries.log(by, LogFilter(since=today, until=today)).count() == every
    assert not queries.log(by, LogFilter(until=today.replace(year=2020))).exists()
    assert queries.log(by, LogFilter(action="book.registered")).count() == 1
    assert queries.log(by, LogFilter(officer=staff.officer("tuphap").pk)).count() == every
    assert not queries.log(by, LogFilter(officer=staff.officer("congan").pk)).exists()
    assert "book.registered" in queries.actions_in(by)
    assert queries.officers_in(by) == [(staff.officer("tuphap").pk, "Mai Thị Tư")]


@pytest.mark.parametrize("login", ["tuphap", "congan", "so", "c06"])
def test_only_who_may_sees_the_log(staff, login):
    by = staff.actor(login)
    for act in (
        lambda: queries.log(by, LogFilter()),
        lambda: actions.verify_log(by=by),
        lambda: actions.search_entries(by=by, text="1", reason="x"),
        lambda: actions.show_viewers_of_person(by=by, person=staff.commune.pk, reason="x"),
    ):
        with pytest.raises(NotPermittedError):
            act()


def test_a_whole_chain_and_its_printed_head(staff):
    entering_book(staff)
    printed = anchor_of(staff)
    by = staff.actor("lanhdao")
    result = actions.verify_log(by=by, anchor=printed)
    assert (result.broken_at, result.fault) == (None, "")
    last = AuditRow.objects.filter(chain=staff.commune.pk).latest("sequence")
    assert (last.action, last.reason) == ("oversight.chain_verified", "whole")
    false = actions.verify_log(by=by, anchor=(printed[0], "0" * 64))
    assert (false.broken_at, false.fault) == (printed[0], "anchor")


def test_a_chain_cut_short_is_seen(staff):
    entering_book(staff)
    drop_triggers()
    AuditHead.objects.filter(pk=staff.commune.pk).update(sequence=900)
    result = actions.verify_log(by=staff.actor("lanhdao"))
    assert result.fault == "truncated"
    assert result.fault in FAULTS


def test_who_looked_at_a_person_of_an_entry(staff):
    book = entering_book(staff)
    person = given_person()
    saved = saved_linked(staff.actor("congan"), book, person)
    by = staff.actor("lanhdao")
    (found,) = actions.search_entries(by=by, text="1/1998", reason="công dân hỏi")
    assert "KS 1/1998" in found.label
    child = found.people[0]
    assert child.persons == (person.uuid,)
    _entry, watched, rows = actions.show_viewers_of_mention(
        by=by, mention=child.mention, reason="công dân hỏi"
    )
    assert watched == child
    done = {row.action for row in rows}
    assert {"person.looked_up", "candidates.shown", "entry.saved"} & done
    assert "oversight.entry_searched" in done
    of_person = actions.show_viewers_of_person(by=by, person=person.uuid, reason="công dân hỏi")
    assert {row.officer for row in of_person} >= {staff.officer("congan").pk}
    last = AuditRow.objects.filter(chain=staff.commune.pk).latest("sequence")
    assert (last.action, last.object) == ("oversight.viewers_shown", person.uuid)
    assert [one.subject for one in last.subjects.all()] == [person.uuid]
    assert saved.entry.pk == found.entry


def test_another_office_finds_neither_entry_nor_looks(staff):
    other = make_neighbours(staff)
    person = given_person()
    saved = saved_linked(staff.actor("congan"), entering_book(staff), person)
    by = other.actor("lanhdao-khac")
    assert actions.search_entries(by=by, text="1/1998", reason="x") == []
    mention = saved.entry.mentions.get(principal=True).pk
    with pytest.raises(Mention.DoesNotExist):
        actions.show_viewers_of_mention(by=by, mention=mention, reason="x")
    assert list(actions.show_viewers_of_person(by=by, person=person.uuid, reason="x")) == []


@pytest.mark.parametrize("text", ["", "không số", "99/1998", "1/1997", "1bis/1998"])
def test_a_number_nobody_bears_finds_nothing(staff, text):
    saved_linked(staff.actor("congan"), entering_book(staff), given_person())
    assert actions.search_entries(by=staff.actor("lanhdao"), text=text, reason="x") == []


def test_computers_with_their_last_check(staff):
    chief = staff.actor("truongca")
    day = timezone.localdate()
    first = day.replace(year=day.year - 2, day=1)
    for name, until in (("Máy 1", day), ("Máy 2", day.replace(year=day.year - 1, day=1))):
        check_workstation(
            by=chief, office=staff.commune, name=name, checked_on=first, expires_on=until
        )
    found = {one.workstation.name: one for one in queries.computers(chief, day=day)}
    assert found["Máy 1"].may_be_used
    assert found["Máy 1"].days_left == 0
    assert not found["Máy 2"].may_be_used
    since = timezone.now() - timezone.timedelta(days=1)
    assert queries.unlisted_workstations(chief, since=since) == ["máy thử"]


def test_an_unknown_action_is_shown_by_its_code():
    assert action_words("entry.saved") == ACTIONS["entry.saved"]
    assert action_words("phòng.việc") == "phòng.việc"
