"""What an officer has typed and not yet saved: one overwritten row, outside the audit."""

from collections.abc import Mapping
from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import writing
from hotich.apps.entry.models import Draft, Entry, Reservation
from hotich.apps.entry.reserving import LASTS, LIVE
from hotich.apps.registers.queries import books_of


def save_draft(
    *,
    by: Actor,
    entry: UUID,
    fields: Mapping[str, str] | None = None,
    state: Mapping[str, object] | None = None,
    base_version: int = 0,
) -> bool:
    """Keep what the officer has typed so far, put over what was kept before.

    `fields` are inputs by name, `state` how far he has come (step, look-up, conclusion).
    `base_version` is the version of the entry he began from, 0 for a new one; what arrives after
    a later version was saved is not kept (False). Typing renews the reservation.

    Raises: Reservation.DoesNotExist when the officer neither holds the number nor sees the entry.
    """
    by.require(Permission.ENTRY_TYPE)
    with writing(by) as at:
        held = Reservation.objects.filter(entry=entry, officer=by.officer_id)
        saved = Entry.objects.filter(pk=entry, book__in=books_of(by)).first()
        if saved is None and not held.exists():
            raise Reservation.DoesNotExist
        if saved is not None and saved.version > base_version:
            return False
        held.filter(LIVE).update(until=at + LASTS)
        kept = draft_of(by, entry) or Draft(officer_id=by.officer_id, entry=entry, values={})
        kept.values = {
            **kept.values,
            **(state or {}),
            # A database keeps no NUL; nobody can type one, and saving the entry refuses it.
            "fields": kept.values.get("fields", {})
            | {name: text.replace("\x00", "") for name, text in (fields or {}).items()},
        }
        kept.updated_at = at
        kept.save()
        return True


def draft_of(by: Actor, entry: UUID) -> Draft | None:
    """Return the officer's own draft of the entry, or None."""
    return Draft.objects.filter(officer=by.officer_id, entry=entry).first()


def drafts_of(by: Actor) -> list[Draft]:
    """Return all drafts of the officer, newest first."""
    return list(Draft.objects.filter(officer=by.officer_id).order_by("-updated_at"))


def discard_draft(by: Actor, entry: UUID) -> None:
    """Delete the officer's draft; call it inside the write that saves the entry."""
    Draft.objects.filter(officer=by.officer_id, entry=entry).delete()
