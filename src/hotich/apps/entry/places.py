"""What do the places mean that an office's books write? Found out by a clerk once, for all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.entry.models import FieldValue, PlaceMeaning, PlaceResolution
from hotich.apps.entry.problems import (
    PlaceNotWrittenError,
    PlaceResolvedError,
    PlaceUnitError,
    PlaceYearsError,
    ReasonMissingError,
)
from hotich.apps.entry.seeing import visible_entries
from hotich.apps.registers.definitions import definitions
from hotich.core.names import fold, verbatim
from hotich.core.places import (
    Chosen,
    PlaceCertainty,
    Resolution,
    Unit,
    gazetteer,
    resolution_key,
    resolve_place,
)
from hotich.core.registers import Kind, Reading

# A clerk at the book, or the justice officer who checks it.
FIRST_YEAR, LAST_YEAR = 0, 9999
MOST_LETTERS = 300  # of a key; a longer text is a story and no place
_UNITS = frozenset({PlaceCertainty.VALID, PlaceCertainty.EARLIEST_KNOWN, PlaceCertainty.CHOSEN})
_LEGIBLE = (Reading.CLEAR.value, Reading.DOUBTFUL.value)


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place as the office's books write it, which the gazetteer cannot resolve alone.

    `texts` are the ways it is written, the commonest first; `count` how many fields hold it.
    """

    key: str
    texts: tuple[str, ...]
    count: int
    first_year: int
    last_year: int
    certainty: PlaceCertainty
    candidates: tuple[Unit, ...] = ()

    @property
    def sample(self) -> str:
        """Return the commonest way in which it is written."""
        return self.texts[0]


@dataclass
class _Gathered:
    texts: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)


def chosen_places(office: UUID, year: int, texts: Iterable[str]) -> dict[str, Chosen]:
    """Return by key the units that the office's clerks found these texts of the year to mean."""
    keys = {resolution_key(text) for text in texts if text.strip()}
    rows = _live().filter(
        office=office,
        key__in=keys,
        meaning=PlaceMeaning.UNIT,
        first_year__lte=year,
        last_year__gte=year,
    )
    return {row.key: (row.unit_code, row.unit_from) for row in rows} if keys else {}


def unresolved_places(by: Actor, *, search: str = "") -> list[WrittenPlace]:
    """Return the written places that wait for a clerk, the most frequent first.

    They are the current, legible texts of place fields in the entries the office sees; what a
    resolution in force covers is left out. `search` is a part of the text, accents or not.
    """
    _require(by)
    settled = _spans(by)
    found: dict[str, _Gathered] = {}
    rows = place_values(by).values_list("text", "entry__year").annotate(times=Count("pk"))
    for text, year, times in rows.order_by():
        key = resolution_key(text)
        if not key or len(key) > MOST_LETTERS or _covers(settled.get(key, ()), year):
            continue
        gathered = found.setdefault(key, _Gathered())
        gathered.texts[text] += times
        gathered.years[year] += times
    wanted = fold(search)
    waiting = (_written(key, one) for key, one in found.items() if wanted in fold(key))
    places = (one for one in waiting if one.certainty not in _UNITS)
    return sorted(places, key=lambda one: (-one.count, one.key))


def written_place(by: Actor, text: str) -> WrittenPlace:
    """Return a place that stands in the office's entries as `text`, resolved or not.

    Raises: PlaceNotWrittenError.
    """
    _require(by)
    key = resolution_key(text)
    rows = place_values(by).filter(text=text) if key and len(key) <= MOST_LETTERS else None
    if rows is None or not rows.exists():
        raise PlaceNotWrittenError
    gathered = _Gathered()
    for same, year, times in (
        place_values(by)
        .filter(text__in=texts_with_key(by, key))
        .values_list("text", "entry__year")
        .annotate(times=Count("pk"))
        .order_by()
    ):
        gathered.texts[same] += times
        gathered.years[year] += times
    return _written(key, gathered)


