"""What is odd about a day's look-ups: each alert is made by its cause, and not without it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.audit.actor import process
from hotich.apps.audit.models import AuditRow
from hotich.apps.jobs.models import Job
from hotich.apps.oversight import alerting
from hotich.apps.oversight.alert_actions import (
    NotAnswerableError,
    alerts_of,
    answer_alert,
    unwatch,
    watch,
)
from hotich.apps.oversight.alerting import DAYS_NEEDED, IN_VAIN, OWN_NAMES, number_digest, odd, tell
from hotich.apps.oversight.models import AccessAlert, AccessAlertKind, AlertAnswer, WatchedNumber
from hotich.apps.population.actions import view_person
from hotich.apps.population.models import (
    Breadth,
    DailyUse,
    Lookup,
    LookupAnswer,
    LookupCandidate,
    QuotaKind,
)
from hotich.apps.population.problems import QuotaExceededError
from hotich.apps.population.quotas import BOUNDS, spend
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db

K = AccessAlertKind
DAY = date(2026, 3, 11)  # a Wednesday
JOB = process("job oversight.alerts")


@pytest.fixture(autouse=True)
def at_work() -> Iterator[None]:
    with time_machine.travel(at(9), tick=False):
        yield


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())


def looked(
    staff: Staff,
    name: str = "Trần Văn Nào",
    *,
    login: str = "congan",
    when: datetime | None = None,
    shown: UUID | None = None,
    mode: str = "screen",
) -> None:
    """Put a look-up on record as the population room does."""
    moment = when or at(9)
    lookup = Lookup.objects.create(
        mention=uuid4(),
        entry=uuid4(),
        office=staff.commune.pk,
        by=staff.officer(login),
        reason="nhập sổ",
        breadth=Breadth.NARROW,
        terms={"full_name": name},
        model_version="1",
        recorded_at=moment,
    )
    LookupAnswer.objects.create(lookup=lookup, mode=mode, recorded_at=moment)
    if shown:
        LookupCandidate.objects.create(lookup=lookup, person=shown, place=0, bits=9, levels=[])


def used(
    staff: Staff, count: int, *, day: date = DAY, login: str = "congan", **more: object
) -> None:
    values = {"kind": QuotaKind.LOOKUP, "used": count} | more
    DailyUse.objects.create(
        officer=staff.officer(login), office=staff.commune.pk, day=day, **values
    )


def found(staff: Staff) -> set[tuple[str, UUID]]:
    return {(one.kind.value, one.officer) for one in odd(staff.commune.pk, DAY)}


def of_congan(staff: Staff, kind: AccessAlertKind) -> bool:
    return (kind.value, staff.officer("congan").pk) in found(staff)


def test_an_ordinary_day_tells_nothing(staff: Staff):
    for number in range(20):
        looked(staff, f"Trần Văn {number}", shown=make_person(number + 1).uuid)
    used(staff, 20)
    assert found(staff) == set()


def test_far_more_than_on_his_own_days_is_told(staff: Staff):
    for back in range(1, DAYS_NEEDED + 1):
        used(staff, 100, day=DAY - timedelta(days=back))
    used(staff, 301)
    assert of_congan(staff, K.VOLUME)


def test_a_busy_day_of_a_busy_officer_is_not(staff: Staff):
    for back in range(1, DAYS_NEEDED + 1):
        used(staff, 100, day=DAY - timedelta(days=back))
    used(staff, 299)
    assert not of_congan(staff, K.VOLUME)


def test_a_new_officer_is_held_against_the_days_of_the_team(staff: Staff):
    for back in range(1, DAYS_NEEDED + 1):
        used(staff, 100, day=DAY - timedelta(days=back), login="congan2")
    used(staff, 301)
    assert of_congan(staff, K.VOLUME)
    DailyUse.objects.filter(day=DAY).update(used=299)
    assert not of_congan(staff, K.VOLUME)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (at(22, 30), True),
        (at(5, 59), True),
        (at(9, day=date(2026, 3, 15)), True),  # a Sunday
        (at(6, 0), False),
        (at(18, 59), False),
        (at(9, day=date(2026, 3, 14)), False),  # a Saturday
    ],
)
def test_an_hour_outside_the_office_s_is_told(staff: Staff, when: datetime, told: bool):
    looked(staff, when=when)
    rows = [one for one in odd(staff.commune.pk, when.date()) if one.kind is K.HOUR]
    assert bool(rows) is told
    if told:
        assert rows[0].figures == {"count": 1, "first": f"{when:%H:%M}", "last": f"{when:%H:%M}"}


def test_his_own_surname_far_more_often_than_others_meet_it_is_told(staff: Staff):
    for number in range(60):
        looked(staff, f"{'Lê' if number < 6 else 'Trần'} Văn {number}", login="congan2")
    for number in range(OWN_NAMES):
        looked(staff, f"Lê Văn {number}")
    assert of_congan(staff, K.SURNAME)


def test_a_common_surname_met_as_often_as_by_others_is_not(staff: Staff):
    for number in range(60):
        looked(staff, f"{'Lê' if number < 30 else 'Trần'} Văn {number}", login="congan2")
    for number in range(20):
        looked(staff, f"{'Lê' if number < 10 else 'Trần'} Văn {number}")
    assert not of_congan(staff, K.SURNAME)


def own_family(officer: UUID) -> frozenset[UUID]:
    return _FAMILY.get(officer, frozenset())


_FAMILY: dict[UUID, frozenset[UUID]] = {}


def test_his_own_family_among_candidates_or_viewed_is_told(staff: Staff, settings):
    settings.OWN_FAMILY = f"{__name__}.own_family"
    cousin, stranger = make_person(1).uuid, make_person(2).uuid
    _FAMILY[staff.officer("congan").pk] = frozenset({cousin})
    looked(staff, shown=stranger)
    looked(staff, shown=cousin, login="congan2")  # not his
    assert not of_congan(staff, K.FAMILY)
    looked(staff, shown=cousin)
    assert of_congan(staff, K.FAMILY)


def test_a_view_of_his_own_family_is_told(staff: Staff, settings):
    settings.OWN_FAMILY = f"{__name__}.own_family"
    cousin, stranger = make_person(1).uuid, make_person(2).uuid
    _FAMILY[staff.officer("congan").pk] = frozenset({cousin})
    view_person(by=staff.actor("congan"), person=stranger, reason="xem")
    assert not of_congan(staff, K.FAMILY)
    view_person(by=staff.actor("congan"), person=cousin, reason="xem")
    assert of_congan(staff, K.FAMILY)


def test_a_person_on_the_watch_list_is_told_without_his_number(staff: Staff):
    auditor = staff.actor("kiemtra")
    listed, other = make_person(1), make_person(2)
    looked(staff, shown=listed.uuid)
    assert not of_congan(staff, K.WATCHED)
    row = watch(by=auditor, pin=str(listed.pin), reason="theo văn bản 12")
    assert of_congan(staff, K.WATCHED)
    assert row.digest == number_digest(str(listed.pin))
    assert str(listed.pin) not in str(WatchedNumber.objects.values_list().get())
    unwatch(by=auditor, row=row.pk)
    assert not of_congan(staff, K.WATCHED)
    watch(by=auditor, pin=str(other.pin), reason="theo văn bản 12")
    assert not of_congan(staff, K.WATCHED)


def test_refused_and_vain_tries_are_told(staff: Staff):
    used(staff, 12, kind=QuotaKind.NUMBER, missed=IN_VAIN - 1)
    assert not of_congan(staff, K.REFUSED)
    DailyUse.objects.update(missed=IN_VAIN)
    assert of_congan(staff, K.REFUSED)
    DailyUse.objects.update(missed=0, refused=1)
    assert of_congan(staff, K.REFUSED)


def test_a_refusal_asks_for_the_alerts_at_once_and_once(staff: Staff):
    used(staff, BOUNDS[QuotaKind.PERSON].usual, kind=QuotaKind.PERSON)
    for _ in range(2):
        with pytest.raises(QuotaExceededError):
            spend(by=staff.actor("congan"), kind=QuotaKind.PERSON)
    (job,) = Job.objects.filter(kind="oversight.alerts")
    assert job.parameters == {"office": str(staff.commune.pk), "day": DAY.isoformat()}


def test_what_a_job_looks_up_is_nobody_s_oddness(staff: Staff):
    looked(staff, when=at(23), mode="unattended")
    assert found(staff) == set()


def test_the_same_is_told_once_and_stands_in_the_audit(staff: Staff):
    looked(staff, when=at(23))
    assert tell(by=JOB, office=staff.commune.pk, day=DAY) == 1
    looked(staff, when=at(23, 30))
    assert tell(by=JOB, office=staff.commune.pk, day=DAY) == 0
    (row,) = AccessAlert.objects.all()
    (told,) = AuditRow.objects.filter(action="oversight.alerted")
    assert (told.object, told.reason) == (row.pk, "hour")


def test_another_office_s_alerts_are_not_shown(staff: Staff):
    looked(staff, when=at(23))
    tell(by=JOB, office=staff.commune.pk, day=DAY)
    AccessAlert.objects.update(office=staff.centre.pk)
    assert list(alerts_of(staff.actor("lanhdao"))) == []


def test_an_alert_is_answered_by_somebody_else_and_once(staff: Staff):
    looked(staff, when=at(23), login="truongca")
    tell(by=JOB, office=staff.commune.pk, day=DAY)
    (row,) = AccessAlert.objects.all()
    assert list(alerts_of(staff.actor("truongca"))) == []
    with pytest.raises(NotAnswerableError):
        answer_alert(by=staff.actor("truongca"), alert=row.pk, text="tôi trực")
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertAnswer.objects.create(
            alert=row, officer=row.officer, text="x", by=row.officer, recorded_at=at(9)
        )
    with pytest.raises(NotAnswerableError):
        answer_alert(by=staff.actor("lanhdao"), alert=row.pk, text=" ")
    answer_alert(by=staff.actor("lanhdao"), alert=row.pk, text="trực tối, có lịch")
    with pytest.raises(NotAnswerableError):
        answer_alert(by=staff.actor("lanhdao"), alert=row.pk, text="nữa")
    assert AuditRow.objects.filter(action="oversight.alert_answered").count() == 1


def test_the_job_goes_through_yesterday_and_today(staff: Staff, monkeypatch):
    days: list[date] = []
    monkeypatch.setattr(alerting, "tell", lambda *, by, office, day: days.append(day) or 0)
    looked(staff)
    looked(staff, when=at(9, day=DAY - timedelta(days=1)))

    class Lease:
        job = Job(kind="oversight.alerts", parameters={}, recorded_at=at(9))
        by = JOB

        def advance(self, **said: object) -> None:
            assert said["done"] == 0

    alerting.run(Lease())  # type: ignore[arg-type]
    assert days == [DAY - timedelta(days=1), DAY]
