"""Set up the demo: today's xã Ba Đình with the birth books of two of its predecessors."""

import argparse
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hotich.apps.accounts import actions as accounts
from hotich.apps.accounts.models import Office, OfficeKind, Officer, Team
from hotich.apps.accounts.permissions import Role
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import Actor, process
from hotich.apps.handover.keys import ensure_keys
from hotich.apps.jobs.models import JobState
from hotich.apps.population.importing import enqueue_import
from hotich.apps.registers import actions as registers
from hotich.apps.registers.models import Book, Condition
from hotich.apps.scans.actions import NewPage, attach_pages
from hotich.cli.worker import run_one
from hotich.core.places import dated_name, gazetteer
from hotich.core.registers import register_type
from hotich.documents.register_page import (
    PrintedBook,
    book_boxes,
    book_images,
    book_pdf,
    pages_of,
    written,
)
from hotich.synth.books import SampleBook, SampleEntry
from hotich.synth.demo import demo_options
from hotich.synth.world import SampleWorld, collect
from hotich.synth.writing import write_world

BY = process("hotich demo")
COMMUNE = "16171"
SINCE = date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)
# A practice installation only; `load` refuses to run in any other.
PASSWORD = "thuc-hanh-hotich"  # noqa: S105  # printed at the start for whoever tries the demo

PEOPLE = (
    ("tuphap", "Mai Thị Tư", "commune", Role.JUSTICE_OFFICER),
    ("tuphap2", "Phạm Văn Pháp", "commune", Role.JUSTICE_OFFICER),
    ("congan", "Lê Văn Công", "commune", Role.POLICE_OFFICER),
    ("congan2", "Trần Thị An", "commune", Role.POLICE_OFFICER),
    ("truongca", "Hoàng Văn Trưởng", "commune", Role.POLICE_CHIEF),
    ("doisoat", "Cao Thị Soát", "commune", Role.CROSS_CHECKER),
    ("totruong", "Đặng Văn Tổ", "commune", Role.TEAM_LEADER),
    ("lanhdao", "Nguyễn Thị Lãnh", "commune", Role.COMMUNE_LEADER),
    ("ketoan", "Hồ Thị Kế", "commune", Role.ACCOUNTANT),
    ("kiemtra", "Lương Văn Tra", "commune", Role.AUDITOR),
    ("quantri", "Bùi Thị Quản", "commune", Role.ADMINISTRATOR),
    ("c06", "Đỗ Văn Sáu", "centre", Role.POPULATION_CENTRE),
    ("sotuphap", "Vũ Thị Sở", "justice", Role.PROVINCIAL_JUSTICE),
    ("congantinh", "Ngô Văn Tỉnh", "police", Role.PROVINCIAL_POLICE),
)
_ROLE_WORDS = {
    Role.JUSTICE_OFFICER: "công chức làm công tác hộ tịch / justice officer",
    Role.POLICE_OFFICER: "công an xã / police officer",
    Role.POLICE_CHIEF: "Trưởng Công an xã / commune police chief",
    Role.CROSS_CHECKER: "người đối soát / cross-checker",
    Role.TEAM_LEADER: "tổ trưởng tổ nhập dữ liệu / team leader",
    Role.COMMUNE_LEADER: "lãnh đạo UBND xã / commune leader",
    Role.ACCOUNTANT: "công chức kế toán xã / commune accountant",
    Role.AUDITOR: "người kiểm tra nhật ký / auditor",
    Role.ADMINISTRATOR: "quản trị tài khoản / account administrator",
    Role.POPULATION_CENTRE: "C06 (giả lập) / population centre (simulated)",
    Role.PROVINCIAL_JUSTICE: "cán bộ Sở Tư pháp / provincial justice officer",
    Role.PROVINCIAL_POLICE: "Công an tỉnh / provincial police",
}


class NotPracticeError(Exception):
    """Invented people may not be loaded into an installation that is not for practice."""


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(_options: argparse.Namespace) -> int:
    """Load the demo if it is not there, print the accounts, and return 0."""
    load()
    print(accounts_text())
    return 0


def accounts_text() -> str:
    """Return the demo accounts as they are printed at the start."""
    lines = [f"  {login:<11} {_ROLE_WORDS[role]}: {name}" for login, name, _office, role in PEOPLE]
    return "\n".join(
        [
            "Tài khoản thực hành / demo accounts (mật khẩu / password: " + PASSWORD + "):",
            *lines,
            f"Trang sổ mẫu để nhập / sample pages to type from: {settings.HOME / 'demo'}",
        ]
    )


def is_loaded() -> bool:
    """Return whether there is an office already, the demo's or one's own."""
    return Office.objects.exists()


