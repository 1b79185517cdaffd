"""A backup is encrypted, opened again, and restored equal; a changed one is refused."""

from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.backups import is_old, last_backup
from hotich.cli.backing_up import write_backup
from hotich.cli.restoring import UnreadableBackupError, restore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_text(str(pyrage.x25519.Identity.generate()))
    return file


@pytest.fixture
def backup(key: Path, tmp_path: Path, client_programs: None) -> Path:
    by = process("test")
    with writing(by):
        record(by, "thing.done", None, reason="Nguyễn Thị Sao Lưu")
    recipient = pyrage.x25519.Identity.from_str(key.read_text()).to_public()
    return write_backup(tmp_path / "backups", str(recipient))


def test_it_restores_equal(backup: Path, key: Path, tmp_path: Path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert restore(backup, key, scratch) == []
    assert any(scratch.glob("hotich.*"))


def test_it_is_recorded_as_the_last_good_one(backup: Path):
    found = last_backup()
    assert found is not None
    assert found.file_name == backup.name
    assert not is_old(found, timezone.now())
    assert is_old(None, timezone.now())


def test_nothing_can_be_read_in_it(backup: Path):
    assert "Nguyễn".encode() not in backup.read_bytes()


def test_another_key_opens_nothing(backup: Path, tmp_path: Path):
    other = tmp_path / "other"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(UnreadableBackupError):
        restore(backup, other, tmp_path)


def test_a_changed_byte_is_refused(backup: Path, key: Path, tmp_path: Path):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(UnreadableBackupError):
        restore(backup, key, tmp_path)


def test_the_engine_under_test_is_the_one_backed_up(backup: Path, key: Path, tmp_path: Path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    restore(backup, key, scratch)
    name = "hotich.sqlite3" if connection.vendor == "sqlite" else "hotich.pgdump"
    assert (scratch / name).exists()
    assert settings.HOME not in scratch.parents
