"""Who signs for an entry, when a signature is stale, and what a return does."""

import pytest

from hotich.apps.accounts.permissions import GRANTS, Role
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.checking import actions, queries
from hotich.apps.checking.marks import Mark, Marks, marks_of
from hotich.apps.checking.models import Check, Side
from hotich.apps.checking.problems import (
    ChangedMeanwhileError,
    DataLockedError,
    NothingToCheckError,
    OwnWorkError,
    ReasonMissingError,
    UnknownFieldError,
)
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.models import Entry, EntryReturn
from hotich.apps.entry.queries import live_link, returned_entries
from hotich.apps.registers.models import State
from tests.support.books import entering_book
from tests.support.checks import lock, typed_book
from tests.support.entries import given_person, looked_up, saved_linked, saved_undecided, typed
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

BOTH = {Side.JUSTICE: "tuphap", Side.POLICE: "congan2"}


def one_entry(staff: Staff) -> Entry:
    book = typed_book(staff, ["Mai Thị Phượng"])
    return Entry.objects.get(book=book)


def sign(staff: Staff, entry: Entry, side: Side, login: str = "", **facts):
    by = staff.actor(login or BOTH[side])
    facts = {"accepted": True} | facts
    return actions.check_entry(by=by, entry=entry.pk, side=side, **facts)


def marks(entry: Entry) -> Marks:
    return marks_of([Entry.objects.get(pk=entry.pk)])[entry.pk]


def correct(staff: Staff, entry: Entry, login: str = "congan", **texts) -> Entry:
    entry_actions.correct_entry(
        by=staff.actor(login),
        entry=entry.pk,
        expected_version=Entry.objects.get(pk=entry.pk).version,
        values=typed({"entry.page": "13"} | texts),
        reason="đọc lại sổ",
    )
    return Entry.objects.get(pk=entry.pk)


def wearing(actor: Actor, *roles: Role) -> Actor:
    """Return the officer with the rights of several posts."""
    rights = frozenset(right.value for role in roles for right in GRANTS[role])
    return Actor(actor.officer, actor.name, actor.office, actor.workstation, rights)


def test_both_sides_accept(staff: Staff):
    entry = one_entry(staff)
    assert marks(entry) == Marks(Mark.NONE, Mark.NONE)
    (of_book,) = sign(staff, entry, Side.JUSTICE)
    assert not marks(entry).is_checked
    (of_link,) = sign(staff, entry, Side.POLICE)
    assert marks(entry).is_checked
    assert of_book.link is None
    assert of_link.link == live_link(entry.mentions.get(role="child").pk)
    assert queries.is_checked(entry, Side.JUSTICE)
    assert queries.is_checked(entry, Side.POLICE)


def test_a_signature_is_audited_with_everyone_concerned(staff: Staff):
    entry = one_entry(staff)
    sign(staff, entry, Side.POLICE)
    row = AuditRow.objects.get(action="check.accepted")
    assert row.object == entry.pk
    link = live_link(entry.mentions.get(role="child").pk)
    concerned = set(row.subjects.values_list("subject", flat=True))
    assert concerned == {link.person, *entry.mentions.values_list("pk", flat=True)}


def test_the_same_signature_again_is_the_first(staff: Staff):
    entry = one_entry(staff)
    first = sign(staff, entry, Side.JUSTICE)
    assert sign(staff, entry, Side.JUSTICE) == first
    assert Check.objects.count() == 1


def test_each_side_has_its_right(staff: Staff):
    entry = one_entry(staff)
    with pytest.raises(NotPermittedError):
        sign(staff, entry, Side.JUSTICE, "congan2")
    with pytest.raises(NotPermittedError):
        sign(staff, entry, Side.POLICE, "tuphap")


def test_who_typed_a_value_in_any_version_never_signs_for_it(staff: Staff):
    entry = one_entry(staff)
    correct(staff, entry)
    two_posts = wearing(staff.actor("congan"), Role.POLICE_OFFICER, Role.JUSTICE_OFFICER)
    with pytest.raises(OwnWorkError):
        actions.check_entry(by=two_posts, entry=entry.pk, side=Side.JUSTICE, accepted=True)
    assert not queries.may_sign(two_posts, entry, Side.JUSTICE)


def test_who_linked_never_signs_for_the_link(staff: Staff):
    entry = one_entry(staff)
    with pytest.raises(OwnWorkError):
        sign(staff, entry, Side.POLICE, "congan")
    assert Check.objects.count() == 0


