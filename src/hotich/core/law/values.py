"""Which number, day or word did the law set on a day?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from hotich.core.law.report_lines import ReportLine, all_lines
from hotich.core.law.tables import day, flag, holds, load_table, rows, text, texts

Content: TypeAlias = int | str | date | tuple[str, ...]


class UnknownLawValue(LookupError):  # noqa: N818 - named for the fault, as the house style asks
    """No value of this name held on this day."""

    def __init__(self, name: str, at: date) -> None:
        super().__init__(name, at)
        self.name = name
        self.at = at


@dataclass(frozen=True)
class LawValue:
    """A value of law with its period (ends included, None open), its source and certainty.

    `unit` says what a number counts: calendar_days, working_days, years, months.
    """

    name: str
    value: Content
    unit: str
    source: str
    article: str
    valid_from: date | None
    valid_to: date | None
    confirmed: bool
    note: str

    @property
    def number(self) -> int:
        """Return the value, which must be a number."""
        if not isinstance(self.value, int):
            raise TypeError(self.name)
        return self.value

    @property
    def text(self) -> str:
        """Return the value, which must be a word."""
        if not isinstance(self.value, str):
            raise TypeError(self.name)
        return self.value

    @property
    def day(self) -> date:
        """Return the value, which must be a day."""
        if not isinstance(self.value, date):
            raise TypeError(self.name)
        return self.value

    @property
    def items(self) -> tuple[str, ...]:
        """Return the value, which must be a list of words."""
        if not isinstance(self.value, tuple):
            raise TypeError(self.name)
        return self.value


def value(name: str, at: date) -> LawValue:
    """Return what the law set for a name on a day.

    >>> value("handover_days", date(2023, 8, 1)).number
    10
    >>> value("post.justice_officer", date(2025, 7, 1)).text
    'Công chức làm công tác hộ tịch'

    Raises: UnknownLawValue when the name is not known or nothing held on that day.
    """
    for row in all_values(name):
        if holds(at, row.valid_from, row.valid_to):
            return row
    raise UnknownLawValue(name, at)


def all_values(name: str) -> tuple[LawValue, ...]:
    """Return every value a name had, earliest first; () for an unknown name."""
    return _table().get(name, ())


def value_names() -> tuple[str, ...]:
    """Return the names of all values of law, in order."""
    return tuple(sorted(_table()))


@cache
def _table() -> Mapping[str, tuple[LawValue, ...]]:
    table = {
        name: tuple(_value(name, cells) for cells in rows(cell))
        for name, cell in load_table("values.toml").items()
    }
    for line in all_lines():
        name = f"weekly_deadline.{line.code}"
        table[name] = (*table.get(name, ()), _deadline(name, line))
    return table


def _value(name: str, cells: dict[str, object]) -> LawValue:
    return LawValue(
        name=name,
        value=_content(cells["value"]),
        unit=text(cells.get("unit")),
        source=text(cells.get("source")),
        article=text(cells.get("article")),
        valid_from=day(cells.get("from")),
        valid_to=day(cells.get("to")),
        confirmed=flag(cells.get("confirmed")),
        note=text(cells.get("note")),
    )


def _content(cell: object) -> Content:
    if isinstance(cell, int | date):
        return cell
    return texts(cell) if isinstance(cell, list) else text(cell)


def _deadline(name: str, line: ReportLine) -> LawValue:
    """Return the deadline of a line as "weekday hh:mm", weekday 1 being Monday."""
    return LawValue(
        name=name,
        value=f"{line.weekday} {line.time:%H:%M}",
        unit="weekday_time",
        source=line.source,
        article=line.article,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        confirmed=line.confirmed,
        note=line.note,
    )
