"""The database fails at the k-th call of a write action: nothing half stays, the audit stays whole.

The actions are found in the source; `scenes.csv` names a test that carries each of them out, or the
action of which it is a part. `make soak` tries each fault at each call of every action.
"""

import csv
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from hotich.apps.accounts.models import Team
from hotich.apps.accounts.sessions import open_session, set_unlock_code
from hotich.apps.campaign.actions import raise_difficulty, record_plan
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_undecided
from tests.support.faults import FAULTS, Fault, Sweeper, state, sweeping, write_actions
from tests.support.office import Staff
from tests.support.parallel import Measured

SCENES = Path(__file__).with_name("scenes.csv")
ROOT = SCENES.parents[2]
SHORT = frozenset(
    (
        "accounts.sessions:open_session",
        "accounts.sessions:set_unlock_code",
        "campaign.actions:raise_difficulty",
        "campaign.actions:record_plan",
        "entry.reserving:reserve_next",
        "entry.saving:save_entry",
    )
)


def scenes() -> dict[str, dict[str, str]]:
    """Return the reviewed table by action."""
    with SCENES.open(encoding="utf-8", newline="") as file:
        return {row["action"]: row for row in csv.DictReader(file)}


def test_every_write_action_has_a_scene():
    listed = scenes()
    new = set(write_actions()) - listed.keys()
    assert new == set(), "name a test that carries it out in scenes.csv"
    assert [key for key, row in listed.items() if not _has_scene(row)] == []


def _has_scene(row: dict[str, str]) -> bool:
    """Return whether the row names a test that is there, another action or why there is none."""
    if not row["scene"].startswith("tests/"):
        return row["scene"] == "part of another" or bool(row["reason"])
    file, _, test = row["scene"].partition("::")
    wanted, path = f"def {test.partition('[')[0]}(", ROOT / file
    return path.exists() and wanted in path.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_nothing_half_stays_of_a_few_actions(staff: Staff):
    with sweeping(Sweeper(SHORT, every=len(FAULTS))) as sweeper:
        clerk, leader = staff.actor("congan"), staff.actor("lanhdao")
        book = entering_book(staff, years=((1999, 10, 40),))
        saved_undecided(clerk, book)
        saved_linked(clerk, book, given_person())
        raise_difficulty(by=clerk, text="Máy hỏng")
        days = {"starts_on": date(2025, 7, 1), "ends_on": date(2025, 12, 31)}
        record_plan(by=leader, office=staff.commune, title="Kế hoạch", **days)
        set_unlock_code(by=clerk, officer=staff.officer("congan"), code="493027")
        open_session(by=clerk, session_key="x", address="127.0.0.1")
    assert sweeper.faults == []
    assert sweeper.partial == {}
    assert set(sweeper.tries) == SHORT
    assert min(sweeper.tries.values()) >= 5


@pytest.mark.django_db
def test_the_sweep_sees_a_half_write(staff: Staff):
    """A write without its audit row, and one of two writes, are both found."""
    sweeper = Sweeper(frozenset({"x"}))

    def unaudited() -> None:
        Team.objects.create(office=staff.commune, name="nửa vời", recorded_at=timezone.now())

    def halved() -> None:
        unaudited()
        Team.objects.count()

    sweeper.tries["x"] = 0
    sweeper._one("x unaudited", unaudited, ((), {}), Fault("locked", 9), state())
    assert "changed without an audit row" in sweeper.faults[0]
    sweeper._one("x halved", halved, ((), {}), Fault("locked", 2), state())
    assert sweeper.partial == {"x": {"accounts_team"}}


@pytest.mark.soak
def test_every_write_action_is_tried_with_every_fault_at_every_call(tmp_path: Path):
    listed, begun = scenes(), time.monotonic()
    assert listed.keys() - set(write_actions()) == set(), "gone: take its line out"
    tests = sorted({row["scene"] for row in listed.values() if row["scene"].startswith("tests/")})
    told = tmp_path / "swept.json"
    environment = os.environ | {"HOTICH_SWEEP": str(told)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.sweep_plugin", *tests]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()[-4000:]
    swept = json.loads(told.read_text())
    tries, within = swept["tries"], set(swept["within"])
    figures = {"actions": len(tries), "within them": len(within), "tries": sum(tries.values())}
    Measured("the k-th call fails", time.monotonic() - begun, figures).print()
    wanted = {key for key, row in listed.items() if row["scene"]}
    assert wanted - tries.keys() - within == set()
    assert swept["faults"] == []
    known = {key for key, row in listed.items() if row["in_steps"]}
    assert set(swept["partial"]) <= known
