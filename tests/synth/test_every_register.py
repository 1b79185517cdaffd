"""Entries of every register type and printed form, an operator's own form among them."""

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from hotich.cli.synthesising import add_arguments
from hotich.core.dates import from_iso
from hotich.core.pin import is_practice, is_valid
from hotich.core.registers import (
    BIRTHS,
    REGISTER_TYPES,
    Edition,
    Field,
    Kind,
    Reading,
    RegisterType,
    entry_remarks,
    normalise,
    validate_value,
)
from hotich.synth.every_register import (
    EntryRates,
    GeneratedEntry,
    generate_entries,
    generate_register,
    years_of,
)
from hotich.synth.oddities import ODDITIES
from hotich.synth.options import SynthOptions, options_from
from hotich.synth.register_files import write_registers

COUNT = 12
NEAT = EntryRates(odd=0, illegible=0, doubtful=0, struck_out=0, absent=0)
FORMS = [(kind, edition) for kind in REGISTER_TYPES for edition in kind.editions]
EVERY_FORM = pytest.mark.parametrize(
    ("kind", "edition"), FORMS, ids=[f"{kind.code}-{edition.code}" for kind, edition in FORMS]
)


def fields_of(kind: RegisterType, edition: Edition) -> dict[str, Field]:
    return {item.id: item for item in (*kind.fields, *edition.extra)}


def day(entry: GeneratedEntry, field_id: str) -> date | None:
    value = entry.values.get(field_id)
    return from_iso(value.normalised).earliest() if value and value.normalised else None


@EVERY_FORM
def test_every_column_is_written_and_can_be_stored(kind: RegisterType, edition: Edition):
    entries = generate_entries(kind, edition, COUNT, 1)
    fields = fields_of(kind, edition)
    assert len(entries) == COUNT
    for entry in entries:
        assert set(entry.values) == set(edition.columns)
        assert (entry.register_type, entry.edition) == (kind.code, edition.code)
        for field_id, value in entry.values.items():
            assert validate_value(fields[field_id], value.text) is None
            readable = normalise(fields[field_id], value.text, book_year=entry.year)
            assert value.normalised == readable
            unread = value.reading in {Reading.BLANK, Reading.ILLEGIBLE}
            assert bool(value.text) != unread


@EVERY_FORM
def test_the_same_seed_gives_the_same_entries(kind: RegisterType, edition: Edition):
    once = generate_register(kind, edition, 5, 7)
    assert generate_register(kind, edition, 5, 7) == once
    assert generate_register(kind, edition, 5, 8) != once


@EVERY_FORM
def test_numbers_run_through_the_year_of_an_office(kind: RegisterType, edition: Edition):
    entries = generate_entries(kind, edition, 20, 3)
    first, last = years_of(edition)
    assert all(first <= entry.year <= last for entry in entries)
    assert len({entry.entry_id for entry in entries}) == len(entries)
    counted: Counter[tuple[str, int]] = Counter()
    for entry in entries:
        counted[entry.office_code, entry.year] += 1
        assert entry.number == counted[entry.office_code, entry.year]


@EVERY_FORM
def test_neat_entries_have_their_facts_and_no_remark(kind: RegisterType, edition: Edition):
    register = generate_register(kind, edition, COUNT, 2, rates=NEAT)
    pins = {row["pin"] for row in register.population}
    assert all(is_valid(pin) and is_practice(pin) for pin in pins)
    for entry in register.entries:
        assert set(entry.people) <= {role.code for role in kind.roles}
        assert {role.code for role in kind.principal_roles} <= set(entry.people)
        assert set(entry.people.values()) <= pins
        for item in kind.basic_fields():
            holder = item.id.split(".")[0]
            if item.id in edition.columns and holder in entry.people:
                assert entry.values[item.id].normalised or item.kind is Kind.PLACE, item.id
        registered = day(entry, "entry.registered_on")
        assert registered
        assert registered.year == entry.year
        for role in entry.people:
            born = day(entry, f"{role}.birth_date")
            assert born is None or born <= registered
        remarks = entry_remarks(kind, entry.values, at=date(2026, 11, 22))
        assert {remark.code for remark in remarks} <= {"sex_middle_name"}


