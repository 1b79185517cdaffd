"""The search stops where it is convinced, and goes wide before it says that nobody is near."""

import pytest

from hotich.core.dates import from_iso
from hotich.core.matching import (
    KEPT,
    Facts,
    Found,
    Identity,
    Mode,
    NameTable,
    PartHash,
    Sieve,
    Stage,
    name_table,
    one_in,
    person_keys,
    query_keys,
    read_name_table,
    rules,
    search,
)
from tests.core.matching.people import LAN, lan

RULES = rules()
HASHED = PartHash(b"key of the tests")


class Store:
    """A register in memory, which remembers what it was asked."""

    def __init__(self, *people: Facts) -> None:
        self.people = {f"p{number:03}": person for number, person in enumerate(people)}
        self.keyed: dict[int, list[str]] = {}
        for name, person in self.people.items():
            for key in person_keys(person, RULES, HASHED):
                self.keyed.setdefault(key, []).append(name)
        self.asked: list[Stage] = []

    def find(self, entry: Facts, **options: object) -> Found:
        def fetch(stage: Stage, _sieve: Sieve) -> dict[str, Facts]:
            self.asked.append(stage)
            found: dict[str, Facts] = {}
            for key in query_keys(entry, RULES, HASHED, stage):
                bearers = self.keyed.get(key.key, [])
                if len(bearers) <= key.limit:
                    found |= {name: self.people[name] for name in bearers}
            return found

        return search(entry, RULES, fetch, persons=len(self.people), **options)  # type: ignore[arg-type]


def test_a_sharp_key_convinces_alone():
    store = Store(LAN, lan(full_name="Trần Thị Mai", birth="2000-03-05"))
    found = store.find(LAN)
    assert (found.judgement.identity, found.stage) == (Identity.LINK, Stage.SHARP)
    assert store.asked == [Stage.SHARP]
    assert found.weighed == 1


def test_a_sharp_key_with_little_evidence_does_not_end_the_search():
    entry = Facts("Trần Thị Hoài Lan", from_iso("1998-09-02"))
    store = Store(*[LAN] * 3)
    found = store.find(entry)
    assert found.stage is Stage.WIDE
    assert found.judgement.identity is Identity.LOOK


def test_nobody_is_absent_before_the_wide_keys_have_run():
    store = Store(LAN)
    found = store.find(Facts("Lê Văn Bình", from_iso("1950-04-06")))
    assert (found.judgement.identity, found.stage) == (Identity.ABSENT, Stage.WIDE)
    assert store.asked == list(Stage)


def test_the_wide_keys_can_be_asked_for():
    store = Store(LAN)
    found = store.find(LAN, at_least=Stage.WIDE)
    assert found.stage is Stage.WIDE
    assert found.judgement.identity is Identity.LINK


def test_unattended_is_stricter_than_the_screen():
    entry = lan(mother_name="", father_name="")
    people = [LAN, *(lan(full_name=f"Lê Văn {word}") for word in ("An", "Ba", "Tư"))]
    store = Store(*people * 1)
    screen = store.find(entry).judgement
    unattended = store.find(entry, mode=Mode.UNATTENDED).judgement
    assert screen.bits == unattended.bits
    assert screen.identity is Identity.LINK


def test_a_key_that_too_many_share_finds_nobody():
    limit = max(key.limit for key in RULES.keys)
    entry = Facts(LAN.full_name, LAN.birth)
    assert Store(*[LAN] * 2).find(entry).weighed == 2
    assert Store(*[LAN] * (limit + 1)).find(entry).weighed == 0


def test_few_weighings_are_kept_heaviest_first():
    store = Store(*[lan(sex=sex) for sex in ["male", "female"] * 10])
    found = store.find(LAN)
    assert len(found.weighings) == KEPT
    bits = [weighing.bits for weighing in found.weighings]
    assert bits == sorted(bits, reverse=True)
    assert [each.candidate for each in found.weighings[:2]] == ["p001", "p003"]
    assert found.weighed == 20


def test_common_names_are_counted_and_rare_ones_left_out():
    counts = [("nguyen thi lan", 400), ("Le Hiem", 1), ("", 7)]
    table = name_table(counts, RULES, persons=100_000, as_of="2026-11-22")
    assert dict(table.bearers) == {"nguyen thi lan": 400}
    assert table.share("nguyen thi lan") == pytest.approx(0.004)
    assert one_in(table.share("nguyen thi lan")) == 250
    assert table.share("le hiem") == 0
    assert one_in(0) == 0
    assert read_name_table(table.text()) == table
    assert table.words == ("lan", "nguyen", "thi")
    assert len(table.digest) == 64
    assert NameTable("2026-11-23", 100_000, table.bearers).digest != table.digest


@pytest.mark.parametrize("text", ["{}", "[]", '{"as_of": "", "persons": "x", "bearers": {}}', "x"])
def test_anything_else_is_no_name_table(text: str):
    with pytest.raises(ValueError, match=r".*"):
        read_name_table(text)


@pytest.mark.parametrize(
    ("entry", "identity"),
    [
        (Facts("Lê Văn Bình", from_iso("1950")), Identity.LOOK),
        (Facts("Lê Văn Bình", from_iso("1950-04")), Identity.LOOK),
        (Facts("", from_iso("1950-04-06")), Identity.LOOK),
        (Facts("Lê Văn Bình", from_iso("1950-04-06")), Identity.ABSENT),
        (Facts("Lê Văn Bình", from_iso("1950"), mother_name="Lê Lan"), Identity.ABSENT),
        (Facts("Lê Văn Bình", from_iso("1950"), spouse_name="Lê Lan"), Identity.ABSENT),
    ],
    ids=str,
)
def test_who_is_hardly_described_is_not_called_absent(entry: Facts, identity: Identity):
    assert Store(LAN).find(entry).judgement.identity is identity
    assert Store().find(entry).judgement.identity is identity
