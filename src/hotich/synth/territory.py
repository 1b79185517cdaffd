"""The places of a sample world: the communes of its books, and where else people come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from hotich.core.places import Gazetteer, Unit, gazetteer
from hotich.synth.chance import Weighted, pick
from hotich.synth.options import CODES_AS_OF, DEFAULT_OFFICE

_TODAY = date(2025, 7, 1)

#: Communes of 30 June 2025 that people of the sample come from besides: neighbours first, then
#: other provinces. The last three were divided on 1 July 2025.
_ELSEWHERE = (
    "16093", "16102", "16108", "16114", "16120", "16123", "16132", "16135", "16144",
    "16147", "16150", "16153", "16156", "16159", "16165", "15274", "15280", "15298",
    "15316", "16015", "16030", "16072", "16081", "15883", "15949", "15964", "14620",
    "14638", "14707", "14725", "14935", "15133", "15271", "15328", "00097",
)  # fmt: skip


class UnknownCommune(Exception):  # noqa: N818 - named by what is wrong
    """A code that the gazetteer does not know as a commune of 30 June 2025."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of 30 June 2025 with the ways it is written.

    `formal` names the old unit in full, `short` without the words for its levels; `today` is the
    name of the unit it belongs to since 1 July 2025 ("" where it was divided, and then `parts`
    names the units it was divided among).
    """

    code: str
    formal: str
    short: str
    dashed: str
    district: str
    province: str
    unit_name: str
    district_name: str
    today: str
    today_code: str
    parts: tuple[str, ...]


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def _full(path: Sequence[Unit]) -> str:
    first, *rest = path
    return ", ".join([first.name, *(_lower_first(unit.name) for unit in rest)])


def _place(units: Gazetteer, code: str) -> Place:
    path = units.path(code, CODES_AS_OF)
    if not path or path[0].level != "commune":
        raise UnknownCommune(code)
    commune, *above = path
    successors = units.successors(code, CODES_AS_OF)
    one = successors[0].unit if len(successors) == 1 else None
    return Place(
        code=code,
        formal=_full(path),
        short=", ".join(unit.short_name for unit in path),
        dashed=" - ".join(unit.short_name for unit in path),
        district=_full(above),
        province=above[-1].name,
        unit_name=commune.name,
        district_name=above[0].name,
        today=_full(units.path(one.code, _TODAY)) if one else "",
        today_code=one.code if one else "",
        parts=()
        if one
        else tuple(_full(units.path(each.unit.code, _TODAY)) for each in successors),
    )


class Territory:
    """The communes of the books with their weights, and the places beyond."""

    __slots__ = ("_by_code", "_homes", "elsewhere", "homes")

    def __init__(self, communes: Sequence[tuple[str, float]] = ()) -> None:
        units = gazetteer()
        weights = tuple(communes) or tuple(
            (unit.code, 1.0) for unit in units.predecessors(DEFAULT_OFFICE, _TODAY)
        )
        weighted = [(_place(units, code), weight) for code, weight in weights]
        self.homes = tuple(place for place, _ in weighted)
        self._homes = Weighted(weighted)
        known = {place.code for place in self.homes}
        self.elsewhere = tuple(_place(units, code) for code in _ELSEWHERE if code not in known)
        self._by_code = {place.code: place for place in (*self.homes, *self.elsewhere)}

    def home(self, chance: Random) -> Place:
        """Return one of the communes of the books, by weight."""
        return self._homes.draw(chance)

    def away(self, chance: Random) -> Place:
        """Return a place that is none of the communes of the books."""
        return pick(chance, self.elsewhere)

    def of(self, code: str) -> Place:
        """Return the place of a code; raises UnknownCommune."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCommune(code) from None

    def other_than(self, chance: Random, place: Place) -> Place:
        """Return a place whose old and today's units have nothing to do with those of another."""
        others = [
            other
            for other in self.elsewhere
            if other.today and other.today_code != place.today_code and other.code != place.code
        ]
        return pick(chance, others)
