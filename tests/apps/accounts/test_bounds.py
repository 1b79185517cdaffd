"""A post covers register types and books; what lies outside does not exist for its officer."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from hotich.apps.accounts import actions, managing
from hotich.apps.accounts.managing import OwnAccountError, PostExistsError
from hotich.apps.accounts.models import Appointment
from hotich.apps.accounts.permissions import Permission, Role
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.checking.actions import check_entry
from hotich.apps.checking.models import Side
from hotich.apps.checking.queries import books_to_check
from hotich.apps.entry import actions as entry
from hotich.apps.entry.finding import find
from hotich.apps.entry.models import Entry, Mention
from hotich.apps.entry.number_requests import queue as number_queue
from hotich.apps.entry.number_requests import view_request
from hotich.apps.entry.queries import get_entry, visible_entries
from hotich.apps.existing.acting import officer_of
from hotich.apps.existing.problems import OfficeNotHeldError
from hotich.apps.existing.queries import uploads_of
from hotich.apps.oversight.queries import find_entries as find_for_audit
from hotich.apps.population.actions import confirm_request
from hotich.apps.population.models import NumberRequest
from hotich.apps.registers.actions import describe_book, register_book
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of, get_book, may_type
from hotich.apps.scans.actions import attach_page, view_image
from hotich.apps.scans.models import PageImage
from hotich.apps.tracking.actions import take_case
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.queries import cases_of, open_case_of
from tests.support import sheets
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_not_found
from tests.support.office import SETUP, Staff
from tests.support.pictures import png

pytestmark = pytest.mark.django_db
SINCE = date(2021, 1, 1)


def bound(
    staff: Staff, login: str, *, types: tuple[str, ...] = (), books: tuple[Book, ...] = ()
) -> Actor:
    """Bind the officer's one post and return him as an actor."""
    post = staff.officer(login).appointments.get()
    managing.propose_bounds(
        by=staff.actor("quantri"),
        appointment=post.pk,
        valid_from=SINCE,
        register_types=types,
        books={book.pk: book.volume_label for book in books},
    )
    (waiting,) = managing.posts_waiting(staff.actor("lanhdao"))
    managing.decide_post(by=staff.actor("lanhdao"), appointment=waiting.pk, confirmed=True)
    return staff.actor(login)


@pytest.fixture
def two(staff: Staff) -> tuple[Book, Book]:
    """Return two books of births that the team types."""
    first = entering_book(staff)
    return first, entering_book(staff, years=((1999, 10, 40),), volume="01/1999")


def test_bounds_take_effect_when_a_second_person_confirms_them(staff: Staff, two):
    first, _second = two
    post = staff.officer("congan").appointments.get()
    new = managing.propose_bounds(
        by=staff.actor("quantri"),
        appointment=post.pk,
        valid_from=SINCE,
        register_types=["KS"],
        books={first.pk: "01/1998"},
    )
    assert staff.actor("congan").bounds == {}
    with pytest.raises(OwnAccountError):
        managing.decide_post(by=proposer(staff, new), appointment=new.pk, confirmed=True)
    managing.decide_post(by=staff.actor("truongca"), appointment=new.pk, confirmed=True)
    assert list(books_of(staff.actor("congan"))) == [first]
    post.refresh_from_db()
    assert post.valid_to == SINCE - timedelta(days=1)
    before = datetime(2020, 6, 1, tzinfo=timezone.get_current_timezone())
    assert staff.actor("congan", before).bounds == {}
    (row,) = AuditRow.objects.filter(action="officer.appointed", officer__isnull=False)
    assert row.object == staff.officer("congan").pk


def proposer(staff: Staff, post: Appointment) -> Actor:
    """Return who proposed the post, with the right to confirm posts as well."""
    by = staff.actor("quantri")
    rights = by.permissions | {Permission.ACCOUNT_CONFIRM.value}
    return Actor(by.officer, by.name, post.office_id, by.workstation, rights)


def test_a_refused_proposal_leaves_the_post_as_it_was(staff: Staff, two):
    post = staff.officer("congan").appointments.get()
    given = {
        "by": staff.actor("quantri"),
        "appointment": post.pk,
        "register_types": ["KH"],
        "books": {},
    }
    new = managing.propose_bounds(valid_from=SINCE, **given)
    managing.decide_post(by=staff.actor("lanhdao"), appointment=new.pk, confirmed=False)
    post.refresh_from_db()
    assert post.valid_to is None
    assert books_of(staff.actor("congan")).count() == 2
    for wrong in (post.valid_from, post.valid_from - timedelta(days=1)):
        with pytest.raises(PostExistsError):
            managing.propose_bounds(valid_from=wrong, **given)
    with pytest.raises(PostExistsError):
        managing.propose_bounds(valid_from=SINCE, **(given | {"register_types": []}))
    managing.propose_bounds(valid_from=SINCE, **given)
    with pytest.raises(PostExistsError):
        managing.propose_bounds(valid_from=SINCE, **given)


