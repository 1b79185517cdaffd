"""Bulk look-up on the screen: start, watch, stop, confirm one by one; each refusal beside it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.entry import comparing_again
from hotich.apps.entry.models import Link, PlaceMeaning
from hotich.apps.entry.places import resolve_place_once
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.population.models import Person
from hotich.apps.population.port import RegisterSilentError, replaced
from hotich.apps.proposals import actions
from hotich.apps.proposals.models import Comparison, Proposal, Run, Standing
from hotich.apps.registers.models import Book
from hotich.apps.tracking.queries import open_case_of
from tests.support import sheets
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff
from tests.support.proposals import (
    changed_case,
    child,
    compared,
    given_sen,
    proposal_of,
    ran,
    recorded,
    started,
    work,
)
from tests.support.register import SilentRegister

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff) -> Book:
    return entering_book(staff)


@pytest.fixture
def clerk(staff: Staff):
    return staff.actor("congan")


@pytest.fixture
def desk(page) -> Client:
    return page("congan")


def url(name: str, *args: object) -> str:
    return reverse(f"proposals:{name}", args=args)


def body(**changed: object) -> dict[str, object]:
    given = {"scope": "tat-ca", "causes": ["recorded_already"], "reason": "đợt tháng 11"}
    return {f"tra-cuu-{name}": value for name, value in (given | changed).items()}


def text(answer) -> str:
    return answer.content.decode()


def test_it_shows_who_waits_and_starts(staff: Staff, book, desk, tmp_path):
    recorded(staff, tmp_path, sheets.row("30/1998"), sheets.row("31/1998"))
    shown = text(desk.get(url("desk")))
    assert "dữ liệu đã có, chưa tra cứu" in shown
    assert '<td class="num">2</td>' in shown
    answer = desk.post(url("start"), body(scope=f"book:{book.pk}"))
    run = Run.objects.get()
    assert answer.status_code == 303
    assert answer.headers["Location"] == url("run", run.pk)
    assert (run.book_id, run.causes, run.reason) == (book.pk, ["recorded_already"], "đợt tháng 11")


def test_an_office_with_nothing_to_do_is_told_so(desk, book):
    shown = text(desk.get(url("desk")))
    assert "Không có ai chờ tra cứu." in shown
    assert url("start") not in shown


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": " "}, "Chưa nhập mục này."),
        ({"causes": []}, "Chưa nhập mục này."),
        ({"causes": ["waiting"]}, "Trong phạm vi này không còn ai chờ."),
        ({"causes": ["x"]}, "Lựa chọn này không có trong danh sách."),
        ({"scope": "x"}, "Lựa chọn này không có trong danh sách."),
        ({"scope": ""}, "Chưa nhập mục này."),
        ({"reason": "a" * 151}, "Dài quá 150 ký tự"),
    ],
)
def test_what_cannot_start_is_refused_at_its_field(staff, book, desk, tmp_path, changed, told):
    recorded(staff, tmp_path)
    answer = desk.post(url("start"), body(**changed))
    assert answer.status_code == 422
    assert told in text(answer)
    assert not Run.objects.exists()


def test_a_book_in_the_address_is_chosen(staff: Staff, book, desk, tmp_path):
    recorded(staff, tmp_path)
    shown = text(desk.get(url("desk"), {"so": str(book.pk)}))
    assert f'value="book:{book.pk}" selected' in shown
    at_book = text(desk.get(reverse("entry:book", args=[book.pk])))
    assert f"{url('desk')}?so={book.pk}" in at_book


def test_unknown_books_and_those_of_another_office_do_not_exist(staff, book, page, tmp_path):
    recorded(staff, tmp_path)
    make_neighbours(staff)
    neighbour = page("congan-khac")
    for wanted in (str(book.pk), str(uuid4()), "x"):
        assert neighbour.get(url("desk"), {"so": wanted}).status_code == 404
    for key in (f"book:{book.pk}", f"office:{staff.nga_truong.pk}", f"book:{uuid4()}"):
        assert neighbour.post(url("start"), body(scope=key)).status_code == 404
    assert neighbour.get(url("of_book", book.pk)).status_code == 404


def test_a_second_start_shows_the_run_that_is_alive(staff, book, desk, clerk, tmp_path):
    recorded(staff, tmp_path)
    run = started(clerk)
    answer = desk.post(url("start"), body(), follow=True)
    assert answer.redirect_chain[-1][0] == url("run", run.pk)
    assert "đang có một lượt chạy" in text(answer)
    assert Run.objects.count() == 1
    assert url("run", run.pk) in text(desk.get(url("desk")))


def test_the_progress_asks_again_until_it_has_ended(staff, book, desk, clerk, tmp_path):
    recorded(staff, tmp_path)
    given_sen()
    run = started(clerk)
    shown = text(desk.get(url("run", run.pk)))
    assert "Đang chờ đến lượt" in shown
    assert 'hx-trigger="load delay:1s"' in shown
    assert "<noscript>" in shown
    work()
    fragment = text(desk.get(url("progress", run.pk)))
    assert "<html" not in fragment
    assert "hx-get" not in fragment
    assert "1/1" in fragment
    assert f"{url('proposals')}?loc=dung" in fragment


def test_rate_and_time_left_are_told_while_it_runs(staff, book, desk, clerk, tmp_path):
    recorded(staff, tmp_path)
    run = started(clerk)
    Job.objects.filter(pk=run.job).update(state=JobState.RUNNING, done=50, total=1000)
    moved = run.recorded_at + timedelta(seconds=30)
    Run.objects.filter(pk=run.pk).update(started_at=run.recorded_at, moved_at=moved)
    shown = text(desk.get(url("run", run.pk)))
    assert "50/1.000" in shown
    assert "Khoảng 100 lần mỗi phút, còn khoảng 10 phút." in shown


def test_it_is_stopped_and_carried_on(staff, book, desk, clerk, tmp_path):
    recorded(staff, tmp_path)
    run = started(clerk)
    Job.objects.filter(pk=run.job).update(state=JobState.FAILED, fault="OSError")
    assert "OSError" in text(desk.get(url("run", run.pk)))
    assert desk.post(url("carry_on", run.pk)).status_code == 303
    assert Job.objects.get(pk=run.job).state == JobState.QUEUED
    assert desk.post(url("stop", run.pk)).status_code == 303
    run.refresh_from_db()
    assert run.ending == "stopped"
    Job.objects.filter(pk=run.job).update(state=JobState.RUNNING)
    again = started(clerk)
    Job.objects.filter(pk=again.job).update(state=JobState.RUNNING)
    assert "Sẽ dừng sau" in text(desk.post(url("stop", again.pk), follow=True))


def test_a_silent_register_is_told(staff, book, desk, clerk, tmp_path):
    recorded(staff, tmp_path)
    with replaced(SilentRegister()):
        run = ran(clerk)
    assert "CSDLQGVDC không trả lời, nên lượt này dừng lại" in text(desk.get(url("run", run.pk)))


@pytest.fixture
def proposed(staff: Staff, book, clerk, tmp_path):
    given_sen(full_name="Lê Thị Sến")
    (entry,) = recorded(staff, tmp_path)
    ran(clerk)
    return entry


def test_both_sides_stand_beside_each_other_and_the_view_is_on_record(desk, proposed, book):
    proposal = proposal_of(proposed)
    Proposal.objects.filter(pk=proposal.pk).update(identity="link")
    answer = text(desk.get(url("of_book", book.pk)))
    assert 'S<mark class="diff">e</mark>n' in answer
    assert 'S<mark class="diff">ế</mark>n' in answer
    assert "Vì sao đề xuất" in answer
    row = AuditRow.objects.get(action="proposals.viewed")
    subjects = set(AuditSubject.objects.filter(row=row).values_list("subject", flat=True))
    assert subjects == {child(proposed).pk, proposal.person}


def test_a_number_is_masked(desk, proposed, book):
    person = Person.objects.get(uuid=proposal_of(proposed).person)
    answer = text(desk.get(url("proposals"), {"loc": "xem"}))
    answer += text(desk.get(url("proposals")))
    assert person.pin not in answer
    assert person.pin[:3] in answer


def confirmable(staff, clerk, tmp_path, *numbers: int):
    given_sen()
    entries = recorded(staff, tmp_path, *(sheets.row(f"{one}/1998") for one in numbers))
    ran(clerk)
    return [proposal_of(one) for one in entries]


def test_one_is_confirmed_and_the_next_line_is_in_hand(staff, book, desk, clerk, tmp_path):
    first, second = confirmable(staff, clerk, tmp_path, 30, 31)
    shown = text(desk.get(url("of_book", book.pk)))
    assert f'<input type="hidden" name="sau" value="{second.pk}">' in shown
    assert 'aria-keyshortcuts="Alt+L"' in shown
    answer = desk.post(url("confirm", first.pk), {"sau": str(second.pk), "trong": "quyen"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{url('of_book', book.pk)}?dong={second.pk}"
    after = text(desk.get(answer.headers["Location"]))
    assert "Còn phải đọc lại sổ" in after
    assert f'id="line-{first.pk}"' not in after
    assert Link.objects.get().mention_id == first.mention_id


def test_one_is_refused_and_a_clerk_must_look(staff, book, desk, clerk, tmp_path):
    (first,) = confirmable(staff, clerk, tmp_path, 30)
    answer = desk.post(url("refuse", first.pk), follow=True)
    assert answer.redirect_chain[-1][0] == url("proposals")
    assert "không phải người này" in text(answer)
    first.refresh_from_db()
    assert first.standing == Standing.REFUSED
    looked = text(desk.get(url("proposals"), {"loc": "xem"}))
    assert reverse("entry:decide", args=[first.mention_id]) in looked
    assert url("confirm", first.pk) not in looked


def test_an_old_proposal_is_refused_with_the_way_on(staff, book, desk, clerk, tmp_path):
    (first,) = confirmable(staff, clerk, tmp_path, 30)
    actions.confirm_proposal(by=clerk, proposal=first.pk)
    for name in ("confirm", "refuse"):
        answer = desk.post(url(name, first.pk))
        assert answer.status_code == 422
        assert "Đề xuất này không còn dùng được" in text(answer)
    assert Link.objects.count() == 1


def test_nothing_can_be_confirmed_unseen(staff, book, desk, clerk, tmp_path):
    (first,) = confirmable(staff, clerk, tmp_path, 30)

    class Gone(SilentRegister):
        def values(self, persons):
            raise RegisterSilentError

    with replaced(Gone()):
        shown = text(desk.get(url("proposals")))
    assert "CSDLQGVDC chưa trả lời" in shown
    assert url("confirm", first.pk) not in shown


def test_there_is_no_page_that_confirms_all(staff, book, desk, clerk, tmp_path):
    first, second = confirmable(staff, clerk, tmp_path, 30, 31)
    desk.post(url("confirm", first.pk), {"proposal": [str(first.pk), str(second.pk)]})
    assert Link.objects.count() == 1


def test_absence_is_said_on_the_entrys_page(staff, book, desk, clerk, tmp_path):
    stranger = {"nksHoTen": "Hoàng Phi Yến", "nksNgaySinh": "11.11.1998"}
    kin = {"meHoTen": "Cao Thị Én", "chaHoTen": "Hoàng Phi Hạc"}
    (entry,) = recorded(staff, tmp_path, sheets.row("30/1998", **stranger, **kin))
    ran(clerk)
    shown = text(desk.get(url("of_book", book.pk), {"loc": "khong"}))
    assert "Hoàng Phi Yến" in shown
    assert reverse("entry:decide", args=[child(entry).pk]) in shown


def test_another_offices_runs_and_proposals_do_not_exist(staff, book, page, clerk, tmp_path):
    (first,) = confirmable(staff, clerk, tmp_path, 30)
    make_neighbours(staff)
    neighbour = page("congan-khac")
    for name in ("run", "progress"):
        assert neighbour.get(url(name, first.run_id)).status_code == 404
    for name in ("stop", "carry_on"):
        assert neighbour.post(url(name, first.run_id)).status_code == 404
    for name in ("confirm", "refuse"):
        assert neighbour.post(url(name, first.pk)).status_code == 404
    assert "Lê Thị Sen" not in text(neighbour.get(url("proposals")))


def test_a_case_that_changed_is_compared_shown_and_confirmed(staff, book, desk, clerk):
    case = changed_case(clerk, book)
    shown = text(desk.get(url("desk")))
    assert "1 mục theo dõi đang mở" in shown
    answer = desk.post(
        url("compare"), {"so-sanh-scope": "tat-ca", "so-sanh-reason": "sau đợt điều chỉnh"}
    )
    assert answer.status_code == 303
    work()
    assert "Mục có thay đổi" in text(desk.get(answer.headers["Location"]))
    page = text(desk.get(url("comparisons")))
    assert case.entry_label in page
    assert "không còn khác nhau" in page
    assert "trước: Mường" in page
    comparison = Comparison.objects.get()
    assert desk.post(url("confirm_comparison", comparison.pk)).status_code == 303
    assert open_case_of(case.mention) is None
    again = desk.post(url("confirm_comparison", comparison.pk))
    assert again.status_code == 422
    assert desk.post(url("confirm_comparison", uuid4())).status_code == 404


@pytest.mark.parametrize("changed", [{"so-sanh-reason": ""}, {"so-sanh-scope": "x"}, {}])
def test_a_comparison_that_cannot_start_is_refused(staff, book, desk, clerk, changed):
    changed_case(clerk, book)
    compared(clerk)
    given = {"so-sanh-scope": "tat-ca", "so-sanh-reason": "lại", **changed}
    answer = desk.post(url("compare"), given)
    assert answer.status_code == 422
    assert Run.objects.count() == 1


def test_who_may_not_type_finds_no_such_page(staff, book, page, clerk, tmp_path):
    (first,) = confirmable(staff, clerk, tmp_path, 30)
    justice = page("tuphap")
    assert justice.get(url("desk")).status_code == 404
    assert justice.get(url("proposals")).status_code == 404
    assert justice.post(url("confirm", first.pk)).status_code == 404


def test_a_place_of_many_people_is_compared_by_a_job(staff, book, page, clerk, monkeypatch):
    monkeypatch.setattr(comparing_again, "AT_ONCE", 1)
    for _ in range(2):
        saved_linked(clerk, book, given_person(), {"child.hometown": "Nga Linh"})
    row = resolve_place_once(
        by=clerk, text="Nga Linh", meaning=PlaceMeaning.UNIT, unit=("16171", None), basis="xã cũ"
    )
    at_place = reverse("entry:place_resolution", args=[row.pk])
    assert url("compare_place", row.pk) not in text(page("tuphap").get(at_place))
    desk = page("congan")
    assert url("compare_place", row.pk) in text(desk.get(at_place))
    answer = desk.post(url("compare_place", row.pk))
    assert answer.headers["Location"] == url("run", Run.objects.get().pk)
    again = desk.post(url("compare_place", row.pk))
    assert again.headers["Location"] == answer.headers["Location"]
    work()
    assert "2/2" in text(desk.get(answer.headers["Location"]))
    assert desk.post(url("compare_place", row.pk)).headers["Location"] == at_place
    assert desk.post(url("compare_place", uuid4())).status_code == 404
