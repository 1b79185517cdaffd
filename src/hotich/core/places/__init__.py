"""Places (địa danh): administrative units with their days, and written places compared."""

from hotich.core.places.comparison import compare_places
from hotich.core.places.gazetteer import Alias, Gazetteer, NameMatch, Succession
from hotich.core.places.packaged import gazetteer
from hotich.core.places.reading import PlaceReading, Possibility, read_place
from hotich.core.places.relations import REASON_WORDS, PlaceComparison, PlaceRelation
from hotich.core.places.spelling import place_key
from hotich.core.places.units import Extent, Level, Successor, Unit, dated_name, describe

__all__ = [
    "REASON_WORDS",
    "Alias",
    "Extent",
    "Gazetteer",
    "Level",
    "NameMatch",
    "PlaceComparison",
    "PlaceReading",
    "PlaceRelation",
    "Possibility",
    "Succession",
    "Successor",
    "Unit",
    "compare_places",
    "dated_name",
    "describe",
    "gazetteer",
    "place_key",
    "read_place",
]
