"""Lines by date: the plan of 2023, the defaults since July 2025, and an office's own."""

from datetime import date, datetime, time

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.reports import actions, problems
from hotich.apps.reports.lines import ZONE, line_on, lines_on
from hotich.apps.reports.models import ReportLine
from tests.support.reports import sent

pytestmark = pytest.mark.django_db


def change(**given: object) -> actions.LineChange:
    facts: dict[str, object] = {
        "recipient": "Sở Tư pháp tỉnh Thanh Hóa",
        "through": "",
        "copies": ["Công an tỉnh Thanh Hóa"],
        "weekday": 4,
        "time": time(15),
        "valid_from": date(2026, 11, 16),
        "confirmed": True,
        "basis": "Kế hoạch số 12/KH-UBND",
    }
    return actions.LineChange(**facts | given)  # type: ignore[arg-type]


def test_in_2023_both_report_to_the_district_through_its_justice_office(staff):
    justice, commune = lines_on(staff.commune, date(2023, 9, 1))
    for line in (justice, commune):
        assert line.recipient.name == "UBND huyện Nga Sơn"
        assert line.through is not None
        assert line.through.name == "Phòng Tư pháp huyện Nga Sơn"
        assert line.confirmed
    assert justice.due_in(date(2023, 8, 30)) == datetime(2023, 9, 1, 16, tzinfo=ZONE)
    assert commune.due_in(date(2023, 8, 30)) == datetime(2023, 9, 1, 11, tzinfo=ZONE)


def test_since_july_2025_the_commune_reports_to_the_justice_department(staff):
    assert lines_on(staff.commune, date(2025, 6, 30))[1].recipient.name == "UBND huyện Nga Sơn"
    justice, commune = lines_on(staff.commune, date(2025, 7, 1))
    assert justice.recipient.office == staff.commune.pk
    assert commune.recipient.office == staff.justice_department.pk
    assert [one.office for one in commune.copies] == [staff.police_department.pk]
    assert commune.through is None
    assert not justice.confirmed
    assert not commune.confirmed


def test_only_a_registering_office_has_lines(staff):
    assert lines_on(staff.justice_department, date(2026, 1, 1)) == []


@pytest.mark.parametrize("friday", [date(2023, 9, 1), date(2026, 5, 1), date(2027, 1, 1)])
def test_a_holiday_does_not_move_the_deadline(staff, friday):
    commune = lines_on(staff.commune, friday)[1]
    assert commune.due_in(friday).date() == friday


def test_a_change_holds_from_its_day_and_keeps_what_was(staff, clock):
    by = staff.actor("lanhdao")
    actions.change_line(by=by, code="commune", change=change())
    before = line_on(staff.commune, "commune", date(2026, 11, 15))
    since = line_on(staff.commune, "commune", date(2026, 11, 16))
    assert before is not None
    assert since is not None
    assert (before.weekday, before.confirmed) == (5, False)
    assert (since.weekday, since.time, since.confirmed) == (4, time(15), True)
    assert since.recipient.office == staff.justice_department.pk
    assert line_on(staff.commune, "justice_officer", date(2026, 11, 16)).weekday == 5


def test_a_later_change_does_not_take_a_planned_one_away(staff, clock):
    by = staff.actor("lanhdao")
    actions.change_line(by=by, code="commune", change=change(valid_from=date(2026, 12, 1)))
    actions.change_line(by=by, code="commune", change=change(weekday=2))
    days = [date(2026, 11, 30), date(2026, 12, 1)]
    assert [line_on(staff.commune, "commune", day).weekday for day in days] == [2, 4]


def test_a_line_of_2023_ends_with_the_districts(staff, time_machine):
    time_machine.move_to("2023-09-04T02:00:00Z")
    wanted = change(valid_from=date(2023, 9, 4), recipient="UBND huyện Nga Sơn")
    actions.change_line(by=staff.actor("lanhdao"), code="commune", change=wanted)
    line = line_on(staff.commune, "commune", date(2025, 7, 1))
    assert line.recipient.office == staff.justice_department.pk


def test_a_name_nobody_here_bears_is_kept_as_typed(staff, clock):
    wanted = change(recipient="Ban Chỉ đạo  Đề án 06 tỉnh", copies=["Công an tỉnh Thanh Hóa", " "])
    actions.change_line(by=staff.actor("lanhdao"), code="commune", change=wanted)
    line = line_on(staff.commune, "commune", date(2026, 11, 20))
    assert (line.recipient.name, line.recipient.office) == ("Ban Chỉ đạo Đề án 06 tỉnh", None)
    assert len(line.copies) == 1


def test_refusals_write_nothing(staff, clock):
    by = staff.actor("lanhdao")
    with pytest.raises(problems.PaperMissingError):
        actions.change_line(by=by, code="commune", change=change(basis=" "))
    with pytest.raises(problems.NoLineError):
        actions.change_line(by=by, code="khac", change=change())
    for login in ("congan", "truongca", "so"):
        with pytest.raises(NotPermittedError):
            actions.change_line(by=staff.actor(login), code="commune", change=change())
    assert not ReportLine.objects.exists()


def test_the_database_keeps_lines_as_they_were(staff, clock):
    row = sent(staff).line
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportLine.objects.filter(pk=row.pk).update(weekday=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.parties.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportLine.objects.create(
            office=staff.commune, code="x", reporter="commune", weekday=8, time=time(1),
            confirmed=False, recorded_at=row.recorded_at,
        )  # fmt: skip


def test_a_default_line_is_written_down_once(staff, clock, pass_time):
    first = sent(staff)
    pass_time(days=7)
    assert sent(staff).line_id == first.line_id
