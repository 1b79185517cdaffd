"""How many bear a name? A dated table, the same for every engine."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from hotich.core.matching._facts import Name, fold_name, read_name
from hotich.core.matching._rules import Rules


@dataclass(frozen=True)
class NameTable:
    """Bearers of the common names of a population, by `fold_name` form, and the words of names.

    A name too rare to weigh less than the cap of the rules is left out and counts as rarer.
    `words` are those of normal forms that occur more than now and then.
    """

    as_of: str
    persons: int
    bearers: Mapping[str, int]
    words: tuple[str, ...] = ()

    def share(self, folded: str) -> float:
        """Return the share of persons who bear the name, 0 for a rare one."""
        return self.bearers.get(folded, 0) / self.persons if self.persons else 0.0

    @cached_property
    def known_words(self) -> frozenset[str]:
        """The words of names, with and without their marks."""
        return frozenset(self.words).union(map(fold_name, self.words))

    def strange_words(self, name: Name) -> frozenset[str]:
        """Return the words of a name that are none as far as the table knows."""
        return strange_words(name, self.known_words)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal: the version that a decision names."""
        return sha256(self.text().encode()).hexdigest()

    def text(self) -> str:
        """Return the table as JSON, the same bytes for the same content."""
        content: dict[str, object] = {
            "as_of": self.as_of,
            "persons": self.persons,
            "bearers": dict(sorted(self.bearers.items())),
        }
        if self.words:
            content["words"] = sorted(self.words)
        return json.dumps(content, ensure_ascii=True, indent=0, separators=(",", ":"))


def strange_words(name: Name, known: frozenset[str]) -> frozenset[str]:
    """Return the words of a name that are not among the known; none where none are known."""
    return frozenset(name.normal.split()) - known if known else frozenset()


def name_table(
    bearers: Iterable[tuple[str, int]], rules: Rules, *, persons: int, as_of: str
) -> NameTable:
    """Return the table of a population from (name as written, bearers), without the rare ones."""
    folded: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text, count in bearers:
        name = read_name(text)
        folded[name.folded] += count
        for word in set(name.normal.split()):
            words[word] += count
    least = persons * 2.0 ** (-max(rules.rarity.cap, rules.rarity.parent_cap) / 100)
    seldom = persons * 2.0 ** (-rules.rarity.word / 100)
    return NameTable(
        as_of,
        persons,
        {name: count for name, count in folded.items() if name and count > least},
        tuple(sorted(word for word, count in words.items() if count > seldom)),
    )


def read_name_table(text: str) -> NameTable:
    """Return the table that `NameTable.text` wrote. Raises ValueError for anything else."""
    content = json.loads(text)
    try:
        as_of, persons, bearers = content["as_of"], content["persons"], content["bearers"]
        words = content.get("words", [])
    except (KeyError, TypeError) as fault:
        raise ValueError(text[:40]) from fault
    if not (isinstance(persons, int) and isinstance(bearers, dict) and isinstance(words, list)):
        raise ValueError(text[:40])  # noqa: TRY004 - a file's content, not a call's argument
    return NameTable(
        str(as_of),
        persons,
        {str(name): int(n) for name, n in bearers.items()},
        tuple(map(str, words)),
    )


def one_in(share: float) -> int:
    """Return n where one person in n bears the name; 0 for a name nobody counted."""
    return math.floor(1 / share + 0.5) if share > 0 else 0
