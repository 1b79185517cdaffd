"""From the blind step to the next number; whatever is refused keeps what was typed."""

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Draft, Entry, Outcome, Reservation
from hotich.apps.population.lookups import RegisterSilentError
from hotich.apps.population.models import Lookup
from hotich.apps.population.queries import live_request
from tests.support.entries import given_person, saved_undecided

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def test_it_works_from_step_one_to_the_next_number(typing):
    person = given_person()
    first = typing.client.get(typing.url("type"))
    assert "bước 1" in html(first)
    found = typing.look_up()
    assert "Người có thể trùng" in html(found)
    assert str(person.uuid) in html(found)
    assert person.pin not in html(found)
    chosen = typing.choose(person)
    assert chosen.status_code == 303
    sheet = typing.client.get(typing.url("type"))
    assert "bước 2" in html(sheet)
    assert person.pin[-6:] in html(sheet)
    saved = typing.save()
    assert saved.status_code == 303
    entry = Entry.objects.get()
    assert queries.outcome_of(entry) is Outcome.CONSISTENT
    following = Reservation.objects.get(released_at__isnull=True)
    assert following.number == 2
    assert saved.url == reverse("entry:type", args=[following.pk])
    assert "Đã lưu số 1/1998" in html(typing.client.get(saved.url))


def test_the_blind_step_shows_nobody(typing):
    person = given_person()
    assert str(person.uuid) not in html(typing.client.get(typing.url("type")))


def test_candidates_come_as_a_part_for_htmx(typing):
    given_person()
    data = typing.texts(["child.full_name", "child.birth_date"])
    answer = typing.client.post(typing.url("look_up"), data, headers={"HX-Request": "true"})
    assert "<html" not in html(answer)
    assert "data-candidates" in html(answer)


def test_candidates_show_where_letters_differ(typing):
    given_person(full_name="Mai Thị Phương")
    answer = html(typing.look_up())
    assert '<mark class="diff">ơ</mark>' in answer


def test_a_look_up_without_a_name_says_so_at_the_field(typing):
    answer = typing.look_up(child__full_name=" ", child__birth_date="")
    assert answer.status_code == 422
    assert "Hãy nhập họ, chữ đệm, tên như trong sổ." in html(answer)
    assert "Hãy nhập ngày sinh như trong sổ" in html(answer)
    assert not Lookup.objects.exists()


def test_the_wide_look_up_comes_before_nobody(typing):
    given_person()
    assert 'value="wide"' in html(typing.look_up())
    wide = html(typing.look_up(wide=True))
    assert 'name="choice" value="none"' in wide
    assert 'value="wide"' not in wide


def test_nobody_without_a_wide_look_up_is_refused(typing):
    given_person()
    typing.look_up()
    answer = typing.choose(choice="none")
    assert answer.status_code == 422
    assert "Hãy tra cứu lại" in html(answer)


def test_a_name_changed_after_the_look_up_must_be_looked_up_again(typing):
    person = given_person()
    typing.look_up()
    answer = typing.choose(person, child__full_name="Mai Thị Phương")
    assert answer.status_code == 422
    assert "đã sửa sau khi tra cứu" in html(answer)


def test_a_person_who_was_not_shown_is_refused(typing):
    given_person()
    typing.look_up()
    stranger = given_person(full_name="Hà Văn Lạ", birth_date="1950-01-01", sex="male")
    assert typing.choose(stranger).status_code == 422


def test_not_found_asks_for_life_and_basis_and_keeps_what_was_typed(typing):
    typing.look_up(wide=True)
    typing.choose(choice="none")
    answer = typing.save({"life": "", "basis": ""}, child__hometown="Xóm 3, Nga Trường")
    assert answer.status_code == 422
    assert "Chưa nhập mục này" in html(answer)
    assert "Xóm 3, Nga Trường" in html(answer)
    assert not Entry.objects.exists()
    assert typing.save({"life": "alive", "basis": "gặp trực tiếp"}).status_code == 303
    entry = Entry.objects.get()
    assert queries.outcome_of(entry) is Outcome.NOT_FOUND
    assert live_request(entry.mentions.get(role="child").pk) is not None


