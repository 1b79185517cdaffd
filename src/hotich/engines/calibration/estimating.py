"""Bits of every level from counts: how much oftener it holds for the person than for anybody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, log2, sqrt
from typing import Final

from hotich.core.matching import LEVELS_OF, Level, Rules
from hotich.engines.calibration.sampling import Counts

SMOOTHING: Final = 0.5
LEAST_SUPPORT: Final = 25
WIDEST: Final = 2.0
_SAME_FOLDED: Final = frozenset({"same", "marks_missing", "marks_differ"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """A level's bits: those of the present rules, the estimate with its 95 % interval, support.

    `warnings` are codes: few_confirmed, few_by_chance, wide, family (siblings share it). `usable`
    says that none of the first three holds.
    """

    table: str
    level: str
    present: float
    estimated: float
    low: float
    high: float
    confirmed: int
    by_chance: int
    rarity: bool
    warnings: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Tell whether the estimate may stand in a candidate rules file."""
        return not {"few_confirmed", "few_by_chance", "wide"}.intersection(self.warnings)


def _together(counts: Counts, table: str) -> Counter[str]:
    """Return the counts of all facts that use a table of levels, where both sides are known."""
    total: Counter[str] = Counter()
    for fact, used in LEVELS_OF.items():
        if used == table:
            total.update(counts.get(fact, Counter()))
    total.pop("unknown", None)
    return total


def _bits(held: int, of: int, kinds: int) -> tuple[float, float]:
    """Return log2 of a smoothed share, and the variance of its natural logarithm."""
    share = (held + SMOOTHING) / (of + SMOOTHING * kinds)
    return log2(share), (1 - share) / (share * (of + SMOOTHING * kinds))


def estimate(confirmed: Counts, by_chance: Counts, rules: Rules) -> tuple[Estimate, ...]:
    """Return the estimates of every level that can be reached, in the order of the rules file.

    A level's bits are log2 of m / u: m its share among confirmed pairs, u among chance pairs, both
    where the fact is known on both sides. Where agreement is worth the name's rarity besides, u is
    taken relative to the share of chance pairs with the same folded name, which the rarity counts.
    """
    found: list[Estimate] = []
    for table, levels in rules.levels.items():
        known = [level for level in levels if level.level != "unknown"]
        found += _of_table(
            table, known, _together(confirmed, table), _together(by_chance, table), rules
        )
    return tuple(found)


def _of_table(
    table: str,
    levels: list[Level],
    confirmed: Mapping[str, int],
    by_chance: Mapping[str, int],
    rules: Rules,
) -> list[Estimate]:
    of_m, of_u = sum(confirmed.values()), sum(by_chance.values())
    folded = sum(by_chance.get(level, 0) for level in _SAME_FOLDED)
    share, share_variance = _bits(folded, of_u, len(levels))
    family = any(used == table and fact in rules.family_facts for fact, used in LEVELS_OF.items())
    found = []
    for level in levels:
        held, met = confirmed.get(level.level, 0), by_chance.get(level.level, 0)
        m, m_variance = _bits(held, of_m, len(levels))
        u, u_variance = _bits(met, of_u, len(levels))
        bits, variance = m - u, m_variance + u_variance
        if level.rarity:
            bits, variance = bits + share, variance + share_variance
        reach = 1.96 * sqrt(variance) / log(2)
        warnings = [
            code
            for code, holds in (
                ("few_confirmed", held < LEAST_SUPPORT),
                ("few_by_chance", met < LEAST_SUPPORT),
                ("wide", 2 * reach > WIDEST),
                ("family", family),
            )
            if holds
        ]
        found.append(
            Estimate(
                table=table,
                level=level.level,
                present=level.centibits / 100,
                estimated=bits,
                low=bits - reach,
                high=bits + reach,
                confirmed=held,
                by_chance=met,
                rarity=level.rarity,
                warnings=tuple(warnings),
            )
        )
    return found
