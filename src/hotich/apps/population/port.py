"""How is a population register asked? One protocol, whoever keeps the register."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol
from uuid import UUID

from django.conf import settings

from hotich.apps.population.problems import AllotmentNotConfiguredError, RegisterSilentError
from hotich.core.matching import Facts, NameTable, Sieve, Stage

__all__ = [
    "NumberWanted",
    "PopulationRegister",
    "RegisterSilentError",
    "register",
    "replaced",
    "require_allotment",
]


@dataclass(frozen=True, slots=True)
class NumberWanted:
    """What a new number is made for. `sex` is male or female."""

    sex: str
    birth_year: int


class PopulationRegister(Protocol):
    """A population register. Every method may raise RegisterSilentError.

    None of them is called inside an open transaction: row, call, result row.
    """

    def look_up(
        self, facts: Facts, stage: Stage, sieve: Sieve | None = None
    ) -> Mapping[UUID, Facts]:
        """Return the persons who share a key of that stage with the facts.

        With a sieve, those may be left out who cannot be among the heaviest, or were given before.
        """
        ...

    def persons(self) -> int:
        """Return how many persons are searched."""
        ...

    def name_table(self) -> NameTable | None:
        """Return the table of how common names are; None where there is none."""
        ...

    def values(self, persons: Sequence[UUID]) -> Mapping[UUID, Mapping[str, str]]:
        """Return all values of the persons, "pin" among them; who is not there is left out."""
        ...

    def allot(self, key: UUID, wanted: NumberWanted) -> str:
        """Return a number nobody has had before; the same for the same key, however often asked.

        Raises: AllotmentNotConfiguredError, NumbersExhaustedError.
        """
        ...


# HOTICH_REGISTER names the adapter; a remote register is another line here.
ADAPTERS: Final[Mapping[str, str]] = {
    "embedded": "hotich.apps.population.embedded:EmbeddedRegister",
}

_replacement: list[PopulationRegister] = []


def register() -> PopulationRegister:
    """Return the register that this installation works with."""
    if _replacement:
        return _replacement[-1]
    module, name = ADAPTERS[settings.REGISTER].split(":")
    make: Callable[[], PopulationRegister] = getattr(import_module(module), name)
    return make()


@contextmanager
def replaced(adapter: PopulationRegister) -> Iterator[None]:
    """Put another register in its place for a while, in all threads: for tests and drills."""
    _replacement.append(adapter)
    try:
        yield
    finally:
        _replacement.remove(adapter)


def require_allotment() -> None:
    """Do nothing where numbers may be allotted.

    A practice installation may; any other only when HOTICH_ALLOT says so.

    Raises: AllotmentNotConfiguredError.
    """
    if not settings.ALLOT:
        raise AllotmentNotConfiguredError
