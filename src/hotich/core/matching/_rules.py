"""Which keys, levels and thresholds make up the matching model?"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast


class Stage(StrEnum):
    """How far a search goes: each stage runs only where the one before convinced nobody."""

    SHARP = "sharp"
    NARROW = "narrow"
    WIDE = "wide"


class Mode(StrEnum):
    """Who acts on a proposal: a clerk on his screen, or at first nobody."""

    SCREEN = "screen"
    UNATTENDED = "unattended"


class _Key(TypedDict, total=False):
    tag: str
    parts: list[str]
    stage: str
    limit: int
    year_shifts: list[int]
    defaulted_dates: bool


class _Level(TypedDict, total=False):
    level: str
    test: str
    bits: float
    rarity: bool


class _Family(TypedDict):
    facts: list[str]
    cap: float


class _Veto(TypedDict, total=False):
    code: str
    bits: float
    at_most: float
    when: dict[str, list[str]]
    unless: dict[str, list[str]]


class _Absent(TypedDict):
    bits: float
    needs_one_of: list[str]
    vetoes: list[str]


class _Model(TypedDict):
    version: str
    absent: _Absent
    sharp: dict[str, float]
    modes: dict[str, dict[str, float]]
    rarity: dict[str, float]
    family: _Family
    veto: list[_Veto]
    keys: list[_Key]
    levels: dict[str, list[_Level]]


@dataclass(frozen=True)
class Key:
    """One key: its tag, its parts, the stage it belongs to, and what the query guesses.

    A key that more than `limit` persons share tells nothing: it counts as not there.
    """

    tag: str
    parts: tuple[str, ...]
    stage: Stage
    limit: int
    year_shifts: tuple[int, ...] = ()
    defaulted_dates: bool = True


@dataclass(frozen=True)
class Level:
    """One level of agreement: a test by name, hundredths of a bit, and whether rarity is added."""

    level: str
    test: str
    centibits: int
    rarity: bool = False


@dataclass(frozen=True)
class Threshold:
    """Hundredths of bits, net of log2(persons), and the lead over the second, for LINK."""

    link: int
    lead: int


@dataclass(frozen=True)
class Rarity:
    """Hundredths of bits: agreement on a name at most, and where no shares are known.

    A word of names that is rarer than one in 2**`word` is not known as one.
    """

    default: int
    cap: int
    parent_default: int
    parent_cap: int
    word: int


@dataclass(frozen=True)
class Veto:
    """A doubt where every fact of `when` is at such a level and none of `unless`.

    The net bits count `centibits` less, and for `at_most`. With neither it is a veto proper: no
    link is proposed, whatever the bits.
    """

    code: str
    centibits: int
    at_most: int | None
    when: Mapping[str, frozenset[str]]
    unless: Mapping[str, frozenset[str]]

    @property
    def forbids(self) -> bool:
        """Whether no link is proposed at all."""
        return not self.centibits and self.at_most is None

    def cost(self, net: int) -> int:
        """Return how many hundredths of bits it takes from a net weight."""
        capped = 0 if self.at_most is None else net - self.at_most
        return max(self.centibits, capped)

    def holds(self, reached: Mapping[str, str]) -> bool:
        """Say whether it holds, given the level that each fact reached."""
        if any(reached.get(fact) in levels for fact, levels in self.unless.items()):
            return False
        return all(reached.get(fact) in levels for fact, levels in self.when.items())


@dataclass(frozen=True, eq=False)
class Rules:
    """The matching model; compare models by `version`. All weights are hundredths of bits.

    ABSENT is below `absent`, or under one of `absent_vetoes`, which tell of somebody else whatever
    the bits; and only for an entry that knows one of `absent_needs` beside the name.
    """

    version: str
    keys: tuple[Key, ...]
    levels: Mapping[str, tuple[Level, ...]]
    sharp: Threshold
    thresholds: Mapping[Mode, Threshold]
    absent: int
    absent_needs: frozenset[str]
    absent_vetoes: frozenset[str]
    rarity: Rarity
    family_facts: frozenset[str]
    family_cap: int
    vetoes: tuple[Veto, ...]

    def limits(self, stage: Stage, mode: Mode) -> Threshold:
        """Return what a link needs at that stage.

        Sharp keys bring few others to compare with, so they need more, whoever acts.
        """
        return self.sharp if stage is Stage.SHARP else self.thresholds[mode]

    def keys_of(self, stage: Stage) -> tuple[Key, ...]:
        """Return the keys of a stage, in the order of the file."""
        return tuple(key for key in self.keys if key.stage is stage)


def centibits(bits: float) -> int:
    """Return bits as whole hundredths, so that every engine adds up to the same sum."""
    return round(bits * 100)


def _key(row: _Key) -> Key:
    return Key(
        tag=row["tag"],
        parts=tuple(row["parts"]),
        stage=Stage(row["stage"]),
        limit=row["limit"],
        year_shifts=tuple(row.get("year_shifts", ())),
        defaulted_dates=row.get("defaulted_dates", True),
    )


def _threshold(row: Mapping[str, float]) -> Threshold:
    return Threshold(centibits(row["link_bits"]), centibits(row["link_lead"]))


def _level(row: _Level) -> Level:
    return Level(row["level"], row["test"], centibits(row["bits"]), row.get("rarity", False))


def _sets(rows: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {fact: frozenset(levels) for fact, levels in rows.items()}


def _veto(row: _Veto) -> Veto:
    cap = row.get("at_most")
    return Veto(
        row["code"],
        centibits(row.get("bits", 0.0)),
        None if cap is None else centibits(cap),
        _sets(row["when"]),
        _sets(row.get("unless", {})),
    )


def read_rules(text: str) -> Rules:
    """Return the model that a rules file (TOML) describes."""
    model = cast("_Model", tomllib.loads(text))
    return Rules(
        version=model["version"],
        keys=tuple(map(_key, model["keys"])),
        levels={fact: tuple(map(_level, rows)) for fact, rows in model["levels"].items()},
        sharp=_threshold(model["sharp"]),
        thresholds={Mode(mode): _threshold(row) for mode, row in model["modes"].items()},
        absent=centibits(model["absent"]["bits"]),
        absent_needs=frozenset(model["absent"]["needs_one_of"]),
        absent_vetoes=frozenset(model["absent"]["vetoes"]),
        rarity=Rarity(**{name: centibits(bits) for name, bits in model["rarity"].items()}),
        family_facts=frozenset(model["family"]["facts"]),
        family_cap=centibits(model["family"]["cap"]),
        vetoes=tuple(map(_veto, model["veto"])),
    )


@cache
def rules() -> Rules:
    """Return the packaged model."""
    return read_rules(files("hotich.core.matching").joinpath("rules.toml").read_text("utf-8"))
