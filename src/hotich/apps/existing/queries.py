"""Which files has the office handed in, and what became of their rows?"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.existing.finding_books import Shelf, Shelved, word_key
from hotich.apps.existing.models import Fate, Upload, UploadRow
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume and year as the rows name it, and the book it was taken for."""

    key: str
    volume: str
    year: int
    rows: int
    found: Shelved | None
    said: bool


def uploads_of(by: Actor) -> QuerySet[Upload]:
    """Return the files of the actor's office, newest first.

    A file tells of a register type and of many books; whose posts name books sees none.
    """
    by.require(Permission.EXISTING_IMPORT)
    covered = within(by, Permission.EXISTING_IMPORT, book="")
    found = Upload.objects.filter(covered, office=by.office_id)
    return found.select_related("by", "original_office", "confirmed_by").order_by("-recorded_at")


def get_upload(by: Actor, uuid: UUID) -> Upload:
    """Return a file of the actor's office; raises Upload.DoesNotExist."""
    return uploads_of(by).get(pk=uuid)


def find_upload(by: Actor, token: UUID) -> Upload | None:
    """Return the file that was handed in under the token, None if none was."""
    return uploads_of(by).filter(token=token).first()


def offices_of(by: Actor) -> QuerySet[Office]:
    """Return the registering offices whose books the actor's office holds, by name."""
    held = books_of(by, Permission.EXISTING_IMPORT).order_by().values("original_office")
    return Office.objects.filter(pk__in=held).order_by("name")


def rows_of(upload: Upload, fate: str = "", *, defective: bool = False) -> QuerySet[UploadRow]:
    """Return the rows of a file in their order, of one fate and with defects alone if asked."""
    rows = upload.lines.select_related("book", "entry")
    if fate in Fate.values:
        rows = rows.filter(fate=fate)
    if defective:
        rows = rows.exclude(defects=[])
    return rows.order_by("line")


def count_fates(upload: Upload) -> dict[Fate, int]:
    """Return how many rows came to each fate."""
    counted = upload.lines.exclude(fate="").values_list("fate").annotate(rows=Count("pk"))
    found = dict(counted.order_by("fate"))
    return {fate: found[fate] for fate in Fate if fate in found}


def volumes_of(by: Actor, upload: Upload) -> list[Volume]:
    """Return the volumes and years that rows name, with the book each was taken for."""
    shelf = shelf_of(by, upload)
    named = upload.lines.filter(refused="").values_list("volume", "year")
    return [
        Volume(
            key=word_key(volume, year),
            volume=volume,
            year=year,
            rows=rows,
            found=shelf.find(volume, year),
            said=word_key(volume, year) in upload.volumes,
        )
        for volume, year, rows in named.annotate(rows=Count("pk")).order_by("year", "volume")
        if year is not None
    ]


def shelf_of(by: Actor, upload: Upload) -> Shelf:
    """Return the books the rows of a file may belong to."""
    return Shelf(by, upload.register_type, upload.original_office_id, upload.volumes)


def imported_by_year(book: Book) -> Counter[int]:
    """Return how many entries of the book that hold now came from a sheet, by year."""
    made = UploadRow.objects.filter(
        fate=Fate.CREATED, entry__book=book, entry__voided_at__isnull=True
    )
    counted = made.values_list("entry__year").annotate(rows=Count("pk")).order_by("entry__year")
    return Counter(dict(counted))


def imported_count(book: Book, *, as_of: datetime) -> int:
    """Return how many entries of the book, not voided at `as_of`, came from a sheet by then."""
    not_voided = Q(entry__voided_at__isnull=True) | Q(entry__voided_at__gt=as_of)
    made = UploadRow.objects.filter(
        not_voided, fate=Fate.CREATED, entry__book=book, entry__recorded_at__lte=as_of
    )
    return made.count()
