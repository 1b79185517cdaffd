"""What entries say together: each rule over stored rows, who looked at it, and what it costs."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow, AuditSubject
from hotich.apps.checking import findings
from hotich.apps.checking.models import FindingSeen
from hotich.apps.checking.problems import NoFindingError, ReasonMissingError
from hotich.apps.entry import actions as entry
from hotich.apps.entry.models import Entry, EntryNote, FieldValue
from hotich.apps.entry.queries import number_label
from hotich.apps.population.models import Person
from hotich.apps.registers.models import Book
from tests.support.acts import other_book, saved_act
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_undecided
from tests.support.neighbours import make_neighbours
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

MOTHER = {"mother.full_name": "Trần Thị Huyền", "mother.birth_date": "05/03/1974"}


@pytest.fixture
def justice(staff: Staff):
    """Return the justice officer."""
    return staff.actor("tuphap")


@pytest.fixture
def clerk(staff: Staff):
    """Return the police officer who types."""
    return staff.actor("congan")


@pytest.fixture
def book(staff: Staff) -> Book:
    """Return a birth book of 1998."""
    return entering_book(staff)


def child(by, book: Book, name: str, born: str, **texts: str) -> Entry:
    said = {"child.full_name": name, "child.birth_date": born} | MOTHER
    said |= {field.replace("__", "."): text for field, text in texts.items()}
    return saved_undecided(by, book, said).entry


def told(found) -> list[tuple[str, list[str]]]:
    return [(one.code, [number_label(each) for each in one.entries]) for one in found]


def test_a_quiet_book_has_none(book, clerk, justice):
    child(clerk, book, "Mai Thị Một", "02/01/1996")
    child(clerk, book, "Mai Thị Hai", "02/01/1998", entry__registered_on="05/01/1998")
    assert findings.findings_of(justice, book) == []
    assert findings.count_unseen(justice, book) == 0


def test_a_number_registered_before_the_one_that_precedes_it(book, clerk, justice):
    for born, registered in (("1990", "02/03/1998"), ("1992", "07/02/1998"), ("1994", "1998")):
        child(clerk, book, f"Mai Thị {born}", born, entry__registered_on=registered)
    assert told(findings.findings_of(justice, book)) == [("sequence", ["1/1998", "2/1998"])]


def test_a_day_on_too_many_entries_of_a_book(book, clerk, justice):
    for number in range(20):
        child(clerk, book, f"Mai Thị {number}", "01/01/1998", mother__birth_date=str(1950 + number))
    (found,) = findings.findings_of(justice, book)
    assert (found.code, len(found.entries)) == ("sentinel_date", 20)
    assert found.detail == ("Ngày, tháng, năm sinh", "01/01/1998")
    seen = findings.mark_seen(
        by=justice, fingerprint=found.fingerprint, remark="cả làng đăng ký", book=book
    )
    child(clerk, book, "Mai Thị Thêm", "01/01/1998", mother__birth_date="1975")
    (again,) = findings.findings_of(justice, book)
    assert again.seen == seen  # one entry more is nothing new


def test_the_same_birth_twice_and_siblings_too_close(book, clerk, justice):
    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    child(clerk, book, "MAI THỊ PHƯỢNG", "02/09/1997")
    child(clerk, book, "Mai Văn Bách", "15/02/1998")
    found = told(findings.findings_of(justice, book))
    assert ("birth_registered_twice", ["1/1998", "2/1998"]) in found
    assert ("siblings_too_close", ["1/1998", "3/1998"]) in found


def test_twins_and_brothers_of_one_name_are_no_alarm(book, clerk, justice):
    child(clerk, book, "Mai Thị Én", "02/09/1997")
    child(clerk, book, "Mai Thị Oanh", "03/09/1997")
    child(clerk, book, "Mai Thị Oanh", "03/09/1995")
    assert findings.findings_of(justice, book) == []


def test_registered_again_by_law_is_none(book, clerk, justice):
    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    child(clerk, book, "Mai Thị Phượng", "02/09/1997", entry__registration_kind="Đăng ký lại")
    assert findings.findings_of(justice, book) == []


LATER = {
    "husband.full_name": "Lê Văn Hai",
    "husband.birth_date": "1971",
    "entry.registered_on": "04/05/2001",
}


def couple_and_another() -> tuple[Person, Person, Person]:
    """Return a woman and the two men whom two entries say she married."""
    woman = given_person(full_name="Mai Thị Phượng", birth_date="1975-09-02")
    first = given_person(full_name="Trần Văn Khoa", sex="male", birth_date="1970")
    second = given_person(full_name="Lê Văn Hai", sex="male", birth_date="1971")
    return woman, first, second


def test_a_person_is_followed_through_every_book_of_the_office(staff: Staff, clerk, justice):
    woman, first, second = couple_and_another()
    marriages = other_book(staff, "KH")
    saved_act(clerk, marriages, {"husband": first, "wife": woman})
    second_act = saved_act(clerk, marriages, {"husband": second, "wife": woman}, LATER)
    assert told(findings.findings_of(justice, marriages)) == [
        ("two_marriages", ["1/1998", "2/1998"])
    ]
    deaths = other_book(staff, "KT", volume="02/2000")
    died = {
        "deceased.full_name": "Trần Văn Khoa",
        "deceased.birth_date": "1970",
        "deceased.sex": "Nam",
        "deceased.death_date": "03/02/2000",
        "entry.registered_on": "05/02/2000",
    }
    saved_act(clerk, deaths, {"deceased": first}, died)
    assert findings.findings_of(justice, marriages) == []  # he had died
    entry.void_entry(by=clerk, entry=second_act.entry.pk, reason="nhầm số")
    saved_act(
        clerk,
        marriages,
        {"husband": first, "wife": woman},
        {"entry.registered_on": "04/05/2001"},
    )
    codes = {one.code for one in findings.findings_of(justice, deaths)}
    assert codes == {"marriage_after_death"}
    assert {one.code for one in findings.all_findings(justice)} == codes


@pytest.mark.parametrize("as_note", [True, False])
def test_a_divorce_noted_at_the_entry_ends_a_marriage(staff: Staff, clerk, justice, as_note):
    woman, first, second = couple_and_another()
    book = other_book(staff, "KH")
    one = saved_act(clerk, book, {"husband": first, "wife": woman}).entry
    saved_act(clerk, book, {"husband": second, "wife": woman}, LATER)
    assert [each.code for each in findings.findings_of(justice, book)] == ["two_marriages"]
    by = {"by_id": clerk.officer_id, "recorded_at": one.recorded_at}
    if as_note:
        note = {"kind": "divorce", "text": "Đã ly hôn", "dated": "2000-01", "entry_version": 2}
        EntryNote.objects.create(entry=one, **note, **by)
    else:
        said = {"field": "entry.marriage_state", "text": "Đã ly hôn", "normalised": "divorced"}
        FieldValue.objects.create(
            entry=one, version=1, origin="typed", confirmed=True, **said, **by
        )
    assert findings.findings_of(justice, book) == []


def test_an_undone_link_and_a_voided_entry_count_no_more(book, clerk, justice):
    person = given_person()
    saved = saved_linked(clerk, book, person, {"child.birth_date": "02/09/1998"})
    other = saved_linked(clerk, book, person, {"mother.full_name": "Lê Thị Khác"})
    assert told(findings.findings_of(justice, book)) == [
        ("birth_registered_twice", ["1/1998", "2/1998"])
    ]
    entry.undo_link(by=clerk, mention=other.decisions[0].mention_id, reason="nhầm người")
    assert findings.findings_of(justice, book) == []
    entry.void_entry(by=clerk, entry=saved.entry.pk, reason="nhầm số")
    assert findings.findings_of(justice, book) == []


def test_looked_at_it_stays_away_until_something_changes(book, clerk, justice, staff: Staff):
    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    other = child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    (found,) = findings.findings_of(justice, book)
    row = findings.mark_seen(
        by=justice, fingerprint=found.fingerprint, remark="hai trang ghi một việc", book=book
    )
    assert findings.mark_seen(by=justice, fingerprint=found.fingerprint, remark="lại") == row
    assert FindingSeen.objects.count() == 1
    assert AuditRow.objects.filter(action="check.finding_seen", object=row.pk).exists()
    (seen,) = findings.findings_of(staff.actor("congan"), book)
    assert (seen.seen, findings.count_unseen(justice, book)) == (row, 0)
    FieldValue.objects.create(
        entry=other,
        field="father.full_name",
        version=2,
        text="Mai Văn Khác",
        origin="typed",
        confirmed=True,
        by_id=clerk.officer_id,
        recorded_at=other.recorded_at,
    )
    (again,) = findings.findings_of(justice, book)
    assert (again.seen, again.before) == (None, row)


def test_it_is_no_obstacle_and_nobody_marks_what_is_not_there(book, clerk, justice, staff: Staff):
    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    (found,) = findings.findings_of(justice, book)
    with pytest.raises(ReasonMissingError):
        findings.mark_seen(by=justice, fingerprint=found.fingerprint, remark=" ", book=book)
    for wrong in ("", "x", found.subject):
        with pytest.raises(NoFindingError):
            findings.mark_seen(by=justice, fingerprint=wrong, remark="xem rồi", book=book)
    for login in ("lanhdao", "c06", "so"):
        with pytest.raises(NotPermittedError):
            findings.findings_of(staff.actor(login), book)
    others = make_neighbours(staff)
    assert findings.all_findings(others.actor("tuphap-khac")) == []
    with pytest.raises(NoFindingError):
        findings.mark_seen(
            by=others.actor("tuphap-khac"), fingerprint=found.fingerprint, remark="xem"
        )
    assert FindingSeen.objects.count() == 0


def test_a_view_names_the_people_and_those_they_are_linked_to(book, clerk, justice):
    person = given_person()
    saved_linked(clerk, book, person, {"child.birth_date": "02/09/1998"})
    saved_linked(clerk, book, person, {"mother.full_name": "Lê Thị Khác"})
    found = findings.findings_of(justice, book)
    findings.record_view_of(by=justice, findings=found, about=book.pk)
    row = AuditRow.objects.get(action="check.findings_viewed")
    subjects = set(AuditSubject.objects.filter(row=row).values_list("subject", flat=True))
    assert person.uuid in subjects
    assert len(subjects) > 2
    findings.record_view_of(by=justice, findings=[], about=None)
    assert AuditRow.objects.filter(action="check.findings_viewed").count() == 1


def test_the_queries_do_not_grow_with_the_entries(book, clerk, justice):
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as one:
            findings.findings_of(justice, book)
        with CaptureQueriesContext(connection) as every:
            findings.all_findings(justice)
        return len(one), len(every)

    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    child(clerk, book, "Mai Thị Phượng", "02/09/1997")
    few = queries()
    for number in range(12):
        child(clerk, book, "Mai Thị Phượng", f"{number + 1}/09/1997")
    assert queries() == few
    assert max(few) <= 7


def test_one_row_for_a_finding_as_it_stands(book, justice):
    given = {
        "office_id": justice.office_id,
        "code": "sequence",
        "subject": "a",
        "fingerprint": "b",
        "remark": "xem",
        "by_id": justice.officer_id,
    }
    FindingSeen.objects.create(recorded_at=timezone.now(), uuid=uuid4(), **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingSeen.objects.create(recorded_at=timezone.now(), uuid=uuid4(), **given)
