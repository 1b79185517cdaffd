"""The power fails after an acknowledgement: everything written for it had been synced before.

Killing a process proves too little, for the system's cache outlives it. What is traced here are the
calls of the real program with its real settings: strictly, a write that is not yet synced is lost.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FEW, MANY = 40, 300
CALLS = "openat,open,close,dup,dup2,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,unlink"
SCRIPT = """
import os, sys
from django import setup
setup()
from django.db import connection
from hotich.apps.audit.actor import process
from hotich.apps.audit.models import AuditHead, AuditRow, AuditSubject
from hotich.apps.audit.writing import record, writing
with connection.schema_editor() as editor:
    for model in (AuditHead, AuditRow, AuditSubject):
        editor.create_model(model)
for pragma in sys.argv[2:]:
    connection.cursor().execute(pragma)
by = process("trial")
os.write(1, b"begin\\n")
for number in range(int(sys.argv[1])):
    with writing(by):
        record(by, "trial", None, reason="x" * 300)
    os.write(1, b"acknowledged\\n")
"""
_CALL = re.compile(r"(?:\[pid +)?(?:\d+\]? +)?(\w+)\((.*?)\) += (-?\d+)")


@dataclass
class Trace:
    """What lay unsynced at each acknowledgement."""

    names: dict[str, str] = field(default_factory=dict)
    unsynced: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    losable: list[dict[str, int]] = field(default_factory=list)

    def read(self, line: str) -> None:
        """Take in one call."""
        found = _CALL.search(line)
        if found is None:
            return
        call, given, result = found.groups()
        descriptor = given.partition(",")[0]
        if call in {"openat", "open"}:
            named = re.search(r'"([^"]*)"', given)
            self.names[result] = named[1] if named else ""
        elif call == "write" and descriptor == "1" and "begin" in given:
            self.unsynced.clear()  # the making of an empty database acknowledges nothing
        elif call == "write" and descriptor == "1" and "acknowledged" in given:
            self.acknowledged += 1
            if self.unsynced:
                self.losable.append(dict(self.unsynced))
        elif call in {"write", "pwrite64", "writev", "pwritev", "ftruncate"}:
            name = self.names.get(descriptor, "")
            if ".sqlite3" in name and not name.endswith("-shm"):
                self.unsynced[name] = self.unsynced.get(name, 0) + 1
        elif call in {"fsync", "fdatasync"}:
            name = self.names.get(descriptor, "")
            self.unsynced.pop(name, None)
            if Path(name).is_dir():
                self.unsynced.pop("directory", None)
        elif call == "unlink" and "-journal" in given:
            self.unsynced["directory"] = self.unsynced.get("directory", 0) + 1


def traced(home: Path, count: int, *pragmas: str) -> Trace:
    """Write so often under strace and return what it saw."""
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is missing")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTICH_")}
    kept |= {"HOTICH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "hotich.config.settings"}
    log = home / "calls"
    command = [program, "-f", "-s", "64", "-e", f"trace={CALLS}", "-o", str(log), sys.executable]
    done = subprocess.run(
        [*command, "-c", SCRIPT, str(count), *pragmas],
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr or "PTRACE" in done.stderr:
        pytest.skip("tracing is not permitted here")
    assert done.returncode == 0, done.stderr
    trace = Trace()
    with log.open(errors="replace") as lines:
        for line in lines:
            trace.read(line)
    assert trace.acknowledged == count
    return trace


def test_nothing_acknowledged_can_be_lost(tmp_path: Path):
    assert traced(tmp_path, FEW).losable == []


@pytest.mark.soak
def test_nothing_of_three_hundred_can_be_lost(tmp_path: Path):
    assert traced(tmp_path, MANY).losable == []


@pytest.mark.parametrize(
    "pragmas",
    [
        ("PRAGMA synchronous=NORMAL",),
        ("PRAGMA synchronous=OFF",),
        ("PRAGMA journal_mode=DELETE", "PRAGMA synchronous=FULL"),
    ],
)
def test_settings_that_lose_saves_are_seen(tmp_path: Path, pragmas: tuple[str, ...]):
    assert traced(tmp_path, 5, *pragmas).losable
