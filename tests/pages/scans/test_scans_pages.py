"""Pages of the scans: attaching, viewing and voiding, and each refusal."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.scans.actions import attach_page
from hotich.apps.scans.files import path_of
from hotich.apps.scans.models import PageImage
from tests.support.books import given_book
from tests.support.office import Staff
from tests.support.pictures import jpeg, png, png_header

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(staff: Staff):
    return given_book(staff, years=((1998, 10, 40),))


@pytest.fixture
def image(staff: Staff, book):
    return attach_page(by=staff.actor("tuphap"), book=book, page="1", file=BytesIO(png(shade=1)))


def url(name: str, thing=None) -> str:
    return reverse(f"scans:{name}", args=[thing.pk] if thing else [])


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_images_are_attached_in_the_order_of_their_names(page, book):
    files = [upload("trang10.png", png(shade=10)), upload("trang9.jpg", jpeg())]
    response = page("tuphap").post(url("book", book), {"page": "9", "images": files})
    assert response.status_code == 303
    kinds = dict(PageImage.objects.values_list("page", "media_type"))
    assert kinds == {"9": "image/jpeg", "10": "image/png"}
    text = page("tuphap").get(url("book", book)).content.decode()
    assert "quét một phần" in text
    assert "Đính kèm ảnh" in text


@pytest.mark.parametrize(
    ("label", "files", "message"),
    [
        ("", [("a.png", png())], "Chưa nhập mục này"),
        ("2", [], "Chưa nhập mục này"),
        ("2", [("a.png", b"")], "Tệp rỗng"),
        ("2", [("a.png", b"khong phai anh")], "a.png: không phải ảnh PNG hoặc JPEG"),
        ("2", [("a.png", png()[:-12])], "a.png: ảnh hỏng"),
        ("2", [("a.png", png_header(99_999, 99_999))], "a.png: ảnh lớn hơn 80 triệu"),
        ("bìa", [("a.png", png()), ("b.jpg", jpeg())], "trang đầu phải là một số"),
        ("x" * 21, [("a.png", png())], "Dài quá 20 ký tự"),
        ("1", [("a.png", png(shade=5))], "Trang 1 đã có ảnh"),
        ("2", [("a.png", png(shade=1))], "a.png: ảnh này đã đính kèm ở trang 1"),
        ("2", [(f"{n}.png", png(shade=n)) for n in range(100, 121)], "chỉ tải lên 20 ảnh"),
    ],
)
def test_bad_files_are_said_at_the_field(page, book, image, label, files, message: str):
    rows = AuditRow.objects.count()
    sent = {"page": label, "images": [upload(*one) for one in files]}
    response = page("tuphap").post(url("book", book), sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert PageImage.objects.count() == 1
    assert AuditRow.objects.count() == rows


def test_a_label_is_shown_as_text(page, staff: Staff, book):
    sent = {"page": "<b>1</b>", "images": [upload("a.png", png())]}
    page("tuphap").post(url("book", book), sent)
    assert "<b>1</b>" not in page("tuphap").get(url("book", book)).content.decode()


def test_the_image_itself_is_sent_and_the_view_recorded(page, image):
    response = page("congan").get(url("image", image))
    assert b"".join(response.streaming_content) == png(shade=1)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert AuditRow.objects.filter(action="scan.viewed", object=image.pk).count() == 1
    response.close()


def test_a_lost_file_is_not_found(page, image):
    path_of(image).unlink()
    assert page("congan").get(url("image", image)).status_code == 404


def test_an_image_is_voided_with_a_reason(page, book, image):
    client = page("tuphap")
    assert client.get(url("void", image)).status_code == 200
    assert client.post(url("void", image), {"reason": ""}).status_code == 422
    assert client.post(url("void", image), {"reason": "quét mờ"}).status_code == 303
    assert "quét mờ" in client.get(url("book", book)).content.decode()
    assert client.post(url("void", image), {"reason": "lại"}).status_code == 404


def test_overview_and_summary_show_the_axis(page, book, image):
    client = page("congan")
    assert "quét một phần" in client.get(url("overview")).content.decode()
    text = client.get(url("summary", book)).content.decode()
    assert "quét một phần" in text
    assert "<html" not in text


def test_others_find_nothing(page, client, staff: Staff, other_commune: Staff, book, image):
    stranger = page("tuphap-khac")
    for name, thing in (("book", book), ("summary", book), ("image", image), ("void", image)):
        assert stranger.get(url(name, thing)).status_code == 404
        assert client.get(url(name, thing)).status_code == 302
        assert page("c06").get(url(name, thing)).status_code == 404
    assert stranger.get(url("overview")).context["rows"] == []
    assert page("tuphap").get(reverse("scans:image", args=[uuid4()])).status_code == 404


def test_rights_are_per_role(page, book, image):
    assert page("congan").post(url("book", book), {"page": "2"}).status_code == 404
    assert page("congan").get(url("void", image)).status_code == 404
    assert page("lanhdao").get(url("book", book)).status_code == 200
    assert page("lanhdao").get(url("image", image)).status_code == 404
    assert not AuditRow.objects.filter(action="scan.viewed").exists()
