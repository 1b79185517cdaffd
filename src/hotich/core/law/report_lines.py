"""Who reports to whom each week, and by when?"""

from dataclasses import dataclass
from datetime import date, time
from functools import cache

from hotich.core.law.tables import (
    clock,
    day,
    flag,
    holds,
    load_table,
    number,
    rows,
    text,
    texts,
)


@dataclass(frozen=True)
class ReportLine:
    """One weekly report: reporter to recipient, through an office, with copies.

    `weekday` is 1 for Monday; `time` is Vietnamese time. `through` is "" when it goes straight.
    """

    code: str
    reporter: str
    recipient: str
    through: str
    copies: tuple[str, ...]
    weekday: int
    time: time
    valid_from: date | None
    valid_to: date | None
    source: str
    article: str
    confirmed: bool
    note: str


def report_lines(at: date) -> tuple[ReportLine, ...]:
    """Return the weekly report lines that hold on a day.

    Law: KH_NGA_TRUONG_2023 IV.1, IV.4; since 1 July 2025 defaults that no source confirms.
    """
    return tuple(line for line in all_lines() if holds(at, line.valid_from, line.valid_to))


@cache
def all_lines() -> tuple[ReportLine, ...]:
    """Return every weekly report line, past ones too."""
    return tuple(_line(cells) for cells in rows(load_table("report_lines.toml").get("line")))


def _line(cells: dict[str, object]) -> ReportLine:
    return ReportLine(
        code=text(cells.get("code")),
        reporter=text(cells.get("reporter")),
        recipient=text(cells.get("recipient")),
        through=text(cells.get("through")),
        copies=texts(cells.get("copies")),
        weekday=number(cells.get("weekday")),
        time=clock(cells.get("time")),
        valid_from=day(cells.get("from")),
        valid_to=day(cells.get("to")),
        source=text(cells.get("source")),
        article=text(cells.get("article")),
        confirmed=flag(cells.get("confirmed")),
        note=text(cells.get("note")),
    )
