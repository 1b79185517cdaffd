"""A number left half typed is seen, taken up and told of; the last save is taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hotich.apps.entry import actions
from hotich.apps.entry.models import Entry, Passing, Reservation
from hotich.apps.registers.actions import set_state
from hotich.apps.registers.models import State
from tests.support.entries import saved_undecided

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def url(name, *parts):
    return reverse(f"entry:{name}", args=parts)


@pytest.fixture
def half(book, clerk):
    """Return the clerk's number 1, half typed."""
    held = actions.reserve_next(by=clerk, book=book.pk)
    actions.save_draft(by=clerk, entry=held.entry, fields={"child-full_name": "Mai Thị Phượng"})
    return held


def later(minutes=16):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_others_read_who_types_it_and_until_when(page, book, half):
    until = f"{timezone.localtime(Reservation.objects.get().until):%H:%M}"
    desk = page("congan2")
    said = f"Lê Văn Công đang nhập, giữ đến {until}"
    assert said in html(desk.get(url("book", book.pk)))
    assert said in html(desk.post(url("find"), {"text": "1"}))
    refused = desk.post(url("reserve_other", book.pk), {"number": "1", "year": "1998"})
    assert refused.status_code == 422
    assert f"do Lê Văn Công giữ đến {until}" in html(refused)
    assert "Mai Thị Phượng" not in html(desk.get(url("book", book.pk)))


def test_the_holder_sees_until_when_he_holds_it(typing):
    until = f"{timezone.localtime(typing.held.until):%H:%M}"
    assert until in html(typing.client.get(typing.url("type")))


def test_a_colleague_goes_on_and_the_first_one_is_told(page, book, half):
    with later():
        first, second = page("congan"), page("congan2")
        shown = html(second.get(url("book", book.pk)))
        assert "Lê Văn Công gõ dở" in shown
        assert url("take_over", half.pk) in shown
        taken = second.post(url("take_over", half.pk))
        assert taken["Location"] == url("type", half.pk)
        typed = html(second.get(taken["Location"]))
        assert 'value="Mai Thị Phượng"' in typed
        assert "Bạn nhập tiếp phần Lê Văn Công gõ dở" in typed
        told = first.post(url("draft", half.pk), {"child-full_name": "x"})
        assert told.status_code == 409
        assert "Trần Thị An đã nhận nhập tiếp" in told.json()["told"]
        away = first.get(url("type", half.pk), follow=True)
        assert "Trần Thị An đã nhận nhập tiếp số 1/1998" in html(away)
        assert "Trần Thị An đã nhận nhập tiếp" in html(first.get(url("desk")))
        first.post(url("passings_read"), {"passing": [str(Passing.objects.get().uuid), "x"]})
        assert "Trần Thị An đã nhận nhập tiếp" not in html(first.get(url("desk")))


def test_one_that_is_held_is_not_taken(page, half):
    refused = page("congan2").post(url("take_over", half.pk))
    assert refused.status_code == 422
    assert "Lê Văn Công giữ đến" in html(refused)


def test_the_holder_leaves_it_to_the_others(page, book, half):
    left = page("congan").post(url("hand_on", half.pk))
    assert left["Location"] == url("book", book.pk)
    assert "để lại cho người khác nhập tiếp" in html(page("congan2").get(left["Location"]))
    assert page("congan2").post(url("hand_on", half.pk)).status_code == 404


def test_the_chief_lets_it_go_with_a_reason(page, book, half):
    chief = page("truongca")
    assert url("release_held", half.pk) in html(chief.get(url("book", book.pk)))
    refused = chief.post(url("release_held", half.pk), {"reason": ""})
    assert refused.status_code == 422
    assert url("release_held", half.pk) not in html(page("congan2").get(url("book", book.pk)))
    assert page("congan2").post(url("release_held", half.pk), {"reason": "x"}).status_code == 404
    done = chief.post(url("release_held", half.pk), {"reason": "nghỉ ốm"})
    assert done.status_code == 303
    assert "lý do: nghỉ ốm" in html(page("congan").get(url("desk")))


def test_a_half_typed_number_is_not_begun_anew(page, book, half):
    with later():
        desk = page("congan2")
        refused = desk.post(url("reserve_other", book.pk), {"number": "1", "year": "1998"})
        assert refused.status_code == 422
        assert "Lê Văn Công đã gõ dở số này" in html(refused)


def test_numbers_of_another_office_do_not_exist(page, half, other_commune):
    stranger = page("congan-khac")
    for name in ("take_over", "hand_on", "release_held"):
        assert stranger.post(url(name, half.pk), {"reason": "x"}).status_code == 404
    assert "Lê Văn Công" not in html(stranger.post(url("find"), {"text": "1"}))


def test_the_last_save_is_taken_back_and_typed_on(page, book, clerk):
    entry = saved_undecided(clerk, book, {"child.hometown": "Xã Ba Đình"}).entry
    desk = page("congan")
    undone = desk.post(url("undo_save", entry.pk))
    held = Reservation.objects.get(released_at__isnull=True)
    assert undone["Location"] == url("type", held.pk)
    shown = html(desk.get(undone["Location"]))
    assert "Đã hoàn tác lần lưu số 1/1998" in shown
    assert 'value="Mai Thị Phượng"' in shown
    assert Entry.objects.get().void_reason == "undo"


def test_it_says_why_a_save_is_not_taken_back(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    set_state(by=clerk, book=book, state=State.ENTERED)
    refused = page("congan").post(url("undo_save", entry.pk))
    assert refused.status_code == 422
    assert "quyển sổ không còn mở để nhập" in html(refused)
    assert page("congan2").post(url("undo_save", entry.pk)).status_code == 422


def test_an_entry_of_another_office_is_not_taken_back(page, book, clerk, other_commune):
    entry = saved_undecided(clerk, book).entry
    assert page("congan-khac").post(url("undo_save", entry.pk)).status_code == 404
