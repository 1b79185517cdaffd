"""Queues: what waits, in their order, each opened where it is decided, and back to the next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.audit.models import AuditRow
from hotich.apps.entry import actions
from hotich.apps.entry.models import Mention, Reservation
from hotich.apps.entry.queues import Queue
from hotich.apps.population.models import NumberRequest
from hotich.apps.tracking.actions import take_case
from hotich.apps.tracking.models import Case
from tests.support.entries import (
    given_person,
    saved_linked,
    saved_not_found,
    saved_undecided,
)

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"entry:{name}", args=args)


def opened(client, queue, item, place=0):
    return client.get(url("open_item", queue, item), {"tu": place})


def typed_so_far(by, book, number):
    held = actions.reserve_number(by=by, book=book.pk, number=number)
    actions.save_draft(by=by, entry=held.entry, fields={"child.full_name": "Mai"})
    return held


def test_a_queue_shows_who_waits_longest_first_and_keeps_the_view(page, book, clerk):
    first, second = (
        saved_undecided(clerk, book, {"child.full_name": name}).entry
        for name in ("Lê Văn Một", "Lê Văn Hai")
    )
    type(first).objects.filter(pk=first.pk).update(recorded_at=timezone.now() - timedelta(days=9))
    shown = html(page("congan").get(url("queue", "chua-ket-luan")))
    assert shown.index("Lê Văn Một") < shown.index("Lê Văn Hai")
    assert 'data-digit="1" data-focus' in shown
    seen = AuditRow.objects.filter(action="entry.viewed", reason="hàng đợi")
    mentions = Mention.objects.filter(entry__in=[first, second], principal=True)
    subjects = set(seen.get().subjects.values_list("subject", flat=True))
    assert subjects >= {mention.pk for mention in mentions}


@pytest.mark.parametrize("queue", list(Queue))
def test_an_empty_queue_says_so(page, book, queue):
    assert "Không còn gì chờ" in html(page("congan").get(url("queue", queue)))


def test_a_returned_entry_opens_at_the_field_it_was_returned_for(page, staff, book, clerk):
    entry = saved_undecided(clerk, book).entry
    actions.mark_returned(
        by=staff.actor("tuphap"), entry=entry.pk, reason="sai quê", field="child.hometown"
    )
    client = page("congan")
    assert "sai quê" in html(client.get(url("queue", "tra-lai")))
    answer = opened(client, "tra-lai", entry.pk)
    assert answer.url == url("correct", entry.pk)
    focus = html(client.get(answer.url)).split("data-focus")[0].rsplit("<", 1)[1]
    assert "child__hometown" in focus or "child-hometown" in focus


def test_after_deciding_the_next_one_of_the_queue_has_the_focus(page, book, clerk):
    person = given_person()
    first, second = (saved_undecided(clerk, book).entry for _ in range(2))
    client = page("congan")
    answer = opened(client, "chua-ket-luan", first.pk)
    mention = Mention.objects.get(entry=first, principal=True)
    assert answer.url == url("decide", mention.pk)
    looked = client.post(answer.url, {"do": "narrow"})
    data = {"lookup": looked.context["lookup"], "person": person.uuid}
    back = client.post(answer.url, data)
    assert back.url == url("queue", "chua-ket-luan") + "?trang=1&tu=0"
    shown = html(client.get(back.url))
    assert str(first.pk) not in shown
    assert 'data-digit="1" data-focus' in shown
    assert str(second.pk) in shown


def test_what_was_not_opened_from_a_queue_goes_on_to_its_entry(page, book, clerk):
    person = given_person()
    entry = saved_undecided(clerk, book).entry
    client, where = page("congan"), url("decide", entry.mentions.get(principal=True).pk)
    looked = client.post(where, {"do": "narrow"})
    back = client.post(where, {"lookup": looked.context["lookup"], "person": person.uuid})
    assert back.url == url("entry", entry.pk)


def test_a_waiting_entry_stands_in_its_own_queue(page, book, clerk):
    entry = saved_undecided(clerk, book, waiting=True).entry
    client = page("congan")
    assert str(entry.pk) in html(client.get(url("queue", "cho-tra-cuu")))
    assert str(entry.pk) not in html(client.get(url("queue", "chua-ket-luan")))


def test_a_number_request_and_a_case_open_their_pages(page, staff, book, clerk):
    saved_not_found(clerk, book, {"child.full_name": "Trịnh Văn Hai"})
    person = given_person(full_name="Hà Thị Khác", ethnicity="Mường")
    saved_linked(clerk, book, person, {"child.full_name": "Hà Thị Khác"})
    request, case = NumberRequest.objects.get(), Case.objects.get()
    client = page("congan")
    assert opened(client, "theo-doi", case.pk).status_code == 404  # nobody has taken it
    take_case(by=clerk, case=case.pk)
    assert opened(client, "theo-doi", case.pk).url == url("settle", case.pk)
    assert opened(client, "so-dinh-danh", request.pk).url == url("number_request", request.pk)
    assert opened(page("congan2"), "theo-doi", case.pk).status_code == 404
    assert "Dân tộc" in html(client.get(url("queue", "theo-doi")))
    assert "data-focus" in html(client.get(url("settle", case.pk)))


def test_what_one_typed_half_is_his_and_after_its_time_the_teams(page, staff, book, clerk):
    held = typed_so_far(clerk, book, "7")
    mine, colleague = page("congan"), page("congan2")
    assert opened(mine, "go-do", held.entry).url == url("type", held.pk)
    assert opened(colleague, "go-do", held.entry).status_code == 404
    assert opened(colleague, "go-do-cua-to", held.entry).status_code == 404
    Reservation.objects.update(until=timezone.now() - timedelta(minutes=1))
    shown = html(colleague.get(url("queue", "go-do-cua-to")))
    assert "7/1998" in shown
    assert "Lê Văn Công" in shown
    assert opened(colleague, "go-do-cua-to", held.entry).url == url("queue", "go-do-cua-to")
    answer = colleague.post(url("take_over", held.pk))
    assert colleague.get(answer.url).status_code == 200
    assert Reservation.objects.filter(entry=held.entry, officer=staff.officer("congan2")).exists()
    assert "7/1998" not in html(mine.get(url("queue", "go-do-cua-to")))


def test_missing_numbers_open_with_one_press(page, staff, book, clerk):
    actions.reserve_number(by=staff.actor("congan2"), book=book.pk, number="4")
    client = page("congan")
    shown = html(client.get(url("missing")))
    assert all(f"{number}/1998" in shown for number in (1, 2, 3))
    assert "4/1998" not in shown
    answer = client.post(url("reserve_other", book.pk), {"number": "2", "year": "1998"})
    assert answer.url == url("type", Reservation.objects.get(officer=clerk.officer).pk)


def test_other_offices_other_words_and_wrong_numbers(page, book, clerk, other_commune):
    entry = saved_undecided(clerk, book).entry
    stranger = page("congan-khac")
    assert str(entry.pk) not in html(stranger.get(url("queue", "chua-ket-luan")))
    assert opened(stranger, "chua-ket-luan", entry.pk).status_code == 404
    client = page("congan")
    assert client.get(url("queue", "nao-do")).status_code == 404
    assert opened(client, "nao-do", entry.pk).status_code == 404
    wrong = client.get(url("queue", "chua-ket-luan"), {"tu": "x" * 9, "trang": "-3"})
    assert wrong.status_code == 200
    assert page("tuphap").get(url("queue", "tra-lai")).status_code == 404


def test_a_long_queue_costs_as_many_queries_as_a_short_one(
    page, book, clerk, django_assert_max_num_queries
):
    for _ in range(3):
        saved_undecided(clerk, book)
    client = page("congan")
    with django_assert_max_num_queries(60) as few:
        client.get(url("queue", "chua-ket-luan"))
    for _ in range(9):
        saved_undecided(clerk, book)
    with django_assert_max_num_queries(len(few)):
        client.get(url("queue", "chua-ket-luan"))


def test_in_english(page, book, clerk):
    saved_undecided(clerk, book)
    client = page("congan")
    client.cookies["django_language"] = "en"
    shown = html(client.get(url("queue", "chua-ket-luan")))
    assert "Undecided" in shown
    assert "My queues" in shown
