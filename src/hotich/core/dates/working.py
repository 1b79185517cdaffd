"""When does a time limit end?"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

_SATURDAY: Final = 5


def due_date(start: date, calendar_days: int, days_off: Collection[date]) -> date:
    """Return the last day of a limit in calendar days, the day after `start` being the first.

    A limit that ends on a Saturday, a Sunday or a day off ends on the next working day.

    >>> due_date(date(2023, 8, 23), 10, {date(2023, 9, 4)})
    datetime.date(2023, 9, 5)
    """
    return _working_day_from(start + timedelta(days=calendar_days), days_off)


def working_days_after(start: date, count: int, days_off: Collection[date]) -> date:
    """Return the last day of a limit in working days, the first being after `start`.

    >>> working_days_after(date(2023, 8, 31), 2, {date(2023, 9, 1), date(2023, 9, 4)})
    datetime.date(2023, 9, 6)
    """
    day = start
    for _ in range(count):
        day = _working_day_from(day + timedelta(days=1), days_off)
    return day


def _working_day_from(day: date, days_off: Collection[date]) -> date:
    while day.weekday() >= _SATURDAY or day in days_off:
        day += timedelta(days=1)
    return day
