"""What was typed comes back on every page of the room; of two texts neither is lost."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.entry import actions, queries
from hotich.apps.entry.drafting import NOTE, part_of
from hotich.apps.entry.models import Draft, Entry, EntryVersion, Outcome
from hotich.apps.entry.typed import TypedValue
from hotich.web.register_form import input_name
from tests.support.entries import BIRTH, given_person, saved_linked, saved_undecided

pytestmark = pytest.mark.django_db

NAME = "child-full_name"


def html(response):
    return response.content.decode()


def window(name="a", revision=0, seen=""):
    return {"draft_window": name, "draft_revision": str(revision), "draft_seen": seen}


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


@pytest.fixture
def saved(book, clerk):
    """Return the clerk's saved entry."""
    return saved_undecided(clerk, book).entry


@pytest.fixture
def desk(page):
    """Return the clerk at his page."""
    return page("congan")


def correction(entry, texts=None, **more):
    said = BIRTH | (texts or {})
    data = {input_name(field): text for field, text in said.items()}
    return data | {"token": str(uuid4()), "version": "1", "reason": "đọc lại sổ", **more}


def correct_elsewhere(clerk, entry, texts):
    return actions.correct_entry(
        by=clerk,
        entry=entry.pk,
        expected_version=Entry.objects.get(pk=entry.pk).version,
        values={field: TypedValue(text) for field, text in texts.items()},
        reason="máy khác",
    )


def url(name, entry):
    return reverse(f"entry:{name}", args=[entry.pk])


def test_the_page_is_told_how_long_it_holds_the_number(typing):
    said = typing.client.post(typing.url("draft"), {NAME: "Mai", **window()}).json()
    assert said["revision"] == 1
    assert re.fullmatch(r"\d\d:\d\d", said["until"])
    assert (said["told"], said["others"]) == ("", [])


def test_marks_blocks_life_and_both_people_come_back(typing):
    typing.look_up(wide=True)
    typing.choose(choice="none")
    kept = {
        "child-ethnicity": "Mường",
        "child-ethnicity-reading": "doubtful",
        "child-ethnicity-origin": "ditto",
        "confirmed-child": "1",
        "life": "abroad",
        "basis": "thư của gia đình",
    }
    typing.client.post(typing.url("draft"), kept)
    page = html(typing.client.get(typing.url("type")))
    assert 'value="Mường"' in page
    assert re.search(r'name="child-ethnicity-origin" value="ditto"', page)
    assert re.search(r'name="confirmed-child" value="1"', page)
    assert "thư của gia đình" in page
    assert 'value="abroad" selected' in page
    assert 'value="doubtful" selected' in page


def test_two_windows_see_both_texts_and_the_chosen_one_is_looked_up(typing):
    given_person()
    typing.client.post(typing.url("draft"), {NAME: "Mai Thị Phượng", **window("a")})
    told = typing.client.post(typing.url("draft"), {NAME: "Mai Thị Phương", **window("b")}).json()
    assert [(one["name"], one["text"]) for one in told["others"]] == [(NAME, "Mai Thị Phượng")]
    sent = {"child-birth_date": "02/09/1998", NAME: "Mai Thị Phương", **window("b")}
    refused = typing.client.post(typing.url("look_up"), sent)
    assert refused.status_code == 422
    assert "Lấy chữ này" in html(refused)
    assert "candidates-title" not in html(refused)
    assert "Phương" in html(refused)
    mine = typing.client.post(typing.url("look_up"), sent | {f"both-{NAME}": "mine:1"})
    assert mine.status_code == 200
    assert Draft.objects.get().values["fields"][NAME] == "Mai Thị Phương"


def test_the_other_windows_text_can_be_taken(typing):
    typing.client.post(typing.url("draft"), {NAME: "Mai Thị Phượng", **window("a")})
    sent = {"child-birth_date": "02/09/1998", NAME: "Mai Thị Phương", **window("b")}
    typing.client.post(typing.url("look_up"), sent | {f"both-{NAME}": "theirs:1"})
    assert Draft.objects.get().values["fields"][NAME] == "Mai Thị Phượng"


