"""How does an officer type? For himself alone: no function here takes another officer.

Keys and time of an entry are counted by the page, two numbers without what was typed; there a gap
of a minute between two keys is a pause. The rest comes from dated rows that exist for other
reasons: origins of values, confirmed blocks, returns. Entries of which no page told the time are
measured by reservations, look-ups and saves; there a gap longer than PAUSE is taken for a pause.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import (
    BlockConfirmation,
    EntryReturn,
    EntryVersion,
    FieldValue,
    Reservation,
)
from hotich.apps.population.models import Lookup
from hotich.core.registers import Origin

# Between rows, not keys: an entry typed without help takes longer than a minute.
PAUSE: Final = timedelta(minutes=4)
# Who confirms faster than this, field by field, has hardly read.
READING: Final = 500  # milliseconds a field


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What the officer did since a moment. `origins` counts the texts of the book by origin.

    `keys` is the median of an entry, None where no page told it.
    """

    since: datetime
    typed: int = 0
    keys: int | None = None
    worked: timedelta = timedelta()
    corrected: int = 0
    returned: int = 0
    origins: Mapping[str, int] = field(default_factory=dict)
    blocks: int = 0
    too_fast: int = 0

    @property
    def per_hour(self) -> float | None:
        """Return the entries typed in an hour of work, None before there is any."""
        hours = self.worked / timedelta(hours=1)
        return self.typed / hours if self.typed and hours else None

    @property
    def per_entry(self) -> timedelta | None:
        """Return the time of work for an entry, None before there is any."""
        return self.worked / self.typed if self.typed else None

    @property
    def shares(self) -> dict[str, float]:
        """Return in percent where the texts came from."""
        total = sum(self.origins.values())
        return {origin: 100 * count / total for origin, count in self.origins.items()}

    @property
    def percent_too_fast(self) -> float | None:
        """Return the share of blocks confirmed faster than one reads, None where none was."""
        return 100 * self.too_fast / self.blocks if self.blocks else None


def own_figures(by: Actor, *, since: datetime) -> OwnFigures:
    """Return the officer's own figures since a moment."""
    by.require(Permission.ENTRY_TYPE)
    mine = EntryVersion.objects.filter(by=by.officer_id, recorded_at__gte=since)
    new = mine.filter(version=1)
    first = list(new.values_list("entry", "recorded_at"))
    rows = new.exclude(keys=None).values_list("keys", "milliseconds")
    counted = [(keys or 0, milliseconds or 0) for keys, milliseconds in rows]
    told = timedelta(milliseconds=sum(milliseconds for _keys, milliseconds in counted))
    blocks, too_fast = _blocks(mine)
    returns = EntryReturn.objects.filter(entry__by=by.officer_id, recorded_at__gte=since)
    return OwnFigures(
        since=since,
        typed=len(first),
        keys=int(median(keys for keys, _milliseconds in counted)) if counted else None,
        worked=told if len(counted) == len(first) else _worked(by, since, first),
        corrected=mine.filter(version__gt=1).count(),
        returned=returns.count(),
        origins=_origins(by, mine),
        blocks=blocks,
        too_fast=too_fast,
    )


def working_time(moments: Iterable[datetime]) -> timedelta:
    """Return the time between the moments, gaps longer than PAUSE left out."""
    ordered = sorted(moments)
    gaps = (then - now for now, then in pairwise(ordered))
    return sum((gap for gap in gaps if gap <= PAUSE), timedelta())


def _worked(by: Actor, since: datetime, typed: list[tuple[UUID, datetime]]) -> timedelta:
    entries = [entry for entry, _at in typed]
    taken = Reservation.objects.filter(officer=by.officer_id, recorded_at__gte=since)
    looked = Lookup.objects.filter(by=by.officer_id, recorded_at__gte=since)
    moments = [at for _entry, at in typed]
    if entries:
        moments += taken.values_list("recorded_at", flat=True)
        moments += looked.values_list("recorded_at", flat=True)
    return working_time(moments)


def _origins(by: Actor, mine: "QuerySet[EntryVersion]") -> dict[str, int]:
    """Return how many texts the officer put into entries by each way, the most used first."""
    rows = FieldValue.objects.filter(
        entry__in=mine.values("entry"), by=by.officer_id, confirmed=True
    ).exclude(text="")
    counted = rows.exclude(origin=Origin.IMPORTED.value).values_list("origin")
    found = dict(counted.annotate(count=Count("pk")).order_by("origin"))
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _blocks(mine: "QuerySet[EntryVersion]") -> tuple[int, int]:
    """Return how many blocks with offered texts were confirmed, and how many too fast."""
    rows = BlockConfirmation.objects.filter(entry__in=mine.values("entry"), offered__gt=0)
    own = set(mine.values_list("entry", "version"))
    seen = [
        (offered, milliseconds)
        for entry, version, offered, milliseconds in rows.values_list(
            "entry", "version", "offered", "milliseconds"
        )
        if (entry, version) in own
    ]
    return len(seen), sum(milliseconds < offered * READING for offered, milliseconds in seen)
