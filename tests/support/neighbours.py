"""A second commune: what belongs to the first does not exist for its officers."""

from datetime import date

from hotich.apps.accounts import actions
from hotich.apps.accounts.models import OfficeKind
from hotich.apps.accounts.permissions import Role
from tests.support.office import PASSWORD, SETUP, Staff


def make_neighbours(staff: Staff) -> Staff:
    """Record xã Hồ Vương with an officer of each post ("congan-khac" …) and a team."""
    commune = actions.add_office(
        by=SETUP,
        kind=OfficeKind.COMMUNE,
        name="UBND xã Hồ Vương",
        valid_from=date(2025, 7, 1),
        superior=staff.justice_department,
    )
    people = {
        "tuphap-khac": ("Bùi Thị Khác", Role.JUSTICE_OFFICER),
        "congan-khac": ("Đinh Văn Khác", Role.POLICE_OFFICER),
        "truongca-khac": ("Cao Văn Khác", Role.POLICE_CHIEF),
        "lanhdao-khac": ("Lý Văn Khác", Role.COMMUNE_LEADER),
    }
    officers = {}
    for login, (name, role) in people.items():
        officer = actions.add_officer(by=SETUP, login=login, full_name=name, password=PASSWORD)
        actions.appoint(
            by=SETUP, officer=officer, office=commune, role=role, valid_from=date(2020, 1, 1)
        )
        officers[login] = officer
    staff.officers.update(officers)  # the fixture `page` signs them in by login
    team = actions.add_team(
        by=SETUP, office=commune, name="Tổ xã bên", members=[officers["congan-khac"]]
    )
    return Staff(
        commune,
        commune,
        commune,
        staff.centre,
        staff.justice_department,
        staff.police_department,
        team,
        officers,
    )
