"""The commune of the tests: today's xã Ba Đình, its predecessors, and one officer per role."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from hotich.apps.accounts import actions, queries
from hotich.apps.accounts.models import Office, OfficeKind, Officer, Team
from hotich.apps.accounts.permissions import Role
from hotich.apps.audit.actor import Actor, process

SETUP = process("test set-up")
PASSWORD = "mật khẩu thử 123"


@dataclass
class Staff:
    """Offices and officers by short names."""

    commune: Office
    nga_truong: Office
    old_ba_dinh: Office
    centre: Office
    justice_department: Office
    police_department: Office
    team: Team
    officers: dict[str, Officer] = field(default_factory=dict)

    def officer(self, login: str) -> Officer:
        """Return the officer with this login."""
        return self.officers[login]

    def actor(self, login: str, at: datetime | None = None) -> Actor:
        """Return the officer as an actor today."""
        day = (at or timezone.now()).date()
        return queries.actor_of(self.officers[login], day=day, workstation="máy thử")


def make_staff() -> Staff:
    """Record offices and officers, at least one of each role, by short logins."""
    centre = actions.add_office(by=SETUP, kind=OfficeKind.POPULATION_CENTRE, name="C06 (giả lập)")
    department = actions.add_office(
        by=SETUP,
        kind=OfficeKind.PROVINCE_JUSTICE,
        name="Sở Tư pháp tỉnh Thanh Hóa",
        unit_code="38",
    )
    police = actions.add_office(
        by=SETUP,
        kind=OfficeKind.PROVINCE_POLICE,
        name="Công an tỉnh Thanh Hóa",
        unit_code="38",
    )
    district = actions.add_office(
        by=SETUP,
        kind=OfficeKind.DISTRICT,
        name="UBND huyện Nga Sơn",
        unit_code="401",
        valid_to=date(2025, 6, 30),
    )
    commune = actions.add_office(
        by=SETUP,
        kind=OfficeKind.COMMUNE,
        name="UBND xã Ba Đình",
        unit_code="16171",
        valid_from=date(2025, 7, 1),
        superior=department,
    )
    old = [
        actions.add_office(
            by=SETUP,
            kind=OfficeKind.COMMUNE,
            name=f"UBND xã {name}",
            unit_code=code,
            valid_to=date(2025, 6, 30),
            successor=commune,
        )
        for name, code in (("Nga Trường", "16171"), ("Ba Đình", "16096"))
    ]
    people = {
        "tuphap": ("Mai Thị Tư", commune, Role.JUSTICE_OFFICER),
        "tuphap2": ("Phạm Văn Pháp", commune, Role.JUSTICE_OFFICER),
        "congan": ("Lê Văn Công", commune, Role.POLICE_OFFICER),
        "congan2": ("Trần Thị An", commune, Role.POLICE_OFFICER),
        "truongca": ("Hoàng Văn Trưởng", commune, Role.POLICE_CHIEF),
        "lanhdao": ("Nguyễn Thị Lãnh", commune, Role.COMMUNE_LEADER),
        "doisoat": ("Cao Thị Soát", commune, Role.CROSS_CHECKER),
        "totruong": ("Đặng Văn Tổ", commune, Role.TEAM_LEADER),
        "ketoan": ("Hồ Thị Kế", commune, Role.ACCOUNTANT),
        "kiemtra": ("Lương Văn Tra", commune, Role.AUDITOR),
        "quantri": ("Bùi Thị Quản", commune, Role.ADMINISTRATOR),
        "c06": ("Đỗ Văn Sáu", centre, Role.POPULATION_CENTRE),
        "so": ("Vũ Thị Sở", department, Role.PROVINCIAL_JUSTICE),
        "congantinh": ("Ngô Văn Tỉnh", police, Role.PROVINCIAL_POLICE),
        "phongtuphap": ("Tạ Văn Phòng", district, Role.DISTRICT_JUSTICE),
    }
    officers = {}
    for login, (name, office, role) in people.items():
        officer = actions.add_officer(by=SETUP, login=login, full_name=name, password=PASSWORD)
        actions.appoint(
            by=SETUP, officer=officer, office=office, role=role, valid_from=date(2020, 1, 1)
        )
        officers[login] = officer
    team = actions.add_team(
        by=SETUP,
        office=commune,
        name="Tổ nhập dữ liệu số 1",
        members=[officers["congan"], officers["congan2"]],
    )
    return Staff(commune, old[0], old[1], centre, department, police, team, officers)
