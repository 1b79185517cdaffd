"""A sample world keeps its promises: the same for the same seed, and its truth is true."""

import csv
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from hotich.core.discrepancies import (
    Outcome,
    Policy,
    compare_mention,
    mention_outcome,
    other_differences,
)
from hotich.core.pin import is_practice, is_valid, structure
from hotich.core.places import gazetteer
from hotich.core.registers import BIRTHS, Reading, RegisterValue
from hotich.synth.demo import DEMO_COMMUNES, DEMO_YEAR, demo_options, demo_world
from hotich.synth.options import (
    BookPlan,
    DifferenceRates,
    PopulationRates,
    SynthOptions,
    clean,
)
from hotich.synth.territory import UnknownCommune
from hotich.synth.world import SampleEntry, SampleWorld, TooFewPersons, collect
from hotich.synth.writing import ENTRY_COLUMNS, TRUTH_COLUMNS, write_world

FIRST_PERSON = (
    "000070403239,Kiều Văn Minh,male,1970-05-17,15133,2025-06-30,Kinh,Kiều Ngọc Tư,Tr"
    'ịnh Thị Lý,,,,000000001,"Xã Cẩm Thạch, tỉnh Thanh Hóa","Xã Cẩm Thạch, tỉnh Thanh'
    ' Hóa",Việt Nam,"Thôn 3, Xã Ba Đình, tỉnh Thanh Hóa",16171,1950,1934,Dương Thanh '
    "Lan,000175979317,"
)
SMALL = SynthOptions(persons=3_000, entries=500, seed=11)
FILES = (
    "population.csv",
    "population.parquet",
    "entries.csv",
    "entries.parquet",
    "books.json",
    "register_entries.jsonl",
    "truth.csv",
)


@pytest.fixture(scope="module")
def small() -> SampleWorld:
    return collect(SMALL)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("world")
    write_world(SMALL, directory)
    return directory


def digest(directory: Path) -> dict[str, str]:
    return {name: hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in FILES}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(entry: SampleEntry) -> dict[str, RegisterValue]:
    return {
        field_id: RegisterValue(kept["text"], Reading(kept["reading"]), kept["normalised"])
        for field_id, kept in entry.fields.items()
    }


def fields_named(pairs: tuple[str, ...]) -> set[str]:
    return {pair.split(":")[0] for pair in pairs}


def test_the_same_seed_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_world(SMALL, tmp_path)
    assert digest(tmp_path) == digest(written)


def test_another_seed_gives_other_people(small: SampleWorld) -> None:
    other = collect(replace(SMALL, seed=12))
    assert other.population != small.population


def test_the_people_of_a_seed_do_not_change_between_releases(written: Path) -> None:
    head = (written / "population.csv").read_text("utf-8").splitlines()[1]
    assert head == FIRST_PERSON


def test_rates_of_the_book_leave_the_people_as_they_were(small: SampleWorld) -> None:
    without = collect(clean(SMALL))
    names = [row["father_name"] for row in small.population]
    assert [row["father_name"] for row in without.population] == names


def test_as_many_as_asked_for(small: SampleWorld) -> None:
    assert len(small.population) == SMALL.persons
    assert len(small.entries) == SMALL.entries
    absent = sum(not entry.truth.person_pin for entry in small.entries)
    assert absent == round(SMALL.entries * SMALL.book.absent)


def test_numbers_are_practice_numbers_and_never_two_alike(small: SampleWorld) -> None:
    pins = [row["pin"] for row in small.population]
    assert len(set(pins)) == len(pins)
    assert all(is_valid(pin) and is_practice(pin) for pin in pins)


def test_a_number_shows_what_the_population_database_holds(small: SampleWorld) -> None:
    for row in small.population:
        shown = structure(row["pin"])
        assert shown.sex == row["sex"]
        assert str(shown.birth_year) == row["birth_date"][:4]


