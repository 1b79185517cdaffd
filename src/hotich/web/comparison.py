"""How the book's value and the population database's stand side by side on a page."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext

from hotich.core.discrepancies import FieldRelation, reason_words
from hotich.core.names import LetterRun, letter_differences
from hotich.web.states import State, state_of

_MARKED = frozenset({FieldRelation.DIFFERS, FieldRelation.DIACRITICS_MISSING_IN_BOOK})


@dataclass(frozen=True)
class ComparisonRow:
    """One line of the comparison: theo sổ, theo CSDLQGVDC, and how they stand to each other.

    With `control` the book's side is typed there; without it, its text is shown.
    """

    field_id: str
    label: str
    state: State
    book: tuple[LetterRun, ...]
    population: tuple[LetterRun, ...]
    reason: str = ""
    basic: bool = False
    control: BoundField | None = None
    reading: BoundField | None = None


def comparison_row(
    label: str,
    book: str,
    population: str,
    relation: str,
    *,
    field_id: str = "",
    reason: str = "",
    basic: bool = False,
    control: BoundField | None = None,
    reading: BoundField | None = None,
) -> ComparisonRow:
    """Return the line, its differing letters marked when the relation is about letters.

    `relation` is a FieldRelation; `reason` its code; `label` a Vietnamese word of the core.
    """
    plain = ((LetterRun(book, differs=False),), (LetterRun(population, differs=False),))
    marked = relation in _MARKED and book and population
    runs = letter_differences(book, population) if marked else plain
    words = "; ".join(gettext(part) for part in reason_words(reason).split("; ") if part)
    return ComparisonRow(
        field_id=field_id,
        label=gettext(label),
        state=state_of(relation),
        book=runs[0] if book else (),
        population=runs[1] if population else (),
        reason=words,
        basic=basic,
        control=control,
        reading=reading,
    )