def test_nobody_binds_his_own_post_or_one_of_another_office(staff: Staff):
    by = staff.actor("quantri")
    given = {"valid_from": SINCE, "register_types": ["KS"], "books": {}}
    own = staff.officer("quantri").appointments.get()
    with pytest.raises(OwnAccountError):
        managing.propose_bounds(by=by, appointment=own.pk, **given)
    other = staff.officer("so").appointments.get()
    with pytest.raises(Appointment.DoesNotExist):
        managing.propose_bounds(by=by, appointment=other.pk, **given)
    mine = staff.officer("congan").appointments.get()
    for login in ("truongca", "lanhdao", "kiemtra"):
        with pytest.raises(NotPermittedError):
            managing.propose_bounds(by=staff.actor(login), appointment=mine.pk, **given)


def test_a_typist_works_in_the_books_of_his_post_alone(staff: Staff, two):
    first, second = two
    clerk = staff.actor("congan")
    one = saved_not_found(clerk, first, {"child.full_name": "Mai Thị Trong"}).entry
    two_ = saved_not_found(clerk, second, {"child.full_name": "Mai Thị Ngoài"}).entry
    by = bound(staff, "congan", books=(first,))
    assert list(visible_entries(by)) == [one]
    assert may_type(by, first)
    assert not may_type(by, second)
    assert [found.pk for found in find(by, "Mai Thị Ngoài")] == []
    with pytest.raises(Book.DoesNotExist):
        entry.reserve_next(by=by, book=second.pk)
    with pytest.raises(Entry.DoesNotExist):
        entry.void_entry(by=by, entry=two_.pk, reason="x")
    with pytest.raises(Mention.DoesNotExist):
        entry.undo_link(by=by, mention=two_.mentions.get(principal=True).pk, reason="x")
    asked = [row.row.request.entry for row in number_queue(by)]
    assert asked == [one.pk]
    outside = NumberRequest.objects.get(entry=two_.pk)
    with pytest.raises(NumberRequest.DoesNotExist):
        view_request(by=by, request=outside.pk)


def test_a_number_is_confirmed_within_the_bounds_alone(staff: Staff, two):
    first, _second = two
    clerk = staff.actor("congan")
    inside, outside = (
        NumberRequest.objects.get(entry=saved_not_found(clerk, book).entry.pk) for book in two
    )
    by = bound(staff, "tuphap", types=("KS",), books=(first,))
    confirm_request(by=by, request=inside.pk)
    with pytest.raises(NumberRequest.DoesNotExist):
        confirm_request(by=by, request=outside.pk)
    other = bound(staff, "tuphap2", types=("KH",))
    with pytest.raises(NumberRequest.DoesNotExist):
        confirm_request(by=other, request=inside.pk)


def test_a_cross_checker_sees_and_signs_within_his_bounds_and_types_nothing(staff: Staff, two):
    _first, second = two
    clerk = staff.actor("congan")
    inside, outside = (saved_not_found(clerk, book).entry for book in two)
    by = bound(staff, "doisoat", books=(second,))
    assert [one.book for one in books_to_check(by)] == [second]
    assert check_entry(by=by, entry=outside.pk, side=Side.JUSTICE, accepted=True)
    with pytest.raises(Entry.DoesNotExist):
        check_entry(by=by, entry=inside.pk, side=Side.JUSTICE, accepted=True)
    with pytest.raises(NotPermittedError):
        check_entry(by=by, entry=outside.pk, side=Side.POLICE, accepted=True)
    with pytest.raises(NotPermittedError):
        entry.reserve_next(by=by, book=second.pk)
    with pytest.raises(NotPermittedError):
        cases_of(by)


