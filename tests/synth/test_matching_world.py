"""A matching world keeps its promises: same bytes, a true truth, defects where it says so."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from hotich.core.dates import DateRelation, compare_dates, from_iso
from hotich.core.names import NameRelation, compare_names
from hotich.core.pin import is_practice, structure
from hotich.core.places import gazetteer
from hotich.synth.matching_world import (
    DEFECTS,
    ENTRY_COLUMNS,
    JUDGING_SEED,
    POPULATION_COLUMNS,
    TRUTH_COLUMNS,
    TUNING_SEED,
    MatchingOptions,
    write_matching_world,
)
from hotich.synth.matching_world.options import DirtRates, RealRates
from hotich.synth.territory import UnknownCommune
from hotich.synth.world import TooFewPersons

Row = dict[str, str]
FILES = ("population.parquet", "entries.parquet", "truth.parquet", "world.json")
OF_CHILDREN = {"KS", "CN", "CMC"}


def rows(path: Path) -> list[Row]:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description]
        return [
            {name: value or "" for name, value in zip(names, row, strict=True)}
            for row in found.fetchall()
        ]


class World:
    def __init__(self, folder: Path) -> None:
        self.population = rows(folder / "population.parquet")
        self.entries = rows(folder / "entries.parquet")
        self.truth = rows(folder / "truth.parquet")
        self.told = json.loads((folder / "world.json").read_text(encoding="utf-8"))
        self.persons = {row["pin"]: row for row in self.population if row["pin"]}
        self.entry_of = {row["mention_id"]: row for row in self.entries}

    def with_truth(self, part: str) -> list[tuple[Row, Row]]:
        """Return (entry, truth) of the rows whose defects hold that code."""
        return [
            (self.entry_of[row["mention_id"]], row)
            for row in self.truth
            if part in row["defects"].split(";")
        ]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """20,000 people; more rows than usual, so that the rare occurs too."""
    folder = tmp_path_factory.mktemp("matching")
    options = MatchingOptions(persons=20_000, entries=14_000, shard_persons=10_000, seed=5)
    write_matching_world(options, folder)
    return World(folder)


SMALL = MatchingOptions(persons=2_000, entries=400, shard_persons=500, seed=3)


@pytest.mark.parametrize("processes", [1, 3])
def test_the_number_of_processes_changes_no_byte(tmp_path: Path, processes: int) -> None:
    one, other = tmp_path / "one", tmp_path / "it's other"
    write_matching_world(SMALL, one, csv=True)
    write_matching_world(replace(SMALL, processes=processes), other, csv=True)
    for name in (*FILES, "population.csv", "entries.csv", "truth.csv"):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert sorted(path.name for path in one.iterdir()) == sorted(
        (*FILES, "population.csv", "entries.csv", "truth.csv")
    )


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    assert TUNING_SEED != JUDGING_SEED
    for seed in (TUNING_SEED, JUDGING_SEED):
        write_matching_world(replace(SMALL, seed=seed), tmp_path / str(seed))
    tuned, judged = (World(tmp_path / str(seed)) for seed in (TUNING_SEED, JUDGING_SEED))
    mothers = [
        {(row["full_name"], row["birth_date"], row["mother_name"]) for row in each.population}
        for each in (tuned, judged)
    ]
    assert len(mothers[0] & mothers[1]) < 5
    assert not set(tuned.entry_of) & set(judged.entry_of)


def test_book_rates_leave_the_people_as_they_are(tmp_path: Path) -> None:
    write_matching_world(SMALL, tmp_path / "usual")
    other = replace(SMALL, entries=300, real=RealRates(given_name=0.5))
    write_matching_world(other, tmp_path / "other")
    usual, changed = (tmp_path / name / "population.parquet" for name in ("usual", "other"))
    assert usual.read_bytes() == changed.read_bytes()


def test_a_small_world_has_no_csv_unless_asked_and_tells_its_progress(tmp_path: Path) -> None:
    told: list[str] = []
    made = write_matching_world(SMALL, tmp_path, progress=told.append)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    assert told[0] == "1/4"
    assert told[-3:] == ["population", "entries", "truth"]
    assert (made.counts.persons, made.counts.entries) == (2_000, 400)


def test_an_unknown_commune_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownCommune):
        write_matching_world(replace(SMALL, communes=(("99999", 1.0),)), tmp_path)


def test_more_rows_than_people_can_fill_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooFewPersons):
        write_matching_world(replace(SMALL, entries=9_000), tmp_path)


def test_counts_are_as_asked(world: World) -> None:
    counts = world.told["counts"]
    assert counts["persons"] == 20_000
    assert counts["rows"] == len(world.population)
    assert len(world.entries) == len(world.truth) == counts["entries"] == 14_000
    assert counts["absent"] == sum(not row["person_pin"] for row in world.truth)
    assert world.told["options"]["seed"] == 5
    assert "processes" not in world.told["options"]


def test_columns_are_those_of_the_interchange(world: World) -> None:
    assert tuple(world.population[0]) == POPULATION_COLUMNS
    assert tuple(world.entries[0]) == ENTRY_COLUMNS
    assert tuple(world.truth[0]) == TRUTH_COLUMNS
    units = gazetteer()
    for row in (*world.population, *world.entries):
        for column in ("birth_date", "death_date"):
            if row.get(column):
                read = from_iso(row[column])
                assert read.iso() == row[column]
                assert read.is_possible()
        assert row["sex"] in {"male", "female", "unknown"}
        if row["commune_code"]:
            day = date.fromisoformat(row["commune_as_of"])
            assert units.unit(row["commune_code"], day) is not None
        else:
            assert not row["commune_as_of"]


def test_numbers_are_practice_numbers_and_nobody_has_another_ones(world: World) -> None:
    numbers = [row["pin"] for row in world.population if row["pin"]]
    assert len(numbers) == len(set(numbers))
    assert all(is_practice(pin) for pin in numbers)
    missing = len(world.population) - len(numbers)
    assert missing == world.told["counts"]["population_defects"]["population:pin_missing"]
    old = Counter(row["old_id_number"] for row in world.population if row["old_id_number"])
    twice = {row["also_pins"] for row in world.truth if row["also_pins"]}
    assert (
        sum(count - 1 for count in old.values())
        <= world.told["counts"]["population_defects"]["population:duplicate"]
    )
    assert twice <= set(numbers)


def test_numbers_show_the_year_that_is_held(world: World) -> None:
    other = [
        pin
        for pin, row in world.persons.items()
        if row["birth_date"] and structure(pin).birth_year != int(row["birth_date"][:4])
    ]
    duplicates = world.told["counts"]["population_defects"]["population:duplicate"]
    assert len(other) <= duplicates  # a second row may know the year better


def test_relatives_by_number_are_relatives_by_name(world: World) -> None:
    named = checked = 0
    for row in world.population:
        for role in ("father", "mother"):
            if row[f"{role}_pin"] and row[f"{role}_name"]:
                checked += 1
                parent = world.persons[row[f"{role}_pin"]]
                named += parent["full_name"] == row[f"{role}_name"]
    assert checked > 10_000
    assert named / checked > 0.94


def test_the_truth_names_people_of_the_population(world: World) -> None:
    for row in world.truth:
        codes = row["defects"].split(";")
        absent = [code for code in codes if code.startswith("absent:")]
        assert row["mention_id"] in world.entry_of
        if row["person_pin"]:
            assert row["person_pin"] in world.persons
            assert not absent
            assert row["outcome"] in {"consistent", "inconsistent", ""}
        else:
            assert len(absent) == 1
            assert (row["also_pins"], row["outcome"]) == ("", "not_found")
        assert bool(row["also_pins"]) == ("population:duplicate" in codes)
        assert not row["also_pins"] or row["also_pins"] in world.persons


def test_a_marriage_has_two_rows_of_one_entry(world: World) -> None:
    marriages: dict[str, list[str]] = {}
    for row in world.entries:
        if row["entry_type"] == "KH":
            marriages.setdefault(row["entry_id"], []).append(row["role"])
        else:
            assert row["role"] == ("deceased" if row["entry_type"] == "KT" else "child")
    assert all(sorted(roles) == ["husband", "wife"] for roles in marriages.values())
    assert len({row["mention_id"] for row in world.entries}) == len(world.entries)


def facts(row: Row) -> tuple[str, ...]:
    return (row["full_name"], row["birth_date"], row["father_name"], row["mother_name"])


def test_twins_share_day_and_parents(world: World) -> None:
    pairs = world.with_truth("case:twin") + world.with_truth("case:twin_near_names")
    assert len(pairs) > 50
    families: dict[tuple[str, str], list[Row]] = {}
    for row in world.population:
        families.setdefault((row["father_name"], row["mother_name"]), []).append(row)
    found = clean = 0
    for _, truth in pairs:
        if "population:" in truth["defects"]:
            continue
        clean += 1
        one = world.persons[truth["person_pin"]]
        found += any(
            other["birth_date"] == one["birth_date"] and other["full_name"] != one["full_name"]
            for other in families[one["father_name"], one["mother_name"]]
        )
    assert found / clean > 0.85  # the other's own row may be poor


def test_absent_siblings_lack_a_row_but_have_brothers_and_sisters(world: World) -> None:
    held = {facts(row) for row in world.population}
    parents = {(row["father_name"], row["mother_name"]) for row in world.population}
    checked = near = 0
    for entry, truth in world.with_truth("absent:sibling"):
        assert facts(entry) not in held
        if entry["entry_type"] == "KS" and truth["defects"] == "absent:sibling":
            checked += 1
            near += (entry["father_name"], entry["mother_name"]) in parents
    assert checked > 100
    assert near / checked > 0.85


def test_rates_are_near_what_was_asked(world: World) -> None:
    counts = world.told["counts"]
    options = MatchingOptions()
    found = {code: count / 20_000 for code, count in counts["population_defects"].items()}
    dirt = options.dirt
    for name in ("other_names", "commune_today", "commune_missing", "commune_of_residence"):
        assert found[f"population:{name}"] == pytest.approx(getattr(dirt, name), rel=0.25), name
    assert counts["absent"] / 14_000 == pytest.approx(options.absence.absent, rel=0.2)
    defects = {code: count / 14_000 for code, count in counts["defects"].items()}
    assert defects["book:capitals"] == pytest.approx(options.book.capitals, rel=0.1)
    siblings = counts["defects"]["absent:sibling"] + counts["defects"]["absent:sibling_same_name"]
    assert 0.4 < siblings / counts["absent"] < 0.7
    assert 0.06 < counts["really_discrepant"] / 14_000 < 0.13
    types = Counter(row["entry_type"] for row in world.entries)
    assert types["KH"] / 14_000 == pytest.approx(options.marriages, rel=0.05)
    # More deaths are asked for than people of 20,000 have died since 2016; births stand in.
    assert 0.02 < types["KT"] / 14_000 <= options.deaths


def test_every_defect_occurs(world: World) -> None:
    found = {code for row in world.truth for code in row["defects"].split(";") if code}
    assert found <= DEFECTS
    assert DEFECTS - found <= {"population:birth_missing", "absent:sibling_same_name"}


def test_texts_of_the_population_are_composed_unless_the_truth_says_otherwise(
    world: World,
) -> None:
    def composed(row: Row) -> bool:
        text = "".join(row.values())
        return unicodedata.normalize("NFC", text) == text and "\u00d0" not in text

    poor = {row["pin"] for row in world.population if not composed(row)}
    told = world.told["counts"]["population_defects"]
    assert 0 < len(poor) <= told["population:decomposed"] + told["population:old_font"] + 2
    for row in world.truth:
        if row["person_pin"] in poor and not row["also_pins"]:
            assert {"population:decomposed", "population:old_font"} & set(row["defects"].split(";"))


DIFFERING_NAMES = {NameRelation.DIFFERS, NameRelation.DIACRITICS_MISSING_IN_POPULATION}


def expected(entry: Row, person: Row) -> str:
    """Return the outcome by the rules of `core`, on the facts that the files have."""
    if entry["birth_date"] and person["birth_date"]:
        dates = compare_dates(from_iso(entry["birth_date"]), from_iso(person["birth_date"]))
        if dates.relation is DateRelation.DIFFERS:
            return "inconsistent"
    if entry["entry_type"] != "KH" and {entry["sex"], person["sex"]} == {"male", "female"}:
        return "inconsistent"
    if entry["ethnicity"] and entry["ethnicity"] != person["ethnicity"]:
        return "inconsistent"
    names = ["full_name"]
    if entry["entry_type"] in OF_CHILDREN:
        names += ["father_name", "mother_name"]
    for name in names:
        if entry[name] and person[name]:
            relation = compare_names(entry[name], person[name]).relation
            if relation in DIFFERING_NAMES:
                return "inconsistent"
    return "consistent"


def test_outcomes_are_those_of_the_rules(world: World) -> None:
    wrong = checked = 0
    for truth in world.truth[:2_500]:
        if truth["person_pin"] and truth["outcome"]:
            checked += 1
            entry = world.entry_of[truth["mention_id"]]
            wrong += expected(entry, world.persons[truth["person_pin"]]) != truth["outcome"]
    assert checked > 2_000
    assert wrong / checked < 0.004


def test_names_are_skewed_as_they_are_in_life(world: World) -> None:
    names = Counter(row["full_name"] for row in world.population)
    commonest = names.most_common(1)[0][1] / len(world.population)
    assert 0.0035 < commonest < 0.007
    surnames = Counter(
        row["full_name"].split(" ")[0] for row in world.population if row["ethnicity"] == "Kinh"
    )
    assert 0.30 < surnames["Nguyễn"] / surnames.total() < 0.44
    old = [
        row["full_name"]
        for row in world.population
        if row["sex"] == "female" and row["ethnicity"] == "Kinh" and row["birth_date"] < "1965"
    ]
    assert sum(" Thị " in name for name in old) / len(old) > 0.8


@pytest.mark.parametrize(
    ("commune", "people", "manner"),
    [
        ("24118", "Ê-đê", r"^Y \w+ "),
        ("24118", "Ê-đê", r"^H'\w+ "),
        ("24118", "Ê-đê", r"^H’\w+ "),
        ("24118", "Ê-đê", r"^Y-\w+ "),
        ("23281", "Gia-rai", r"^Rơ Châm "),
        ("23293", "Ba-na", r"^A \w+$"),
        ("23293", "Ba-na", r"^Y \w+$"),
        ("24163", "Mnông", r"^\w+$"),
        ("02635", "Hmông", r"^Giàng A \w+$"),
        ("02635", "Hmông", r"^Sùng Thị \w+$"),
        ("03649", "Thái", r"^(Lò|Quàng|Cà) (Văn|Thị) "),
        ("31498", "Khơ-me", r"^(Thạch|Kim|Sơn) \w+$"),
        ("22801", "Chăm", r"^Đàng "),
        ("02653", "Dao", r"^(Triệu|Bàn) \w+ \w+$"),
        ("02647", "Tày", r"^Nông Thị "),
        ("05971", "Nùng", r"^(Nông|Lý|Vi) Văn "),
        ("00196", "Mường", r"^(Bùi|Quách) Văn "),
    ],
)
def test_other_peoples_name_in_their_own_way(
    tmp_path: Path, commune: str, people: str, manner: str
) -> None:
    write_matching_world(replace(SMALL, communes=((commune, 1.0),)), tmp_path)
    names = [row["full_name"] for row in World(tmp_path).population if row["ethnicity"] == people]
    assert len(names) > 1_000
    assert any(re.search(manner, name) for name in names)


def test_without_dirt_the_database_holds_the_truth(tmp_path: Path) -> None:
    nothing = DirtRates(**{rate.name: 0.0 for rate in fields(DirtRates)})
    write_matching_world(replace(SMALL, dirt=nothing), tmp_path)
    world = World(tmp_path)
    assert all(len(row["pin"]) == 12 for row in world.population)
    codes = {code for row in world.truth for code in row["defects"].split(";")}
    assert {code for code in codes if code.startswith("population:")} == {"population:year_only"}
