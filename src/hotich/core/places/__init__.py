"""Places (địa danh): administrative units with their days, and written places compared."""

from hotich.core.places.comparison import compare_places
from hotich.core.places.gazetteer import Alias, Gazetteer, NameMatch
from hotich.core.places.lineage import Descent, Succession
from hotich.core.places.packaged import gazetteer
from hotich.core.places.provinces import (
    FormerProvince,
    find_former_provinces,
    former_provinces,
    heirs_in_2025,
    heirs_today,
)
from hotich.core.places.reading import PlaceReading, Possibility, read_place
from hotich.core.places.relations import REASON_WORDS, PlaceComparison, PlaceRelation
from hotich.core.places.resolving import (
    PLACE_CERTAINTY_WORDS,
    Chosen,
    PlaceCertainty,
    Resolution,
    present_successors,
    resolution_key,
    resolve_place,
    units_valid_at,
)
from hotich.core.places.searching import PlaceHit, search_places
from hotich.core.places.spelling import place_key
from hotich.core.places.units import Extent, Level, Successor, Unit, dated_name, describe

__all__ = [
    "PLACE_CERTAINTY_WORDS",
    "REASON_WORDS",
    "Alias",
    "Chosen",
    "Descent",
    "Extent",
    "FormerProvince",
    "Gazetteer",
    "Level",
    "NameMatch",
    "PlaceCertainty",
    "PlaceComparison",
    "PlaceHit",
    "PlaceReading",
    "PlaceRelation",
    "Possibility",
    "Resolution",
    "Succession",
    "Successor",
    "Unit",
    "compare_places",
    "dated_name",
    "describe",
    "find_former_provinces",
    "former_provinces",
    "gazetteer",
    "heirs_in_2025",
    "heirs_today",
    "place_key",
    "present_successors",
    "read_place",
    "resolution_key",
    "resolve_place",
    "search_places",
    "units_valid_at",
]
