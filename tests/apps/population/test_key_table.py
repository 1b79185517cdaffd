"""The blocks of keys and the keys written since: together they find whom a plain scan finds."""

import random
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from hotich.apps.audit.writing import writing
from hotich.apps.jobs.actions import LEASE, claim
from hotich.apps.jobs.models import Job
from hotich.apps.population import (
    bulk,
    importing,
    key_blocks,
    key_gathering,
    key_search,
    keys,
    rekeying,
)
from hotich.apps.population.embedded import EmbeddedRegister
from hotich.apps.population.facts import values_of
from hotich.apps.population.key_models import KeyBlock, KeyedPerson, KeyTable, PersonKey
from hotich.apps.population.keys import part_hash, refresh_keys
from hotich.apps.population.matched import facts_from
from hotich.apps.population.models import NameFrequencies, Person
from hotich.apps.population.problems import KeysOutOfDateError
from hotich.core.dates import from_iso
from hotich.core.matching import (
    Facts,
    Stage,
    person_keys,
    query_keys,
    residence_today,
    rules,
    sketch,
)
from tests.support.population import CHILD, REGISTRAR, load, make_person, rows_of, write_csv

pytestmark = pytest.mark.django_db

GIVEN = ("Lan", "Huệ", "Cúc", "Y Lan", "Đào", 'Bé "Tư", Út')
COMMUNES = (("16171", "2025-06-30"), ("16171", ""), ("", ""), ("99999", "2025-06-30"))
DIVIDED = "00007"


def all_bearers() -> dict[int, set[UUID]]:
    """Return who has which key, by the model's own words."""
    bearers: dict[int, set[UUID]] = {}
    for person in Person.objects.filter(voided_at__isnull=True):
        for key in person_keys(facts_from(values_of(person)), rules(), part_hash()):
            bearers.setdefault(key, set()).add(person.uuid)
    return bearers


def scanned(facts: Facts, stage: Stage, bearers: dict[int, set[UUID]] | None = None) -> set[UUID]:
    """Return whom a scan of all persons finds."""
    if bearers is None:
        bearers = all_bearers()
    found: set[UUID] = set()
    for key in query_keys(facts, rules(), part_hash(), stage):
        if len(bearers.get(key.key, ())) <= key.limit:
            found |= bearers.get(key.key, set())
    return found


def found(facts: Facts, stage: Stage) -> set[UUID]:
    return set(EmbeddedRegister().look_up(facts, stage))


def assert_found_as_scanned() -> None:
    asked = [
        *(facts_from(values_of(each)) for each in Person.objects.all()[::9]),
        Facts("Mai Thị Lan", from_iso("1998-09-02"), commune_code="16171"),
        Facts("Mai Thị Lan", from_iso("1998"), mother_name="Trịnh Thị Thơm"),
        *(
            Facts("Mai Thị Lan", from_iso("1997"), commune_code=code)
            for code in residence_today(DIVIDED).split(",")
        ),
    ]
    bearers = all_bearers()
    assert any(scanned(facts, stage, bearers) for facts in asked for stage in Stage)
    for facts in asked:
        for stage in Stage:
            assert found(facts, stage) == scanned(facts, stage, bearers), (facts, stage)


def values(dice: random.Random) -> dict[str, str]:
    code, as_of = dice.choice(COMMUNES)
    year, month, day = dice.randint(1996, 1998), dice.randint(1, 3), dice.randint(1, 4)
    birth = f"{year}-{month:02d}-{day:02d}"
    return {
        "full_name": f"{dice.choice(('Mai', 'Lê'))} Thị {dice.choice(GIVEN)}",
        "other_names": dice.choice(("", "", "", "Mai Bé; Lê Thị Tư", " , ")),
        "birth_date": dice.choice((birth, birth[:7], birth[:4], "", f"{year}-01-01")),
        "commune_code": code,
        "commune_as_of": as_of,
        "father_name": dice.choice(("", f"Mai Văn {dice.choice(GIVEN)}")),
        "mother_name": dice.choice(("", f"Trịnh Thị {dice.choice(GIVEN)}")),
        "spouse_name": dice.choice(("", "", f"Vũ Văn {dice.choice(GIVEN)}")),
        "old_id_number": dice.choice(("", "", "123456789", "987654321")),
        "residence_code": dice.choice(("", "16171", "99999", DIVIDED)),
    }


def persons(dice: random.Random, count: int, first: int) -> None:
    for number in range(first, first + count):
        row = values(dice)
        make_person(number, **row, pin=f"0000{number:08d}")


def build() -> None:
    rekeying.make_blocks(by=REGISTRAR, advance=lambda _done: None)


def change(dice: random.Random) -> None:
    """Change some persons and void some, as the actions do."""
    for person in Person.objects.order_by("pk"):
        if dice.random() < 0.2:
            for field, value in values(dice).items():
                setattr(person, field, value)
        elif dice.random() < 0.1:
            person.voided_at, person.void_reason = timezone.now(), "nhập nhầm"
        else:
            continue
        with writing(REGISTRAR):
            person.save()
            refresh_keys([person])


