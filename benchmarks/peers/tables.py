"""Markdown tables, and how figures are written in them."""

from collections.abc import Sequence


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; a cell's own bars are escaped."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    rule = "|" + " --- |" * len(heading)
    return "\n".join([line(heading), rule, *map(line, rows)])


def seconds(value: float) -> str:
    """Return seconds as people read them."""
    return f"{value:.1f} s" if value < 100 else f"{value:,.0f} s"


def percent(value: float, places: int = 2) -> str:
    """Return a share as percent."""
    return f"{value * 100:.{places}f} %"


def gigabytes(megabytes: float) -> str:
    """Return megabytes as gigabytes."""
    return f"{megabytes / 1000:.2f} GB"


def times(value: float) -> str:
    """Return a ratio."""
    return f"{value:.2f} ×"


def count(value: float) -> str:
    """Return a count with its thousands apart, short for whole millions and thousands."""
    number = round(value)
    if number >= 1_000_000 and number % 1_000_000 == 0:
        return f"{number // 1_000_000} M"
    if number >= 1_000 and number % 1_000 == 0:
        return f"{number // 1_000} k"
    return f"{number:,}"