def test_without_a_link_the_police_have_nothing_to_sign(staff: Staff):
    book = entering_book(staff)
    entry = saved_undecided(staff.actor("congan"), book).entry
    with pytest.raises(NothingToCheckError):
        sign(staff, entry, Side.POLICE)
    assert marks(entry).police is Mark.NO_LINK
    sign(staff, entry, Side.JUSTICE)
    assert marks(entry).is_checked


def test_a_correction_makes_both_stale(staff: Staff):
    entry = one_entry(staff)
    sign(staff, entry, Side.JUSTICE)
    sign(staff, entry, Side.POLICE)
    corrected = correct(staff, entry)
    assert marks(corrected) == Marks(Mark.STALE, Mark.STALE)
    sign(staff, corrected, Side.JUSTICE)
    assert marks(corrected) == Marks(Mark.ACCEPTED, Mark.STALE)
    assert len(queries.checks_of(corrected)) == 3


def test_another_link_needs_another_signature(staff: Staff):
    entry = one_entry(staff)
    sign(staff, entry, Side.JUSTICE)
    sign(staff, entry, Side.POLICE)
    by = staff.actor("congan")
    child = entry.mentions.get(role="child")
    entry_actions.undo_link(by=by, mention=child.pk, reason="nhầm người")
    assert marks(entry).police is Mark.NO_LINK
    other = given_person()
    result = looked_up(by, Reserved(entry))
    entry_actions.link_mention(by=by, mention=child.pk, person=other.uuid, lookup=result.lookup)
    assert marks(entry) == Marks(Mark.ACCEPTED, Mark.NONE)


