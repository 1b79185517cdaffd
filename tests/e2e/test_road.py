"""The book goes its whole road in the browser: every officer at his own window, step by step.

The clerk has typed the book (test_typing); the steps here follow the order of the work and build
on one another, so they stand in one module and run in order.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass, field

import pyrage
import pytest
from openpyxl import load_workbook

from tests.e2e.book import OFFICE, sample_entries
from tests.e2e.conftest import TypedBook
from tests.e2e.officers import (
    AtDesk,
    a_changed_file_is_refused,
    confirm,
    entry_of,
    establish,
    figures_shown,
    guide_and_lodge,
    here,
    job_done,
    label_of,
    links,
    outcome_stored,
    reopened,
    sign_every_page,
    today,
    verified,
    waits,
)
from tests.support.asking import ask
from tests.support.exports import IDENTITY, wish
from tests.support.installation import Installation

pytestmark = pytest.mark.e2e

BARE_IN_POPULATION = 5  # its name has no marks in the population database
SLIP_IN_THE_BOOK = 8  # the book writes a letter of the name wrongly
NAME = "child.full_name"
UNLINKED = 3
RETURNED = 2
DEPARTMENT = "Sở Tư pháp tỉnh Thanh Hóa"
REJECTED = 40
TRUTH = Counter(one.truth.outcome for one in sample_entries())
COUNTED = f"""
from collections import Counter
from django.utils import timezone
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import outcome_of
from hotich.apps.handover.queries import counts_by_type
from hotich.apps.population.models import Person
from hotich.apps.records.models import Record
from hotich.apps.registers.models import Book
entries = Entry.objects.filter(original_office__unit_code="{OFFICE}", voided_at=None)
answer = dict(
    outcomes=Counter(outcome_of(one).value for one in entries),
    created=Person.objects.filter(created_for__isnull=False, voided_at=None).count(),
    records=Record.objects.count(),
    handed_over=counts_by_type(list(Book.objects.all()), as_of=timezone.now()).get("KS", 0),
)
"""


@dataclass
class Road:
    """What later steps need to know of earlier ones."""

    book: str
    settled: list[int] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def road(installation: Installation, typed_book: TypedBook) -> Road:
    """Return the typed book at the beginning of its road."""
    found = ask(
        installation,
        "from hotich.apps.registers.models import Book\n"
        f"answer = str(Book.objects.get(original_office__unit_code='{OFFICE}').pk)",
    )
    return Road(found)


# 1. Inventory ---------------------------------------------------------------------------------


def test_the_justice_officer_takes_a_book_into_the_inventory(at_desk: AtDesk) -> None:
    justice = at_desk("tuphap")
    justice.open("/so-ho-tich/them/")
    justice.choose("register_type", "Sổ đăng ký khai sinh")
    justice.choose("edition", "trước năm 2016")
    justice.choose("original_office", "Nga Vịnh")
    justice.fill("volume_label", "02/1997")
    justice.choose("condition", "ách")
    justice.fill("nam-0-year", "1997")
    justice.fill("nam-0-pages", "50")
    justice.fill("nam-0-entries", "118")
    justice.send("Lưu quyển sổ")
    assert "02/1997" in justice.text()
    justice.send("Sẵn sàng để nhập")
    justice.follow("Giao cho tổ nhập")
    justice.choose("team", "Tổ nhập dữ liệu số 1")
    justice.send("Giao")
    assert "Tổ nhập dữ liệu số 1" in justice.text()
    justice.open("/so-ho-tich/")
    overview = justice.text()
    assert "UBND xã Nga Vịnh (đến 30/06/2025)" in overview
    assert "1997" in overview


def test_the_clerk_finds_the_new_book_on_his_desk(at_desk: AtDesk) -> None:
    clerk = at_desk("congan")
    clerk.open("/nhap-du-lieu/")
    assert "quyển 02/1997, UBND xã Nga Vịnh (đến 30/06/2025)" in clerk.text()


# A clerk's second thoughts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [("3", {"3"}), ("hoang thi linh", {"1"}), ("tr. 2", {"4", "5", "6"})],
    ids=["number", "name", "page"],
)
def test_one_box_finds_an_entry(at_desk: AtDesk, road: Road, asked: str, found: set[str]) -> None:
    clerk = at_desk("congan")
    clerk.open("/nhap-du-lieu/")
    clerk.press("F3")
    clerk.type(asked)
    with clerk.page.expect_navigation():
        clerk.press("Enter")
    rows = clerk.page.locator("main tbody tr td:first-child").all_inner_texts()
    shown = {one.split("/")[0].strip() for one in rows}
    assert shown == found


def test_a_link_is_undone_and_made_again(
    at_desk: AtDesk, installation: Installation, road: Road
) -> None:
    clerk = at_desk("congan")
    clerk.open(f"/nhap-du-lieu/quyen/{road.book}/")
    (place,) = set(links(clerk, "/truong-hop/", entry_of(UNLINKED).fields[NAME]["text"]))
    clerk.open(place)
    clerk.page.locator("summary", has_text="Gỡ liên kết").click()
    clerk.fill("reason", "Xem lại, nghi nhầm người cùng tên", within='form[action$="/go/"]')
    clerk.send("Gỡ", within='form[action$="/go/"]')
    assert outcome_stored(installation, UNLINKED) == ["undecided", ""]
    clerk.follow("Tra cứu và kết luận")
    clerk.send("Tra cứu")
    with clerk.page.expect_navigation():
        clerk.press("1")
    assert "Đã kết luận: Thống nhất." in clerk.said()
    truth = entry_of(UNLINKED).truth
    assert outcome_stored(installation, UNLINKED) == [truth.outcome, truth.person_pin]


# 2. Numbers -----------------------------------------------------------------------------------


def test_the_absent_get_their_numbers_by_two_hands(
    at_desk: AtDesk, installation: Installation, road: Road
) -> None:
    justice, clerk, chief = at_desk("tuphap"), at_desk("congan"), at_desk("truongca")
    justice.open("/nhap-du-lieu/so-dinh-danh/")
    places = sorted(set(links(justice, "/so-dinh-danh/", "KS ")))
    assert len(places) == TRUTH["not_found"] == 5
    for place in places:
        confirm(justice, place)
        clerk.open(place)
        assert "Duyệt, nhập mới công dân" not in clerk.text()
        chief.open(place)
        assert "Đã nhập mới công dân" in chief.send("Duyệt, nhập mới công dân")
    allotted = ask(
        installation,
        "from hotich.apps.population.models import Person\n"
        "answer = list(Person.objects.filter(created_for__isnull=False, voided_at=None)"
        ".values_list('pin', flat=True))",
    )
    assert len(set(allotted)) == 5
    assert all(re.fullmatch(r"000\d{9}", pin) for pin in allotted)


# 3. The tracking list -------------------------------------------------------------------------


def test_the_tracking_list_holds_every_difference(at_desk: AtDesk, road: Road) -> None:
    justice = at_desk("tuphap")
    justice.open("/theo-doi/")
    listed = set(re.findall(r"KS (\d+)/1998", justice.text()))
    expected = {
        str(one.number)
        for one in sample_entries()
        if one.truth.basic_differences or one.truth.other_differences
    }
    assert listed == expected


def test_the_population_database_is_put_right_by_the_police_chiefs_decision(
    at_desk: AtDesk, installation: Installation, road: Road
) -> None:
    sample = entry_of(BARE_IN_POPULATION)
    written = sample.fields["child.full_name"]["text"]
    place = verified(at_desk, BARE_IN_POPULATION)
    justice, police = at_desk("tuphap"), at_desk("congan2")
    establish(justice, place, side="book")
    guide_and_lodge(justice, place, kind="adjustment", target="Công an xã Ba Đình")
    assert 'action="/nhap-du-lieu/giai-quyet' in justice.page.content()
    assert "/quyet-dinh/" not in justice.page.content()
    police.open(place)
    form = 'form[action$="/quyet-dinh/"]'
    assert police.page.input_value(f"{form} [name$=new_value]") == written
    police.fill("number", "12/QĐ-CAX", within=form)
    police.fill("on_day", today(), within=form)
    police.fill("decided_by", "Hoàng Văn Trưởng", within=form)
    police.send("Ghi quyết định và điều chỉnh", within=form)
    assert "Mục theo dõi đã đóng" in police.text()
    named = ask(
        installation,
        "from hotich.apps.population.models import Person\n"
        f"answer = Person.objects.get(pin='{sample.truth.person_pin}').full_name",
    )
    assert named == written
    road.settled.append(BARE_IN_POPULATION)


def test_the_book_is_rectified_and_a_second_officer_notes_it(at_desk: AtDesk, road: Road) -> None:
    place = verified(at_desk, SLIP_IN_THE_BOOK)
    justice, second = at_desk("tuphap"), at_desk("tuphap2")
    establish(justice, place, side="population")
    guide_and_lodge(justice, place, kind="rectification", target="UBND xã Ba Đình")
    form = 'form[action$="/ket-qua/"]'
    justice.open(place)
    justice.tick("granted", "granted", within=form)
    justice.fill("number", "34/TLCC", within=form)
    justice.fill("on_day", today(), within=form)
    justice.send("Ghi kết quả", within=form)
    assert "Mục theo dõi đã đóng" not in justice.text()
    second.open(place)
    second.send("Ghi chú vào dữ liệu", within='form[action$="/ghi-chu/"]')
    assert "Mục theo dõi đã đóng" in second.text()
    road.settled.append(SLIP_IN_THE_BOOK)


def test_the_list_goes_out_by_two_people(at_desk: AtDesk, road: Road) -> None:
    sheet = load_workbook(io.BytesIO(handed_out(at_desk, "Bảng tính XLSX"))).active
    cells = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    left = TRUTH["inconsistent"] - len(road.settled)
    assert len(set(re.findall(r"KS (\d+)/1998", cells))) == left
    assert handed_out(at_desk, "Bản in PDF").startswith(b"%PDF")


def handed_out(at_desk: AtDesk, words: str) -> bytes:
    """Return what the receiver finds in a file that one asks for and another lets go."""
    justice, leader = at_desk("tuphap"), at_desk("lanhdao")
    justice.open("/theo-doi/")
    justice.send(words)
    given = wish()
    justice.page.locator("[name=to]").select_option(given.pop("to"))
    for name, text in given.items():
        justice.fill(name, text)
    justice.send("Gửi yêu cầu")
    place = here(justice)
    leader.open(place)
    leader.send("Đồng ý giao tệp")
    justice.open(place)
    with justice.page.expect_download() as coming:
        justice.page.get_by_role("button", name="Lấy tệp").click()
    return pyrage.decrypt(coming.value.path().read_bytes(), [IDENTITY])


# 4. Cross-check, lock, completion -------------------------------------------------------------


def test_the_justice_officer_returns_an_entry_and_the_clerk_corrects_it(
    at_desk: AtDesk, road: Road
) -> None:
    justice, clerk = at_desk("tuphap"), at_desk("congan")
    justice.open(f"/doi-soat/quyen/{road.book}/?ben=justice")
    place = next(iter(links(justice, "/doi-soat/truong-hop/", str(RETURNED))))
    justice.open(place)
    justice.page.locator("form[aria-labelledby=tra-lai] [name=field]").select_option(
        value="entry.performed_by"
    )
    justice.fill("reason", "Chữ ký mờ, hãy đánh dấu đọc không chắc")
    assert "Đã trả lại để người nhập sửa." in justice.send("Trả lại, sang trường hợp sau")
    clerk.open("/nhap-du-lieu/")
    assert "Chữ ký mờ" in clerk.text()
    (returned,) = set(links(clerk, "/hang-doi/tra-lai/", f"{RETURNED}/"))
    clerk.open(returned)
    assert clerk.focused() == "entry-performed_by"
    clerk.press("Alt+g")
    clerk.fill("reason", "Đọc lại sổ theo yêu cầu đối soát")
    with clerk.page.expect_navigation():
        clerk.press("F10")
    assert "Đã lưu bản sửa 2." in clerk.said()


def test_both_sides_sign_the_whole_book(at_desk: AtDesk, road: Road) -> None:
    for login, side in (("tuphap", "justice"), ("congan2", "police")):
        pages = sign_every_page(at_desk(login), road.book, side)
        assert 1 <= pages <= 14
    checker = at_desk("tuphap")
    checker.open(f"/doi-soat/quyen/{road.book}/?ben=justice&loc=xong")
    assert re.search(r"Đã xong cả hai bên 40\b", checker.text())


def test_the_typist_cannot_sign_his_own_work(at_desk: AtDesk, road: Road) -> None:
    clerk = at_desk("congan")
    clerk.open(f"/doi-soat/quyen/{road.book}/")
    place = next(iter(links(clerk, "/doi-soat/truong-hop/", "1")))
    clerk.open(place)
    assert "do chính anh/chị làm nên cán bộ khác đối soát" in clerk.text()


def test_the_book_is_reconciled_locked_and_reported_complete(
    at_desk: AtDesk, installation: Installation, road: Road
) -> None:
    justice = at_desk("tuphap")
    place = f"/doi-soat/quyen/{road.book}/khoa-so/"
    justice.open(place)
    assert "Khớp số khóa sổ, mọi số đều có giải thích" in justice.text()
    justice.send("Đã nhập xong quyển sổ")
    lock = "section[aria-labelledby=chot]"
    assert "Đã chốt dữ liệu sổ" in justice.send("Chốt dữ liệu sổ", within=lock)
    assert "Đã báo hoàn thành sổ" in justice.send("Báo hoàn thành sổ")
    job_done(justice, place)


# 5. Handover ----------------------------------------------------------------------------------


def test_the_package_goes_by_the_department_to_the_office(at_desk: AtDesk, road: Road) -> None:
    for login in ("c06", "sotuphap", "tuphap"):
        desk = at_desk(login)
        desk.open("/chuyen-du-lieu/")
        if desk.page.get_by_role("button", name="Tạo khóa").count():
            desk.send("Tạo khóa")
    centre, department = at_desk("c06"), at_desk("sotuphap")
    centre.open("/chuyen-du-lieu/")
    centre.send("Lập và gửi gói")
    centre.wait_until(lambda: reopened(centre, here(centre), "Tải tệp"), "no package")
    package = centre.fetch("Tải tệp")
    assert "goi" in here(centre)
    a_changed_file_is_refused(department, package)
    department.wait_until(lambda: waits(department), "no file for the department")
    department.send("Đọc tệp")
    assert "Chuyển tiếp cho UBND xã Ba Đình" in department.text()
    department.send("Chuyển tiếp cho")


def test_the_office_accepts_entry_by_entry_and_rejects_one(at_desk: AtDesk, road: Road) -> None:
    office = at_desk("tuphap")
    office.wait_until(lambda: waits(office), "no file for the office")
    office.send("Đọc tệp")
    for _ in range(4):
        rejected = office.page.locator(f'tr:has-text("{label_of(REJECTED)},") [name^="reason-"]')
        if rejected.count():
            rejected.first.fill("Thiếu trang quét kèm theo")
        if not office.page.get_by_role("button", name="Ghi quyết định của trang này").count():
            break
        office.send("Ghi quyết định của trang này")
        if office.page.get_by_role("button", name="Lập và gửi xác nhận").count():
            break
    said = office.send("Lập và gửi xác nhận")
    assert "nhận 39, không nhận 1" in said


def test_the_receipts_come_back_the_same_way(at_desk: AtDesk, road: Road) -> None:
    department, centre = at_desk("sotuphap"), at_desk("c06")
    department.wait_until(lambda: waits(department), "no receipt at the department")
    department.send("Đọc tệp")
    for _ in range(2):  # that the package arrived, and what became of each entry
        centre.wait_until(lambda: waits(centre), "no receipt at the centre")
        centre.send("Đọc tệp")
    assert "nhận 39, không nhận 1" in centre.text()


def test_what_was_rejected_is_answered_and_goes_in_a_supplement(
    at_desk: AtDesk, road: Road
) -> None:
    justice, department, centre = at_desk("tuphap"), at_desk("sotuphap"), at_desk("c06")
    justice.open("/theo-doi/")
    (case,) = links(justice, "/giai-quyet/", label_of(REJECTED) + ",")
    justice.open(case)
    assert "Thiếu trang quét kèm theo" in justice.text()
    justice.follow("Ghi việc đã làm")
    justice.fill("answer", "Đã quét bổ sung trang sổ")
    justice.send("Ghi việc đã làm")
    centre.open("/chuyen-du-lieu/")
    centre.follow("UBND xã Nga Trường")
    centre.send("Lập gói bổ sung")
    centre.wait_until(lambda: reopened(centre, here(centre), "Tải tệp"), "no supplement")
    department.wait_until(lambda: waits(department), "no supplement for the department")
    department.send("Đọc tệp")
    department.send("Chuyển tiếp cho")
    justice.wait_until(lambda: waits(justice), "no supplement for the office")
    justice.send("Đọc tệp")
    assert "Gói thứ 2" in justice.text()
    justice.send("Nhận tất cả trường hợp còn lại")
    assert "không nhận 0" in justice.send("Lập và gửi xác nhận")
    department.wait_until(lambda: waits(department), "no second receipt at the department")
    department.send("Đọc tệp")
    for _ in range(2):
        centre.wait_until(lambda: waits(centre), "no second receipt at the centre")
        centre.send("Đọc tệp")


# 6. Records -----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["name", "number", "entry_number"])
def test_a_record_is_found_and_shows_its_way(at_desk: AtDesk, road: Road, by: str) -> None:
    sample = entry_of(1)
    asked = {
        "name": {"name": "hoang thi linh"},
        "number": {"number": sample.truth.person_pin, "name": "hoang thi linh"},
        "entry_number": {"entry_number": "1"},
    }
    justice = at_desk("tuphap")
    justice.open("/ho-tich-dien-tu/")
    for name, text in asked[by].items():
        justice.fill(name, text)
    justice.send("Tìm")
    justice.follow(label_of(1) + ",")
    text = justice.text()
    assert sample.fields["child.full_name"]["text"] in text
    assert "C06 (giả lập)" in text
    assert "Sở Tư pháp tỉnh Thanh Hóa" in text


# 7. The weekly report, and the sum of it all --------------------------------------------------


def test_the_weekly_report_is_written_sent_and_frozen(at_desk: AtDesk, road: Road) -> None:
    justice = at_desk("tuphap")
    justice.open("/bao-cao/")
    justice.send("Lập báo cáo tuần")
    for place in range(justice.page.locator("textarea:visible").count()):
        justice.page.locator("textarea:visible").nth(place).fill("Theo kế hoạch tuần.")
    justice.send("Xem lại và gửi")
    assert "Đã gửi báo cáo" in justice.send("Gửi báo cáo")
    road.figures = figures_shown(justice)
    assert justice.fetch("Tải PDF").startswith(b"%PDF")
    assert justice.fetch("Tải DOCX").startswith(b"PK")
    justice.follow("Tính lại số liệu")
    assert "khớp" in justice.text().lower()


def test_the_commune_reports_to_the_department(at_desk: AtDesk, road: Road) -> None:
    leader, department = at_desk("lanhdao"), at_desk("sotuphap")
    leader.open("/bao-cao/")
    leader.send("Lập báo cáo tuần", within=f"section:has-text('{DEPARTMENT}')")
    leader.send("Xem lại và gửi")
    assert "Đã gửi báo cáo" in leader.send("Gửi báo cáo")
    assert figures_shown(leader) == road.figures
    department.open("/bao-cao/")
    department.follow("Báo cáo tuần")
    assert figures_shown(department) == road.figures


def test_report_package_records_database_and_truth_agree(
    at_desk: AtDesk, installation: Installation, road: Road
) -> None:
    counted = ask(installation, COUNTED)
    centre = at_desk("c06")
    centre.open("/chuyen-du-lieu/")
    # The newest package stands first; the one with the whole book was the first.
    centre.page.locator("section[aria-labelledby=cac-goi] tbody a").last.click()
    centre.page.wait_for_selector("text=Trong gói có")
    package = dict(re.findall(r"\n([^\n\t]+)[\n\t]+(\d+)", centre.page.inner_text("main")))
    for outcome, words in (
        ("consistent", "Thống nhất"),
        ("inconsistent", "Chưa thống nhất"),
        ("not_found", "Không tìm thấy"),
    ):
        assert counted["outcomes"][outcome] == TRUTH[outcome], outcome
        assert int(package[words]) == TRUTH[outcome], outcome
    figures = road.figures
    assert figures["đã nhập"] == 40 == int(package["Trường hợp trong gói"])
    clean = figures["thống nhất, không có sai khác"]
    other = figures["thống nhất, có sai khác ngoài thông tin cơ bản"]
    assert clean + other == TRUTH["consistent"]
    assert other == sum(
        one.truth.outcome == "consistent" and bool(one.truth.other_differences)
        for one in sample_entries()
    )
    assert figures["chưa thống nhất, đã xử lý"] == len(road.settled) == 2
    assert figures["chưa thống nhất, đang xử lý"] == TRUTH["inconsistent"] - len(road.settled)
    assert figures["không tìm thấy"] == TRUTH["not_found"]
    assert figures["chưa kết luận"] == 0
    assert figures["đã cấp số định danh"] == TRUTH["not_found"] == counted["created"]
    assert figures["chờ cấp số định danh"] == 0
    assert figures["đã đối soát"] == 40
    assert figures["đã chuyển dữ liệu"] == counted["handed_over"] == 40
    assert counted["records"] == 40
    assert figures["số sổ"] == 3
    assert figures["số trường hợp theo sổ"] == 40 + 40 + 118


def test_a_fault_found_later_goes_back_and_opens_a_case(at_desk: AtDesk, road: Road) -> None:
    justice, department, centre = at_desk("tuphap"), at_desk("sotuphap"), at_desk("c06")
    justice.open("/ho-tich-dien-tu/")
    justice.fill("entry_number", "3")
    justice.send("Tìm")
    justice.follow(label_of(3) + ",")
    justice.follow("Báo sai sót")
    justice.fill("reason", "Trang sổ kèm theo là của trường hợp khác")
    assert "Đã gửi báo sai sót" in justice.send("Gửi báo sai sót")
    for desk in (department, centre):
        desk.wait_until(lambda desk=desk: waits(desk), "no fault on its way")
        desk.send("Đọc tệp")
    justice.open("/theo-doi/")
    assert label_of(3) + "," in justice.text()


def test_the_audit_is_whole_at_the_end(installation: Installation, road: Road) -> None:
    verified_ = installation.command("audit", "verify")
    assert verified_.returncode == 0, verified_.stdout
