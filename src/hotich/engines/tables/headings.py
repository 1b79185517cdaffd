"""Which columns of a file are those of the schema, and what was a strange one meant to be?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from hotich.core.names import fold
from hotich.engines.tables.problems import TableUnreadableError
from hotich.engines.tables.schema import COLUMNS, REQUIRED, Kind

# What offices call the columns, folded.
_CALLED: Final = {
    "so dinh danh": "pin",
    "so dinh danh ca nhan": "pin",
    "so cccd": "pin",
    "cccd": "pin",
    "ho ten": "full_name",
    "ho va ten": "full_name",
    "ho, chu dem, ten": "full_name",
    "ten": "full_name",
    "name": "full_name",
    "gioi tinh": "sex",
    "gender": "sex",
    "ngay sinh": "birth_date",
    "ngay, thang, nam sinh": "birth_date",
    "dob": "birth_date",
    "date_of_birth": "birth_date",
    "ma xa": "commune_code",
    "dan toc": "ethnicity",
    "ho ten cha": "father_name",
    "ho va ten cha": "father_name",
    "cha": "father_name",
    "ho ten me": "mother_name",
    "ho va ten me": "mother_name",
    "me": "mother_name",
    "ma": "entry_id",
    "id": "entry_id",
}
_NEAR: Final = 75


def check_heading(names: Sequence[str], kind: Kind, path: Path) -> tuple[str, ...]:
    """Return the columns of the schema that the file has, in the schema's order.

    Raises: TableUnreadableError (no_heading, column_twice, columns with what was nearly right).
    """
    known = set(COLUMNS[kind])
    twice = sorted({name for name in names if name in known and names.count(name) > 1})
    if twice:
        raise TableUnreadableError("column_twice", path, twice)
    missing = [column for column in REQUIRED[kind] if column not in names]
    if missing:
        strange = [name for name in names if name and name not in known]
        suggestions = _suggestions(strange, missing)
        if not suggestions and known.isdisjoint(names):
            raise TableUnreadableError("no_heading", path, REQUIRED[kind])
        raise TableUnreadableError("columns", path, missing, suggestions)
    return tuple(column for column in COLUMNS[kind] if column in names)


def _suggestions(strange: Sequence[str], missing: Sequence[str]) -> list[tuple[str, str]]:
    """Return for each missing column the strange one that was surely meant to be it."""
    found = []
    for column in missing:
        called = [name for name in strange if _CALLED.get(fold(name)) == column]
        near = process.extractOne(column, strange, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if called:
            found.append((called[0], column))
        elif near is not None:
            found.append((near[0], column))
    return found