def resolve_place_once(
    *,
    by: Actor,
    text: str,
    meaning: PlaceMeaning,
    basis: str,
    unit: Chosen | None = None,
    first_year: int = FIRST_YEAR,
    last_year: int = LAST_YEAR,
) -> PlaceResolution:
    """Record what the written place means in the office's books of these years, once for all.

    The texts as written stay; comparisons made from now on take the unit for it.

    Raises: ReasonMissingError; PlaceYearsError; PlaceUnitError; PlaceNotWrittenError;
    PlaceResolvedError when a resolution in force holds for one of the years.
    """
    _require(by)
    if not basis.strip():
        raise ReasonMissingError
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        raise PlaceYearsError
    code, first_day = _unit_key(meaning, unit)
    with writing(by) as at:
        key = written_place(by, text).key
        rows = _live().filter(office=by.office_id, key=key)
        if rows.filter(first_year__lte=last_year, last_year__gte=first_year).exists():
            raise PlaceResolvedError
        row = PlaceResolution.objects.create(
            office_id=by.office_id,
            key=key,
            sample=verbatim(text)[:1000],
            first_year=first_year,
            last_year=last_year,
            meaning=meaning,
            unit_code=code,
            unit_from=first_day,
            basis=basis.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        after = {"place": key, "meaning": meaning.value, "unit": code, "from": first_day}
        record(by, "entry.place_resolved", row.pk, reason=basis, after=after)
    return row


def void_resolution(*, by: Actor, resolution: UUID, reason: str) -> PlaceResolution:
    """Void a resolution of the office with the reason; the place waits for a clerk again.

    Raises: ReasonMissingError; PlaceResolution.DoesNotExist, also for a voided one.
    """
    _require(by)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        row = get_resolution(by, resolution)
        if row.voided_at is not None:
            raise PlaceResolution.DoesNotExist
        row.voided_at, row.voided_by_id, row.void_reason = at, by.officer_id, reason.strip()[:500]
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(by, "entry.place_resolution_voided", row.pk, reason=reason)
    return row


def get_resolution(by: Actor, uuid: UUID) -> PlaceResolution:
    """Return a resolution of the officer's office; raises PlaceResolution.DoesNotExist."""
    _require(by)
    rows = PlaceResolution.objects.select_related("by", "voided_by")
    return rows.get(pk=uuid, office=by.office_id)


def resolutions_of(by: Actor) -> QuerySet[PlaceResolution]:
    """Return the office's resolutions in force, newest first."""
    _require(by)
    rows = _live().filter(office=by.office_id).select_related("by")
    return rows.order_by("-recorded_at", "pk")


def changed_at(resolution: PlaceResolution) -> datetime:
    """Return since when comparisons come out otherwise: recorded, or voided."""
    return resolution.voided_at or resolution.recorded_at


def chosen_unit_of(resolution: PlaceResolution) -> Unit | None:
    """Return the unit that was chosen, None for any other meaning."""
    versions = gazetteer().versions(resolution.unit_code)
    return next((one for one in versions if one.valid_from == resolution.unit_from), None)


def texts_with_key(by: Actor, key: str) -> list[str]:
    """Return the texts of place fields in the office's entries that are the same written place."""
    texts = place_values(by).order_by().values_list("text", flat=True).distinct()
    return [text for text in texts if resolution_key(text) == key]


def place_values(by: Actor) -> QuerySet[FieldValue]:
    """Return the current, legible texts of place fields in the entries the officer may see."""
    newer = FieldValue.objects.filter(
        entry=OuterRef("entry"), field=OuterRef("field"), version__gt=OuterRef("version")
    )
    return FieldValue.objects.filter(
        ~Exists(newer),
        entry__in=visible_entries(by).order_by().values("pk"),
        field__in=place_fields(),
        confirmed=True,
        reading__in=_LEGIBLE,
    ).exclude(text="")


def place_fields() -> frozenset[str]:
    """Return the ids of the fields, of all register types, that say a place of a person."""
    return frozenset(
        one.id
        for definition in definitions()
        for one in definition.fields
        if one.kind is Kind.PLACE and one.role is not None
    )


def _require(by: Actor) -> None:
    by.require(Permission.CASE_WORK)


def _live() -> QuerySet[PlaceResolution]:
    return PlaceResolution.objects.filter(voided_at__isnull=True)


def _spans(by: Actor) -> Mapping[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    rows = _live().filter(office=by.office_id)
    for key, first, last in rows.values_list("key", "first_year", "last_year"):
        spans.setdefault(key, []).append((first, last))
    return spans


def _covers(spans: Iterable[tuple[int, int]], year: int) -> bool:
    return any(first <= year <= last for first, last in spans)


def _written(key: str, gathered: _Gathered) -> WrittenPlace:
    texts = tuple(sorted(gathered.texts, key=lambda text: (-gathered.texts[text], text)))
    first, last = min(gathered.years), max(gathered.years)
    read = _resolved(texts[0], date(last, 12, 31))
    return WrittenPlace(
        key=key,
        texts=texts,
        count=gathered.texts.total(),
        first_year=first,
        last_year=last,
        certainty=read.certainty,
        candidates=read.candidates,
    )


@lru_cache(maxsize=8192)
def _resolved(text: str, day: date) -> Resolution:
    """Return what the gazetteer alone makes of the text; the queue asks it again and again."""
    return resolve_place(text, day)


def _unit_key(meaning: PlaceMeaning, unit: Chosen | None) -> Chosen:
    """Return the key of the unit as it is stored; raises PlaceUnitError."""
    if meaning is not PlaceMeaning.UNIT:
        if unit is not None:
            raise PlaceUnitError
        return "", None
    known = gazetteer().versions(unit[0]) if unit else ()
    if unit is None or all(one.valid_from != unit[1] for one in known):
        raise PlaceUnitError
    return unit
