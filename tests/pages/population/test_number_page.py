"""A look-up by personal ID number: what it needs, and that it tells nothing but whom it shows."""

import re
from collections.abc import Collection
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.family.queries import is_own_family
from hotich.apps.population.models import DailyUse, Person, QuotaKind
from hotich.apps.population.quotas import MISSES, raise_quota
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db

PIN = "000198000001"
_MADE_NEW = re.compile(
    r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+|\d\d/\d\d/\d{4} \d\d:\d\d'
)
_VALUES = re.compile(r"'[^']*'|s\d+_x\d+|\b\d+\b|\b[0-9a-f]{32}\b")


def told(**changed: object) -> dict[str, object]:
    return {
        "pin": PIN,
        "full_name": "Mai Thị Lan",
        "birth_year": 1998,
        "reason": "công dân đến hỏi",
    } | changed


def holder() -> Person:
    return make_person(1, pin=PIN, full_name="Mai Thị Lan", birth_date="1998-09-02")


def ask(client: Client, **changed: object) -> HttpResponse:
    return client.post(reverse("population:number"), told(**changed))


def seen(response: HttpResponse) -> str:
    """Return the answer whole, headers too, without what is new in each."""
    headers = sorted((name, value) for name, value in response.headers.items())
    return _MADE_NEW.sub("", f"{response.status_code} {headers} {response.content.decode()}")


def is_apart(by: Actor, persons: Collection[UUID]) -> bool:
    """Ask as the family room does, and say that the officer may not see them."""
    is_own_family(by, persons)
    return True


def test_number_name_and_year_together_show_the_person(page):
    person = holder()
    response = ask(page("congan"), pin="000 198 000001", full_name="mai thi lan")
    assert "Mai Thị Lan" in response.content.decode()
    asked = AuditRow.objects.get(action="person.number_looked_up")
    viewed = AuditRow.objects.get(action="person.viewed")
    assert asked.pk < viewed.pk
    assert asked.reason == "công dân đến hỏi"
    assert [row.subject for row in asked.subjects.all()] == [person.uuid]


@pytest.mark.parametrize("missing", ["pin", "full_name", "birth_year", "reason"])
def test_each_of_the_four_is_needed(page, missing: str):
    holder()
    response = ask(page("congan"), **{missing: ""})
    assert response.status_code == 422
    assert not AuditRow.objects.filter(action="person.number_looked_up").exists()
    assert not DailyUse.objects.exists()


def test_no_answer_tells_whether_somebody_has_the_number(page, settings):
    """The same question about nobody and about each somebody: the same bytes, statements, rows."""
    client, answers, statements = page("congan"), {}, {}

    def kept(case: str, **changed: object) -> None:
        DailyUse.objects.all().delete()
        with CaptureQueriesContext(connection) as run:
            answers[case] = seen(ask(client))
        statements[case] = [_VALUES.sub("?", each["sql"]) for each in run.captured_queries]

    ask(client)  # the first one makes what is made once
    kept("nobody")
    person = holder()
    for case, values in {
        "another name": {"full_name": "Trần Văn Khác"},
        "another year": {"birth_date": "1997-09-02"},
        "no birth date": {"birth_date": ""},
    }.items():
        Person.objects.filter(pk=person.pk).update(**values)
        kept(case)
        Person.objects.filter(pk=person.pk).update(full_name="Mai Thị Lan", birth_date="1998-09-02")
    settings.PERSON_GUARDS = (f"{__name__}.is_apart",)
    kept("own family")
    Person.objects.all().update(pin=None)
    kept("nobody again")
    assert len(set(answers.values())) == 1, answers
    assert statements["another name"] == statements["nobody again"]
    assert len({tuple(one) for one in statements.values()}) == 1
    rows = AuditRow.objects.filter(action="person.number_looked_up")
    assert {row.subjects.count() for row in rows} == {1}
    assert {(row.reason, row.object) for row in rows} == {("công dân đến hỏi", None)}
    assert not AuditRow.objects.filter(action="person.viewed").exists()


def test_what_nobody_has_stands_in_the_audit_without_its_number(page):
    ask(page("congan"))
    subject = AuditSubject.objects.get(row__action="person.number_looked_up").subject
    assert PIN not in f"{subject.int} {subject}"


def test_the_twentieth_number_in_vain_is_not_tried(page, staff: Staff):
    holder()
    client = page("congan")
    for tail in range(MISSES):
        assert ask(client, pin=f"00019800{tail + 100:04}").status_code == 200
    refused = ask(client)  # this one would be right
    assert refused.status_code == 422
    assert "Hoàng Văn Trưởng" in refused.content.decode()
    assert "Theo CSDLQGVDC" not in refused.content.decode()
    use = DailyUse.objects.get(kind=QuotaKind.NUMBER)
    assert (use.used, use.missed, use.refused) == (MISSES, MISSES, 1)
    assert AuditRow.objects.filter(action="quota.refused").count() == 1
    chief = staff.actor("truongca")
    raise_quota(
        by=chief,
        officer=staff.officer("congan").pk,
        kind=QuotaKind.NUMBER,
        extra=1,
        reason="tiếp dân",
    )
    assert "Theo CSDLQGVDC" in ask(client).content.decode()


def test_another_officer_is_not_held_up_by_it(page):
    holder()
    DailyUse.objects.all().delete()
    for tail in range(MISSES + 1):
        ask(page("congan"), pin=f"00019800{tail + 100:04}")
    assert "Theo CSDLQGVDC" in ask(page("congan2")).content.decode()


@pytest.mark.parametrize("login", ["tuphap", "lanhdao", "so", "c06", "quantri"])
def test_who_may_not_view_persons_has_no_such_page(page, login: str):
    assert page(login).get(reverse("population:number")).status_code == 404
    assert ask(page(login)).status_code == 404