def test_cases_images_and_the_inventory_keep_the_bounds(staff: Staff, two):
    first, second = two
    clerk = staff.actor("congan")
    cases: list[Case] = []
    for number, book in enumerate(two):
        person = given_person(full_name=f"Hà Thị {number}", ethnicity="Mường")
        saved = saved_linked(clerk, book, person, {"child.full_name": f"Hà Thị {number}"}).entry
        case = open_case_of(saved.mentions.get(principal=True).pk)
        assert case is not None
        cases.append(case)
    images = [
        attach_page(by=staff.actor("tuphap"), book=book, page="1", file=BytesIO(png(shade=shade)))
        for shade, book in enumerate(two)
    ]
    by = bound(staff, "tuphap2", books=(first,))
    assert list(cases_of(by)) == cases[:1]
    take_case(by=by, case=cases[0].pk)
    with pytest.raises(Case.DoesNotExist):
        take_case(by=by, case=cases[1].pk)
    view_image(by=by, image=images[0])
    with pytest.raises(PageImage.DoesNotExist):
        view_image(by=by, image=images[1])
    describe_book(by=by, book=first, condition="worn", note="")
    with pytest.raises(Book.DoesNotExist):
        describe_book(by=by, book=second, condition="worn", note="")
    with pytest.raises(NotPermittedError):
        registered(staff, by, "KS")


def registered(staff: Staff, by: Actor, register_type: str) -> Book:
    return register_book(
        by=by,
        register_type=register_type,
        edition="older",
        original_office=staff.nga_truong,
        volume_label=f"09/{uuid4().hex[:4]}",
    )


def test_a_bound_type_is_the_only_one_taken_into_the_inventory(staff: Staff):
    by = bound(staff, "tuphap", types=("KS",))
    assert registered(staff, by, "KS").register_type == "KS"
    with pytest.raises(NotPermittedError):
        registered(staff, by, "KT")


def test_each_right_has_the_bounds_of_the_posts_that_give_it(staff: Staff, two):
    """Who types one book and cross-checks another does neither in the other's."""
    first, second = two
    inside = saved_not_found(staff.actor("congan2"), first).entry
    officer = staff.officer("congan")
    actions.appoint(
        by=SETUP,
        officer=officer,
        office=staff.commune,
        role=Role.CROSS_CHECKER,
        valid_from=SINCE,
        books={second.pk: "01/1999"},
    )
    post = officer.appointments.get(role=Role.POLICE_OFFICER)
    new = managing.propose_bounds(
        by=staff.actor("quantri"),
        appointment=post.pk,
        valid_from=SINCE,
        register_types=(),
        books={first.pk: "01/1998"},
    )
    managing.decide_post(by=staff.actor("lanhdao"), appointment=new.pk, confirmed=True)
    by = staff.actor("congan")
    assert set(books_of(by)) == {first, second}
    assert may_type(by, first)
    assert not may_type(by, second)
    assert get_entry(by, inside.pk) == inside
    with pytest.raises(Entry.DoesNotExist):
        check_entry(by=by, entry=inside.pk, side=Side.JUSTICE, accepted=True)


def test_a_post_without_bounds_beside_a_bound_one_reaches_everything(staff: Staff, two):
    first, second = two
    bound(staff, "congan", books=(first,))
    officer = staff.officer("congan")
    actions.appoint(
        by=SETUP,
        officer=officer,
        office=staff.commune,
        role=Role.POLICE_OFFICER,
        valid_from=SINCE - timedelta(days=9),
    )
    assert get_book(staff.actor("congan"), second.pk) == second


def test_a_sheet_is_taken_in_within_the_bounds_alone(staff: Staff, tmp_path: Path):
    """The job acts with the bounds of the officer who handed the sheet in."""
    entering_book(staff)
    row = sheets.row("30/1998", quyenSo="01/1998")
    upload = sheets.handed_in(staff, sheets.sheet_file(tmp_path, [row]))
    assert officer_of(upload, "x").bounds == {}
    by = bound(staff, "tuphap", types=("KH",))
    assert list(uploads_of(by)) == []
    assert Permission.EXISTING_IMPORT in officer_of(upload, "x").bounds
    with pytest.raises(OfficeNotHeldError):  # no book of his within the bounds came from there
        sheets.handed_in(staff, sheets.sheet_file(tmp_path, [row]))


def test_an_auditor_asks_within_his_bounds(staff: Staff, two):
    _first, second = two
    clerk = staff.actor("congan")
    entries: list[UUID] = [saved_not_found(clerk, book).entry.pk for book in two]
    number = Entry.objects.get(pk=entries[1]).number
    by = bound(staff, "kiemtra", books=(second,))
    assert [one.entry for one in find_for_audit(by, str(number))] == entries[1:]


def test_a_district_has_no_officers_since_the_districts_ended(staff: Staff):
    officer = staff.officer("phongtuphap")
    assert actor_of(officer, day=date(2025, 6, 30)).permissions == {Permission.REPORT_VIEW}
    assert actor_of(officer, day=date(2025, 7, 1)).permissions == frozenset()
