"""How long does a practised hand take? The keystroke-level model over a log of keys and thoughts.

Times of Card, Moran and Newell: a key by typing speed, 1.35 s to think (M), 0.40 s to move the
hand between keyboard and mouse (H), and the answer of the machine as it was (R). Reading bad
handwriting, turning pages and mistakes are left out: figures compare screens, they promise nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

#: Seconds for a key, by words a minute.
KEY_SECONDS: Final = MappingProxyType({40: 0.28, 55: 0.20, 90: 0.12})
THINK_SECONDS: Final = 1.35
HAND_SECONDS: Final = 0.40


@dataclass(frozen=True, slots=True)
class Step:
    """What was done at one place of the screen: the keys pressed, and how often one had to think.

    `hands` are the moves between keyboard and mouse, `waited` seconds the machine took.
    """

    place: str
    keys: tuple[str, ...] = ()
    thoughts: int = 0
    hands: int = 0
    waited: float = 0.0


@dataclass(slots=True)
class KeyLog:
    """The steps of one entry in their order."""

    steps: list[Step] = field(default_factory=list)

    def press(self, place: str, *keys: str) -> None:
        """Note keys pressed at a place of the screen."""
        self.steps.append(Step(place, keys))

    def think(self, place: str) -> None:
        """Note that one had to read or decide there."""
        self.steps.append(Step(place, thoughts=1))

    def wait(self, place: str, seconds: float) -> None:
        """Note that one waited for the machine there, in seconds."""
        self.steps.append(Step(place, waited=seconds))

    @property
    def keys(self) -> int:
        """How many keys went down."""
        return sum(len(step.keys) for step in self.steps)

    @property
    def thoughts(self) -> int:
        """How often one had to read or decide."""
        return sum(step.thoughts for step in self.steps)

    def keys_by_place(self) -> Counter[str]:
        """Return the keys by place of the screen, places without a key left out."""
        counted: Counter[str] = Counter()
        for step in self.steps:
            if step.keys:
                counted[step.place] += len(step.keys)
        return counted


def seconds_of(steps: Iterable[Step], *, words_a_minute: int = 40) -> float:
    """Return the seconds of the keystroke-level model for a log.

    Raises: KeyError for a typing speed that has no figure.
    """
    key = KEY_SECONDS[words_a_minute]
    return sum(_seconds(steps, key))


def _seconds(steps: Iterable[Step], key: float) -> Iterator[float]:
    for step in steps:
        yield len(step.keys) * key + step.thoughts * THINK_SECONDS
        yield step.hands * HAND_SECONDS + step.waited
