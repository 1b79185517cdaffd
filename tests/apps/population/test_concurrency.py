"""Many officers at once: one number for each request, and no number twice."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from hotich.apps.population import embedded
from hotich.apps.population.actions import (
    Allotted,
    allot,
    confirm_request,
    release_request,
    request_number,
)
from hotich.apps.population.models import Allotment, LifeState, NumberRequest, Person
from tests.support.office import make_staff
from tests.support.population import number_facts

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(*calls: Callable[[], Allotted]) -> list[Allotted]:
    """Run the calls in threads that start together; a fault of one fails the test."""
    gate = threading.Barrier(len(calls))
    results: list[Allotted] = []
    faults: list[BaseException] = []

    def run(call: Callable[[], Allotted]) -> None:
        try:
            gate.wait()
            results.append(call())
        except BaseException as fault:  # noqa: BLE001 - handed to the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return results


def released_requests(
    count: int,
) -> tuple[list[NumberRequest], Callable[[NumberRequest], Allotted]]:
    staff = make_staff()
    chief = staff.actor("truongca")
    requests = []
    for _ in range(count):
        request = request_number(
            by=staff.actor("congan"),
            mention=uuid4(),
            entry=uuid4(),
            entry_label="KS 1/1998",
            office=staff.commune.pk,
            facts=number_facts(),
            life=LifeState.ALIVE,
            basis="gia đình cho biết",
        )
        confirm_request(by=staff.actor("tuphap"), request=request)
        release_request(by=chief, request=request)
        requests.append(request)
    return requests, lambda request: allot(by=chief, request=request)


def test_eight_requests_at_once_get_eight_numbers(monkeypatch: pytest.MonkeyPatch):
    # Few numbers are free, so that threads meet at the same ones.
    monkeypatch.setattr(embedded, "_TAILS", 16)
    requests, ask = released_requests(THREADS)
    given = at_once(*(lambda request=request: ask(request) for request in requests))
    assert len({each.pin for each in given}) == THREADS
    assert Person.objects.count() == Allotment.objects.count() == THREADS


def test_one_request_asked_eight_times_at_once_gets_one_number():
    (request,), ask = released_requests(1)
    given = at_once(*(lambda: ask(request) for _ in range(THREADS)))
    assert len(set(given)) == 1
    assert Person.objects.count() == Allotment.objects.count() == 1
