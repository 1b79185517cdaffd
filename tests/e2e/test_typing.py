"""A clerk types a book from its pages, by keyboard alone, and each outcome is the true one."""

from collections import Counter

import pytest

from tests.e2e.book import sample_entries
from tests.e2e.conftest import TypedBook

pytestmark = pytest.mark.e2e

SAID = {
    "consistent": "Thống nhất",
    "inconsistent": "Chưa thống nhất",
    "not_found": "Không tìm thấy",
}


@pytest.fixture
def stored(typed_book: TypedBook) -> dict[int, dict]:
    """Return what the database held of the book when it was typed, by number."""
    return {one["number"]: one for one in typed_book.stored}


def test_the_screen_says_the_true_outcome_of_every_entry(typed_book: TypedBook) -> None:
    said = {one.number: one.said for one in typed_book.entries}
    expected = {str(one.number): one.truth.outcome for one in sample_entries()}
    assert len(expected) == 40
    assert set(expected.values()) == set(SAID)
    wrong = {
        number: (outcome, said.get(number))
        for number, outcome in expected.items()
        if f"Đã lưu số {number}/1998: {SAID[outcome]}." not in said.get(number, "")
    }
    assert wrong == {}


def test_the_clerk_found_the_true_person_of_every_entry(typed_book: TypedBook) -> None:
    found = {one.number: one.pin for one in typed_book.entries}
    assert found == {str(one.number): one.truth.person_pin for one in sample_entries()}


def test_the_database_holds_the_same_outcomes_and_people(stored: dict[int, dict]) -> None:
    held = {number: (one["outcome"], one["pin"]) for number, one in stored.items()}
    assert held == {
        one.number: (one.truth.outcome, one.truth.person_pin) for one in sample_entries()
    }


def test_every_text_is_kept_as_the_book_writes_it(stored: dict[int, dict]) -> None:
    wrong = []
    for sample in sample_entries():
        for field_id, kept in stored[sample.number]["values"].items():
            if field_id not in sample.fields:
                continue
            written = sample.fields[field_id]
            text = "" if written["reading"] == "illegible" else written["text"]
            # A date in words that agrees with the digits is kept as "agrees", not as a text; the
            # place of registration may be confirmed as the office's own name.
            if field_id.endswith("_words") and kept[0] == "":
                continue
            if field_id == "entry.place_of_registration":
                continue
            if (kept[0], kept[1]) != (text, written["reading"]):
                wrong.append((sample.number, field_id, kept, written))
    assert wrong == []


def test_no_mouse_was_touched(typed_book: TypedBook) -> None:
    assert typed_book.mouse == []


def test_the_numbers_came_from_reservations_in_order(typed_book: TypedBook) -> None:
    assert [one.number for one in typed_book.entries] == [str(number) for number in range(1, 41)]


def test_nobody_was_called_missing_before_the_wide_search(typed_book: TypedBook) -> None:
    absent = [one for one in typed_book.entries if not one.pin]
    assert len(absent) == 5
    assert all(one.searched_wide for one in absent)


def test_a_number_is_asked_for_with_the_life_and_its_basis(stored: dict[int, dict]) -> None:
    asked = [one for one in stored.values() if one["outcome"] == "not_found"]
    assert Counter(bool(one["life"] and one["basis"]) for one in asked) == {True: 5}
    assert not any(one["life"] for one in stored.values() if one["outcome"] != "not_found")


def test_missing_marks_in_the_book_were_confirmed_by_key(typed_book: TypedBook) -> None:
    asked = {one.number: one.words_given for one in typed_book.entries if one.words_given}
    bare = {
        str(one.number)
        for one in sample_entries()
        if one.truth.person_pin
        and any(remark.endswith("no_diacritics_in_book") for remark in one.truth.remarks)
    }
    assert bare
    assert bare <= set(asked)


def test_blocks_were_confirmed_and_keep_their_origin(
    typed_book: TypedBook, stored: dict[int, dict]
) -> None:
    assert all(one.blocks_confirmed for one in typed_book.entries)
    origins = Counter(
        origin for one in stored.values() for _text, _reading, origin in one["values"].values()
    )
    assert {"typed", "prefilled", "carried", "default"} <= set(origins)
