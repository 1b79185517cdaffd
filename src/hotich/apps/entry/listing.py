"""Entries as lists show them: number, name, outcome, what is to be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from hotich.apps.entry.models import Entry
from hotich.apps.entry.naming import number_label
from hotich.apps.entry.queries import Conclusion, outcomes_of
from hotich.apps.entry.values import current_values, type_of


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One line of a list; the names are of all whose act the entry is, the birth is the first's."""

    entry: Entry
    number: str
    name: str
    birth: str
    conclusion: Conclusion
    note: str = ""

    @property
    def code(self) -> str:
        """Return the outcome's code, or that it waits for the register."""
        return "waiting" if self.conclusion.waiting else self.conclusion.outcome.value


def listed(entries: Iterable[Entry], notes: Mapping[UUID, str] | None = None) -> list[ListedEntry]:
    """Return the lines of the entries in their order; the caller records the view first."""
    rows = list(entries)
    values = current_values([row.pk for row in rows])
    outcomes = outcomes_of(rows)
    lines = []
    for row in rows:
        held, roles = values[row.pk], [role.code for role in type_of(row).principal_roles]
        names = [held[field].text for role in roles if (field := f"{role}.full_name") in held]
        birth = held.get(f"{roles[0]}.birth_date")
        lines.append(
            ListedEntry(
                entry=row,
                number=number_label(row),
                name=" – ".join(filter(None, names)),
                birth=birth.text if birth else "",
                conclusion=outcomes[row.pk],
                note=(notes or {}).get(row.pk, ""),
            )
        )
    return lines


def listed_by_uuid(entries: Iterable[UUID]) -> list[ListedEntry]:
    """Return the lines of these entries; the caller has seen to it that he may see them."""
    rows = Entry.objects.filter(pk__in=list(entries)).select_related("original_office", "book")
    return listed(rows)