def test_a_window_that_fell_behind_does_not_save(typing):
    given_person()
    typing.look_up()
    typing.choose(choice="undecided")
    page = html(typing.client.get(typing.url("type")))
    revision = hidden(page, "draft_revision")
    newer = {"child-hometown": "Xã Ba Đình", **window("a", revision)}
    typing.client.post(typing.url("draft"), newer)
    refused = typing.save(window("b", revision), child__hometown="Xã Nga Thành")
    assert refused.status_code == 422
    assert {"Xã Ba Đình", "Xã Nga Thành"} <= set(re.findall(r"Xã [A-Z][^<\"]+", html(refused)))
    assert hidden(html(refused), "draft_revision") == revision
    assert not Entry.objects.exists()
    choice = {"both-child-hometown": f"theirs:{int(revision) + 1}", "unread_accepted": "1"}
    assert typing.save(window("b", revision) | choice, child__hometown="Xã Nga Thành")
    assert queries.values_of(Entry.objects.get())["child.hometown"].text == "Xã Ba Đình"


def test_a_hostile_choice_changes_nothing(typing):
    typing.client.post(typing.url("draft"), {NAME: "Mai", **window("a")})
    for word in ("theirs:", "theirs:x", "theirs:99999999999999999999", ":::", "mine:-1"):
        sent = {NAME: "Lê", "child-birth_date": "1998", f"both-{NAME}": word, **window("b")}
        assert typing.client.post(typing.url("look_up"), sent).status_code == 422
    assert Draft.objects.get().values["fields"][NAME] == "Mai"


def test_what_a_second_window_typed_of_a_saved_number_is_shown_beside_it(typing):
    typing.look_up()
    typing.choose(choice="undecided")
    token = typing.token()
    assert typing.save({"token": token}).status_code == 303
    data = typing.texts(child__hometown="Xã Ba Đình") | {"token": token, **window("b")}
    late = typing.client.post(typing.url("save"), data)
    entry = Entry.objects.get()
    assert late["Location"] == url("correct", entry)
    page = html(typing.client.get(late["Location"]))
    assert "Xã Ba Đình" in page
    assert entry.version == 1


def test_the_same_save_sent_twice_is_one(typing):
    typing.look_up()
    typing.choose(choice="undecided")
    data = typing.texts() | {"token": typing.token()}
    for _ in range(2):
        assert "/sua/" not in typing.client.post(typing.url("save"), data)["Location"]
    assert EntryVersion.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_correction_comes_back_with_its_reason_until_it_is_given_up(desk, saved):
    kept = {"child-hometown": "Xã Ba Đình", "reason": "đọc lại", "version": "1", **window()}
    said = desk.post(url("draft_correct", saved), kept | {"token": str(uuid4())})
    assert said.json()["told"] == ""
    page = html(desk.get(url("correct", saved)))
    assert "Đã mở lại bản nháp" in page
    assert 'value="Xã Ba Đình"' in page
    assert 'value="đọc lại"' in page
    assert 'value="Mai Thị Phượng"' in page
    assert desk.post(url("give_up", saved)).status_code == 303
    page = html(desk.get(url("correct", saved)))
    assert "Đã mở lại bản nháp" not in page
    assert 'value="Xã Ba Đình"' not in page


def test_a_saved_correction_leaves_no_draft(desk, saved):
    data = correction(saved, {"child.hometown": "Xã Ba Đình"})
    assert desk.post(url("correct", saved), data).status_code == 303
    assert not Draft.objects.exists()
    late = desk.post(url("draft_correct", saved), data | window())
    assert late.json()["told"]
    assert not Draft.objects.exists()


def test_a_stale_correction_shows_both_and_saves_what_was_chosen(desk, clerk, saved):
    correct_elsewhere(clerk, saved, {"child.hometown": "Xã Ba Đình", "entry.page": "13"})
    mine = {"child.hometown": "Xã Nga Thành", "mother.full_name": "Trần Thị Hiền"}
    data = correction(saved, mine)
    refused = desk.post(url("correct", saved), data)
    page = html(refused)
    assert refused.status_code == 422
    assert "Người khác đã lưu trường hợp này" in page
    assert re.findall(r'data-both-of="([^"]+)"', page) == ["child-hometown"]
    assert "Lê Văn Công" in page
    assert Entry.objects.get().version == 2
    assert desk.post(url("correct", saved), data).status_code == 422  # not without a choice
    chosen = data | {"held-child-hometown": "mine:2"}
    assert desk.post(url("correct", saved), chosen).status_code == 303
    values = queries.values_of(saved)
    assert values["child.hometown"].text == "Xã Nga Thành"
    assert values["mother.full_name"].text == "Trần Thị Hiền"
    assert values["entry.page"].text == "13"  # only the other side changed it