def load(*, entries: int = 40, persons: int = 3_000) -> None:
    """Load offices, officers, people and two books, unless an office is there already.

    Raises: NotPracticeError.
    """
    if not settings.PRACTICE:
        raise NotPracticeError
    if is_loaded():
        return
    offices = _add_offices()
    officers = _add_officers(offices)
    for name in ("centre", "justice", "commune"):
        ensure_keys(by=BY, office=offices[name])
    team = accounts.add_team(
        by=BY,
        office=offices["commune"],
        name="Tổ nhập dữ liệu số 1",
        members=[officers["congan"], officers["congan2"]],
    )
    _check_computer(offices["commune"], _actor(officers["truongca"]))
    options = demo_options(entries=entries, persons=persons)
    folder = Path(settings.HOME) / "demo"
    write_world(options, folder)
    _load_people(folder / "population.csv", _actor(officers["c06"]))
    _load_books(collect(options), _actor(officers["tuphap"]), team, folder)


def _add_offices() -> dict[str, Office]:
    add = accounts.add_office
    centre = add(by=BY, kind=OfficeKind.POPULATION_CENTRE, name="C06 (giả lập)")
    justice = add(
        by=BY,
        kind=OfficeKind.PROVINCE_JUSTICE,
        name="Sở Tư pháp tỉnh Thanh Hóa",
        unit_code="38",
    )
    police = add(
        by=BY, kind=OfficeKind.PROVINCE_POLICE, name="Công an tỉnh Thanh Hóa", unit_code="38"
    )
    commune = add(
        by=BY,
        kind=OfficeKind.COMMUNE,
        name="UBND xã Ba Đình",
        unit_code=COMMUNE,
        valid_from=SINCE,
        superior=justice,
    )
    for unit in gazetteer().predecessors(COMMUNE, SINCE):
        add(
            by=BY,
            kind=OfficeKind.COMMUNE,
            name="UBND " + unit.name[0].lower() + unit.name[1:],
            unit_code=unit.code,
            valid_to=LAST_DAY,
            successor=commune,
        )
    return {"centre": centre, "justice": justice, "police": police, "commune": commune}


def _add_officers(offices: dict[str, Office]) -> dict[str, Officer]:
    officers = {}
    for login, name, office, role in PEOPLE:
        officer = accounts.add_officer(by=BY, login=login, full_name=name, password=PASSWORD)
        accounts.appoint(
            by=BY, officer=officer, office=offices[office], role=role, valid_from=SINCE
        )
        officers[login] = officer
    return officers


def _actor(officer: Officer) -> Actor:
    return actor_of(officer, day=timezone.localdate(), workstation="hotich demo")


def _check_computer(commune: Office, chief: Actor) -> None:
    today = timezone.localdate()
    accounts.check_workstation(
        by=chief,
        office=commune,
        name="Máy số 1",
        checked_on=today,
        expires_on=today + timedelta(days=180),
    )


def _load_people(file: Path, centre: Actor) -> None:
    job = enqueue_import(by=centre, path=file)
    while run_one():
        pass
    job.refresh_from_db()
    if job.state != JobState.DONE:
        raise RuntimeError(job.fault)


def _load_books(world: SampleWorld, justice: Actor, team: Team, folder: Path) -> None:
    for sample in world.books:
        held = [entry for entry in world.entries if entry.book_id == sample.book_id]
        book = _register(sample, justice)
        registers.mark_ready(by=justice, book=book)
        registers.assign_book(by=justice, book=book, team=team)
        printed = _printed(sample, held)
        (folder / f"{sample.office_code}-{sample.year}.pdf").write_bytes(book_pdf(printed))
        pages = zip(printed.pages, book_images(printed), book_boxes(printed), strict=True)
        attach_pages(
            by=justice,
            book=book,
            pages=[
                NewPage(page.page, io.BytesIO(image), rows, sample.year)
                for page, image, rows in pages
            ],
        )


def _register(sample: SampleBook, justice: Actor) -> Book:
    office = Office.objects.get(unit_code=sample.office_code, valid_to=LAST_DAY)
    return registers.register_book(
        by=justice,
        register_type=sample.register_type,
        edition=sample.edition,
        original_office=office,
        volume_label=sample.volume,
        condition=Condition.WORN,
        years=[registers.DeclaredYear(sample.year, sample.pages, sample.entries)],
        received_on=SINCE,
    )


def _printed(sample: SampleBook, entries: Sequence[SampleEntry]) -> PrintedBook:
    unit = gazetteer().unit(sample.office_code, LAST_DAY)
    return PrintedBook(
        register_type=register_type(sample.register_type),
        edition=sample.edition,
        office=dated_name(unit) if unit else sample.office_name,
        volume=sample.volume,
        year=sample.year,
        pages=pages_of([(str(entry.page), written(entry.fields)) for entry in entries]),
    )