@pytest.mark.parametrize(("seed", "together"), [(1, 5_000_000), (2, 100)])
def test_blocks_and_later_keys_find_whom_a_scan_finds(
    seed: int, together: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(key_gathering, "_TOGETHER", together)
    monkeypatch.setattr(key_gathering, "_WRITTEN", 3 * together)
    dice = random.Random(seed)
    persons(dice, 120, 1)
    assert_found_as_scanned()
    build()
    assert (PersonKey.objects.count(), KeyedPerson.objects.count()) == (0, 0)
    assert_found_as_scanned()
    persons(dice, 30, 500)
    change(dice)
    assert_found_as_scanned()
    build()
    assert_found_as_scanned()
    assert KeyTable.objects.get().base == 2
    assert KeyBlock.objects.filter(pk__lt=2 << 32).count() == 0


def test_a_block_has_each_persons_sketch():
    dice = random.Random(9)
    persons(dice, 80, 1)
    build()
    bits, base = KeyTable.objects.values_list("bits", "base").get()
    blocks = dict(KeyBlock.objects.values_list("pk", "entries"))
    seen = 0
    for person in Person.objects.all():
        facts = facts_from(values_of(person))
        for key in keys.keys_from(values_of(person)):
            entries = bytes(blocks[base << 32 | key_blocks.block_of(key, bits)])
            told = key_blocks.rows_in(entries, key_blocks.mark_of(key, bits))
            if key_blocks.BEYOND not in told:
                assert told[person.pk] == sketch(facts, part_hash())
                seen += 1
    assert seen > 500


def test_a_key_counts_over_blocks_and_later_keys_together():
    limit = min(key.limit for key in rules().keys if key.tag in {"nd", "md"})
    facts = facts_from({**dict.fromkeys(CHILD, ""), **CHILD, "pin": "", "other_names": "",
                        "spouse_name": "", "old_id_number": "", "residence_code": ""})  # fmt: skip
    with writing(REGISTRAR) as at:
        Person.objects.bulk_create(Person(**CHILD, recorded_at=at) for _ in range(limit - 1))
        refresh_keys(Person.objects.all())
    build()
    make_person(1)
    assert len(found(facts, Stage.SHARP)) == limit
    one = make_person(2)
    assert found(facts, Stage.SHARP) == set() == scanned(facts, Stage.SHARP)
    with writing(REGISTRAR):
        one.birth_date = "1970-03-04"
        one.save()
        refresh_keys([one])
    assert len(found(facts, Stage.SHARP)) == limit


def test_a_key_that_very_many_share_is_kept_once_and_finds_nobody():
    most = max(key.limit for key in rules().keys)
    with writing(REGISTRAR) as at:
        Person.objects.bulk_create(Person(**CHILD, recorded_at=at) for _ in range(most + 20))
    build()
    facts = Facts("Mai Thị Lan", from_iso("1998-09-02"))
    assert found(facts, Stage.SHARP) == set() == scanned(facts, Stage.SHARP)
    size = sum(len(bytes(block)) for block in KeyBlock.objects.values_list("entries", flat=True))
    assert size < 50 * key_blocks.ENTRY
    one = make_person(1)
    assert found(facts, Stage.SHARP) == set()
    assert one.uuid in found(Facts("", from_iso(""), pin=one.pin or ""), Stage.SHARP)


def test_very_many_keys_beside_the_blocks_are_read_one_by_one():
    most = max(key.limit for key in rules().keys)
    with writing(REGISTRAR) as at:
        Person.objects.bulk_create(Person(**CHILD, recorded_at=at) for _ in range(6 * most))
        refresh_keys(Person.objects.all())
    other = make_person(7, full_name="Mai Thị Huệ")
    facts = facts_from(values_of(other))
    for stage in Stage:
        assert found(facts, stage) == scanned(facts, stage)


def test_who_is_written_is_found_at_once_and_who_is_void_no_more():
    build()
    person = make_person(1)
    facts = facts_from(values_of(person))
    assert found(facts, Stage.SHARP) == {person.uuid}
    build()
    person.refresh_from_db()
    person.pin = "000198000999"
    with writing(REGISTRAR):
        person.save()
        refresh_keys([person])
    assert found(facts_from(values_of(person)), Stage.SHARP) == {person.uuid}
    assert found(Facts("", from_iso(""), pin="000198000999"), Stage.SHARP) == {person.uuid}
    assert found(Facts("", from_iso(""), pin=facts.pin), Stage.SHARP) == set()
    person.voided_at = timezone.now()
    with writing(REGISTRAR):
        person.save()
        refresh_keys([person])
    assert all(found(facts, stage) == set() for stage in Stage)
    build()
    assert all(found(facts, stage) == set() for stage in Stage)


@pytest.mark.parametrize("moment", ["read_people", "store_blocks", "put_to_use", "keep_names"])
def test_what_is_written_while_blocks_are_made_is_kept(
    monkeypatch: pytest.MonkeyPatch, moment: str
):
    dice = random.Random(5)
    persons(dice, 40, 1)
    build()
    whole = getattr(rekeying, moment)

    def meanwhile(*args: object, **more: object) -> object:
        change(dice)
        persons(dice, 5, 700)
        return whole(*args, **more)

    monkeypatch.setattr(rekeying, moment, meanwhile)
    build()
    assert_found_as_scanned()
    assert KeyTable.objects.get().base == 2


@pytest.mark.parametrize("moment", ["read_people", "store_blocks", "put_to_use", "keep_names"])
@pytest.mark.parametrize("calls", [1, 2])
def test_a_job_that_dies_leaves_the_old_blocks_in_use(
    monkeypatch: pytest.MonkeyPatch, moment: str, calls: int
):
    dice = random.Random(6)
    persons(dice, 30, 1)
    build()
    change(dice)

    def dies(*args: object, **more: object) -> None:
        if calls == 2:
            whole(*args, **more)
        raise KeyboardInterrupt

    whole = getattr(rekeying, moment)
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, moment, dies)
        with pytest.raises(KeyboardInterrupt):
            build()
    assert_found_as_scanned()
    build()
    assert_found_as_scanned()
    table = KeyTable.objects.get()
    assert (table.base, table.generation) == (3, 3)
    assert KeyBlock.objects.filter(pk__lt=3 << 32).count() == 0
    assert list((Path(settings.HOME) / "work").glob("keys-*")) == []


