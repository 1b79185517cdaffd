"""How good is a result? Counted by hotich's own evaluation, for ours and for the peers alike."""

from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from hotich.core.matching import Mode, rules
from hotich.engines.evaluation import Figures, Limits, evaluate
from hotich.engines.evaluation.evaluating import limits_of

LEADS = (-1000.0, 0.0, 4.0, 8.0, 12.0)
"""How much more than its weight's threshold a peer's lead must be; the best of these is taken."""


@dataclass(frozen=True)
class Quality:
    """Figures of one result. Shares are between 0 and 1; `wrong` is per 100,000 entries."""

    top_1: float
    recall: float
    wrong: float
    strict_recall: float
    strict_wrong: float
    clerk: float
    called_absent: float
    absent_found: float

    def plain(self) -> dict[str, float]:
        """Return it as a mapping."""
        return {name: round(value, 6) for name, value in asdict(self).items()}


def own_quality(truth: Path, result: Path) -> dict[str, float]:
    """Return the quality of our result, and of its own thresholds under `own_…`.

    `free_recall` is the recall at the required precision if no veto forbade a link.
    """
    told = evaluate(truth, result)
    absent = _absent(truth, result / "matches.parquet", None)
    plain = _quality(told, *absent[1:]).plain()
    counts, free = told.all, told.without_vetoes
    return plain | {
        "free_recall": round(free.recall.value if free else 0.0, 6),
        "own_recall": round(counts.recall.value, 6),
        "own_wrong": round(counts.wrong_links.value * 100_000, 2),
        "own_clerk": round(counts.clerk.value, 6),
        "absent_proposed": absent[0],
    }


def peer_quality(truth: Path, result: Path, *, absent: int) -> dict[str, float]:
    """Return the quality of a peer's result at its best thresholds of weight and lead.

    A peer says nothing of absence: the `absent` entries of least weight count as called absent.
    """
    found = [
        evaluate(truth, result, limits=Limits(0.0, lead, 0.0), mode=Mode.UNATTENDED)
        for lead in LEADS
    ]
    best = max(found, key=lambda each: each.at_precision.recall.value if each.at_precision else 0)
    strict = max(found, key=_strict_recall)
    called = _absent(truth, result / "matches.parquet", absent)
    plain = _quality(best, *called[1:]).plain()
    point = strict.at_most_wrong
    return plain | {
        "strict_recall": round(_strict_recall(strict), 6),
        "strict_wrong": round(point.wrong_links.value * 100_000, 2) if point else 0.0,
        "clerk": round(1 - point.links / point.entries, 6) if point else 1.0,
    }


def own_limits() -> Limits:
    """Return the thresholds of the present rules for a job nobody watches."""
    return limits_of(rules(), Mode.UNATTENDED)


def _strict_recall(told: Figures) -> float:
    return told.at_most_wrong.recall.value if told.at_most_wrong else 0.0


def _quality(told: Figures, called_absent: float, absent_found: float) -> Quality:
    point, strict = told.at_precision, told.at_most_wrong
    return Quality(
        top_1=told.all.first.value,
        recall=point.recall.value if point else 0.0,
        wrong=point.wrong_links.value * 100_000 if point else 0.0,
        strict_recall=strict.recall.value if strict else 0.0,
        strict_wrong=strict.wrong_links.value * 100_000 if strict else 0.0,
        clerk=strict.clerk.value if strict else 1.0,
        called_absent=called_absent,
        absent_found=absent_found,
    )


def _absent(truth: Path, matches: Path, number: int | None) -> tuple[int, float, float]:
    """Return how many are called absent, the share of the existing among the existing, of absent.

    With a `number`, so many entries of the least weight are called absent.
    """
    chosen = (
        "identity = 'absent'"
        if number is None
        else f"row_number() OVER (ORDER BY coalesce(weight, -1e9), mention_id) <= {number}"
    )
    with duckdb.connect() as db:
        row = db.execute(
            f"WITH r AS (SELECT mention_id, {chosen} AS gone FROM '{matches}'),"
            " j AS (SELECT gone, coalesce(person_pin, '') <> '' AS there"
            f" FROM r JOIN '{truth}' USING (mention_id))"
            " SELECT count(*) FILTER (gone), count(*) FILTER (gone AND there),"
            " count(*) FILTER (there), count(*) FILTER (gone AND NOT there),"
            " count(*) FILTER (NOT there) FROM j"
        ).fetchone()
    gone, wrongly, there, rightly, away = row or (0, 0, 0, 0, 0)
    return int(gone), wrongly / max(1, there), rightly / max(1, away)