def test_the_text_that_holds_can_be_kept(desk, clerk, saved):
    correct_elsewhere(clerk, saved, {"child.hometown": "Xã Ba Đình"})
    data = correction(saved, {"child.hometown": "Xã Nga Thành", "entry.page": "14"})
    data |= {"held-child-hometown": "theirs:2"}
    assert desk.post(url("correct", saved), data).status_code == 303
    values = queries.values_of(saved)
    assert (values["child.hometown"].text, values["entry.page"].text) == ("Xã Ba Đình", "14")


def test_a_choice_counts_for_the_version_it_was_made_at(desk, clerk, saved):
    correct_elsewhere(clerk, saved, {"child.hometown": "Xã Ba Đình"})
    data = correction(saved, {"child.hometown": "Xã Nga Thành"})
    correct_elsewhere(clerk, saved, {"child.hometown": "Xã Nga Văn"})
    refused = desk.post(url("correct", saved), data | {"held-child-hometown": "mine:2"})
    assert refused.status_code == 422
    assert "Nga Văn" in html(refused).replace("<mark", "").replace("\n", "")


def test_an_old_draft_of_a_correction_stands_beside_what_holds_now(desk, clerk, saved):
    kept = {"child-hometown": "Xã Nga Thành", "version": "1", "token": str(uuid4()), **window()}
    desk.post(url("draft_correct", saved), kept)
    correct_elsewhere(clerk, saved, {"child.full_name": "Mai Thị Phương"})
    Draft.objects.all().delete()  # saving it himself ended his draft; the other window types on
    desk.post(url("draft_correct", saved), kept)
    correct_elsewhere(clerk, saved, {"child.ethnicity": "Mường"})
    desk.post(url("draft_correct", saved), kept)
    page = html(desk.get(url("correct", saved)))
    assert 'value="Xã Nga Thành"' in page
    assert 'value="Mường"' in page
    assert 'data-both-of="child-hometown"' not in page  # nobody else changed it
    assert hidden(page, "version") == "1"


def test_confirmed_texts_of_the_other_side_stay_when_it_is_merged(desk, clerk, book):
    entry = saved_linked(clerk, book, given_person()).entry
    correct_elsewhere(clerk, entry, {"child.hometown": "Xã Ba Đình"})
    data = correction(entry, {"entry.page": "14"})
    assert desk.post(url("correct", entry), data).status_code == 303
    values = queries.values_of(entry)
    assert values["child.hometown"].text == "Xã Ba Đình"
    assert all(
        values[field].text == text
        for field, text in BIRTH.items()
        if field in values and field not in {"child.hometown", "entry.page"}
    )
    assert queries.outcome_of(entry) in {Outcome.INCONSISTENT, Outcome.CONSISTENT}


def test_a_note_comes_back_and_is_gone_once_written(desk, clerk, saved):
    kept = {"kind": "correction", "text": "Cải chính họ", "dated_text": "15/03/2005", **window()}
    desk.post(url("draft_note", saved), kept)
    page = html(desk.get(url("entry", saved)))
    assert "Cải chính họ" in page
    assert 'value="15/03/2005"' in page
    assert part_of(clerk, saved.pk, NOTE)["fields"]["kind"] == "correction"
    desk.post(url("give_up", saved), {"part": "note"})
    assert "Cải chính họ" not in html(desk.get(url("entry", saved)))


def test_drafts_of_another_office_do_not_exist(page, saved, typing, other_commune):
    stranger = page("congan-khac")
    for name in ("draft_correct", "draft_note", "give_up"):
        assert stranger.post(url(name, saved), {NAME: "x"}).status_code == 404
    assert stranger.post(typing.url("draft"), {NAME: "x"}).status_code == 404
    assert page("congan2").post(typing.url("draft"), {NAME: "x"}).status_code == 404


def test_a_page_asks_who_is_signed_in(page, client, clerk):
    asked = page("congan").get(reverse("entry:here"), headers={"Accept": "application/json"})
    assert asked.json()["officer"] == str(clerk.officer)
    assert asked.json()["csrf"]
    assert "Đóng thẻ này" in html(page("congan").get(reverse("entry:here")))
    assert client.get(reverse("entry:here")).status_code == 302
