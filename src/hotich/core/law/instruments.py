"""Which law, decree, circular, letter or plan does a key stand for?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from hotich.core.law.tables import day, flag, holds, known_day, load_table, row, text


@dataclass(frozen=True)
class Instrument:
    """A source of rules; `confirmed` is false while number, title or dates are from memory.

    Letters and plans count from the day they were signed.
    """

    key: str
    number: str
    title: str
    issuer: str
    in_force_from: date
    in_force_to: date | None
    confirmed: bool
    note: str = ""

    def is_in_force(self, at: date) -> bool:
        """Tell whether it was in force on a day."""
        return holds(at, self.in_force_from, self.in_force_to)


def _load() -> dict[str, Instrument]:
    found = {}
    for key, cell in load_table("instruments.toml").items():
        fields = row(cell)
        found[key] = Instrument(
            key=key,
            number=text(fields.get("number")),
            title=text(fields.get("title")),
            issuer=text(fields.get("issuer")),
            in_force_from=known_day(fields.get("from")),
            in_force_to=day(fields.get("to")),
            confirmed=flag(fields.get("confirmed")),
            note=text(fields.get("note")),
        )
    return found


INSTRUMENTS: Final[Mapping[str, Instrument]] = MappingProxyType(_load())
"""Every source of rules by the key that docstrings and dated values name it with."""
