"""How common is a name here? The model's dated table, made from the register, each one kept."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.population.models import NameFrequencies, Person
from hotich.core.matching import NameTable, name_table, read_name_table, rules


def current_names() -> NameTable | None:
    """Return the newest table; None before the first was made."""
    with connection.cursor() as cursor:  # asked with every look-up
        cursor.execute("SELECT digest FROM population_namefrequencies ORDER BY id DESC LIMIT 1")
        found = cursor.fetchone()
    return _named(found[0]) if found else None


def names_of(digest: str) -> NameTable | None:
    """Return the table that a look-up names; None for an unknown one."""
    return _named(digest) if NameFrequencies.objects.filter(digest=digest).exists() else None


def make_names(*, by: Actor) -> NameFrequencies:
    """Count the names of the register as it is, and keep the table that comes of it.

    The same content is kept once.
    """
    bearers = (
        Person.objects.filter(voided_at__isnull=True)
        .values_list("full_name")
        .annotate(bearers=Count("pk"))
        .order_by()
    )
    counted = list(bearers.iterator(chunk_size=10_000))
    return keep_names(by=by, bearers=counted)


def keep_names(*, by: Actor, bearers: Iterable[tuple[str, int]]) -> NameFrequencies:
    """Keep the table of how many bear each name as written."""
    counted = list(bearers)
    persons = sum(count for _, count in counted)
    with writing(by) as at:
        table = name_table(counted, rules(), persons=persons, as_of=_day(at))
        kept, made = NameFrequencies.objects.get_or_create(
            digest=table.digest,
            defaults={
                "as_of": table.as_of,
                "persons": table.persons,
                "names": len(table.bearers),
                "text": table.text(),
                "recorded_at": at,
            },
        )
        if made:
            record(by, "names.counted", None, reason=f"{table.as_of} {table.digest}")
    return kept


def _day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()


@lru_cache(maxsize=4)
def _named(digest: str) -> NameTable:
    return read_name_table(NameFrequencies.objects.get(digest=digest).text)
