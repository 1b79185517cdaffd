"""The pages of existing data: hand in, look, match, confirm, withdraw, give out; each refusal."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import values_of
from hotich.apps.existing.models import Fate, Upload
from hotich.apps.registers.models import Book
from tests.support.books import entering_book
from tests.support.entries import saved_undecided
from tests.support.exports import given_out, wish
from tests.support.office import Staff
from tests.support.sheets import handed_in, row, run_jobs, sheet_bytes, sheet_file, taken_in

pytestmark = pytest.mark.django_db

HOME = "/du-lieu-da-co/"


@pytest.fixture
def book(staff: Staff, settings, tmp_path: Path) -> Book:
    settings.MEDIA = tmp_path / "media"
    return entering_book(staff)


def body(staff: Staff, content: bytes, name: str = "a.xlsx", **more: object) -> dict[str, object]:
    file = SimpleUploadedFile(name, content)
    return {"file": file, "office": str(staff.nga_truong.pk), "token": str(uuid4())} | more


def test_a_file_goes_its_whole_road(staff: Staff, book: Book, page, settings):
    officer = page("tuphap")
    sent = body(staff, sheet_bytes([row("7/1998"), row("8/1998", nksQueQuan=", , ,")]))
    answer = officer.post(HOME, sent)
    assert answer.status_code == 303, answer.context["form"].errors
    upload = Upload.objects.get()
    assert officer.get(answer.url).status_code == 200
    assert "hx-get" in officer.get(f"{answer.url}tien-do/").content.decode()
    run_jobs()
    seen = officer.get(answer.url).content.decode()
    assert "Lê Thị Sen" in seen
    assert "nksQueQuan: Nơi ghi trong ô này không có tên địa danh." in seen
    assert "2 dòng sẽ được ghi nhận" in seen
    viewed = AuditRow.objects.filter(action="existing.rows_viewed", object=upload.pk)
    assert viewed.count() == 1
    assert Entry.objects.count() == 0
    assert officer.post(f"{answer.url}xac-nhan/").status_code == 303
    run_jobs()
    assert Entry.objects.count() == 2
    seen = officer.get(answer.url).content.decode()
    assert "Đã ghi nhận xong" in seen
    assert "7/1998" in seen
    assert officer.post(f"{answer.url}xac-nhan/").status_code == 422
    assert not list((settings.MEDIA / "existing").iterdir())
    assert "đã ghi nhận" in officer.get(HOME).content.decode()


def test_rows_are_filtered_and_bad_filters_are_passed_over(
    staff: Staff, book: Book, page, tmp_path: Path
):
    upload = handed_in(staff, sheet_file(tmp_path, [row("7/1998"), row("", nksHoTen="Ai")]))
    address = f"{HOME}{upload.pk}/"
    officer = page("tuphap")
    assert "Lê Thị Sen" not in officer.get(f"{address}?loc={Fate.REFUSED}").content.decode()
    assert "Lê Thị Sen" not in officer.get(f"{address}?loc=loi").content.decode()
    assert officer.get(f"{address}?loc=%00&trang=x").status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"x", "Chỉ nhận tệp .xlsx hoặc .csv"),
        ("a.csv", b"ten,tuoi\nLan,1\n", "Không nhận ra biểu nào"),
        ("a.xlsx", b"PK\x03\x04", "Không đọc được bảng"),
        ("a.csv", b"so,\xff\xff\n", "không phải UTF-8"),
        ("a.csv", b"", "Tệp rỗng"),
    ],
)
def test_a_wrong_file_is_refused_at_the_field(
    staff: Staff, book: Book, page, settings, name: str, content: bytes, words: str
):
    answer = page("tuphap").post(HOME, body(staff, content, name))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Upload.objects.exists()
    folder = settings.MEDIA / "existing"
    assert not folder.exists() or not list(folder.iterdir())


def test_a_form_sent_twice_is_one_file(staff: Staff, book: Book, page):
    officer, token = page("tuphap"), str(uuid4())
    for _ in range(2):
        sent = body(staff, sheet_bytes([row("7/1998")]), token=token)
        assert officer.post(HOME, sent).status_code == 303
    assert Upload.objects.count() == 1


def test_without_books_there_is_nothing_to_hand_in(staff: Staff, page):
    assert "Chưa có quyển sổ nào" in page("tuphap").get(HOME).content.decode()


def test_a_volume_is_matched_by_hand(staff: Staff, book: Book, page, tmp_path: Path):
    upload = handed_in(staff, sheet_file(tmp_path, [row("7/1998", quyenSo="A")]))
    officer, address = page("tuphap"), f"{HOME}{upload.pk}/"
    assert "Quyển “A”, năm 1998" in officer.get(address).content.decode()
    assert officer.post(f"{address}xac-nhan/").status_code == 422
    wrong = officer.post(f"{address}quyen-so/", {"volume-0": str(uuid4())})
    assert wrong.status_code == 422
    assert officer.post(f"{address}quyen-so/", {"volume-0": str(book.pk)}).status_code == 303
    assert officer.post(f"{address}quyen-so/", {}).status_code == 422  # not judged yet
    run_jobs()
    assert upload.lines.get().fate == Fate.NEW


def test_a_file_is_withdrawn_with_a_reason(staff: Staff, book: Book, page, tmp_path: Path):
    upload = handed_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    officer, address = page("tuphap"), f"{HOME}{upload.pk}/"
    assert officer.post(f"{address}bo/", {"reason": " "}).status_code == 422
    assert officer.post(f"{address}bo/", {"reason": "nhầm tệp"}).status_code == 303
    assert officer.post(f"{address}bo/", {"reason": "nữa"}).status_code == 422
    assert "Tệp đã bỏ: nhầm tệp" in officer.get(address).content.decode()


def test_a_book_is_given_out(staff: Staff, book: Book, page):
    saved_undecided(staff.actor("congan"), book)
    officer = page("tuphap")
    assert "70 cột" in officer.get(f"{HOME}xuat/").content.decode()
    sheet = {"book": f"{book.pk} 158-KS70"}
    assert officer.post(f"{HOME}xuat/", sheet).status_code == 422  # for whom, and what for?
    assert given_out(page, "tuphap", f"{HOME}xuat/", sheet)[:2] == b"PK"
    for wrong in (f"{uuid4()} 158-KS70", f"{book.pk} 158-KH44"):
        assert officer.post(f"{HOME}xuat/", wish() | {"book": wrong}).status_code == 422


def test_others_see_nothing(staff: Staff, book: Book, page, tmp_path: Path):
    upload = handed_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    for login in ("congan", "lanhdao", "so"):
        for address in (HOME, f"{HOME}{upload.pk}/", f"{HOME}xuat/"):
            assert page(login).get(address).status_code == 404


def test_what_was_taken_in_is_read_in_the_book_block_by_block(
    staff: Staff, book: Book, page, tmp_path: Path
):
    taken_in(staff, sheet_file(tmp_path, [row("7/1998")]))
    entry, clerk = Entry.objects.get(), page("congan")
    child = entry.mentions.get(role="child")
    assert "7/1998" in clerk.get("/nhap-du-lieu/").content.decode()
    seen = clerk.get(reverse("entry:entry", args=[entry.pk])).content.decode()
    assert "theo dữ liệu đã có" in seen
    address = reverse("entry:decide", args=[child.pk])
    assert "Lê Thị Sen" in clerk.post(address, {"do": "narrow"}).content.decode()
    address = reverse("entry:correct", args=[entry.pk])
    form = clerk.get(address).context["form"]
    sent = {name: form.data.get(name) or "" for name in form.fields}
    assert sent["child-full_name-origin"] == "imported"
    sent |= {"reason": "đã đọc trong sổ", "confirmed-child": "1"}
    assert clerk.post(address, sent).status_code == 303
    values = values_of(entry)
    assert values["child.full_name"].confirmed
    assert (values["mother.full_name"].text, values["mother.full_name"].confirmed) == (
        "Mai Thị Cúc",
        False,
    )


def test_a_file_that_breaks_off_says_why(
    staff: Staff, book: Book, page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("hotich.apps.existing.tables.MOST_ROWS", 1)
    upload = handed_in(staff, sheet_file(tmp_path, [row("7/1998"), row("8/1998")]))
    seen = page("tuphap").get(f"{HOME}{upload.pk}/").content.decode()
    assert "Tệp có hơn 20.000 dòng" in seen
