"""Page images: attached all or none, never twice, voided with a reason, viewed on record."""

import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.registers.actions import declare_year
from hotich.apps.registers.models import Book
from hotich.apps.scans import actions, queries
from hotich.apps.scans.files import path_of
from hotich.apps.scans.images import ImageRefusedError
from hotich.apps.scans.models import Axis, PageImage
from tests.support.books import given_book
from tests.support.office import Staff
from tests.support.pictures import jpeg, png

pytestmark = pytest.mark.django_db


def attach(staff: Staff, book: Book, page: str = "1", content: bytes | None = None) -> PageImage:
    file = BytesIO(content if content is not None else png(shade=sum(map(ord, page)) % 250))
    return actions.attach_page(by=staff.actor("tuphap"), book=book, page=page, file=file)


def files_on_disk() -> set[Path]:
    return {path for path in (settings.MEDIA / "scans").rglob("*") if path.is_file()}


def test_an_image_is_kept_byte_by_byte_for_the_server_only(staff: Staff):
    book, content = given_book(staff), jpeg(800, 1200)
    image = attach(staff, book, "12-13", content)
    path = path_of(image)
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.name == f"{image.pk.hex}.jpg"
    assert (image.first_page, image.last_page, image.width) == (12, 13, 800)
    assert AuditRow.objects.filter(action="scan.attached", object=image.pk).count() == 1


def test_the_same_image_is_refused_and_its_page_named(staff: Staff):
    book, other = given_book(staff), given_book(staff, volume="02/1998")
    first = attach(staff, book, "1", png())
    before = files_on_disk()
    for where in (book, other):
        with pytest.raises(actions.SameImageError) as refused:
            attach(staff, where, "2", png())
        assert refused.value.existing == first
    assert files_on_disk() == before


def test_a_page_has_one_image(staff: Staff):
    book = given_book(staff)
    first = attach(staff, book, "1", png(shade=1))
    with pytest.raises(actions.PageTakenError) as refused:
        attach(staff, book, " 1 ", png(shade=2))
    assert refused.value.existing == first


def test_all_or_none(staff: Staff):
    book, before = given_book(staff), files_on_disk()
    pages = [
        actions.NewPage("1", BytesIO(png(shade=1))),
        actions.NewPage("2", BytesIO(b"no image")),
    ]
    with pytest.raises(ImageRefusedError):
        actions.attach_pages(by=staff.actor("tuphap"), book=book, pages=pages)
    pages = [actions.NewPage(label, BytesIO(png(shade=3))) for label in ("1", "2")]
    with pytest.raises(actions.SameImageError) as refused:
        actions.attach_pages(by=staff.actor("tuphap"), book=book, pages=pages)
    assert refused.value.position == 1
    assert not PageImage.objects.exists()
    assert files_on_disk() == before


def test_a_void_image_frees_its_page_and_keeps_its_file(staff: Staff):
    by, book = staff.actor("tuphap"), given_book(staff)
    image = attach(staff, book, "1", png())
    with pytest.raises(actions.ReasonMissingError):
        actions.void_image(by=by, image=image, reason=" ")
    actions.void_image(by=by, image=image, reason="quét mờ")
    assert path_of(image).exists()
    assert queries.page_image(book, "1") is None
    again = attach(staff, book, "1", png())
    assert queries.page_image(book, "1") == again
    with pytest.raises(PageImage.DoesNotExist):
        actions.void_image(by=by, image=image, reason="lại")
    assert list(queries.images_of(book, at=image.recorded_at)) == [image]


def test_a_page_is_found_by_label_or_number(staff: Staff):
    book = given_book(staff)
    facing, cover = attach(staff, book, "12-13", png(shade=1)), attach(staff, book, "bìa", jpeg())
    assert queries.page_image(book, "13") == facing
    assert queries.page_image(book, " 12-13 ") == facing
    assert queries.page_image(book, "bìa") == cover
    assert queries.page_image(book, "14") is None
    assert queries.page_image(book, "") is None
    assert list(queries.images_of(book)) == [cover, facing]


def test_the_axis_is_counted_against_declared_pages(staff: Staff):
    book = given_book(staff, years=((1998, 3, 9),))
    assert queries.scan_state(book).axis is Axis.NONE
    attach(staff, book, "bìa", jpeg())
    first = attach(staff, book, "1-2", png(shade=1))
    state = queries.scan_state(book)
    assert (state.axis, state.pages, state.images, state.declared_pages) == ("partly", 2, 2, 3)
    attach(staff, book, "3", png(shade=2))
    assert queries.scan_state(book).axis is Axis.COMPLETE
    assert queries.scan_states([book])[book.pk].axis is Axis.COMPLETE
    assert queries.scan_state(book, at=first.recorded_at).axis is Axis.PARTLY
    declare_year(by=staff.actor("tuphap"), book=book, year=1999)
    state = queries.scan_state(book)
    assert (state.axis, state.declared_pages) == (Axis.PARTLY, None)


def test_a_view_is_on_record_before_it_is_shown(staff: Staff):
    image = attach(staff, given_book(staff))
    actions.view_image(by=staff.actor("congan"), image=image)
    row = AuditRow.objects.get(action="scan.viewed")
    assert (row.object, row.actor_name) == (image.pk, "Lê Văn Công")


def test_who_may_not(staff: Staff, other_commune: Staff):
    book = given_book(staff)
    image = attach(staff, book)
    file = BytesIO(png(shade=9))
    with pytest.raises(NotPermittedError):
        actions.attach_page(by=staff.actor("congan"), book=book, page="2", file=file)
    with pytest.raises(NotPermittedError):
        actions.view_image(by=staff.actor("lanhdao"), image=image)
    with pytest.raises(NotPermittedError):
        actions.void_image(by=staff.actor("congan"), image=image, reason="x")
    stranger = other_commune.actor("tuphap-khac")
    with pytest.raises(Book.DoesNotExist):
        actions.attach_page(by=stranger, book=book, page="2", file=file)
    with pytest.raises(PageImage.DoesNotExist):
        actions.view_image(by=stranger, image=image)
    with pytest.raises(PageImage.DoesNotExist):
        actions.void_image(by=stranger, image=image, reason="x")


def again(image: PageImage, **changes: object) -> None:
    image.pk = "6f1c8c1e-5a4e-4f2a-9d55-7f6f3a1b2c3d"
    image._state.adding = True
    for name, value in changes.items():
        setattr(image, name, value)
    image.save(force_insert=True)


@pytest.mark.parametrize(
    "broken",
    [
        lambda image: again(image, sha256="0" * 64),
        lambda image: again(image, page="2"),
        lambda image: again(image, page="2", sha256="0" * 64, size=0),
        lambda image: again(image, page="2", sha256="0" * 64, width=0),
        lambda image: again(image, page="2", sha256="0" * 64, first_page=3, last_page=2),
        lambda image: PageImage.objects.update(voided_at=image.recorded_at),
        lambda image: PageImage.objects.update(void_reason="mờ"),
    ],
)
def test_the_database_refuses(staff: Staff, broken: Callable[[PageImage], None]):
    image = attach(staff, given_book(staff))
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(image)