def test_relatives_are_named_as_their_own_rows_name_them() -> None:
    world = collect(clean(SMALL))
    by_pin = {row["pin"]: row for row in world.population}
    for row in world.population:
        for role in ("father", "mother"):
            if row[f"{role}_pin"]:
                assert by_pin[row[f"{role}_pin"]]["full_name"] == row[f"{role}_name"]
        if row["spouse_pin"]:
            assert by_pin[row["spouse_pin"]]["full_name"] == row["spouse_name"]


def test_entries_are_numbered_from_one_in_each_book(small: SampleWorld) -> None:
    for book in small.books:
        numbers = [entry.number for entry in small.entries if entry.book_id == book.book_id]
        assert numbers == list(range(1, book.entries + 1))
        pages = {entry.page for entry in small.entries if entry.book_id == book.book_id}
        assert pages == set(range(1, book.pages + 1))
    assert len({entry.entry_id for entry in small.entries}) == len(small.entries)


def test_days_of_registration_follow_the_numbers(small: SampleWorld) -> None:
    for book in small.books:
        days = [
            entry.fields["entry.registered_on"]["normalised"]
            for entry in small.entries
            if entry.book_id == book.book_id
        ]
        read = [day for day in days if day]
        assert read == sorted(read)
        assert all(day.startswith(str(book.year)) for day in read)


def test_every_field_of_the_register_is_there_and_blank_only_when_marked(
    small: SampleWorld,
) -> None:
    printed = {column for edition in BIRTHS.editions for column in edition.columns}
    known = printed | {"child.parentage"}
    unread = {"blank", "illegible"}
    for entry in small.entries:
        assert set(entry.fields) == known
        for kept in entry.fields.values():
            assert (kept["text"] == "") == (kept["reading"] in unread)
    filled = Counter(
        field_id
        for entry in small.entries
        for field_id, kept in entry.fields.items()
        if kept["text"]
    )
    assert known - set(filled) <= {"entry.notes", "declarant.other_paper", "child.pin"}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_truth_is_what_the_comparison_finds(seed: int) -> None:
    world = collect(
        SynthOptions(
            persons=1_200,
            entries=300,
            seed=seed,
            difference=DifferenceRates(**dict.fromkeys(DifferenceRates.__slots__, 0.08)),
        )
    )
    by_pin = {row["pin"]: row for row in world.population}
    units = gazetteer()
    met: set[str] = set()
    for entry in world.entries:
        truth = entry.truth
        if not truth.person_pin:
            assert truth.outcome == Outcome.NOT_FOUND
            continue
        found = compare_mention(
            BIRTHS, "child", values(entry), by_pin[truth.person_pin], units=units, policy=Policy()
        )
        basic = {item.field_id for item in found if item.is_difference and item.basic}
        assert basic == fields_named(truth.basic_differences), entry
        others = {item.field_id for item in other_differences(found)}
        assert others == fields_named(truth.other_differences), entry
        assert mention_outcome(found) == truth.outcome
        met |= {pair.split(":")[1] for pair in truth.basic_differences + truth.other_differences}
    assert met >= {
        "thi_missing", "name_letter", "no_diacritics_in_population", "day_month_swapped",
        "one_day", "wrong_year_in_population", "sex", "place_of_birth", "hometown", "ethnicity",
        "nationality", "parent_birth",
    }  # fmt: skip


def test_a_clean_world_holds_no_difference() -> None:
    world = collect(clean(SMALL))
    assert {entry.truth.outcome for entry in world.entries} == {Outcome.CONSISTENT}
    assert not any(entry.truth.basic_differences for entry in world.entries)
    readings = {kept["reading"] for entry in world.entries for kept in entry.fields.values()}
    assert readings == {"clear", "blank"}


