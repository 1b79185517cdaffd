"""How often does each level hold between an entry and somebody else? Counted over chance pairs."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.matching import LEVELS_OF, Facts, Rules, Scale, codes_today
from hotich.engines.evaluation.mapping import mapped

COLUMNS: Final = (
    "full_name",
    "birth_date",
    "sex",
    "father_name",
    "mother_name",
    "commune_code",
    "commune_as_of",
    "pin",
    "other_names",
    "spouse_name",
    "old_id_number",
)
Counts = Mapping[str, Counter[str]]
"""For each fact how many pairs reached each level."""


def facts_of(row: Sequence[str]) -> Facts:
    """Return the facts of a row of COLUMNS; a date that cannot be read is not known."""
    cells = dict(zip(COLUMNS, row, strict=True))
    try:
        birth = from_iso(cells["birth_date"])
    except UnreadableDate:
        birth = PartialDate(None)
    return Facts(
        full_name=cells["full_name"],
        birth=birth,
        sex=cells["sex"] or "unknown",
        father_name=cells["father_name"],
        mother_name=cells["mother_name"],
        commune_code=codes_today(cells["commune_code"], cells["commune_as_of"]),
        pin=cells["pin"],
        other_names=cells["other_names"],
        spouse_name=cells["spouse_name"],
        old_id_number=cells["old_id_number"],
    )


def sample(path: Path, count: int, seed: int) -> list[Facts]:
    """Return the facts of rows drawn by chance from a table of the interchange schema."""
    with duckdb.connect() as db:
        query = mapped(db, path, COLUMNS)
        rows = db.execute(
            f"SELECT * FROM ({query}) USING SAMPLE reservoir({count} ROWS) REPEATABLE ({seed})"
        ).fetchall()
    return [facts_of([str(cell or "") for cell in row]) for row in rows]


def chance_pairs(
    entries: Sequence[Facts], persons: Sequence[Facts], pairs: int
) -> Iterator[tuple[Facts, list[Facts]]]:
    """Yield every entry with as many persons as make so many pairs in all, going round them."""
    if not entries or not persons:
        return
    each = min(len(persons), max(1, pairs // len(entries)))
    for number, entry in enumerate(entries):
        first = number * each % len(persons)
        chosen = [*persons[first : first + each]]
        yield entry, [*chosen, *persons[: each - len(chosen)]]


def count_by_chance(
    entries: Path,
    population: Path,
    rules: Rules,
    *,
    pairs: int = 400_000,
    seed: int = 1,
    progress: Callable[[float], None] | None = None,
) -> Counts:
    """Return the levels of pairs of an entry and a person drawn by chance.

    One in so many millions is the same person; that does not count.
    """
    drawn = sample(entries, min(4_000, max(1, pairs // 50)), seed)
    persons = sample(population, 40_000, seed)
    counts: dict[str, Counter[str]] = {fact: Counter() for fact in LEVELS_OF}
    for done, (entry, others) in enumerate(chance_pairs(drawn, persons, pairs), start=1):
        scale = Scale(entry, rules, None)
        for other in others:
            for hit in scale.weigh(other).levels:
                if hit.fact in counts:
                    counts[hit.fact][hit.level] += 1
        if progress is not None:
            progress(done / len(drawn))
    return counts