def test_it_may_be_left_undecided(typing):
    given_person()
    typing.look_up()
    typing.choose(choice="undecided")
    assert typing.save().status_code == 303
    assert queries.outcome_of(Entry.objects.get()) is Outcome.UNDECIDED


def test_a_silent_register_leaves_the_entry_waiting(typing, monkeypatch):
    from hotich.apps.population import lookups

    def silent(*_args, **_more):
        raise RegisterSilentError

    monkeypatch.setattr(lookups, "search_register", silent)
    answer = typing.look_up()
    assert "CSDLQGVDC chưa trả lời" in html(answer)
    typing.choose(choice="undecided")
    assert typing.save().status_code == 303
    assert queries.outcomes_of(Entry.objects.all())[Entry.objects.get().pk].waiting


def test_unread_basic_facts_are_asked_for_once(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    answer = typing.save(child__hometown="")
    assert answer.status_code == 422
    assert "lưu lần nữa để lưu là chưa kết luận" in html(answer)
    assert typing.save({"unread_accepted": "1"}, child__hometown="").status_code == 303
    assert queries.outcome_of(Entry.objects.get()) is Outcome.UNDECIDED


def test_a_confirmed_block_makes_offers_register_text(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    more = {
        "child-hometown-origin": "prefilled",
        "confirmed-child": "1",
        "entry-signer": "Lê Văn Ký",
        "entry-signer-origin": "carried",
    }
    typing.save(more)
    values = queries.values_of(Entry.objects.get())
    assert (values["child.hometown"].origin, values["child.hometown"].confirmed) == (
        "prefilled",
        True,
    )
    assert (values["entry.signer"].text, values["entry.signer"].confirmed) == ("", False)


def test_the_sheet_offers_what_stays_and_what_the_database_holds(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    typing.save({"confirmed-entry": "1"}, entry__registered_on="05/10/1998")
    following = Reservation.objects.get(released_at__isnull=True)
    typing.held = following
    typing.look_up()
    typing.choose(person)
    sheet = html(typing.client.get(typing.url("type")))
    assert 'data-prefill="05/10/1998" data-prefill-origin="carried"' in sheet
    assert 'data-prefill="Trần Thị Huyền" data-prefill-origin="prefilled"' in sheet
    assert 'data-prefill="2" data-prefill-origin="derived"' in sheet


def test_the_verdict_follows_what_has_been_read(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    read = typing.texts(mother__full_name="Trần Thị Hiền") | {"token": typing.token()}
    answer = html(typing.client.post(typing.url("verdict"), read))
    assert "Chưa thống nhất" in answer
    assert 'id="relation-mother-full_name"' in answer
    assert "relation--warn" in answer
    bare = typing.texts(mother__full_name="Tran Thi Huyen") | {"token": typing.token()}
    answer = html(typing.client.post(typing.url("verdict"), bare))
    assert "tạm thời" in answer
    assert 'data-word="yes"' in answer
    word = bare | {"mother-full_name-word": "yes"}
    answer = html(typing.client.post(typing.url("verdict"), word))
    assert "tạm thời" not in answer


def test_a_text_that_cannot_be_stored_is_refused_at_its_field(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    long = "x" * 1001
    answer = typing.save({"child-sex-reading": "blank"}, child__hometown=long, entry__number="9")
    assert answer.status_code == 422
    assert "Nội dung dài quá 1.000 ký tự" in html(answer)
    assert long in html(answer)
    assert not Entry.objects.exists()
    answer = typing.save({"child-sex-reading": "blank"}, entry__number="9")
    assert "Số trong ô này khác số đang giữ" in html(answer)
    assert "Đã đánh dấu sổ để trống" in html(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"child-sex-reading": "bogus"},
        {"child-sex-origin": "bogus"},
        {"token": "no token"},
        {"child-hometown": "a\x00b"},
        {"mother-full_name-word": "bogus"},
    ],
)
def test_tampered_inputs_are_refused_and_nothing_is_written(typing, wrong):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    answer = typing.save(wrong)
    assert answer.status_code == 422
    assert "Mai Thị Phượng" in html(answer)
    assert not Entry.objects.exists()
    assert typing.client.post(typing.url("verdict"), wrong).status_code == 200


def test_a_save_sent_twice_is_one_entry(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    data = typing.texts() | {"token": typing.token()}
    assert typing.client.post(typing.url("save"), data).status_code == 303
    assert typing.client.post(typing.url("save"), data).status_code == 303
    assert Entry.objects.count() == 1


def test_the_draft_keeps_what_was_typed(typing):
    answer = typing.client.post(
        typing.url("draft"), {"child-full_name": "Mai Thị Phư", "no-such": "x", "token": "y"}
    )
    assert answer.json()["revision"] == 1
    assert Draft.objects.get().values["fields"] == {"child-full_name": "Mai Thị Phư"}
    assert 'value="Mai Thị Phư"' in html(typing.client.get(typing.url("type")))


def test_the_way_back_keeps_what_was_typed(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    assert typing.client.post(typing.url("back")).status_code == 303
    page = html(typing.client.get(typing.url("type")))
    assert "bước 1" in page
    assert 'value="Mai Thị Phượng"' in page


def test_an_entered_number_leads_to_its_entry(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    typing.save()
    entry = Entry.objects.get()
    there = reverse("entry:entry", args=[entry.pk])
    assert typing.client.get(typing.url("type")).url == there


def test_a_number_taken_meanwhile_is_said_and_nothing_is_lost(typing, clerk, staff, book):
    typing.look_up()
    typing.choose(choice="undecided")
    token = typing.token()
    actions.release(by=clerk, reservation=typing.held.pk)
    actions.reserve_number(by=staff.actor("congan2"), book=book.pk, number="1")
    answer = typing.client.post(typing.url("save"), typing.texts() | {"token": token})
    assert answer.status_code == 422
    assert "Trần Thị An giữ đến" in html(answer)
    assert "Mai Thị Phượng" in html(answer)
    assert "Trần Thị An giữ đến" in html(typing.client.get(typing.url("type")))


def test_a_number_can_be_let_go(typing):
    assert typing.client.post(typing.url("release")).status_code == 303
    typing.held.refresh_from_db()
    assert typing.held.released_at is not None


def test_every_view_of_the_person_is_on_record(typing):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    typing.client.get(typing.url("type"))
    row = AuditRow.objects.filter(action="person.viewed").latest("pk")
    assert AuditSubject.objects.filter(row=row, subject=person.uuid).exists()


def test_others_do_not_see_it(page, typing, other_commune):
    for login in ("congan2", "tuphap", "lanhdao", "congan-khac"):
        client = page(login)
        assert client.get(typing.url("type")).status_code == 404
        for name in ("look_up", "choose", "back", "release", "verdict", "save", "draft"):
            assert client.post(typing.url(name)).status_code == 404


def test_pages_that_act_take_no_get(typing):
    for name in ("look_up", "choose", "back", "release", "verdict", "save", "draft"):
        assert typing.client.get(typing.url(name)).status_code == 405


def test_suggestions_come_from_the_book_and_the_gazetteer(typing):
    url = reverse("entry:suggest", args=[typing.held.book_id])
    asked = {"q": "nga truong", "field": "child-hometown"}
    options = typing.client.post(url, asked).json()["options"]
    assert [one["text"] for one in options[:2]] == [
        "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    ]
    assert typing.client.post(url, {"q": "nga", "field": "bogus"}).json() == {"options": []}
    assert typing.client.post(url, {}).json() == {"options": []}


def test_suggestions_never_name_people(typing, clerk, book):
    saved_undecided(clerk, book)
    url = reverse("entry:suggest", args=[typing.held.book_id])
    for field in ("child-full_name", "mother-full_name", "father-full_name"):
        for asked in ("mai", "tran"):
            assert typing.client.post(url, {"q": asked, "field": field}).json() == {"options": []}
