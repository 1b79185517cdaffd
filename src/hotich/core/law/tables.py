"""What do the packaged tables of law hold?"""

import tomllib
from datetime import date, time
from importlib.resources import files


class MalformedLawTable(ValueError):  # noqa: N818 - named for the fault, as the house style asks
    """A packaged table of law has a cell of the wrong kind."""


def load_table(file_name: str) -> dict[str, object]:
    """Return a packaged TOML table of this room."""
    text = files("hotich.core.law").joinpath(file_name).read_text(encoding="utf-8")
    return row(tomllib.loads(text))


def rows(cell: object) -> list[dict[str, object]]:
    """Return an array of tables, checked."""
    if not isinstance(cell, list):
        raise MalformedLawTable(cell)
    return [row(item) for item in cell]


def row(cell: object) -> dict[str, object]:
    """Return one table, checked."""
    if not isinstance(cell, dict):
        raise MalformedLawTable(cell)
    return {str(name): value for name, value in cell.items()}


def text(cell: object) -> str:
    """Return a text; "" when the cell is absent."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise MalformedLawTable(cell)
    return cell


def texts(cell: object) -> tuple[str, ...]:
    """Return a list of texts, checked."""
    if not isinstance(cell, list):
        raise MalformedLawTable(cell)
    return tuple(text(item) for item in cell)


def number(cell: object) -> int:
    """Return a whole number, checked."""
    if not isinstance(cell, int):
        raise MalformedLawTable(cell)
    return cell


def flag(cell: object) -> bool:
    """Return a yes or no, checked."""
    if not isinstance(cell, bool):
        raise MalformedLawTable(cell)
    return cell


def day(cell: object) -> date | None:
    """Return a day; None when the cell is absent."""
    if cell is None or isinstance(cell, date):
        return cell
    raise MalformedLawTable(cell)


def known_day(cell: object) -> date:
    """Return a day, checked."""
    if not isinstance(cell, date):
        raise MalformedLawTable(cell)
    return cell


def clock(cell: object) -> time:
    """Return a time of day, checked."""
    if not isinstance(cell, time):
        raise MalformedLawTable(cell)
    return cell


def days(cell: object) -> tuple[date, ...]:
    """Return a list of days, checked."""
    if not isinstance(cell, list):
        raise MalformedLawTable(cell)
    return tuple(known_day(item) for item in cell)


def holds(at: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Tell whether a day lies in a period whose ends count, and may be open."""
    return (valid_from is None or valid_from <= at) and (valid_to is None or at <= valid_to)
