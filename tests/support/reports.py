"""Reports of the test commune, drafted and sent as a test needs them."""

from uuid import uuid4

from hotich.apps.reports import actions
from hotich.apps.reports.models import Report
from tests.support.office import Staff

SECTIONS = {
    "planning_direction": "Đã họp giao ban ngày thứ Hai.",
    "staffing": "Hai cán bộ nhập, một máy tính.",
    "money": "",
    "difficulties": "Sổ năm 1996 mờ chữ.",
    "proposals": "Đề nghị cấp thêm một máy quét.",
}


def drafted(staff: Staff, code: str = "justice_officer", login: str = "tuphap") -> Report:
    """Return this week's draft of a line with its sections typed."""
    by = staff.actor(login)
    draft = actions.start_periodic(by=by, code=code)
    return actions.save_draft(by=by, report=draft.pk, version=draft.version, sections=SECTIONS)


def sent(staff: Staff, code: str = "justice_officer", login: str = "tuphap") -> Report:
    """Return this week's report of a line, sent."""
    draft = drafted(staff, code, login)
    return actions.send_report(by=staff.actor(login), report=draft.pk, version=draft.version)


def sent_ad_hoc(staff: Staff, code: str = "justice_officer", login: str = "tuphap") -> Report:
    """Return an ad hoc report, sent."""
    by = staff.actor(login)
    draft = actions.start_ad_hoc(by=by, code=code, token=uuid4(), occasion="Sổ bị mờ")
    return actions.send_report(by=by, report=draft.pk, version=draft.version)
