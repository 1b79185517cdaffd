"""A computer that was not checked, is out of date or of another office shows nobody's data."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hotich.apps.accounts.actions import check_workstation
from hotich.apps.accounts.models import Workstation, WorkstationCheck, WorkstationDevice
from hotich.apps.accounts.workstations import CHECKLIST
from hotich.apps.audit.models import AuditRow
from tests.support.office import PASSWORD, Staff

pytestmark = pytest.mark.django_db
DESK, COMPUTERS = "/nhap-du-lieu/", "/nhat-ky/may-tinh/"
ALL_MET = [code for code, _words in CHECKLIST]


@pytest.fixture(autouse=True)
def checked_computers(settings) -> None:
    settings.CHECKED_COMPUTERS = True


def checked(staff: Staff, *, failed: tuple[str, ...] = (), days: int = 30) -> Workstation:
    today = timezone.localdate()
    return check_workstation(
        by=staff.actor("truongca"),
        office=staff.commune,
        name="Máy số 1",
        checked_on=today - timedelta(days=60),
        expires_on=today + timedelta(days=days),
        failed=failed,
    ).workstation


def bound(page, workstation: Workstation) -> str:
    """Bind the computer and return the secret that its browser holds."""
    answer = page("truongca").post(reverse("oversight:bind", args=[workstation.pk]))
    assert answer.status_code == 303
    return answer.cookies["computer"].value


def at(page, login: str, secret: str) -> Client:
    client = page(login)
    client.cookies["computer"] = secret
    return client


def test_only_a_bound_computer_shows_peoples_data(page, staff: Staff):
    assert page("congan").get(DESK).status_code == 404
    assert "Máy tính chưa được dùng" in page("congan").get("/").text
    secret = bound(page, checked(staff))
    assert at(page, "congan", secret).get(DESK).status_code == 200
    assert at(page, "congan", secret[:-1] + "x").get(DESK).status_code == 404
    assert not WorkstationDevice.objects.filter(digest=secret).exists()


def test_its_name_is_the_bound_one_whatever_is_typed(client: Client, page, staff: Staff):
    client.cookies["computer"] = bound(page, checked(staff))
    sent = {"login": "congan", "password": PASSWORD, "workstation": "Máy khác"}
    client.post("/tai-khoan/dang-nhap/", sent)
    assert AuditRow.objects.filter(action="signed_in").last().workstation == "Máy số 1"


def test_an_expired_or_failed_check_ends_it_at_once(page, staff: Staff):
    secret = bound(page, checked(staff))
    clerk = at(page, "congan", secret)
    assert clerk.get(DESK).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    WorkstationCheck.objects.update(expires_on=yesterday)
    assert clerk.get(DESK).status_code == 404
    WorkstationCheck.objects.update(expires_on=timezone.localdate(), failed=["disk"])
    assert clerk.get(DESK).status_code == 404


def test_a_computer_of_another_office_is_not_checked(page, staff: Staff):
    secret = bound(page, checked(staff))
    assert at(page, "so", secret).get("/chuyen-du-lieu/").status_code == 404


def test_binding_again_and_unbinding_end_the_secret(page, staff: Staff):
    workstation = checked(staff)
    first, second = bound(page, workstation), bound(page, workstation)
    assert at(page, "congan", first).get(DESK).status_code == 404
    assert at(page, "congan", second).get(DESK).status_code == 200
    unbind = reverse("oversight:unbind", args=[workstation.pk])
    assert page("truongca").post(unbind).status_code == 303
    assert at(page, "congan", second).get(DESK).status_code == 404
    assert AuditRow.objects.filter(action="workstation.unbound").count() == 1


@pytest.mark.parametrize("failed", [("disk",), ("place", "media")])
def test_a_computer_that_failed_cannot_be_bound(page, staff: Staff, failed):
    workstation = checked(staff, failed=failed)
    answer = page("truongca").post(reverse("oversight:bind", args=[workstation.pk]), follow=True)
    assert "hãy kiểm tra trước" in answer.text
    assert "Không đạt" in answer.text
    assert not WorkstationDevice.objects.exists()


def test_only_who_checks_may_bind_and_only_the_offices_own(page, staff: Staff):
    workstation = checked(staff)
    address = reverse("oversight:bind", args=[workstation.pk])
    for login in ("congan", "lanhdao", "so", "quantri"):
        assert page(login).post(address).status_code == 404
    workstation.office = staff.justice_department
    workstation.save()
    assert page("truongca").post(address).status_code == 404


def test_the_checklist_is_kept_with_the_check(page, staff: Staff):
    today = timezone.localdate()
    sent = {
        "name": "Máy số 2",
        "checked_on": f"{today:%d/%m/%Y}",
        "expires_on": f"{today + timedelta(days=90):%d/%m/%Y}",
        "met": ALL_MET[1:],
    }
    assert page("truongca").post(COMPUTERS, sent).status_code == 303
    assert WorkstationCheck.objects.get().failed == ["disk"]
    assert page("truongca").post(COMPUTERS, sent | {"met": "lạ"}).status_code == 422


def test_a_practice_installation_may_do_without(page, settings):
    settings.CHECKED_COMPUTERS = False
    assert page("congan").get(DESK).status_code == 200