def test_the_absent_are_not_in_the_population(small: SampleWorld) -> None:
    known = {(row["full_name"], row["birth_date"]) for row in small.population}
    for entry in small.entries:
        if entry.truth.outcome == Outcome.NOT_FOUND:
            facts = (entry.fields["child.full_name"]["text"],
                     entry.fields["child.birth_date"]["normalised"])  # fmt: skip
            assert facts not in known


def test_files_have_the_columns_of_the_interchange_schema(written: Path) -> None:
    population = table(written / "population.csv")
    wanted = "pin, full_name, sex, birth_date, commune_code, commune_as_of, ethnicity, father_name"
    assert list(population[0])[:8] == wanted.split(", ")
    assert {row["sex"] for row in population} == {"male", "female"}
    iso = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
    assert all(iso.fullmatch(row["birth_date"]) for row in population)
    assert {row["commune_as_of"] for row in population} == {"2025-06-30"}
    entries = table(written / "entries.csv")
    assert tuple(entries[0]) == ENTRY_COLUMNS
    assert tuple(table(written / "truth.csv")[0]) == TRUTH_COLUMNS


def test_parquet_holds_the_same_rows_in_the_same_order(written: Path) -> None:
    for name in ("population", "entries"):
        rows = table(written / f"{name}.csv")
        with duckdb.connect() as connection:
            read = connection.read_parquet(str(written / f"{name}.parquet"))
            assert read.columns == list(rows[0])
            assert read.fetchall() == [tuple(v or None for v in row.values()) for row in rows]


def test_books_declare_what_they_hold(written: Path) -> None:
    books = json.loads((written / "books.json").read_text("utf-8"))
    lines = (written / "register_entries.jsonl").read_text("utf-8").splitlines()
    held = Counter(json.loads(line)["book_id"] for line in lines)
    assert {book["book_id"]: book["entries"] for book in books} == dict(held)
    assert {book["edition"] for book in books} == {"older", "2015"}


def test_the_demo_has_two_books_with_the_same_year_and_numbers() -> None:
    world = demo_world()
    assert [book.office_code for book in world.books] == sorted(DEMO_COMMUNES)
    assert {book.year for book in world.books} == {DEMO_YEAR}
    assert {book.entries for book in world.books} == {40}
    assert "Xã Nga Trường" in {book.office_name for book in world.books}
    for book in world.books:
        outcomes = {e.truth.outcome for e in world.entries if e.book_id == book.book_id}
        assert outcomes == {"consistent", "inconsistent", "not_found"}


def test_planned_books_hold_what_was_planned() -> None:
    plan = BookPlan("16171", 2018, 7, absent=2, edition="2015", volume="02/2018")
    world = collect(SynthOptions(persons=200, seed=3, books=(plan,)))
    [book] = world.books
    assert (book.entries, book.edition, book.volume) == (7, "2015", "02/2018")
    assert sum(entry.truth.outcome == "not_found" for entry in world.entries) == 2
    present = [entry for entry in world.entries if entry.truth.person_pin]
    assert all(entry.fields["child.pin"]["text"] == entry.truth.person_pin for entry in present)


def test_too_few_people_for_the_books_is_said() -> None:
    with pytest.raises(TooFewPersons) as caught:
        collect(SynthOptions(persons=100, entries=1_000))
    assert caught.value.asked == 1_000
    with pytest.raises(TooFewPersons):
        collect(replace(demo_options(), persons=50))


def test_an_unknown_commune_is_said() -> None:
    with pytest.raises(UnknownCommune) as caught:
        collect(SynthOptions(persons=10, entries=1, communes=(("99999", 1.0),)))
    assert caught.value.code == "99999"


def test_year_only_births_are_stored_both_ways() -> None:
    rates = PopulationRates(year_only=1.0)
    world = collect(SynthOptions(persons=600, entries=1, population=rates))
    old = [row["birth_date"] for row in world.population if row["birth_date"] < "1965"]
    assert all(len(day) == 4 or day.endswith("-01-01") for day in old)
    assert {len(day) for day in old} == {4, 10}