def test_a_later_generation_wins(monkeypatch: pytest.MonkeyPatch):
    persons(random.Random(7), 20, 1)
    whole = rekeying.store_blocks

    def another_first(*args: object, **more: object) -> int:
        monkeypatch.setattr(rekeying, "store_blocks", whole)
        build()
        return whole(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(rekeying, "store_blocks", another_first)
    with pytest.raises(rekeying.SupersededError):
        build()
    assert KeyTable.objects.get().base == 2
    assert_found_as_scanned()


def test_blocks_removed_while_they_are_read_are_asked_for_again(monkeypatch: pytest.MonkeyPatch):
    persons(random.Random(8), 30, 1)
    build()
    whole, rebuilt = key_search._in_blocks, []

    def removed(asked: list[int], base: int, bits: int) -> object:
        if not rebuilt:
            rebuilt.append(build())
        return whole(asked, base, bits)

    monkeypatch.setattr(key_search, "_in_blocks", removed)
    assert_found_as_scanned()
    assert rebuilt


def test_who_is_written_between_two_readings_is_not_lost(monkeypatch: pytest.MonkeyPatch):
    person = make_person(1)
    build()
    facts = facts_from(values_of(person))
    whole = key_search._in_blocks

    def written(asked: list[int], base: int, bits: int) -> object:
        with writing(REGISTRAR):
            refresh_keys([person])
        return whole(asked, base, bits)

    monkeypatch.setattr(key_search, "_in_blocks", written)
    assert found(facts, Stage.SHARP) == {person.uuid}


@pytest.fixture
def other_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program have keys of another model."""
    for module in (keys, key_search, rekeying):
        monkeypatch.setattr(module, "keys_digest", lambda: "1" * 64)


def test_keys_of_another_model_find_nobody_and_are_made_anew(request: pytest.FixtureRequest):
    person = make_person(1)
    facts = facts_from(values_of(person))
    assert rekeying.ask_where_out_of_date() is None
    request.getfixturevalue("other_model")
    with pytest.raises(KeysOutOfDateError):
        EmbeddedRegister().look_up(facts, Stage.SHARP)
    job = rekeying.ask_where_out_of_date()
    assert job is not None
    assert rekeying.ask_where_out_of_date() == job
    lease = claim(timezone.now())
    assert lease is not None
    rekeying.run(lease)
    assert found(facts, Stage.SHARP) == {person.uuid}
    assert rekeying.ask_where_out_of_date() is None
    assert Job.objects.filter(kind=rekeying.KIND).count() == 1


def test_a_big_file_makes_blocks_and_a_small_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    load(write_csv(tmp_path / "a.csv", rows_of(10)))
    assert not KeyBlock.objects.exists()
    assert KeyedPerson.objects.count() == 10
    assert NameFrequencies.objects.get().persons == 10
    monkeypatch.setattr(rekeying, "BESIDE", 20)
    load(write_csv(tmp_path / "b.csv", rows_of(15, first=10)))
    assert KeyBlock.objects.exists()
    assert not PersonKey.objects.exists()
    assert_found_as_scanned()
    load(write_csv(tmp_path / "c.csv", rows_of(15, first=30)))
    assert KeyedPerson.objects.count() == 15
    assert_found_as_scanned()


def test_a_big_file_that_breaks_off_is_found_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rekeying, "BESIDE", 5)
    monkeypatch.setattr(importing, "CHUNK", 10)
    whole = bulk.insert_blocks
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "insert_blocks", lambda blocks: (whole(blocks), 1 / 0))
        with pytest.raises(ZeroDivisionError):
            load(write_csv(tmp_path / "a.csv", rows_of(25)))
    assert KeyTable.objects.get().base == 0
    lease = claim(timezone.now() + 2 * LEASE)
    assert lease is not None
    importing.run(lease)
    assert Person.objects.count() == 25
    assert_found_as_scanned()