class Reserved:
    """What a look-up needs of a reservation, for an entry that is saved."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry.pk
        self.mentions = {"child:0": str(entry.mentions.get(role="child").pk)}


def test_nothing_is_signed_that_was_not_shown(staff: Staff):
    entry = one_entry(staff)
    for side in Side:
        shown = queries.shown_of(entry, side)
        assert sign(staff, entry, side, shown=shown)
        newer = correct(staff, entry)
        with pytest.raises(ChangedMeanwhileError):
            sign(staff, entry, side, shown=shown)
        entry = newer


def test_a_return_goes_to_the_typist_and_waits(staff: Staff):
    entry = one_entry(staff)
    sign(staff, entry, Side.JUSTICE, accepted=False, field="child.hometown", reason="sổ ghi khác")
    assert [one.pk for one in returned_entries(staff.actor("congan"))] == [entry.pk]
    assert marks(entry) == Marks(Mark.RETURNED, Mark.NONE, frozenset({Side.JUSTICE}))
    assert not marks(entry).is_to_do(Side.JUSTICE)
    assert not marks(entry).is_to_do(Side.POLICE)
    corrected = correct(staff, entry)
    assert marks(corrected).justice is Mark.STALE
    assert marks(corrected).is_to_do(Side.JUSTICE)
    sign(staff, corrected, Side.JUSTICE)
    assert marks(corrected).justice is Mark.ACCEPTED


def test_the_same_return_again_is_the_first(staff: Staff):
    entry = one_entry(staff)
    asked = {"accepted": False, "field": "child.sex", "reason": "sổ ghi khác"}
    assert sign(staff, entry, Side.POLICE, **asked) == sign(staff, entry, Side.POLICE, **asked)
    assert EntryReturn.objects.count() == 1


def test_a_return_needs_a_reason_and_a_known_field(staff: Staff):
    entry = one_entry(staff)
    with pytest.raises(ReasonMissingError):
        sign(staff, entry, Side.JUSTICE, accepted=False, reason="  ")
    with pytest.raises(UnknownFieldError):
        sign(staff, entry, Side.JUSTICE, accepted=False, field="child.shoes", reason="sai")
    assert not EntryReturn.objects.exists()


def test_nobody_returns_what_he_typed_himself(staff: Staff):
    book = entering_book(staff)
    typist = staff.actor("congan")
    entry = saved_undecided(typist, book).entry
    child = entry.mentions.get(role="child")
    person = given_person()
    result = looked_up(staff.actor("congan2"), Reserved(entry))
    entry_actions.link_mention(
        by=staff.actor("congan2"), mention=child.pk, person=person.uuid, lookup=result.lookup
    )
    with pytest.raises(OwnWorkError):
        sign(staff, entry, Side.POLICE, "congan", accepted=False, reason="sai")
    assert sign(staff, entry, Side.POLICE, "congan")


def test_a_side_takes_its_own_return_back_by_accepting(staff: Staff):
    entry = one_entry(staff)
    sign(staff, entry, Side.JUSTICE, accepted=False, reason="sổ ghi khác")
    sign(staff, entry, Side.POLICE)
    assert marks(entry).waiting == {Side.JUSTICE}
    sign(staff, entry, Side.JUSTICE)
    assert marks(entry).is_checked
    assert not returned_entries(staff.actor("congan")).exists()


def test_locked_data_are_not_returned(staff: Staff):
    entry = one_entry(staff)
    lock(staff, entry.book)
    with pytest.raises(DataLockedError):
        sign(staff, entry, Side.JUSTICE, accepted=False, reason="sai")


def test_a_page_is_accepted_at_once_and_the_rest_is_left(staff: Staff):
    book = typed_book(staff)
    entries = list(Entry.objects.filter(book=book).order_by("number"))
    shown = {one.pk: queries.shown_of(one, Side.POLICE) for one in entries}
    sign(staff, entries[1], Side.JUSTICE, accepted=False, reason="sai ngày")
    correct(staff, entries[2], **{"child.full_name": "Lê Thị Hoà"})
    signed = actions.check_page(by=staff.actor("congan2"), side=Side.POLICE, entries=shown)
    assert signed.accepted == (entries[0].pk,)
    assert set(signed.left) == {entries[1].pk, entries[2].pk}


def test_his_own_links_are_left_when_a_page_is_accepted(staff: Staff):
    book = typed_book(staff)
    person = given_person(full_name="Bùi Văn Long")
    saved_linked(staff.actor("congan2"), book, person, {"child.full_name": "Bùi Văn Long"})
    entries = list(Entry.objects.filter(book=book).order_by("number"))
    shown = {one.pk: queries.shown_of(one, Side.POLICE) for one in entries}
    signed = actions.check_page(by=staff.actor("congan2"), side=Side.POLICE, entries=shown)
    assert len(signed.accepted) == 3
    assert signed.left == (entries[3].pk,)


def test_a_page_with_a_foreign_entry_signs_nothing(staff: Staff, other_commune: Staff):
    entry = one_entry(staff)
    shown = {entry.pk: queries.shown_of(entry, Side.JUSTICE)}
    with pytest.raises(Entry.DoesNotExist):
        actions.check_page(by=other_commune.actor("tuphap-khac"), side=Side.JUSTICE, entries=shown)
    assert not Check.objects.exists()


def test_another_office_signs_nothing(staff: Staff, other_commune: Staff):
    entry = one_entry(staff)
    for side, login in ((Side.JUSTICE, "tuphap-khac"), (Side.POLICE, "congan-khac")):
        with pytest.raises(Entry.DoesNotExist):
            actions.check_entry(
                by=other_commune.actor(login), entry=entry.pk, side=side, accepted=True
            )


def test_the_next_entry_is_one_the_officer_may_sign(staff: Staff):
    book = typed_book(staff)
    entries = list(Entry.objects.filter(book=book).order_by("number"))
    by = staff.actor("congan2")
    assert queries.next_to_check(by, book, Side.POLICE) == entries[0]
    sign(staff, entries[0], Side.POLICE)
    assert queries.next_to_check(by, book, Side.POLICE, after=entries[0]) == entries[1]
    assert queries.next_to_check(by, book, Side.POLICE, after=entries[2]) == entries[1]
    assert queries.next_to_check(staff.actor("congan"), book, Side.POLICE) is None


def test_a_book_shows_its_progress(staff: Staff):
    book = typed_book(staff)
    first, second, third = Entry.objects.filter(book=book).order_by("number")
    sign(staff, first, Side.JUSTICE)
    sign(staff, first, Side.POLICE)
    sign(staff, second, Side.JUSTICE)
    sign(staff, third, Side.JUSTICE, accepted=False, reason="sai")
    correct(staff, second, **{"child.full_name": "Trịnh Đức Tâm"})
    told = queries.progress(book)
    assert told.state is State.ENTERING
    assert (told.declared, told.counts.entered, told.counts.checked) == (3, 3, 1)
    assert (told.counts.justice, told.counts.police) == (1, 1)
    assert (told.returned, told.stale) == (1, 1)