def test_some_entries_are_odd_and_the_truth_says_which():
    odd = [
        oddity
        for kind, edition in FORMS
        for entry in generate_entries(kind, edition, 40, 5, rates=EntryRates(odd=1))
        for oddity in entry.oddities
    ]
    assert {one.split(":")[1] for one in odd} == {oddity.name for oddity in ODDITIES}
    few = [entry for entry in generate_entries(*FORMS[0], 300, 5) if entry.oddities]
    assert 0 < len(few) < 80


def test_every_reading_mark_occurs():
    readings = {
        value.reading
        for entry in generate_entries(*FORMS[0], 100, 1)
        for value in entry.values.values()
    }
    assert readings == set(Reading)


def test_an_operators_form_with_columns_of_its_own_is_filled():
    extra = tuple(
        Field(f"extra.{kind.value}", f"Cột {kind.value}", kind, None, "entry", choices=choices)
        for kind in Kind
        for choices in [BIRTHS.field("child.parentage").choices if kind is Kind.CHOICE else ()]
    )
    columns = ("entry.number", "entry.registered_on", "child.full_name", *(e.id for e in extra))
    edition = Edition("xa", "Mẫu của xã", "năm 1976 đến năm 1990", columns, False, extra=extra)
    entries = generate_entries(BIRTHS, edition, 20, 1, rates=NEAT)
    assert years_of(edition) == (1976, 1990)
    for entry in entries:
        assert set(entry.values) == set(columns)
        assert entry.values["extra.date"].normalised
        assert entry.values["extra.choice"].normalised


@pytest.mark.parametrize(
    ("years", "span"),
    [
        ("từ năm 2016", (2016, 2024)),
        ("trước năm 2016", (1976, 2015)),
        ("năm 2016 đến năm 2020", (2016, 2020)),
        ("mọi năm", (1976, 2024)),
        ("", (1976, 2024)),
    ],
)
def test_years_of_a_form(years: str, span: tuple[int, int]):
    assert years_of(replace(BIRTHS.editions[0], years=years)) == span


def test_a_child_of_the_year_is_registered_after_its_birth():
    for entry in generate_entries(BIRTHS, BIRTHS.editions[0], 60, 4, rates=NEAT):
        born, registered = day(entry, "child.birth_date"), day(entry, "entry.registered_on")
        assert born
        assert registered
        assert entry.values["child.birth_date"].normalised == str(born.year) or born < registered


def test_a_marriage_is_of_a_man_and_a_woman_of_age():
    marriages = next(kind for kind in REGISTER_TYPES if kind.code == "KH")
    for entry in generate_entries(marriages, marriages.editions[0], 60, 4, rates=NEAT):
        for role, least in (("husband", 20), ("wife", 18)):
            born = day(entry, f"{role}.birth_date")
            assert born
            assert entry.year - born.year >= least


def test_files_are_written_for_the_types_asked_for(tmp_path):
    options = SynthOptions(entries=9, seed=2, types=("KS", "KH", "KT"))
    folders = [made.folder for made in write_registers(options, tmp_path)]
    assert [folder.name for folder in folders] == ["marriages", "deaths"]
    for folder in folders:
        lines = (folder / "register_entries.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 9
        first = json.loads(lines[0])
        assert first["register_type"] in {"KH", "KT"}
        assert first["fields"]["entry.number"]["text"]
        with (folder / "truth.csv").open(encoding="utf-8") as file:
            truth = list(csv.DictReader(file))
        assert {row["entry_id"] for row in truth} == {
            json.loads(line)["entry_id"] for line in lines
        }
        with (folder / "population.csv").open(encoding="utf-8") as file:
            pins = {row["pin"] for row in csv.DictReader(file)}
        assert {row["person_pin"] for row in truth} <= pins | {""}


def test_the_command_takes_types_and_makes_births_by_default():
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert options_from(parser.parse_args(["--out", "x"])).types == ("KS",)
    given = parser.parse_args(["--out", "x", "--types", "kh, KT"])
    assert options_from(given).types == ("KH", "KT")
    with pytest.raises(SystemExit):
        parser.parse_args(["--out", "x", "--types", "ZZ"])
