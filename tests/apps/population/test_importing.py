"""Loading a file: every good row once, every bad one listed, whatever breaks off on the way."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import INSTALLATION, AuditRow
from hotich.apps.audit.verify import verify_chain
from hotich.apps.jobs.actions import LEASE, LostLeaseError, claim
from hotich.apps.population import bulk, importing
from hotich.apps.population.actions import deliver_facts
from hotich.apps.population.facts import values_of
from hotich.apps.population.importing import enqueue_import, run
from hotich.apps.population.keys import keys_from
from hotich.apps.population.models import ImportBatch, ImportFinding, Person, PersonKey
from hotich.apps.population.problems import FileUnreadableError
from hotich.apps.population.queries import find_batch, findings_of, import_batches
from tests.support.office import Staff
from tests.support.population import REGISTRAR, load, make_person, new_mention, rows_of, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "CHUNK", 10)
    monkeypatch.setattr(importing, "KEYED_TOGETHER", 8)


def findings() -> list[tuple[int, str, str, bool]]:
    rows = ImportFinding.objects.order_by("line", "pk")
    return [(each.line, each.column, each.reason, each.refused) for each in rows]


def assert_keys_are_whole() -> None:
    for person in Person.objects.all():
        held = set(PersonKey.objects.filter(person=person).values_list("key", flat=True))
        assert held == keys_from(values_of(person))


def test_every_row_is_loaded_with_its_keys(tmp_path: Path, small_chunks: None):
    batch = load(write_csv(tmp_path / "a.csv", rows_of(35)))
    found = ImportBatch.objects.get(pk=batch)
    assert (found.rows, found.refused, found.remarked) == (35, 0, 0)
    assert found.finished_at is not None
    assert Person.objects.filter(batch=batch).count() == 35
    person = Person.objects.order_by("pk").first()
    assert person is not None
    assert (person.full_name, person.commune_as_of) == ("Mai Thị Lan", "2025-06-30")
    assert_keys_are_whole()


def test_parquet_and_csv_give_the_same(tmp_path: Path, small_chunks: None):
    path = write_csv(tmp_path / "a.csv", rows_of(25))
    parquet = tmp_path / "a.parquet"
    with duckdb.connect() as db:
        db.execute(
            f"COPY (SELECT * REPLACE (TRY_CAST(birth_date AS DATE) AS birth_date) "
            f"FROM read_csv('{path}', all_varchar = true)) TO '{parquet}' (FORMAT parquet)"
        )
    load(parquet)
    from_parquet = list(
        Person.objects.order_by("pin").values_list("pin", "full_name", "birth_date")
    )
    assert from_parquet == [
        (row["pin"], row["full_name"], row["birth_date"])
        for row in sorted(rows_of(25), key=lambda row: row["pin"])
    ]


def test_further_columns_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path):
    path = write_csv(tmp_path / "a.csv", rows_of(2), blood_group="A", hometown="Xã Nga Trường")
    text = path.read_text("utf-8").replace(",", ";")
    path.write_text("\ufeff" + text, "utf-8")
    load(path)
    assert set(Person.objects.values_list("hometown", flat=True)) == {"Xã Nga Trường"}


def test_adoptive_parents_may_stand_in_the_file(tmp_path: Path):
    load(write_csv(tmp_path / "a.csv", rows_of(1), adoptive_mother_name="Hà Thị Dưỡng"))
    person = Person.objects.get()
    assert (person.adoptive_mother_name, person.adoptive_father_name) == ("Hà Thị Dưỡng", "")


def test_bad_rows_are_listed_with_line_and_reason_and_end_nothing(
    tmp_path: Path, small_chunks: None
):
    make_person(77, pin="000098000077")
    rows = rows_of(12)
    rows[1]["pin"] = "12345"
    rows[2]["sex"] = "nữ"
    rows[3]["birth_date"] = "02/09/1998"
    rows[4]["pin"] = rows[0]["pin"]
    rows[5]["pin"] = "000098000077"
    rows[6] |= {"pin": "", "full_name": ""}
    rows[7]["full_name"] = "Mai\tThị Lan"
    rows[8]["full_name"] = "M" * 501
    rows[9]["commune_code"] = "99999"
    rows[10]["birth_date"] = "1998-02-31"
    path = write_csv(tmp_path / "a.csv", rows)
    with path.open("ab") as file:
        file.write(b"chi,co,ba\n")
        file.write(b"000198000500,Mai Th\xcd Lan,female,,16171,,,,,\n")
    batch = ImportBatch.objects.get(pk=load(path))
    assert findings() == [
        (3, "pin", "invalid_pin", True),
        (4, "sex", "unknown_sex", True),
        (5, "birth_date", "unreadable_date", True),
        (6, "pin", "pin_repeated", True),
        (7, "pin", "pin_known", True),
        (8, "full_name", "no_name_no_pin", True),
        (9, "full_name", "control_character", True),
        (10, "full_name", "too_long", True),
        (11, "commune_code", "unknown_commune", False),
        (12, "birth_date", "impossible_date", False),
        (14, "", "wrong_number_of_columns", True),
        (15, "full_name", "not_utf8", True),
    ]
    assert (batch.rows, batch.refused, batch.remarked) == (4, 10, 2)


def test_a_quote_that_is_never_closed_loses_no_other_chunk(tmp_path: Path, small_chunks: None):
    path = write_csv(tmp_path / "a.csv", rows_of(15))
    with path.open("a", encoding="utf-8") as file:
        file.write('000198000900,"Mai Thị Lan,female,,16171,,,,,\n')
    load(path)
    assert Person.objects.count() == 15
    assert [each[0] for each in findings()] == [17]


@pytest.mark.parametrize("dies_in", ["insert_persons", "insert_keys"])
@pytest.mark.parametrize("calls", [1, 2, 3])
def test_a_job_that_breaks_off_goes_on_without_repeating(
    tmp_path: Path, small_chunks: None, monkeypatch: pytest.MonkeyPatch, dies_in: str, calls: int
):
    enqueue_import(by=REGISTRAR, path=write_csv(tmp_path / "a.csv", rows_of(35)))
    now = timezone.now()
    first = claim(now)
    assert first is not None
    whole, seen = getattr(bulk, dies_in), []

    def dies(*args: object, **more: object) -> None:
        whole(*args, **more)
        seen.append(1)
        if len(seen) == calls:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bulk, dies_in, dies)
        with pytest.raises(KeyboardInterrupt):
            run(first)
    second = claim(now + LEASE + timedelta(seconds=1))
    assert second is not None
    with pytest.raises(LostLeaseError):
        first.advance(cursor={}, done=0)
    run(second)
    batch = ImportBatch.objects.get()
    assert (batch.rows, Person.objects.count()) == (35, 35)
    assert batch.finished_at is not None
    assert_keys_are_whole()
    assert verify_chain(INSTALLATION).broken_at is None


def test_a_person_changed_before_his_keys_are_written_keeps_the_new_ones(
    tmp_path: Path, small_chunks: None, monkeypatch: pytest.MonkeyPatch
):
    rows = rows_of(5)
    rows[2]["father_name"] = ""
    enqueue_import(by=REGISTRAR, path=write_csv(tmp_path / "a.csv", rows))
    lease = claim(timezone.now())
    assert lease is not None
    whole = importing.keys_of

    def meanwhile(people: list[tuple[int, list[str]]]) -> list[tuple[int, int]]:
        keys = whole(people)
        person = Person.objects.get(pin=rows[2]["pin"])
        deliver_facts(
            by=REGISTRAR,
            person=person.uuid,
            mention=new_mention(),
            values={"father_name": "Mai Văn Hùng"},
            label="KS 1/1998",
        )
        return keys

    monkeypatch.setattr(importing, "keys_of", meanwhile)
    run(lease)
    assert_keys_are_whole()


def test_the_audit_names_the_file_and_the_rows_of_each_chunk(tmp_path: Path, small_chunks: None):
    batch = ImportBatch.objects.get(pk=load(write_csv(tmp_path / "a.csv", rows_of(15))))
    rows = AuditRow.objects.filter(action="import.rows_loaded").order_by("sequence")
    assert [row.reason for row in rows] == [
        f"sha256 {batch.sha256}, 2-11",
        f"sha256 {batch.sha256}, 12-16",
    ]


def test_a_file_changed_after_it_was_handed_in_is_not_loaded(tmp_path: Path):
    path = write_csv(tmp_path / "a.csv", rows_of(3))
    enqueue_import(by=REGISTRAR, path=path)
    write_csv(path, rows_of(4))
    lease = claim(timezone.now())
    assert lease is not None
    with pytest.raises(FileUnreadableError) as refused:
        run(lease)
    assert refused.value.problem == "changed"
    assert not Person.objects.exists()


def test_files_without_the_table_are_refused(tmp_path: Path):
    missing = tmp_path / "none.csv"
    columns = tmp_path / "b.csv"
    columns.write_text("pin,full_name\n1,2\n", "utf-8")
    broken = tmp_path / "c.parquet"
    broken.write_bytes(b"PAR1 and nothing else")
    for path, problem in ((missing, "missing"), (columns, "columns"), (broken, "not_a_table")):
        with pytest.raises(FileUnreadableError) as refused:
            enqueue_import(by=REGISTRAR, path=path)
        assert refused.value.problem == problem
    assert "birth_date" in FileUnreadableError("columns", ["birth_date"]).columns


def test_only_who_may_import_does(tmp_path: Path, staff: Staff):
    path = write_csv(tmp_path / "a.csv", rows_of(1))
    with pytest.raises(NotPermittedError):
        enqueue_import(by=staff.actor("congan"), path=path)
    job = enqueue_import(by=staff.actor("c06"), path=path)
    lease = claim(timezone.now())
    assert lease is not None
    run(lease)
    batch = find_batch(staff.actor("c06"), job.pk)
    assert batch is not None
    assert list(findings_of(batch)) == []
    assert list(import_batches(staff.actor("c06"))) == [batch]
    assert find_batch(staff.actor("congan"), job.pk) is None


def test_a_file_handed_in_through_the_page_is_removed_when_loaded(tmp_path: Path):
    path = write_csv(tmp_path / "a.csv", rows_of(1))
    enqueue_import(by=REGISTRAR, path=path, remove=True)
    lease = claim(timezone.now())
    assert lease is not None
    run(lease)
    assert not path.exists()
