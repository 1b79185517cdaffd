"""Which rows concern a person? Found by the index of subjects alone, however long the audit is.

No join and no order by another column: on both databases the plan is then the same whatever the
statistics say. First the numbers of the rows, newest first; then the chain of each; then, of the
rows of one page, everything.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import overload
from uuid import UUID

from hotich.apps.audit.models import AuditRow, AuditSubject

# The newest so many rows about a person are told; who needs more asks for the older ones.
MOST = 20_000
_PART = 900


class RowsAbout(Sequence[AuditRow]):
    """The rows of one chain that concern any of the subjects, newest first, read as needed."""

    def __init__(self, chain: UUID, subjects: Collection[UUID]) -> None:
        """Find which rows these are."""
        self._keys = _keys(chain, subjects)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> AuditRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[AuditRow]: ...

    def __getitem__(self, place: int | slice) -> AuditRow | list[AuditRow]:
        """Return the row at a place, or those of a slice."""
        if isinstance(place, int):
            return AuditRow.objects.get(pk=self._keys[place])
        wanted = self._keys[place]
        found: dict[int, AuditRow] = {}
        for part in _parts(wanted):
            found |= AuditRow.objects.in_bulk(part)
        return [found[key] for key in wanted]

    def __iter__(self) -> Iterator[AuditRow]:
        """Yield the rows, part by part."""
        for start in range(0, len(self._keys), _PART):
            yield from self[start : start + _PART]


def _keys(chain: UUID, subjects: Collection[UUID]) -> list[int]:
    keys: set[int] = set()
    for subject in set(subjects):
        named = AuditSubject.objects.filter(subject=subject).order_by("-row")
        keys.update(named.values_list("row_id", flat=True)[:MOST])
    newest = sorted(keys, reverse=True)[:MOST]
    mine: list[int] = []
    for part in _parts(newest):
        chains = dict(AuditRow.objects.filter(pk__in=part).values_list("pk", "chain"))
        mine += [key for key in part if chains[key] == chain]
    return mine


def _parts(keys: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), _PART):
        yield list(keys[start : start + _PART])
