"""Saving: each outcome with its evidence, the blind rule, the token, what is stored."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.entry import actions, queries
from hotich.apps.entry.drafting import draft_of
from hotich.apps.entry.models import Draft, Entry, EntryVersion, Outcome, Reservation
from hotich.apps.entry.problems import (
    AlreadyEnteredError,
    EvidenceError,
    LifeMissingError,
    NotTypingError,
    ValuesRefusedError,
)
from hotich.apps.entry.typed import Conclusion, EntryInput, Identity, TypedValue
from hotich.apps.population.queries import live_request
from hotich.apps.registers.actions import assign_book
from hotich.apps.registers.models import State
from hotich.apps.registers.queries import state_of
from hotich.apps.tracking.models import Case, Difference
from hotich.core.registers import Origin, Reading
from tests.support.entries import (
    given_person,
    looked_up,
    saved_linked,
    saved_not_found,
    saved_undecided,
    typed,
)

pytestmark = pytest.mark.django_db


def differences():
    return {one.field: one for one in Difference.objects.filter(voided_at__isnull=True)}


def test_all_basic_facts_agree_is_consistent(book, clerk):
    saved = saved_linked(clerk, book, given_person())
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT
    assert not Case.objects.exists()
    assert state_of(book) is State.ENTERING


def test_a_basic_fact_that_differs_is_inconsistent_and_opens_a_case(book, clerk):
    person = given_person()
    saved = saved_linked(clerk, book, person, {"mother.full_name": "Trần Thị Hiền"})
    assert queries.outcome_of(saved.entry) is Outcome.INCONSISTENT
    case = Case.objects.get()
    assert (case.person, case.entry) == (person.uuid, saved.entry.pk)
    found = differences()["mother.full_name"]
    assert (found.register_text, found.population_value) == ("Trần Thị Hiền", "Trần Thị Huyền")


def test_another_fact_that_differs_stays_consistent_with_a_case(book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"mother.birth_date": "1976"})
    decision = saved.decisions[0]
    assert (decision.outcome, decision.other_differences) == (Outcome.CONSISTENT, True)
    assert set(differences()) == {"mother.birth_date"}


def test_a_residence_never_counts(book, clerk):
    person = given_person(residence="Phường Hàm Rồng")
    saved = saved_linked(clerk, book, person, {"mother.residence": "Xã Nga Trường"})
    assert queries.outcome_of(saved.entry) is Outcome.CONSISTENT
    assert not Case.objects.exists()


def test_a_merged_commune_is_a_remark_and_no_difference(book, clerk):
    person = given_person(hometown="Xã Ba Đình, Tỉnh Thanh Hóa")
    saved = saved_linked(clerk, book, person)
    assert saved.decisions[0].outcome == Outcome.CONSISTENT
    assert "other_unit_name" in saved.decisions[0].remark


def test_only_the_year_in_the_book_is_less_precise_and_no_difference(book, clerk):
    person = given_person(birth_date="1998-01-01")
    saved = saved_linked(clerk, book, person, {"child.birth_date": "1998"})
    assert saved.decisions[0].outcome == Outcome.CONSISTENT


def test_a_basic_fact_not_read_leaves_it_undecided(book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"child.hometown": None})
    assert saved.decisions[0].outcome == Outcome.UNDECIDED
    assert saved.decisions[0].remark == "unread"
    assert saved.decisions[0].link is not None


def test_a_difference_counts_only_once_its_field_was_read(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    person = given_person()
    values = typed() | {
        "mother.full_name": TypedValue("Lê Thị Khác", origin=Origin.CARRIED),
    }
    conclusion = Conclusion(Identity.LINK, looked_up(clerk, held).lookup, person.uuid)
    saved = actions.save_entry(
        by=clerk, given=EntryInput(held.pk, uuid4(), values, {"child": conclusion})
    )
    assert saved.decisions[0].outcome == Outcome.UNDECIDED
    assert not Case.objects.exists()
    stored = queries.values_of(saved.entry)["mother.full_name"]
    assert (stored.text, stored.confirmed) == ("", False)


def test_missing_diacritics_wait_for_the_clerks_word(book, clerk):
    texts = {"mother.full_name": "Tran Thi Huyen"}
    saved = saved_linked(clerk, book, given_person(), texts)
    assert (saved.decisions[0].outcome, saved.decisions[0].remark) == ("undecided", "needs_word")
    again = saved_linked(clerk, book, given_person(), texts, mother__full_name=True)
    assert again.decisions[0].outcome == Outcome.CONSISTENT
    assert again.decisions[0].remark == "diacritics_missing_in_book"
    third = saved_linked(clerk, book, given_person(), texts, mother__full_name=False)
    assert third.decisions[0].outcome == Outcome.INCONSISTENT


def test_a_linked_person_must_have_been_shown(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    given_person()
    stranger = given_person(full_name="Hà Văn Lạ", birth_date="1950-01-01", sex="male")
    conclusion = Conclusion(Identity.LINK, looked_up(clerk, held).lookup, stranger.uuid)
    with pytest.raises(EvidenceError) as caught:
        actions.save_entry(
            by=clerk, given=EntryInput(held.pk, uuid4(), typed(), {"child": conclusion})
        )
    assert caught.value.why == "not_shown"
    assert not Entry.objects.exists()


def test_a_look_up_of_another_mention_carries_nothing(book, clerk, other_clerk):
    person = given_person()
    other = actions.reserve_next(by=other_clerk, book=book.pk)
    result = looked_up(other_clerk, other)
    held = actions.reserve_next(by=clerk, book=book.pk)
    conclusion = Conclusion(Identity.LINK, result.lookup, person.uuid)
    with pytest.raises(EvidenceError):
        actions.save_entry(
            by=clerk, given=EntryInput(held.pk, uuid4(), typed(), {"child": conclusion})
        )


def test_nobody_in_the_register_asks_for_a_number(book, clerk):
    saved = saved_not_found(clerk, book)
    mention = saved.entry.mentions.get(role="child")
    assert queries.outcome_of(saved.entry) is Outcome.NOT_FOUND
    request = live_request(mention.pk)
    assert request is not None
    assert request.facts["birth_date"] == "1998-09-02"
    assert request.facts["commune_code"] == "16171"
    assert request.facts["parentage"] == "both_known"


def test_not_found_needs_the_state_of_life(book, clerk):
    with pytest.raises(LifeMissingError):
        saved_not_found(clerk, book, life="")
    with pytest.raises(LifeMissingError):
        saved_not_found(clerk, book, basis=" ")
    assert not Entry.objects.exists()


def test_not_found_needs_a_wide_look_up_of_the_name_that_is_saved(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    conclusion = Conclusion(Identity.NONE, None, life="alive", basis="có mặt")
    with pytest.raises(EvidenceError):
        actions.save_entry(
            by=clerk, given=EntryInput(held.pk, uuid4(), typed(), {"child": conclusion})
        )
    result = looked_up(clerk, held, {"child.full_name": "Mai Thị Khác"}, wide=True)
    conclusion = Conclusion(Identity.NONE, result.lookup, life="alive", basis="có mặt")
    with pytest.raises(EvidenceError) as caught:
        actions.save_entry(
            by=clerk, given=EntryInput(held.pk, uuid4(), typed(), {"child": conclusion})
        )
    assert caught.value.why == "stale"


def test_not_found_with_an_unread_basic_fact_stays_undecided_without_a_request(book, clerk):
    saved = saved_not_found(clerk, book, {"child.hometown": None})
    assert saved.decisions[0].outcome == Outcome.UNDECIDED
    assert live_request(saved.decisions[0].mention_id) is None


def test_an_unknown_father_is_said_to_the_number_gate(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    values = typed() | {"father.full_name": TypedValue("", Reading.BLANK)}
    result = looked_up(clerk, held, wide=True)
    conclusion = Conclusion(Identity.NONE, result.lookup, life="alive", basis="có mặt")
    saved = actions.save_entry(
        by=clerk, given=EntryInput(held.pk, uuid4(), values, {"child": conclusion})
    )
    request = live_request(saved.decisions[0].mention_id)
    assert request.facts["parentage"] == "father_unknown"
    assert not saved.entry.mentions.filter(role="father").exists()


def test_the_clerk_may_leave_it_undecided(book, clerk):
    saved = saved_undecided(clerk, book)
    assert (saved.decisions[0].outcome, saved.decisions[0].remark) == ("undecided", "by_clerk")
    waiting = saved_undecided(clerk, book, waiting=True)
    assert (waiting.decisions[0].waiting, waiting.decisions[0].remark) == (True, "silent")


def test_the_same_token_saves_once(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    given = EntryInput(held.pk, uuid4(), typed())
    first = actions.save_entry(by=clerk, given=given)
    second = actions.save_entry(by=clerk, given=given)
    assert first.entry.pk == second.entry.pk
    assert Entry.objects.count() == EntryVersion.objects.count() == 1
    assert [one.pk for one in first.decisions] == [one.pk for one in second.decisions]


def test_a_number_is_saved_once(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), typed()))
    with pytest.raises(AlreadyEnteredError):
        actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), typed()))


def test_text_is_kept_as_written_but_for_nfc(book, clerk):
    written = "  Mai  Thi\u0323 Phu\u031bo\u031b\u0323ng "
    saved = saved_undecided(clerk, book, {"child.full_name": written})
    value = queries.values_of(saved.entry)["child.full_name"]
    assert value.text == "  Mai  Thị Phượng "
    assert value.normalised == "mai thị phượng"


def test_what_was_only_offered_is_no_register_text(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    offered = {
        "entry.signer": TypedValue("Lê Văn Ký", origin=Origin.CARRIED),
        "entry.signer_post": TypedValue("Chủ tịch", origin=Origin.CARRIED, confirmed=True),
        "child.ethnicity": TypedValue("Kinh", origin=Origin.PREFILLED),
        "entry.notes": TypedValue("", origin=Origin.TYPED, confirmed=True),
        "child.birth_date_words": TypedValue("", agrees="yes", origin=Origin.CHOSEN),
    }
    given = EntryInput(held.pk, uuid4(), typed() | offered)
    values = queries.values_of(actions.save_entry(by=clerk, given=given).entry)
    assert (values["entry.signer"].text, values["entry.signer"].confirmed) == ("", False)
    post = values["entry.signer_post"]
    assert (post.text, post.origin, post.confirmed) == ("Chủ tịch", "carried", True)
    assert values["child.ethnicity"].text == ""
    assert (values["entry.notes"].reading, values["entry.notes"].confirmed) == ("blank", True)
    words = values["child.birth_date_words"]
    assert (words.text, words.agrees, words.confirmed) == ("", "yes", True)


def test_an_illegible_fact_was_read_all_the_same(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    person = given_person()
    values = typed() | {"child.hometown": TypedValue("", Reading.ILLEGIBLE)}
    conclusion = Conclusion(Identity.LINK, looked_up(clerk, held).lookup, person.uuid)
    saved = actions.save_entry(
        by=clerk, given=EntryInput(held.pk, uuid4(), values, {"child": conclusion})
    )
    assert (saved.decisions[0].outcome, saved.decisions[0].remark) == ("consistent", "not_read")


def test_a_text_that_cannot_be_stored_is_refused_and_nothing_is_written(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    values = typed({"child.hometown": "x" * 1001, "entry.number": "2"}) | {
        "mother.full_name": TypedValue("Trần", Reading.BLANK)
    }
    with pytest.raises(ValuesRefusedError) as caught:
        actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), values))
    assert caught.value.problems == {
        "child.hometown": "too_long",
        "entry.number": "other_number",
        "mother.full_name": "marked_blank",
    }
    assert not Entry.objects.exists()


def test_the_number_stays_as_the_book_writes_it(book, clerk):
    saved = saved_undecided(clerk, book, {"entry.number": "01/1998"})
    assert (saved.entry.number_written, saved.entry.number, saved.entry.page) == (
        "01/1998",
        1,
        "12",
    )


def test_saving_releases_the_number_and_deletes_the_draft(book, clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    assert actions.save_draft(by=clerk, entry=held.entry, fields={"child-full_name": "Mai"}).is_kept
    actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), typed()))
    assert draft_of(clerk, held.entry) is None
    assert Reservation.objects.get(pk=held.pk).released_at is not None
    late = actions.save_draft(by=clerk, entry=held.entry, fields={"child-full_name": "late"})
    assert not late.is_kept
    assert not Draft.objects.exists()


def test_every_save_is_audited_with_its_people(book, clerk):
    person = given_person()
    saved = saved_linked(clerk, book, person)
    row = AuditRow.objects.get(action="entry.saved")
    subjects = set(AuditSubject.objects.filter(row=row).values_list("subject", flat=True))
    assert row.object == saved.entry.pk
    assert subjects == {person.uuid, *saved.entry.mentions.values_list("pk", flat=True)}


def test_a_book_taken_from_the_team_is_closed_to_it(staff, book, clerk, django_user_model):
    from hotich.apps.accounts.actions import add_team
    from tests.support.office import SETUP

    held = actions.reserve_next(by=clerk, book=book.pk)
    team = add_team(by=SETUP, office=staff.commune, name="Tổ số 2", members=[])
    assign_book(by=staff.actor("tuphap"), book=book, team=team)
    with pytest.raises(NotTypingError):
        actions.save_entry(by=clerk, given=EntryInput(held.pk, uuid4(), typed()))


def test_another_clerks_reservation_does_not_exist(book, clerk, other_clerk):
    held = actions.reserve_next(by=clerk, book=book.pk)
    with pytest.raises(Reservation.DoesNotExist):
        actions.save_entry(by=other_clerk, given=EntryInput(held.pk, uuid4(), typed()))


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_save_in_one_book_without_a_clash(staff, book):
    from datetime import date

    from hotich.apps.accounts import actions as accounts
    from hotich.apps.accounts.models import TeamMember
    from hotich.apps.accounts.permissions import Role
    from tests.support.office import PASSWORD, SETUP

    each, faults = 3, []
    for place in range(8):
        login = f"clerk{place}"
        officer = accounts.add_officer(by=SETUP, login=login, full_name=login, password=PASSWORD)
        accounts.appoint(
            by=SETUP,
            officer=officer,
            office=staff.commune,
            role=Role.POLICE_OFFICER,
            valid_from=date(2020, 1, 1),
        )
        TeamMember.objects.create(team=staff.team, officer=officer, valid_from=date(2020, 1, 1))
        staff.officers[login] = officer
    actors = [staff.actor(f"clerk{place}") for place in range(8)]

    def work(by):
        try:
            for _ in range(each):
                saved_undecided(by, book)
        except Exception as fault:  # noqa: BLE001 - any fault of a thread fails the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[by]) for by in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 8 * each + 1))
