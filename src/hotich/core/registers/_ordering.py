"""What can be said for sure of two dates that are not known to the day?"""

from datetime import date

from hotich.core.dates import PartialDate


def is_surely_after(left: PartialDate, right: PartialDate) -> bool:
    """Tell whether left is after right whatever the unknown parts are."""
    pairs = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    for mine, other in pairs:
        if mine is None or other is None:
            return False
        if mine != other:
            return mine > other
    return False


def most_years(born: PartialDate | None, at: PartialDate | None) -> int | None:
    """Return the greatest number of full years from one date to another; None if not known."""
    if born is None or at is None or born.year is None or at.year is None:
        return None
    years = at.year - born.year
    if born.month is None or at.month is None or at.month > born.month:
        return years
    if at.month < born.month:
        return years - 1
    is_short = at.day is not None and born.day is not None and at.day < born.day
    return years - 1 if is_short else years


def months_later(start: date, months: int) -> date:
    """Return the day so many months later; a day its month does not have is the last it has."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_after - date.resolution).day
    return date(year, month + 1, min(start.day, last))
