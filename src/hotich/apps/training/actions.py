"""Begin a practice book: the row at once, the book itself by a job."""

from uuid import uuid4

from django.conf import settings

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.jobs.actions import enqueue
from hotich.apps.registers.definitions import definition
from hotich.apps.training.models import PracticeBook
from hotich.apps.training.preparing import KIND
from hotich.apps.training.problems import NotPracticeError, OpenBookError, UnknownTypeError
from hotich.apps.training.queries import books_of, open_book
from hotich.core.registers import UnknownRegisterType

_SEEDS = 1_000_000


def start_book(
    *, by: Actor, register_type: str, edition: str = "", seed: int | None = None
) -> PracticeBook:
    """Ask for a practice book of the type for the officer and return its row.

    Without an edition the oldest printed form is taken, with which the campaign begins. The same
    seed gives the same book as long as its people are in no other book.

    Raises: NotPracticeError; UnknownTypeError; OpenBookError while one of the type is not typed
    to its end.
    """
    by.require(Permission.ENTRY_TYPE)
    if not settings.PRACTICE:
        raise NotPracticeError
    try:
        kind = definition(register_type)
    except UnknownRegisterType as fault:
        raise UnknownTypeError from fault
    form = kind.edition(edition) if edition else kind.editions[-1]
    if form is None:
        raise UnknownTypeError
    with writing(by) as at:
        if open_book(by, kind.code) is not None:
            raise OpenBookError
        uuid = uuid4()
        number = books_of(by).count() + 1
        job = enqueue(by=by, kind=KIND, parameters={"practice": str(uuid)})
        row = PracticeBook.objects.create(
            uuid=uuid,
            officer_id=by.officer_id,
            register_type=kind.code,
            edition=form.code,
            volume=f"LT {number:02d}-{uuid.hex[:4].upper()}",
            seed=uuid.int % _SEEDS if seed is None else seed,
            job=job.pk,
            recorded_at=at,
        )
        record(by, "training.started", row.pk, reason=kind.code)
    return row
