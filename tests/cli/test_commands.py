"""The `hotich` command: what each subcommand prints, writes and refuses."""

from pathlib import Path

import pytest
from django.db import connection

from hotich.apps.accounts.models import Office, Officer
from hotich.apps.audit.actor import process
from hotich.apps.audit.models import INSTALLATION, AuditHead, AuditRow
from hotich.apps.audit.verify import head_of
from hotich.apps.audit.writing import record, writing
from hotich.apps.population.models import Person
from hotich.apps.registers.models import Book
from hotich.cli import demo, main, officers, serving, setting_up, synthesising, worker
from hotich.config.jobs import DAILY
from tests.support.tampering import drop_triggers


def run(*arguments: str) -> int:
    return main.main(arguments)


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit):
        run("nonsense")
    assert "nonsense" in capsys.readouterr().err


def test_synth_writes_the_same_world_for_the_same_seed(tmp_path: Path):
    for name in ("a", "b"):
        arguments = ("--persons", "300", "--entries", "12", "--seed", "7")
        assert run("synth", *arguments, "--out", str(tmp_path / name), "--pages") == 0
    written = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert {"population.csv", "entries.csv", "truth.csv", "books.json", "pages"} <= set(written)
    for name in ("population.csv", "entries.csv", "truth.csv", "register_entries.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert any((tmp_path / "a" / "pages").glob("*.pdf"))
    assert any((tmp_path / "a" / "pages").glob("*.png"))


def test_synth_prints_no_more_pages_than_people_read(tmp_path: Path, capsys):
    too_many = str(synthesising.MOST_PRINTED + 1)
    assert run("synth", "--entries", too_many, "--out", str(tmp_path), "--pages") == 2
    assert not any(tmp_path.iterdir())


@pytest.mark.django_db(transaction=True)
def test_import_loads_a_synthetic_population(tmp_path: Path, capsys):
    run("synth", "--persons", "200", "--entries", "5", "--out", str(tmp_path))
    assert run("import", str(tmp_path / "population.parquet")) == 0
    assert Person.objects.count() == 200


@pytest.mark.django_db
def test_import_refuses_another_file(tmp_path: Path, capsys):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert run("import", str(other)) == 1
    assert "Not a population file" in capsys.readouterr().err


@pytest.mark.django_db
def test_audit_verify_says_whole_and_names_a_broken_anchor(capsys, settings, tmp_path: Path):
    settings.ANCHORS = tmp_path / "anchors.txt"
    by = process("test")
    with writing(by):
        record(by, "thing.done", None)
    assert run("audit", "verify") == 0
    assert "whole" in capsys.readouterr().out
    good = head_of(INSTALLATION)
    assert run("audit", "verify", "--chain", str(INSTALLATION), "--anchor", good) == 0
    assert run("audit", "verify", "--chain", str(INSTALLATION), "--anchor", "1:00") == 1
    assert "BROKEN at row 1 (" in capsys.readouterr().out
    assert run("audit", "anchor") == 0
    assert run("audit", "verify") == 0
    assert "1 rows, 1 anchors agree" in capsys.readouterr().out
    drop_triggers()
    AuditHead.objects.all().delete()
    AuditRow.objects.all().delete()
    assert run("audit", "verify") == 1
    assert "the end is missing" in capsys.readouterr().out
    assert run("audit", "verify", "--anchor", good) == 2
    assert run("audit", "verify", "--anchors", str(tmp_path / "none")) == 2


@pytest.mark.django_db
def test_the_worker_puts_the_work_of_a_day_in_the_queue_once(settings, tmp_path: Path):
    settings.ANCHORS = tmp_path / "anchors.txt"
    assert worker.put_daily_work() == len(DAILY)
    assert worker.put_daily_work() == 0
    while worker.run_one():
        pass
    assert str(INSTALLATION) in settings.ANCHORS.read_text()


@pytest.mark.django_db
def test_a_role_is_given_on_postgresql_only(capsys, monkeypatch):
    monkeypatch.setattr(setting_up, "prepare", lambda: None)
    if connection.vendor == "sqlite":
        assert run("migrate", "--app-role", "hotich_app") == 2
        assert "PostgreSQL" in capsys.readouterr().err


@pytest.mark.django_db
def test_an_office_and_an_officer_are_added(capsys, monkeypatch):
    assert run("office", "--kind", "commune", "--name", "UBND xã Thử") == 0
    office = Office.objects.get(name="UBND xã Thử")
    given = ("--login", "thu", "--full-name", "Lê Thị Thử", "--office", str(office.pk))
    monkeypatch.setattr(officers.getpass, "getpass", lambda _prompt: "12345678")
    assert run("officer", *given, "--role", "police_officer") == 1
    assert not Officer.objects.filter(login="thu").exists()
    monkeypatch.setattr(officers.getpass, "getpass", lambda _prompt: "một mật khẩu rất dài")
    assert run("officer", *given, "--role", "police_officer") == 0
    assert Officer.objects.get(login="thu").check_password("một mật khẩu rất dài")


@pytest.mark.django_db
def test_the_demo_is_refused_outside_practice(settings):
    settings.PRACTICE = False
    with pytest.raises(demo.NotPracticeError):
        demo.load()


@pytest.mark.django_db
def test_plain_http_is_served_on_the_loopback_only(settings, capsys):
    settings.TLS = False
    assert run("run", "--host", "0.0.0.0") == 2
    assert "127.0.0.1" in capsys.readouterr().err
    assert {"127.0.0.1", "localhost", "::1"} == serving.LOOPBACK


@pytest.mark.django_db(transaction=True)
def test_the_demo_holds_the_same_numbers_in_two_predecessors(settings, tmp_path: Path):
    settings.HOME = settings.MEDIA = tmp_path
    demo.load(entries=4, persons=200)
    books = Book.objects.select_related("original_office", "holding_office")
    assert {book.volume_label for book in books} == {"01/1998"}
    assert {book.original_office.name for book in books} == {
        "UBND xã Nga Trường",
        "UBND xã Ba Đình",
    }
    assert all("30/06/2025" in book.original_office.dated_name for book in books)
    assert {book.holding_office.dated_name for book in books} == {"UBND xã Ba Đình"}
    assert Office.objects.filter(successor__name="UBND xã Ba Đình").count() >= 3
    assert Person.objects.exclude(pin__startswith="000").count() == 0
    demo.load(entries=4, persons=200)
    assert Book.objects.count() == 2
