"""The pages of reports: work, then each refusal; for another office nothing of it exists."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.campaign.models import Difficulty
from hotich.apps.reports.models import Report, ReportLine
from tests.support.entries import saved_undecided
from tests.support.reports import SECTIONS, drafted, sent, sent_ad_hoc

pytestmark = pytest.mark.django_db

LIST = reverse("reports:list")
LINE = {
    "recipient": "Sở Tư pháp tỉnh Thanh Hóa",
    "through": "",
    "copies": "Công an tỉnh Thanh Hóa\n",
    "weekday": "4",
    "time": "15 giờ 30",
    "valid_from": "18/11/2026",
    "confirmed": "on",
    "basis": "Kế hoạch số 12/KH-UBND",
}


def url(name: str, report: Report, *more: str) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def text_of(response) -> str:
    return response.content.decode()


def test_the_list_shows_lines_with_what_is_left(page, clock):
    clock.move_to("2026-11-18T01:00:00Z", tick=False)
    text = text_of(page("tuphap").get(LIST))
    assert "còn 2 ngày 3 giờ" in text
    assert "còn 2 ngày 8 giờ" in text
    assert text.count("chưa xác nhận") == 2
    assert "Lập báo cáo tuần" in text
    clock.move_to("2026-11-20T10:00:00Z")
    assert "quá hạn 6 giờ" in text_of(page("tuphap").get(LIST))


def test_a_police_officer_reads_and_does_not_write(page, staff, clock):
    draft = drafted(staff)
    done = sent(staff, "commune", "lanhdao")
    client = page("congan")
    text = text_of(client.get(LIST))
    assert "Lập báo cáo tuần" not in text
    assert url("report", done) in text
    assert url("report", draft) not in text
    assert client.get(url("report", draft)).status_code == 404
    for name in ("send", "discard", "correct"):
        assert client.post(url(name, done)).status_code == 404
    assert client.post(reverse("reports:start", args=["commune"])).status_code == 404


def test_a_week_from_draft_to_frozen_report(page, staff, book, clerk):
    saved_undecided(clerk, book)
    client = page("tuphap")
    begun = client.post(reverse("reports:start", args=["justice_officer"]))
    assert begun.status_code == 303
    draft = Report.objects.get()
    typed = SECTIONS | {"version": draft.version, "go_on": "1"}
    saved = client.post(begun["Location"], typed)
    assert saved["Location"] == url("send", draft)
    review = text_of(client.get(saved["Location"]))
    assert "Sổ năm 1996 mờ chữ." in review
    done = client.post(saved["Location"], {"version": "2"})
    assert done.status_code == 303
    shown = text_of(client.get(done["Location"]))
    draft.refresh_from_db()
    assert draft.audit_head in shown
    assert "Đề nghị cấp thêm một máy quét." in shown
    assert "Đã gửi" in text_of(client.get(LIST))
    assert client.get(url("send", draft)).status_code == 303
    assert client.post(url("report", draft), typed).status_code == 404
    again = client.post(reverse("reports:start", args=["justice_officer"]))
    assert again["Location"] == url("report", draft)


def test_a_suggestion_goes_in_by_a_click_only(page, staff, book):
    Difficulty.objects.create(
        office=staff.commune, text="Máy hay treo", proposal="Cấp máy mới",
        by=staff.officer("congan"), recorded_at=book.recorded_at,
    )  # fmt: skip
    draft = drafted(staff)
    client = page("tuphap")
    text = text_of(client.get(url("report", draft)))
    assert "Máy hay treo" in text
    assert Report.objects.get().sections == SECTIONS
    place = text.split("Máy hay treo")[1].split('value="')[1].split('"')[0]
    sent_form = SECTIONS | {"version": draft.version, "insert": place}
    answer = client.post(url("report", draft), sent_form)
    assert answer["Location"].endswith("#id_difficulties")
    kept = Report.objects.get().sections
    assert kept["difficulties"] == "Sổ năm 1996 mờ chữ.\nMáy hay treo"
    assert kept["proposals"] == SECTIONS["proposals"]


def test_the_commune_takes_up_what_the_justice_officer_reported(page, staff, clock):
    sent(staff)
    draft = drafted(staff, "commune", "lanhdao")
    text = text_of(page("lanhdao").get(url("report", draft)))
    assert "Theo báo cáo của Mai Thị Tư" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"difficulties": "x" * 10_001}, "Dài quá"),
        ({"money": "a\x00b"}, "không lưu được"),
        ({"version": "1"}, "đã lưu báo cáo này lúc"),
        ({"version": "hai"}, "Hãy nhập một số nguyên"),
        ({"version": ""}, "Chưa nhập mục này"),
    ],
)
def test_a_refused_draft_keeps_what_was_typed(page, staff, clock, change, message):
    draft = drafted(staff)
    typed = SECTIONS | {"version": "2", "planning_direction": "Mới gõ"} | change
    response = page("tuphap").post(url("report", draft), typed)
    assert response.status_code == 422
    assert message in text_of(response)
    assert "Mới gõ" in text_of(response)
    assert Report.objects.get().sections == SECTIONS


@pytest.mark.parametrize("version", ["", "1", "x", "99"])
def test_a_stale_page_does_not_send(page, staff, clock, version):
    draft = drafted(staff)
    response = page("tuphap").post(url("send", draft), {"version": version})
    assert response.status_code == 422
    assert "đã lưu báo cáo này lúc" in text_of(response)
    assert Report.objects.get().sent_at is None


def test_who_does_not_answer_for_a_line_cannot_send(page, staff, clock):
    draft = drafted(staff, "commune")
    client = page("tuphap")
    assert "Lãnh đạo UBND xã gửi" in text_of(client.get(url("send", draft)))
    response = client.post(url("send", draft), {"version": "2"})
    assert response.status_code == 422
    assert Report.objects.get().sent_at is None
    assert page("lanhdao").post(url("send", draft), {"version": "2"}).status_code == 303


def test_an_ad_hoc_report(page, staff, book):
    client = page("tuphap")
    address = reverse("reports:start_ad_hoc", args=["commune"])
    assert "Về việc" in text_of(client.get(address))
    token = str(uuid4())
    twice = [client.post(address, {"token": token, "occasion": "Sổ bị ướt"}) for _ in "ab"]
    assert [one.status_code for one in twice] == [303, 303]
    draft = Report.objects.get()
    assert "Sổ bị ướt" in text_of(client.get(url("report", draft)))
    sent_form = SECTIONS | {"version": "1", "occasion": "Sổ bị ướt, mốc"}
    assert client.post(url("report", draft), sent_form).status_code == 303
    assert Report.objects.get().occasion == "Sổ bị ướt, mốc"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"occasion": ""}, "Chưa nhập mục này"),
        ({"occasion": "x" * 301}, "Dài quá 300"),
        ({"occasion": "a\nb"}, "không lưu được"),
        ({"token": "sai"}, "Trang đã cũ"),
    ],
)
def test_a_refused_ad_hoc_report(page, clock, typed, message):
    sent_form = {"token": str(uuid4()), "occasion": "Sổ mờ"} | typed
    response = page("tuphap").post(reverse("reports:start_ad_hoc", args=["commune"]), sent_form)
    assert response.status_code == 422
    assert message in text_of(response)
    assert not Report.objects.exists()


def test_a_draft_is_discarded_and_a_sent_report_is_not(page, staff, clock):
    client = page("tuphap")
    draft = drafted(staff)
    assert client.post(url("discard", draft))["Location"] == LIST
    assert client.get(url("report", draft)).status_code == 404
    done = sent(staff)
    assert client.post(url("discard", done))["Location"] == url("report", done)
    assert client.get(url("report", done)).status_code == 200


def test_a_report_is_replaced_with_a_reason(page, staff, clock):
    done = sent(staff)
    client = page("tuphap")
    assert client.get(url("correct", done)).status_code == 200
    refused = client.post(url("correct", done), {"reason": " "})
    assert refused.status_code == 422
    assert "Chưa nhập mục này" in text_of(refused)
    begun = client.post(url("correct", done), {"reason": "ghi thiếu kinh phí"})
    draft = Report.objects.get(corrects=done)
    assert begun["Location"] == url("report", draft)
    assert "bản nháp thay thế" in text_of(client.get(url("report", done)))
    client.post(url("send", draft), {"version": "1"})
    assert "đã được thay thế" in text_of(client.get(url("report", done)))
    late = client.post(url("correct", done), {"reason": "lần nữa"})
    assert late.status_code == 422
    assert "Đã có báo cáo sau" in text_of(late)
    assert client.get(url("correct", drafted(staff, "commune"))).status_code == 404


def test_counting_again_says_whether_it_agrees(page, staff, book, clerk):
    from hotich.apps.entry.models import Entry

    saved = saved_undecided(clerk, book)
    done = sent(staff, "commune", "lanhdao")
    address = url("rederive", done)
    assert "Khớp" in text_of(page("so").get(address))
    Entry.objects.filter(pk=saved.entry.pk).update(voided_at=done.as_of, void_reason="lén")
    text = text_of(page("tuphap").get(address))
    assert "Không khớp" in text
    assert "Đã nhập" in text
    assert page("tuphap").get(url("rederive", drafted(staff))).status_code == 404


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_files_are_fetched_by_reporter_and_recipient(page, staff, clock, form, start):
    done = sent(staff, "commune", "lanhdao")
    for login in ("lanhdao", "so"):
        response = page(login).get(url("download", done, form))
        assert response.content.startswith(start)
        assert f".{form}" in response["Content-Disposition"]
        assert response["Cache-Control"] == "no-store"
    assert page("so").get(url("download", done, "xlsx")).status_code == 404


def test_the_province_reads_what_it_received_and_writes_nothing(page, staff, clock):
    own = sent(staff)
    commune = sent(staff, "commune", "lanhdao")
    client = page("so")
    text = text_of(client.get(LIST))
    assert url("report", commune) in text
    assert url("report", own) not in text
    shown = text_of(client.get(url("report", commune)))
    assert "Thay thế báo cáo" not in shown
    assert client.get(url("report", own)).status_code == 404
    assert client.post(url("correct", commune), {"reason": "x"}).status_code == 404


def test_for_another_office_nothing_exists(page, staff, clock, other_commune):
    done, draft = sent(staff), drafted(staff, "commune", "lanhdao")
    for login in ("tuphap-khac", "lanhdao-khac"):
        client = page(login)
        for one in (done, draft):
            assert client.get(url("report", one)).status_code == 404
            assert client.get(url("send", one)).status_code == 404
            assert client.post(url("send", one), {"version": "2"}).status_code == 404
            assert client.post(url("discard", one)).status_code == 404
            assert client.get(url("download", one, "pdf")).status_code == 404
            assert client.get(url("rederive", one)).status_code == 404
        assert client.get(reverse("reports:received")).status_code == 200


def test_a_line_is_changed(page, staff, clock):
    client = page("lanhdao")
    address = reverse("reports:change_line", args=["commune"])
    assert "Sở Tư pháp tỉnh Thanh Hóa" in text_of(client.get(address))
    assert client.post(address, LINE)["Location"] == reverse("reports:lines")
    text = text_of(client.get(reverse("reports:lines")))
    assert "Thứ Năm, trước 15:30" in text
    assert "Kế hoạch số 12/KH-UBND" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"recipient": " "}, "Chưa nhập mục này"),
        ({"time": "25:00"}, "Hãy nhập giờ"),
        ({"time": "trưa"}, "Hãy nhập giờ"),
        ({"weekday": "9"}, "không có trong danh sách"),
        ({"valid_from": "31/02/2026"}, "không có trên lịch"),
        ({"valid_from": "11/2026"}, "Hãy nhập đủ ngày"),
        ({"basis": ""}, "Chưa ghi văn bản"),
        ({"copies": "x" * 201}, "dài nhất 200"),
        ({"copies": "a\x00"}, "không lưu được"),
    ],
)
def test_a_refused_line_is_said_at_the_field(page, clock, change, message):
    response = page("tuphap").post(reverse("reports:change_line", args=["commune"]), LINE | change)
    assert response.status_code == 422
    assert message in text_of(response)
    assert "Kế hoạch số 12" in text_of(response) or "basis" in change
    assert not ReportLine.objects.exists()


def test_an_unknown_line_does_not_exist(page, clock):
    client = page("tuphap")
    for name in ("change_line", "start_ad_hoc"):
        assert client.get(reverse(f"reports:{name}", args=["khac"])).status_code == 404
    assert client.post(reverse("reports:start", args=["khac"])).status_code == 404


def test_pages_speak_english(page, staff, book):
    done, draft = sent(staff), drafted(staff, "commune", "lanhdao")
    ad_hoc = sent_ad_hoc(staff)
    client = page("lanhdao")
    client.cookies["django_language"] = "en"
    for address in (
        LIST,
        reverse("reports:received"),
        reverse("reports:lines"),
        url("report", done),
        url("report", ad_hoc),
        url("report", draft),
        url("send", draft),
        url("rederive", done),
        url("correct", done),
    ):
        assert client.get(address).status_code == 200, address
