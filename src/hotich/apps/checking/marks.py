"""How does each entry stand with its two signatures?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hotich.apps.checking.models import Check, Side
from hotich.apps.entry.models import Entry, EntryReturn, Link


class Mark(StrEnum):
    """The state of one side's signature under an entry."""

    NONE = "none"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    STALE = "stale"
    NO_LINK = "no_link"


_TO_DO = frozenset({Mark.NONE, Mark.STALE})
# What an entry's links come to together: the first that holds among them.
_WORST = (Mark.RETURNED, Mark.STALE, Mark.NONE, Mark.ACCEPTED)
_TOGETHER = 5000  # fewer than the variables a statement may have, on both databases


@dataclass(frozen=True, slots=True)
class Marks:
    """Both signatures of an entry, and which sides wait for a correction they asked for."""

    justice: Mark
    police: Mark
    waiting: frozenset[Side] = frozenset()

    def of(self, side: Side) -> Mark:
        """Return one side's mark."""
        return self.justice if side is Side.JUSTICE else self.police

    def is_to_do(self, side: Side) -> bool:
        """Return whether the side should look now: unsigned or stale, and nobody corrects it."""
        return self.of(side) in _TO_DO and not self.waiting.difference({side})

    @property
    def is_checked(self) -> bool:
        """Return whether both sides have accepted what holds now, and no correction is due."""
        signed = self.justice is Mark.ACCEPTED and self.police in {Mark.ACCEPTED, Mark.NO_LINK}
        return signed and not self.waiting


def marks_of(entries: Iterable[Entry]) -> dict[UUID, Marks]:
    """Return the marks of entries by UUID, in their order; three queries for up to 5,000."""
    found: dict[UUID, Marks] = {}
    wanted = list(entries)
    for start in range(0, len(wanted), _TOGETHER):
        found |= _marks(wanted[start : start + _TOGETHER])
    return found


def is_checked(entry: Entry, side: Side) -> bool:
    """Return whether the side has accepted the entry as it stands; police: every live link."""
    return marks_of([entry])[entry.pk].of(side) in {Mark.ACCEPTED, Mark.NO_LINK}


def checks_of(entry: Entry) -> list[Check]:
    """Return every signature ever put under the entry, newest first."""
    rows = Check.objects.filter(entry=entry).select_related("by", "link__mention", "sent_back")
    return list(rows.order_by("-recorded_at", "-pk"))


def live_links(entry: UUID) -> list[Link]:
    """Return the links of the entry's mentions that have not been undone, principals first."""
    rows = Link.objects.filter(mention__entry=entry, undone_at__isnull=True)
    return list(
        rows.select_related("mention__entry__book").order_by("-mention__principal", "mention__role")
    )


def last_checks(entry: UUID) -> dict[UUID | None, Check]:
    """Return the last check by link; under None the last of the entry against the book."""
    rows = Check.objects.filter(entry=entry).order_by("recorded_at", "pk")
    return {check.link_id: check for check in rows}


def _marks(entries: list[Entry]) -> dict[UUID, Marks]:
    ids = [entry.pk for entry in entries]
    checks: dict[tuple[UUID, UUID | None], Check] = {}
    sent: dict[UUID, Side] = {}
    for check in Check.objects.filter(entry__in=ids).order_by("recorded_at", "pk"):
        checks[check.entry_id, check.link_id] = check
        if check.sent_back_id is not None:
            sent[check.sent_back_id] = Side(check.side)
    links: dict[UUID, list[UUID]] = {uuid: [] for uuid in ids}
    live = Link.objects.filter(mention__entry__in=ids, undone_at__isnull=True)
    for link, entry in live.values_list("pk", "mention__entry"):
        links[entry].append(link)
    waiting: dict[UUID, set[Side]] = {uuid: set() for uuid in ids}
    open_returns = EntryReturn.objects.filter(entry__in=ids, answered_at__isnull=True)
    for row, entry in open_returns.values_list("pk", "entry"):
        waiting[entry].add(sent.get(row, Side.JUSTICE))
    return {
        entry.pk: Marks(
            _mark(checks.get((entry.pk, None)), entry.version),
            _of_links(links[entry.pk], entry, checks),
            frozenset(waiting[entry.pk]),
        )
        for entry in entries
    }


def _mark(check: Check | None, version: int) -> Mark:
    if check is None:
        return Mark.NONE
    if check.entry_version != version:
        return Mark.STALE
    return Mark.ACCEPTED if check.accepted else Mark.RETURNED


def _of_links(
    links: Iterable[UUID], entry: Entry, checks: Mapping[tuple[UUID, UUID | None], Check]
) -> Mark:
    found = {_mark(checks.get((entry.pk, link)), entry.version) for link in links}
    return next((mark for mark in _WORST if mark in found), Mark.NO_LINK)
