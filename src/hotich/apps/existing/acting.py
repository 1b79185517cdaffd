"""In whose name does a job of this room act? In that of the officer who asked for it."""

from django.utils.timezone import localdate

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import Actor
from hotich.apps.existing.models import Upload

_RIGHTS = frozenset({Permission.EXISTING_IMPORT, Permission.BOOK_VIEW, Permission.BOOK_PREPARE})


def officer_of(upload: Upload, job: str) -> Actor:
    """Return the officer who confirmed the file, else who handed it in, as the job's actor.

    So the entries stand in his office's chain, and its times follow one another. His posts bind
    the job to the books they covered on the day he asked.
    """
    officer = upload.confirmed_by or upload.by
    asked = localdate(upload.confirmed_at or upload.recorded_at)
    return Actor(
        officer=officer.pk,
        name=officer.full_name,
        office=upload.office_id,
        workstation=f"job {job}",
        permissions=frozenset(_RIGHTS),
        bounds=actor_of(officer, day=asked).bounds,
    )
