"""Which keys, levels and thresholds make up the matching model?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast


class _Key(TypedDict, total=False):
    tag: str
    parts: list[str]
    year_shifts: list[int]
    defaulted_dates: bool
    wide: bool


class _Level(TypedDict, total=False):
    level: str
    test: str
    bits: float
    rarity: bool


class _Family(TypedDict):
    facts: list[str]
    cap: float


class _Model(TypedDict):
    version: str
    thresholds: dict[str, float]
    rarity: dict[str, float]
    family: _Family
    veto: dict[str, list[str]]
    keys: list[_Key]
    levels: dict[str, list[_Level]]


@dataclass(frozen=True)
class Key:
    """One key: its tag, the parts it is made of, and what the query guesses."""

    tag: str
    parts: tuple[str, ...]
    year_shifts: tuple[int, ...] = ()
    defaulted_dates: bool = True
    wide: bool = False


@dataclass(frozen=True)
class Level:
    """One level of agreement: a test by name, bits, and whether the name's rarity is added."""

    level: str
    test: str
    bits: float
    rarity: bool = False


@dataclass(frozen=True)
class Thresholds:
    """Bits net of log2(persons), and the lead over the second, for each conclusion."""

    link_bits: float
    link_lead: float
    absent_bits: float
    batch_link_bits: float
    batch_link_lead: float


@dataclass(frozen=True)
class Rarity:
    """What agreement on a name is worth at most, and where no shares are known."""

    default: float
    cap: float
    parent_default: float
    parent_cap: float


@dataclass(frozen=True)
class Veto:
    """Levels at which LINK is never proposed."""

    names: frozenset[str]
    differing_names: frozenset[str]
    differing_births: frozenset[str]
    other_parents: frozenset[str]
    sure_births: frozenset[str]
    pins: frozenset[str]


@dataclass(frozen=True, eq=False)
class Rules:
    """The matching model; compare models by `version`."""

    version: str
    keys: tuple[Key, ...]
    levels: Mapping[str, tuple[Level, ...]]
    thresholds: Thresholds
    rarity: Rarity
    family_facts: frozenset[str]
    family_cap: float
    veto: Veto


def _key(row: _Key) -> Key:
    return Key(
        tag=row["tag"],
        parts=tuple(row["parts"]),
        year_shifts=tuple(row.get("year_shifts", ())),
        defaulted_dates=row.get("defaulted_dates", True),
        wide=row.get("wide", False),
    )


def _level(row: _Level) -> Level:
    return Level(row["level"], row["test"], row["bits"], row.get("rarity", False))


def _rules(model: _Model) -> Rules:
    return Rules(
        version=model["version"],
        keys=tuple(map(_key, model["keys"])),
        levels={fact: tuple(map(_level, rows)) for fact, rows in model["levels"].items()},
        thresholds=Thresholds(**model["thresholds"]),
        rarity=Rarity(**model["rarity"]),
        family_facts=frozenset(model["family"]["facts"]),
        family_cap=model["family"]["cap"],
        veto=Veto(**{name: frozenset(levels) for name, levels in model["veto"].items()}),
    )


@cache
def rules() -> Rules:
    """Return the packaged model."""
    text = files("hotich.core.matching").joinpath("rules.toml").read_text("utf-8")
    return _rules(cast("_Model", tomllib.loads(text)))
