"""Who saw which entries, and whose data, for the cross-check? On record before they are shown."""

from collections.abc import Iterable

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.checking.models import Side
from hotich.apps.entry.models import Entry, Link, Mention


def record_view(*, by: Actor, entries: Iterable[Entry], side: Side, reason: str) -> None:
    """Put on record that the officer is about to see these entries.

    On the police side the persons they are linked to are seen, too, and need the right to it.
    """
    seen = list(entries)
    if side is Side.POLICE:
        by.require(Permission.PERSON_VIEW)
    if not seen:
        return
    ids = [entry.pk for entry in seen]
    subjects = list(Mention.objects.filter(entry__in=ids).values_list("pk", flat=True))
    if side is Side.POLICE:
        live = Link.objects.filter(mention__entry__in=ids, undone_at__isnull=True)
        subjects += live.values_list("person", flat=True)
    with writing(by):
        one = ids[0] if len(ids) == 1 else seen[0].book_id
        action = "check.links_viewed" if side is Side.POLICE else "check.entries_viewed"
        record(by, action, one, subjects=subjects, reason=reason)
