"""Two installations with a database each: only files pass between them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def at(home: Path, *command: str) -> dict[str, object]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTICH_")}
    kept |= {
        "HOTICH_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "hotich.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.exchange_side", *command],
        env=kept,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(told, dict)
    return told


def carry(source: Path, target: Path) -> None:
    """Carry every file of one folder to another, as a stick or a shared disk does."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and "da-nhan" not in path.parts:
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place)


def test_a_book_goes_from_one_installation_to_another_and_its_receipt_back(tmp_path: Path):
    here, there = tmp_path / "population", tmp_path / "justice"
    assert at(here, "sender")["entries"] == 5
    carry(here / "cards" / "out", there / "cards" / "in")
    assert at(there, "receiver") == {"offices": 3, "entries": 0}
    carry(there / "cards" / "out", here / "cards" / "in")
    assert at(here, "take_cards") == {"cards": 2}
    assert at(here, "pack")["entries"] == 5
    carry(here / "exchange", there / "exchange")
    assert at(there, "read", "so") == {"read": ["Arrival"]}
    at(there, "send_on")
    assert at(there, "read", "tuphap") == {"read": ["Arrival"]}
    assert at(there, "answer") == {"accepted": 4, "rejected": 1}
    assert at(there, "read", "so") == {"read": ["PassedReceipt"]}
    carry(there / "exchange", here / "exchange")
    assert at(here, "read", "c06") == {"read": ["ReceivedReceipt", "ReceivedReceipt"]}
    assert at(here, "state") == {
        "entries": 5,
        "books": ["locked"],
        "packages": 1,
        "records": 0,
        "rejected_cases": 1,
        "officers": 15,
    }
    assert at(there, "state") == {
        "entries": 0,
        "books": [],
        "packages": 0,
        "records": 4,
        "rejected_cases": 0,
        "officers": 2,
    }
