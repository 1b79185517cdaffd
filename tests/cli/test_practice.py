"""Practice beside the real thing: apart by construction, and neither is started as the other."""

from pathlib import Path

import pytest

from hotich.apps.audit.actor import process
from hotich.apps.audit.models import AuditRow
from hotich.apps.training.installation import (
    is_practice_data,
    mark_installation,
    refuse_other_kind,
)
from hotich.apps.training.models import Installation, PracticeBook
from hotich.apps.training.problems import OtherKindError
from hotich.cli import demo, practising
from hotich.cli.main import main

BY = process("test")


def test_nothing_of_the_real_installation_is_in_the_environment_of_practice():
    real = {
        "PATH": "/bin",
        "HOTICH_HOME": "/srv/hotich",
        "HOTICH_PRACTICE": "0",
        "HOTICH_DATABASE_URL": "postgresql://somewhere",
        "HOTICH_EXCHANGE": "/srv/exchange",
        "HOTICH_SECRET_KEY": "real",
        "HOTICH_DIGEST_KEY": "real",
        "HOTICH_REGISTER": "remote",
        "HOTICH_ALLOT": "1",
        "HOTICH_TLS": "1",
        "HOTICH_LOG_LEVEL": "INFO",
    }
    assert practising.practice_environment(real, Path("/srv/hotich-luyen-tap")) == {
        "PATH": "/bin",
        "HOTICH_HOME": "/srv/hotich-luyen-tap",
        "HOTICH_PRACTICE": "1",
        "HOTICH_LOG_LEVEL": "INFO",
    }


def test_practice_lies_beside_the_real_installation_never_in_it(settings, tmp_path, capsys):
    assert practising.practice_home(Path("/srv/hotich")) == Path("/srv/hotich-luyen-tap")
    settings.HOME = tmp_path / "real"
    for home in (settings.HOME, tmp_path):
        assert main(["practice", "--home", str(home)]) == 2
    assert "choose another folder" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [True, False])
def test_data_of_one_kind_are_not_started_as_the_other(settings, capsys, kind):
    settings.PRACTICE = kind
    mark_installation(by=BY)
    mark_installation(by=BY)
    assert is_practice_data() is kind
    assert AuditRow.objects.filter(action="installation.marked").count() == 1
    refuse_other_kind()
    settings.PRACTICE = not kind
    with pytest.raises(OtherKindError) as fault:
        mark_installation(by=BY)
    assert fault.value.practice_data is kind
    for command in ("migrate", "run", "worker", "demo", "audit"):
        assert main([command, *(["verify"] if command == "audit" else [])]) == 2
    assert ("HOTICH_PRACTICE=0" in capsys.readouterr().err) is not kind
    assert Installation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_practice_has_a_book_for_each_who_types(settings, tmp_path, monkeypatch):
    settings.HOME = settings.MEDIA = tmp_path
    real = demo.load
    monkeypatch.setattr(demo, "load", lambda: real(entries=2, persons=60))
    monkeypatch.setattr("hotich.apps.training.preparing.ENTRIES", 3)
    practising.load()
    books = PracticeBook.objects.select_related("officer", "book")
    assert {book.officer.login for book in books} == {"congan", "congan2", "truongca"}
    assert all(book.book is not None for book in books)
