"""Writes on files handed in: taken, their volumes matched, confirmed or withdrawn, looked into."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

from hotich.apps.accounts.bounds import is_within
from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.entry.models import Mention
from hotich.apps.existing import importing, reading
from hotich.apps.existing.models import Fate, Upload, UploadRow
from hotich.apps.existing.problems import (
    NothingToTakeInError,
    NotReadyError,
    OfficeNotHeldError,
    ReasonMissingError,
    SheetUnreadableError,
)
from hotich.apps.existing.queries import get_upload, offices_of, uploads_of
from hotich.apps.existing.tables import hash_file, open_table
from hotich.apps.jobs.actions import enqueue
from hotich.apps.registers.queries import get_book

__all__ = ["confirm_import", "hand_in", "match_volumes", "sheet_path", "view_rows", "withdraw"]

_FOLDER: Final = "existing"


def sheet_path(folder: Path, token: UUID) -> Path:
    """Return where a file handed in is kept until it has been read."""
    return folder / _FOLDER / f"{token}.sheet"


def hand_in(
    *,
    by: Actor,
    path: Path,
    file_name: str,
    original_office: Office,
    token: UUID,
    year: int | None = None,
) -> Upload:
    """Put a sheet in the queue to be read and judged; the same token hands it in once.

    Raises: SheetUnreadableError; OfficeNotHeldError; NotPermittedError for a register type that
    the officer's posts do not cover, and where they name books.
    """
    by.require(Permission.EXISTING_IMPORT)
    known = uploads_of(by).filter(token=token).first()
    if known is not None:
        return known
    if not offices_of(by).filter(pk=original_office.pk).exists():
        raise OfficeNotHeldError
    table = open_table(path)
    sheet = table.detection.profile
    if sheet is None:
        raise SheetUnreadableError("unknown_columns")
    if not is_within(by, Permission.EXISTING_IMPORT, register_type=sheet.register_type, book=None):
        raise NotPermittedError(Permission.EXISTING_IMPORT)
    digest = hash_file(path)
    with writing(by) as at:
        upload = Upload.objects.create(
            token=token,
            file_name=file_name[:255],
            sha256=digest,
            profile=sheet.code,
            register_type=sheet.register_type,
            headings=[
                [one.text[:100], one.column, one.misspelt] for one in table.detection.headings
            ],
            missing=list(table.detection.missing),
            repeated=list(table.detection.repeated),
            office_id=by.office_id,
            original_office=original_office,
            year=year,
            by_id=by.officer_id,
            recorded_at=at,
        )
        _queue_reading(by, upload, path)
        record(by, "existing.handed_in", upload.pk, reason=f"{upload.file_name}, sha256 {digest}")
        return upload


def match_volumes(*, by: Actor, upload: UUID, volumes: Mapping[str, UUID]) -> Upload:
    """Keep the officer's word on which book a volume of the sheet is, and judge the rows anew.

    Raises: NotReadyError; Book.DoesNotExist; Upload.DoesNotExist.
    """
    by.require(Permission.EXISTING_IMPORT)
    with writing(by):
        found = _open_upload(by, upload)
        for book in volumes.values():
            get_book(by, book, Permission.EXISTING_IMPORT)
        found.volumes = {**found.volumes, **{key: str(book) for key, book in volumes.items()}}
        found.judged_at = None
        found.save(update_fields=["volumes", "judged_at"])
        _queue_reading(by, found)
        record(by, "existing.volumes_matched", found.pk, after=found.volumes)
        return found


def confirm_import(*, by: Actor, upload: UUID) -> Upload:
    """Let the rows that stand in no book yet be taken in; once.

    Raises: NotReadyError; NothingToTakeInError; Upload.DoesNotExist.
    """
    by.require(Permission.EXISTING_IMPORT)
    with writing(by) as at:
        found = _open_upload(by, upload)
        if not found.lines.filter(fate=Fate.NEW).exists():
            raise NothingToTakeInError
        job = enqueue(by=by, kind=importing.KIND, parameters={"upload": str(found.pk)})
        found.confirmed_at, found.confirmed_by_id, found.import_job = at, by.officer_id, job.pk
        found.save(update_fields=["confirmed_at", "confirmed_by", "import_job"])
        record(by, "existing.confirmed", found.pk, reason=f"sha256 {found.sha256}")
        return found


def withdraw(*, by: Actor, upload: UUID, reason: str) -> Upload:
    """Withdraw a file that was not confirmed; its rows stay as a record of what was handed in.

    Raises: ReasonMissingError; NotReadyError; Upload.DoesNotExist.
    """
    by.require(Permission.EXISTING_IMPORT)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        found = locked(Upload.objects.filter(pk=get_upload(by, upload).pk)).get()
        if found.confirmed_at or found.withdrawn_at:
            raise NotReadyError
        found.withdrawn_at, found.withdrawn_by_id = at, by.officer_id
        found.withdraw_reason = reason.strip()[:500]
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
        record(by, "existing.withdrawn", found.pk, reason=reason)
        return found


def view_rows(*, by: Actor, upload: Upload, rows: Iterable[UploadRow]) -> None:
    """Put on record that the officer is about to see these rows and the people they speak of."""
    by.require(Permission.EXISTING_IMPORT)
    seen = list(rows)
    if not seen:
        return
    entries = [row.entry_id for row in seen if row.entry_id]
    subjects = list(Mention.objects.filter(entry__in=entries).values_list("pk", flat=True))
    extent = ", ".join(str(row.line) for row in seen)
    with writing(by):
        record(by, "existing.rows_viewed", upload.pk, subjects=subjects, reason=extent[:500])


def _open_upload(by: Actor, uuid: UUID) -> Upload:
    """Return a file that is read and judged and waits for the officer's word, locked."""
    found = locked(Upload.objects.filter(pk=get_upload(by, uuid).pk)).get()
    if found.confirmed_at or found.withdrawn_at or not found.judged_at:
        raise NotReadyError
    return found


def _queue_reading(by: Actor, upload: Upload, path: Path | None = None) -> None:
    parameters = {"upload": str(upload.pk), "path": str(path or "")}
    job = enqueue(by=by, kind=reading.KIND, parameters=parameters)
    upload.read_job = job.pk
    upload.save(update_fields=["read_job"])
