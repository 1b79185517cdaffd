"""A written place resolved once for all: the queue, the choice, its effect, its refusals."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import places
from hotich.apps.entry.comparing_again import compare_again, due_of
from hotich.apps.entry.models import Decision, FieldValue, Outcome, PlaceMeaning, PlaceResolution
from hotich.apps.entry.place_words import told_place
from hotich.apps.entry.problems import (
    PlaceNotWrittenError,
    PlaceResolvedError,
    PlaceUnitError,
    PlaceYearsError,
    ReasonMissingError,
)
from hotich.apps.entry.queries import last_decision, outcome_of
from hotich.apps.tracking.queries import open_case_of
from hotich.core.places import PLACE_CERTAINTY_WORDS, PlaceCertainty
from tests.support.books import entering_book
from tests.support.checks import lock
from tests.support.entries import given_person, saved_linked, saved_undecided
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

NGA_TRUONG = ("16171", None)
BARE = {"child.hometown": "Nga Trường"}
BOTH = {"child.hometown": "Nga Linh", "child.place_of_birth": "nga linh"}


def resolve(by, text="Nga Linh", **given) -> PlaceResolution:
    facts = {"meaning": PlaceMeaning.UNIT, "unit": NGA_TRUONG, "basis": "xã cũ, hỏi người già"}
    return places.resolve_place_once(by=by, text=text, **(facts | given))


def test_the_queue_has_what_the_gazetteer_cannot_resolve_alone(book, clerk):
    saved_undecided(clerk, book, BARE)
    saved_undecided(clerk, book, BOTH)
    saved_undecided(clerk, book)
    found = {one.key: one for one in places.unresolved_places(clerk)}
    assert set(found) == {"nga trường", "nga linh"}
    twice = found["nga linh"]
    assert (twice.count, twice.texts) == (2, ("Nga Linh", "nga linh"))
    assert (twice.first_year, twice.last_year) == (1998, 1998)
    assert found["nga trường"].certainty is PlaceCertainty.BARE_NAME
    assert next(one.key for one in places.unresolved_places(clerk)) == "nga linh"
    assert [one.key for one in places.unresolved_places(clerk, search="TRUONG")] == ["nga trường"]


def test_only_current_and_legible_texts_of_the_office_wait(book, clerk, staff: Staff):
    saved = saved_undecided(clerk, book, BOTH)
    FieldValue.objects.filter(field="child.hometown").update(reading="illegible")
    FieldValue.objects.create(
        entry=saved.entry,
        field="child.place_of_birth",
        version=2,
        text="Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
        origin="typed",
        confirmed=True,
        by_id=clerk.officer_id,
        recorded_at=saved.entry.recorded_at,
    )
    assert places.unresolved_places(clerk) == []
    saved_undecided(clerk, book, BARE)
    others = make_neighbours(staff)
    assert places.unresolved_places(others.actor("congan-khac")) == []


def test_a_resolution_is_kept_with_its_basis_and_takes_the_place_off_the_queue(book, clerk):
    saved_undecided(clerk, book, BOTH)
    row = resolve(clerk)
    assert (row.key, row.sample, row.office_id) == ("nga linh", "Nga Linh", clerk.office)
    assert places.chosen_unit_of(row).name == "Xã Nga Trường"
    assert places.unresolved_places(clerk) == []
    assert AuditRow.objects.filter(action="entry.place_resolved", object=row.pk).exists()
    assert places.chosen_places(clerk.office, 1998, ["NGA LINH", ""]) == {"nga linh": NGA_TRUONG}


def test_it_holds_for_its_years_only(book, clerk):
    saved_undecided(clerk, book, BOTH)
    resolve(clerk, first_year=1990, last_year=1997)
    assert places.chosen_places(clerk.office, 1998, ["Nga Linh"]) == {}
    assert [one.key for one in places.unresolved_places(clerk)] == ["nga linh"]
    with pytest.raises(PlaceResolvedError):
        resolve(clerk, first_year=1997)
    resolve(clerk, first_year=1998)
    assert places.unresolved_places(clerk) == []


def test_what_is_no_unit_leaves_the_queue_and_changes_no_comparison(book, clerk):
    saved_undecided(clerk, book, BOTH)
    resolve(clerk, meaning=PlaceMeaning.NOT_A_UNIT, unit=None)
    assert places.unresolved_places(clerk) == []
    assert places.chosen_places(clerk.office, 1998, ["Nga Linh"]) == {}


def test_each_refusal(book, clerk, staff: Staff):
    saved_undecided(clerk, book, BOTH)
    with pytest.raises(ReasonMissingError):
        resolve(clerk, basis=" ")
    with pytest.raises(PlaceYearsError):
        resolve(clerk, first_year=1999, last_year=1998)
    for unit in (None, ("99999", None)):
        with pytest.raises(PlaceUnitError):
            resolve(clerk, unit=unit)
    with pytest.raises(PlaceUnitError):
        resolve(clerk, meaning=PlaceMeaning.UNRESOLVABLE)
    for text in ("Không ai ghi", "", "x" * 400):
        with pytest.raises(PlaceNotWrittenError):
            resolve(clerk, text)
    for login in ("lanhdao", "c06", "so"):
        with pytest.raises(NotPermittedError):
            resolve(staff.actor(login))
        with pytest.raises(NotPermittedError):
            places.unresolved_places(staff.actor(login))
    assert PlaceResolution.objects.count() == 0


def test_voided_it_waits_again_and_other_offices_never_see_it(book, clerk, staff: Staff):
    saved_undecided(clerk, book, BOTH)
    row = resolve(staff.actor("tuphap"))
    other = make_neighbours(staff).actor("congan-khac")
    with pytest.raises(PlaceResolution.DoesNotExist):
        places.void_resolution(by=other, resolution=row.pk, reason="nhầm")
    with pytest.raises(ReasonMissingError):
        places.void_resolution(by=clerk, resolution=row.pk, reason="")
    places.void_resolution(by=clerk, resolution=row.pk, reason="chọn nhầm")
    with pytest.raises(PlaceResolution.DoesNotExist):
        places.void_resolution(by=clerk, resolution=row.pk, reason="lần nữa")
    assert [one.key for one in places.unresolved_places(clerk)] == ["nga linh"]
    assert list(places.resolutions_of(clerk)) == []
    resolve(clerk)


def test_one_live_row_for_a_place_and_its_years(book, clerk):
    saved_undecided(clerk, book, BOTH)
    row = resolve(clerk)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceResolution.objects.create(
            office_id=row.office_id,
            key=row.key,
            sample=row.sample,
            meaning=row.meaning,
            unit_code=row.unit_code,
            basis="lại",
            by_id=row.by_id,
            recorded_at=row.recorded_at,
        )


def test_a_resolved_place_compares_as_its_unit_and_the_text_stays(book, clerk):
    first = saved_linked(clerk, book, given_person(), {"child.hometown": "Nga Linh"})
    assert outcome_of(first.entry) is Outcome.INCONSISTENT
    mention = first.decisions[0].mention_id
    row = resolve(clerk)
    assert due_of(clerk, row).mentions == (mention,)
    came_to = compare_again(by=clerk, resolution=row.pk)
    assert (came_to.done, came_to.changed, came_to.left) == (1, 1, 0)
    assert outcome_of(first.entry) is Outcome.CONSISTENT
    assert open_case_of(mention) is None
    text = FieldValue.objects.get(entry=first.entry, field="child.hometown").text
    assert text == "Nga Linh"
    assert due_of(clerk, row).mentions == ()
    assert compare_again(by=clerk, resolution=row.pk).done == 0
    texts = {"child.hometown": "nga linh", "child.full_name": "Mai Thị Ba"}
    second = saved_linked(clerk, book, given_person(full_name="Mai Thị Ba"), texts)
    assert "child.hometown" not in _differing(second.decisions[0].mention_id)


def _differing(mention) -> set[str]:
    case = open_case_of(mention)
    if case is None:
        return set()
    return set(case.differences.filter(voided_at=None).values_list("field", flat=True))


def test_taken_back_the_difference_returns(book, clerk):
    saved = saved_linked(clerk, book, given_person(), {"child.hometown": "Nga Linh"})
    row = resolve(clerk)
    compare_again(by=clerk, resolution=row.pk)
    row = places.void_resolution(by=clerk, resolution=row.pk, reason="chọn nhầm")
    assert compare_again(by=clerk, resolution=row.pk).changed == 1
    assert outcome_of(saved.entry) is Outcome.INCONSISTENT


def test_it_goes_in_parts_and_says_what_is_left(book, clerk):
    for _ in range(3):
        saved_linked(clerk, book, given_person(), {"child.hometown": "Nga Linh"})
    row = resolve(clerk)
    assert compare_again(by=clerk, resolution=row.pk, most=2).left == 1
    assert compare_again(by=clerk, resolution=row.pk, most=2).done == 1


def test_in_a_locked_book_another_officer_compares_again(staff: Staff):
    clerk = staff.actor("congan")
    book = entering_book(staff, years=((1998, 10, 1),))
    saved = saved_linked(clerk, book, given_person(), {"child.hometown": "Nga Linh"})
    lock(staff, book)
    row = resolve(clerk)
    assert due_of(clerk, row).held_back == 1
    assert compare_again(by=clerk, resolution=row.pk).done == 0
    assert compare_again(by=staff.actor("congan2"), resolution=row.pk).changed == 1
    last = last_decision(saved.decisions[0].mention_id)
    assert (last.by_id, last.second_id) == (staff.officer("congan2").pk, clerk.officer)
    assert Decision.objects.filter(second__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("day", "certainty"),
    [
        (date(1998, 9, 2), PlaceCertainty.EARLIEST_KNOWN),
        (date(2018, 9, 2), None),
        (date(2021, 9, 2), PlaceCertainty.ENDED_UNIT),
    ],
)
def test_a_commune_closed_in_2019_is_told_with_its_day_and_what_it_is_now(day, certainty):
    told = told_place("Xã Nga Lĩnh, Nga Sơn, Thanh Hóa", day, {})
    assert told.unit == "Xã Nga Lĩnh (đến 30/11/2019), Huyện Nga Sơn, Tỉnh Thanh Hóa"
    assert told.now == "Xã Nga Thắng, Tỉnh Thanh Hóa"
    assert told.certainty == (PLACE_CERTAINTY_WORDS[certainty] if certainty else "")
