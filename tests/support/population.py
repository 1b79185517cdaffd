"""Persons of the register and files of them, for the tests. All people are invented."""

import csv
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

from django.utils import timezone

from hotich.apps.audit.actor import Actor, process
from hotich.apps.audit.writing import writing
from hotich.apps.jobs.actions import Lease, claim
from hotich.apps.population.importing import enqueue_import, run
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.models import Person
from hotich.core.pin import practice_pin

REGISTRAR = process("test register", "population.import")

CHILD = {
    "full_name": "Mai Thị Lan",
    "sex": "female",
    "birth_date": "1998-09-02",
    "commune_code": "16171",
    "commune_as_of": "2025-06-30",
    "place_of_birth": "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
    "hometown": "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "father_name": "Mai Văn Hùng",
    "mother_name": "Trịnh Thị Thơm",
}


def make_person(tail: int = 1, **values: str) -> Person:
    """Put a person into the register; `tail` makes his number."""
    merged = CHILD | values
    year = int(merged["birth_date"][:4] or 1998)
    sex = merged["sex"] if merged["sex"] in {"male", "female"} else "male"
    merged.setdefault("pin", practice_pin(sex=sex, birth_year=year, tail=tail))
    with writing(REGISTRAR) as at:
        person = Person.objects.create(**merged, recorded_at=at)
        refresh_keys([person])
    return person


def write_csv(path: Path, rows: list[Mapping[str, str]], **extra: str) -> Path:
    """Write rows in the columns of the interchange schema; `extra` adds columns."""
    columns = [
        "pin", "full_name", "sex", "birth_date", "commune_code", "ethnicity",
        "father_name", "mother_name", "father_pin", "mother_pin", *extra,
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        table.writeheader()
        for row in rows:
            table.writerow({**extra, **row})
    return path


def rows_of(count: int, *, first: int = 0) -> list[dict[str, str]]:
    """Return rows of invented people with different numbers and names."""
    given = ("Lan", "Huệ", "Cúc", "Mai", "Đào", "Hồng")
    return [
        {
            "pin": practice_pin(sex="female", birth_year=1990 + n % 20, tail=n),
            "full_name": f"Mai Thị {given[n % 6]}",
            "sex": "female",
            "birth_date": f"{1990 + n % 20}-{1 + n % 12:02d}-{1 + n % 28:02d}",
            "commune_code": "16171",
            "ethnicity": "Kinh",
            "father_name": f"Mai Văn {given[n % 5]}",
            "mother_name": f"Trịnh Thị {given[n % 4]}",
        }
        for n in range(first, first + count)
    ]


def load(path: Path, by: Actor = REGISTRAR) -> UUID:
    """Load a file to its end and return the batch."""
    enqueue_import(by=by, path=path)
    lease = claim(timezone.now())
    assert isinstance(lease, Lease)
    run(lease)
    return lease.job.pk


def number_facts(**changed: str) -> dict[str, str]:
    """Return the facts of an entry that fulfil the legal gate, with changes."""
    facts = {
        "full_name": "Trịnh Văn Mới",
        "birth_date": "1998-05-04",
        "sex": "male",
        "place_of_birth": "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        "hometown": "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "place_of_registration": "Xã Nga Trường",
        "father_name": "Trịnh Văn Cha",
        "father_nationality": "Việt Nam",
        "mother_name": "Lê Thị Mẹ",
        "mother_nationality": "Việt Nam",
        "commune_code": "16171",
        "commune_as_of": "2025-06-30",
    }
    return facts | changed


def new_mention() -> UUID:
    """Return the UUID of a mention nobody has seen yet."""
    return uuid4()
