"""The settings are described, and safe to serve with."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from hotich.config import database, env

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_is_described():
    source = "".join(path.read_text() for path in (ROOT / "src/hotich").rglob("*.py"))
    used = set(re.findall(r'"(HOTICH_[A-Z_]+)"', source))
    described = set(
        re.findall(r"`(HOTICH_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text())
    )
    assert used == described


def test_a_bad_flag_stops_the_start_with_a_hint(monkeypatch):
    monkeypatch.setenv("HOTICH_TLS", "maybe")
    with pytest.raises(ImproperlyConfigured, match="write 1 or 0"):
        env.flag("HOTICH_TLS", default=False)


def test_a_bad_database_url_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        database.from_url("mysql://x")


def test_the_secret_is_made_once_and_private(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("HOTICH_SECRET_KEY", raising=False)
    file = tmp_path / "secret.key"
    first = env.secret("HOTICH_SECRET_KEY", file)
    assert env.secret("HOTICH_SECRET_KEY", file) == first
    assert file.stat().st_mode & 0o077 == 0


def test_sqlite_is_set_to_survive_a_power_cut():
    options = database.sqlite(Path("x"))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]
    assert "mmap" not in options["init_command"]
    assert database.sqlite_is_mended()


def test_django_finds_nothing_to_mend_behind_tls(settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_SSL_REDIRECT = True
    settings.SECRET_KEY = "x1-" * 30 + "longer and with many different letters"
    call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO(), stderr=StringIO())
