"""The officers of every role four times over: in the office, bound to nothing in it, in another
office of the province, and in another province."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from hotich.apps.accounts import actions
from hotich.apps.accounts.models import Office, OfficeKind, Officer
from hotich.apps.accounts.permissions import Role
from tests.support.office import PASSWORD, SETUP, Staff

OWN, OUTSIDE, OFFICE, PROVINCE = "own", "outside", "office", "province"
_SINCE = date(2020, 1, 1)
# No book has this UUID: a post bound to it covers nothing of the office.
_NO_BOOK = UUID("00000000-0000-4000-8000-00000000000f")
# Who acts for a role in the office of the objects, unless the object is another's.
LOGINS: Mapping[Role, str] = {
    Role.JUSTICE_OFFICER: "tuphap",
    Role.POLICE_OFFICER: "congan",
    Role.POLICE_CHIEF: "truongca",
    Role.CROSS_CHECKER: "doisoat",
    Role.TEAM_LEADER: "totruong",
    Role.COMMUNE_LEADER: "lanhdao",
    Role.ACCOUNTANT: "ketoan",
    Role.AUDITOR: "kiemtra",
    Role.DISTRICT_JUSTICE: "phongtuphap",
    Role.POPULATION_CENTRE: "c06",
    Role.PROVINCIAL_JUSTICE: "so",
    Role.PROVINCIAL_POLICE: "congantinh",
    Role.ADMINISTRATOR: "quantri",
}
_ABOVE = {
    Role.DISTRICT_JUSTICE: OfficeKind.DISTRICT,
    Role.POPULATION_CENTRE: OfficeKind.POPULATION_CENTRE,
    Role.PROVINCIAL_JUSTICE: OfficeKind.PROVINCE_JUSTICE,
    Role.PROVINCIAL_POLICE: OfficeKind.PROVINCE_POLICE,
}


def make_twins(staff: Staff) -> dict[str, dict[Role, Officer]]:
    """Record the other three officers of each role; return all by where they stand."""
    own = {role: staff.officer(login) for role, login in LOGINS.items()}
    near, far = _commune(staff.justice_department, "Hồ Vương"), _commune(None, "Đông Hội")
    others = {kind: _add(kind, f"cơ quan khác: {kind}") for kind in _ABOVE.values()}
    return {
        OWN: own,
        OUTSIDE: dict(_officers(OUTSIDE, {role: _office_of(one) for role, one in own.items()})),
        OFFICE: dict(_officers(OFFICE, {role: _of(role, near, others) for role in Role})),
        PROVINCE: dict(_officers(PROVINCE, {role: _of(role, far, others) for role in Role})),
    }


def _commune(department: Office | None, name: str) -> Office:
    superior = department or _add(OfficeKind.PROVINCE_JUSTICE, "Sở Tư pháp tỉnh Nghệ An")
    return actions.add_office(
        by=SETUP, kind=OfficeKind.COMMUNE, name=f"UBND xã {name}", superior=superior
    )


def _add(kind: OfficeKind, name: str) -> Office:
    return actions.add_office(by=SETUP, kind=kind, name=name)


def _of(role: Role, commune: Office, others: Mapping[OfficeKind, Office]) -> Office:
    return others[_ABOVE[role]] if role in _ABOVE else commune


def _office_of(officer: Officer) -> Office:
    return officer.appointments.earliest("pk").office


def _officers(where: str, offices: Mapping[Role, Office]) -> Iterator[tuple[Role, Officer]]:
    for role, office in offices.items():
        officer = actions.add_officer(
            by=SETUP, login=f"{LOGINS[role]}-{where}", full_name="Người Thử", password=PASSWORD
        )
        actions.appoint(
            by=SETUP,
            officer=officer,
            office=office,
            role=role,
            valid_from=_SINCE,
            books={_NO_BOOK: "không quyển nào"} if where == OUTSIDE else None,
        )
        yield role, officer
