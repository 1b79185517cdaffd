"""Accounts are made by an administrator, take effect by a second person, and end at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.accounts import managing
from hotich.apps.accounts.managing import LoginTakenError, OwnAccountError
from hotich.apps.accounts.models import Appointment, Officer, OfficerSession
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import actor_of
from hotich.apps.accounts.second_factor import factor_of, set_up_list
from hotich.apps.accounts.sessions import open_session, set_unlock_code
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 5)


def made(staff: Staff, login: str = "moi") -> managing.NewAccount:
    return managing.create_account(
        by=staff.actor("quantri"),
        login=login,
        full_name="Đặng Thị Mới",
        role=Role.POLICE_OFFICER,
        valid_from=SINCE,
    )


def rights_of(officer: Officer) -> frozenset[str]:
    return actor_of(officer, day=timezone.localdate()).permissions


def test_a_post_takes_effect_when_somebody_else_confirms_it(staff: Staff):
    new = made(staff)
    assert new.officer.check_password(new.password)
    assert new.officer.must_change_password
    assert rights_of(new.officer) == frozenset()
    (waiting,) = managing.posts_waiting(staff.actor("truongca"))
    managing.decide_post(by=staff.actor("truongca"), appointment=waiting.pk, confirmed=True)
    assert Permission.ENTRY_TYPE in rights_of(new.officer)
    assert not managing.posts_waiting(staff.actor("truongca"))
    assert AuditRow.objects.filter(action="officer.post_confirmed").count() == 1


def test_a_refused_post_never_takes_effect_and_may_be_proposed_again(staff: Staff):
    new = made(staff)
    (waiting,) = managing.posts_waiting(staff.actor("lanhdao"))
    managing.decide_post(by=staff.actor("lanhdao"), appointment=waiting.pk, confirmed=False)
    assert rights_of(new.officer) == frozenset()
    with pytest.raises(Appointment.DoesNotExist):
        managing.decide_post(by=staff.actor("lanhdao"), appointment=waiting.pk, confirmed=True)
    managing.propose_post(
        by=staff.actor("quantri"),
        officer=new.officer.pk,
        role=Role.POLICE_OFFICER,
        valid_from=SINCE,
    )
    assert managing.posts_waiting(staff.actor("lanhdao")).count() == 1


def test_nobody_gives_himself_a_post(staff: Staff):
    by = staff.actor("quantri")
    with pytest.raises(OwnAccountError):
        managing.propose_post(
            by=by, officer=by.officer_id, role=Role.POLICE_CHIEF, valid_from=SINCE
        )
    chief = staff.officer("truongca")
    managing.propose_post(by=by, officer=chief.pk, role=Role.COMMUNE_LEADER, valid_from=SINCE)
    (waiting,) = managing.posts_waiting(by)
    with pytest.raises(OwnAccountError):
        managing.decide_post(by=staff.actor("truongca"), appointment=waiting.pk, confirmed=True)
    with pytest.raises(NotPermittedError):
        managing.decide_post(by=by, appointment=waiting.pk, confirmed=True)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Appointment.objects.filter(pk=waiting.pk).update(confirmed_by=by.officer_id)


def test_a_login_name_belongs_to_one(staff: Staff):
    made(staff)
    with pytest.raises(LoginTakenError):
        made(staff)
    assert Officer.objects.filter(login="moi").count() == 1


def test_a_disabled_account_loses_what_it_has_open(staff: Staff):
    officer = staff.officer("congan")
    open_session(by=staff.actor("congan"), session_key="k", address="")
    managing.disable_account(by=staff.actor("quantri"), officer=officer.pk, reason="nghỉ việc")
    officer.refresh_from_db()
    assert not officer.is_active
    assert OfficerSession.objects.get(officer=officer).ended_why == "disabled"
    managing.enable_account(by=staff.actor("quantri"), officer=officer.pk, reason="trở lại")
    officer.refresh_from_db()
    assert officer.is_active


def test_giving_anew_leaves_nothing_of_the_old(staff: Staff):
    officer, by = staff.officer("congan"), staff.actor("congan")
    set_up_list(by=by)
    set_unlock_code(by=by, officer=officer, code="493027")
    open_session(by=by, session_key="k", address="")
    new = managing.reset_account(by=staff.actor("quantri"), officer=officer.pk, reason="mất máy")
    officer.refresh_from_db()
    assert officer.check_password(new.password)
    assert officer.must_change_password
    assert officer.unlock_code == ""
    assert factor_of(officer.pk) is None
    assert not OfficerSession.objects.filter(ended_at=None).exists()


def test_a_post_ends_with_a_day(staff: Staff):
    officer = staff.officer("congan")
    post = officer.appointments.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    managing.end_post(by=staff.actor("quantri"), appointment=post.pk, last_day=yesterday)
    assert rights_of(officer) == frozenset()
    with pytest.raises(Appointment.DoesNotExist):
        managing.end_post(by=staff.actor("quantri"), appointment=post.pk, last_day=yesterday)


def test_only_an_administrator_of_the_office_manages_its_accounts(staff: Staff):
    other, own = staff.officer("so").pk, staff.officer("quantri").pk
    for login in ("truongca", "lanhdao", "congan"):
        with pytest.raises(NotPermittedError):
            managing.disable_account(
                by=staff.actor(login), officer=staff.officer("congan2").pk, reason="x"
            )
    for act in (managing.disable_account, managing.enable_account, managing.reset_account):
        with pytest.raises(Officer.DoesNotExist):
            act(by=staff.actor("quantri"), officer=other, reason="x")
        with pytest.raises(OwnAccountError):
            act(by=staff.actor("quantri"), officer=own, reason="x")
    assert not managing.officers_managed(staff.actor("congan")).exists()
    assert staff.officer("so") not in managing.officers_managed(staff.actor("quantri"))
