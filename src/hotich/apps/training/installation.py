"""Is this the practice installation or the real one? The database knows, and both must agree."""

from django.conf import settings
from django.db import connection

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.training.models import Installation
from hotich.apps.training.problems import OtherKindError

_ROW = 1
_TABLE = "training_installation"


def is_practice_data() -> bool | None:
    """Return whether the database was made for practice; None when it does not say so yet."""
    if _TABLE not in connection.introspection.table_names():
        return None
    row = Installation.objects.filter(pk=_ROW).first()
    return row.practice if row is not None else None


def refuse_other_kind() -> None:
    """Do nothing when database and settings are of one kind, or the database is new.

    Raises: OtherKindError.
    """
    practice_data = is_practice_data()
    if practice_data is not None and practice_data != settings.PRACTICE:
        raise OtherKindError(practice_data=practice_data)


def mark_installation(*, by: Actor) -> None:
    """Write down once what kind the database is: that of the settings it was made with.

    Raises: OtherKindError when it says something else already.
    """
    refuse_other_kind()
    if is_practice_data() is not None:
        return
    with writing(by) as at:
        _row, is_new = Installation.objects.get_or_create(
            pk=_ROW, defaults={"practice": settings.PRACTICE, "recorded_at": at}
        )
        if is_new:
            kind = "practice" if settings.PRACTICE else "production"
            record(by, "installation.marked", None, reason=kind)
    refuse_other_kind()
