"""How many bear a name? A dated table, the same for every engine."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from hotich.core.matching._rules import Rules


@dataclass(frozen=True)
class NameTable:
    """Bearers of the common names of a population, by `fold_name` form.

    A name too rare to weigh less than the cap of the rules is left out and counts as rarer.
    """

    as_of: str
    persons: int
    bearers: Mapping[str, int]

    def share(self, folded: str) -> float:
        """Return the share of persons who bear the name, 0 for a rare one."""
        return self.bearers.get(folded, 0) / self.persons if self.persons else 0.0

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal: the version that a decision names."""
        return sha256(self.text().encode()).hexdigest()

    def text(self) -> str:
        """Return the table as JSON, the same bytes for the same content."""
        content = {
            "as_of": self.as_of,
            "persons": self.persons,
            "bearers": dict(sorted(self.bearers.items())),
        }
        return json.dumps(content, ensure_ascii=True, indent=0, separators=(",", ":"))


def name_table(
    bearers: Iterable[tuple[str, int]], rules: Rules, *, persons: int, as_of: str
) -> NameTable:
    """Return the table of a population from (folded name, bearers), without the rare names."""
    cap = max(rules.rarity.cap, rules.rarity.parent_cap) / 100
    least = persons * 2.0**-cap
    common = {name: count for name, count in bearers if name and count > least}
    return NameTable(as_of, persons, common)


def read_name_table(text: str) -> NameTable:
    """Return the table that `NameTable.text` wrote. Raises ValueError for anything else."""
    content = json.loads(text)
    try:
        as_of, persons, bearers = content["as_of"], content["persons"], content["bearers"]
    except (KeyError, TypeError) as fault:
        raise ValueError(text[:40]) from fault
    if not isinstance(persons, int) or not isinstance(bearers, dict):
        raise ValueError(text[:40])  # noqa: TRY004 - a file's content, not a call's argument
    return NameTable(str(as_of), persons, {str(name): int(n) for name, n in bearers.items()})


def one_in(share: float) -> int:
    """Return n where one person in n bears the name; 0 for a name nobody counted."""
    return math.floor(1 / share + 0.5) if share > 0 else 0
