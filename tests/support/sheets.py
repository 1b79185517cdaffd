"""Sheets of existing data as a test needs them, and the road of a file through the room."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from hotich.apps.audit.actor import Actor
from hotich.apps.existing import importing, reading
from hotich.apps.existing.actions import confirm_import, hand_in
from hotich.apps.existing.models import Upload
from hotich.apps.jobs.actions import Lease, finish
from hotich.apps.jobs.models import Job, JobState
from hotich.core.registers.sheets import profile
from hotich.documents.import_sheet import import_sheet
from tests.support.office import Staff

ROW = {
    "quyenSo": "01/1998",
    "trangSo": "3",
    "ngayDangKy": "05.03.1998",
    "loaiDangKy": "1",
    "nksHoTen": "Lê Thị Sen",
    "nksGioiTinh": "2",
    "nksNgaySinh": "27.02.1998",
    "nksDanToc": "Kinh",
    "nksQuocTich": "Việt Nam",
    "nksNoiSinh": "Trạm y tế xã Nga Trường",
    "nksQueQuan": "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    "meHoTen": "Mai Thị Cúc",
    "meNgaySinh": "1974",
    "chaHoTen": "Lê Văn Tùng",
}


def row(number: str, **cells: str) -> dict[str, str]:
    """Return a row of the births sheet, some cells replaced."""
    return {**ROW, "so": number, **cells}


def sheet_bytes(rows: Sequence[Mapping[str, str]], code: str = "158-KS70") -> bytes:
    """Return a workbook of the sheet with these rows."""
    sheet = profile(code)
    cells = [[one.get(column, "") for column in sheet.columns] for one in rows]
    return import_sheet(sheet.headings, cells)


def sheet_file(folder: Path, rows: Sequence[Mapping[str, str]], code: str = "158-KS70") -> Path:
    """Write a workbook of the sheet with these rows."""
    path = folder / f"{uuid4()}.xlsx"
    path.write_bytes(sheet_bytes(rows, code))
    return path


def run_jobs() -> None:
    """Run what waits in the queue of this room, and of no other, as a worker does."""
    runners = {reading.KIND: reading.run, importing.KIND: importing.run}
    waiting = Job.objects.filter(kind__in=runners, state=JobState.QUEUED).order_by("recorded_at")
    while (job := waiting.first()) is not None:
        job.state, job.attempt = JobState.RUNNING, job.attempt + 1
        job.save(update_fields=["state", "attempt"])
        runners[job.kind](lease := Lease(job, job.attempt))
        finish(lease)


def handed_in(staff: Staff, path: Path, *, by: Actor | None = None, **facts: object) -> Upload:
    """Hand a file in and let it be read and judged."""
    facts = {"original_office": staff.nga_truong, "token": uuid4(), "file_name": path.name} | facts
    upload = hand_in(by=by or staff.actor("tuphap"), path=path, **facts)  # type: ignore[arg-type]
    run_jobs()
    upload.refresh_from_db()
    return upload


def taken_in(staff: Staff, path: Path, **facts: object) -> Upload:
    """Hand a file in, confirm it and let it be taken in."""
    upload = handed_in(staff, path, **facts)
    confirm_import(by=staff.actor("tuphap"), upload=upload.pk)
    run_jobs()
    upload.refresh_from_db()
    return upload
