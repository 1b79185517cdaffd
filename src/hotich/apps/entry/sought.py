"""Which birth date is a person looked for by, when the book says it in its own way?"""

from hotich.core.dates import (
    PartialDate,
    UnreadableDate,
    birth_year_from_age,
    from_iso,
    read_age,
)
from hotich.core.registers import Field, normalise

NONE = PartialDate(None)


def sought_date(spec: Field, text: str, year: int) -> PartialDate:
    """Return the date that the text says; of an age, the middle year of birth it allows.

    `year` is the book's. A text that says no date gives one of which nothing is known.
    """
    iso = normalise(spec, text, book_year=year)
    if not iso and (age := read_age(text)) is not None:
        return PartialDate(sum(birth_year_from_age(age, year)) // 2)
    try:
        return from_iso(iso)
    except UnreadableDate:
        return NONE
