"""What the entry screen offers: from the book's own hand, the officer's pins, and its lists."""

from uuid import uuid4

import pytest

from hotich.apps.entry import actions
from hotich.apps.entry.confirming import hasty_sections
from hotich.apps.entry.dressing import helps_of
from hotich.apps.entry.habits import habits_of
from hotich.apps.entry.models import BlockConfirmation, FieldValue, PinnedField
from hotich.apps.entry.offering import (
    dittos,
    needs_look,
    next_page,
    numbered_like,
    offers,
    written_like,
)
from hotich.apps.entry.parties import Party
from hotich.apps.entry.pinning import NotPinnableError, pins_of
from hotich.apps.entry.typed import EntryInput, Identity, TypedValue
from hotich.apps.entry.written import (
    Written,
    at_health_station,
    fitting,
    with_number,
    with_tail,
    words_of,
    written_in_book,
    written_in_office,
)
from hotich.apps.registers.models import Book
from hotich.core.registers import BIRTHS, MARRIAGES, Origin, Reading
from tests.support.books import entering_book
from tests.support.entries import typed

pytestmark = pytest.mark.django_db

HOME = "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa"


def save(clerk, book, *, origins=None, looked=None, **texts):
    """Save an undecided entry of the book with these texts."""
    values = typed({name.replace("__", ".", 1): text for name, text in texts.items()})
    for name, origin in (origins or {}).items():
        values[name] = TypedValue(values[name].text, Reading.CLEAR, origin, confirmed=True)
    held = actions.reserve_next(by=clerk, book=book.pk)
    given = EntryInput(held.pk, uuid4(), values, looked=looked or {})
    return actions.save_entry(by=clerk, given=given).entry


def offered(book, parties=None, pins=None):
    return offers(BIRTHS, book, "9", habits_of(book, 1998), parties or {}, pins)


def look(book, field_id):
    spec = BIRTHS.field(field_id)
    return needs_look(spec, offered(book).get(field_id), habits_of(book, 1998))


def test_what_stays_in_a_commune_is_offered_from_the_entry_before(clerk, book):
    save(
        clerk,
        book,
        mother__ethnicity="Kinh",
        mother__residence_kind="Thường trú",
        entry__place_of_registration=f"UBND {HOME}",
        mother__residence=f"Thôn 1, {HOME}",
    )
    found = offered(book)
    assert found["mother.ethnicity"].text == "Kinh"
    assert found["mother.residence_kind"].origin is Origin.CARRIED
    assert found["entry.place_of_registration"].text == f"UBND {HOME}"
    assert "mother.residence" not in found
    assert "child.ethnicity" not in found


def test_a_paper_is_offered_only_with_its_number(clerk, book):
    save(clerk, book, mother__paper_kind="Chứng minh nhân dân", mother__paper_number="000123456")
    save(clerk, book, mother__paper_kind="", mother__paper_number="")
    offer = offered(book)["mother.paper_kind"]
    assert (offer.text, offer.needs) == ("Chứng minh nhân dân", "mother.paper_number")
    assert not look(book, "mother.paper_kind")


def test_a_place_is_offered_as_this_book_writes_it(clerk, book):
    save(clerk, book, child__hometown="Nga Trường, Nga Sơn, Thanh Hóa")
    held = {"hometown": "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa", "full_name": "Mai Thị Lan"}
    parties = {"child": Party("child", Identity.LINK, values=held)}
    offer = offered(book, parties)["child.hometown"]
    assert (offer.text, offer.origin) == ("Nga Trường, Nga Sơn, Thanh Hóa", Origin.CARRIED)
    other = {"child": Party("child", Identity.LINK, values={"hometown": "Tỉnh Nghệ An"})}
    offer = offered(book, other)["child.hometown"]
    assert (offer.text, offer.origin) == ("Tỉnh Nghệ An", Origin.PREFILLED)


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        ("1970", "1973"),
        ("05-01-1970", "02-09-1973"),
        ("5.1.1970", "2.9.1973"),
        ("5/1/1970", "2/9/1973"),
        ("không rõ", "02/09/1973"),
        ("", "02/09/1973"),
    ],
)
def test_a_date_is_offered_in_the_signs_of_the_book(sample, written):
    assert written_like("02/09/1973", sample) == written


def test_less_than_a_day_keeps_what_is_known():
    assert written_like("1973", "05-01-1970") == "1973"


@pytest.mark.parametrize(
    ("pages", "following"),
    [
        (["3", "3", "2", "2", "1", "1"], "4"),
        (["3", "2", "2", "1", "1"], ""),
        (["2", "2", "1", "1"], ""),
        (["12a", "12a", "11", "11", "10"], ""),
        ([], ""),
    ],
)
def test_the_page_that_follows(pages, following):
    assert next_page(pages) == following


@pytest.mark.parametrize(
    ("before", "number", "written"),
    [
        ("06", "7", "07"),
        ("099", "100", "100"),
        ("6/1998", "7", "7/1998"),
        ("6", "7", "7"),
        ("87bis", "88", "88"),
        ("06", "7bis", "7bis"),
    ],
)
def test_a_number_is_offered_as_the_one_before_is_written(before, number, written):
    assert numbered_like(number, FieldValue(text=before)) == written
    assert numbered_like(number, None) == number


def test_a_pin_keeps_a_field_and_lets_it_go_again(clerk, other_clerk, book):
    save(clerk, book, child__hometown=HOME, mother__ethnicity="Kinh")
    assert actions.pin_field(by=clerk, book=book.pk, field_id="child.hometown") is True
    assert actions.pin_field(by=clerk, book=book.pk, field_id="mother.ethnicity") is False
    pins = pins_of(clerk, book)
    assert pins == {"child.hometown": True, "mother.ethnicity": False}
    held = {"child": Party("child", Identity.LINK, values={"hometown": "Tỉnh Nghệ An"})}
    found = offered(book, held, pins)
    assert (found["child.hometown"].text, found["child.hometown"].origin) == (HOME, Origin.CARRIED)
    assert "mother.ethnicity" not in found
    assert actions.pin_field(by=clerk, book=book.pk, field_id="child.hometown") is False
    assert pins_of(other_clerk, book) == {}
    assert PinnedField.objects.count() == 2


@pytest.mark.parametrize(
    "field_id",
    ["child.full_name", "mother.full_name", "child.birth_date", "mother.paper_number", "no.such"],
)
def test_what_is_each_persons_own_is_never_kept(clerk, book, field_id):
    with pytest.raises(NotPinnableError):
        actions.pin_field(by=clerk, book=book.pk, field_id=field_id)
    assert not PinnedField.objects.exists()


def test_a_book_of_others_is_not_there(other_commune, book):
    stranger = other_commune.actor("congan-khac")
    with pytest.raises(Book.DoesNotExist):
        actions.pin_field(by=stranger, book=book.pk, field_id="child.hometown")


def test_older_values_come_once_each_and_name_no_people(clerk, book):
    for place in (HOME, "Thanh Hóa", HOME):
        save(clerk, book, child__place_of_birth=place, entry__signer="Lê Văn Ký")
    found = dittos(BIRTHS, habits_of(book, 1998))
    assert found["child.place_of_birth"] == (HOME, "Thanh Hóa")
    assert found["entry.signer"] == ("Lê Văn Ký",)
    assert not {"child.full_name", "mother.full_name", "father.full_name"} & set(found)


def test_enter_passes_what_mostly_stands_as_offered(clerk, book):
    for day in ("1/2/1998", "2/2/1998", "5/2/1998"):
        save(
            clerk,
            book,
            origins={"mother.ethnicity": Origin.CARRIED, "child.hometown": Origin.PREFILLED},
            entry__registered_on=day,
            mother__ethnicity="Kinh",
            mother__residence=f"Thôn 1, {HOME}",
            entry__notes="",
            child__hometown=HOME,
        )
    assert look(book, "entry.registered_on")
    assert look(book, "mother.residence")
    assert not look(book, "mother.ethnicity")
    assert not look(book, "entry.notes")


def test_a_register_without_entries_offers_little_and_passes_little(book):
    helps = helps_of(BIRTHS, offered(book), habits_of(book, 1998), {}, 1998)
    assert "entry.registered_on" not in helps.passed
    assert "entry.notes" in helps.passed
    assert helps.dittos == {}
    assert helps.kept["entry.signer"] is True
    assert helps.kept["child.hometown"] is False
    assert "child.full_name" not in helps.kept


def test_a_marriage_is_helped_by_its_own_definition(staff, clerk):
    weddings = entering_book(staff, volume="02/1998", register_type="KH")
    found = offers(MARRIAGES, weddings, "1", habits_of(weddings, 1998), {})
    assert found["entry.registration_kind"].text == "Đăng ký lần đầu"
    assert "husband.nationality" not in found
    assert actions.pin_field(by=clerk, book=weddings.pk, field_id="husband.residence") is True


# --- lists -----------------------------------------------------------------------------------


def known(*texts):
    return [Written(text, 1, words_of(text)) for text in texts]


PLACES = known(
    f"Thôn 4, {HOME}", f"Thôn 14, {HOME}", f"Xóm 4, {HOME}", HOME, "Nga Văn, Nga Sơn, Thanh Hóa"
)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("t4", f"Thôn 4, {HOME}"),
        ("x4", f"Xóm 4, {HOME}"),
        ("thon 14", f"Thôn 14, {HOME}"),
        ("xnt", HOME),
        ("nga tr", HOME),
        ("Nga Trường", HOME),
        ("nv", "Nga Văn, Nga Sơn, Thanh Hóa"),
    ],
)
def test_a_list_is_sought_by_beginnings_and_initials(asked, first):
    assert fitting(PLACES, asked)[0].text == first


def test_a_number_is_sought_whole():
    assert f"Thôn 14, {HOME}" not in [each.text for each in fitting(PLACES, "t4")]
    assert fitting(PLACES, "zz") == []


def test_another_number_is_written_as_the_book_writes():
    assert next(with_number(PLACES, "t9")) == f"Thôn 9, {HOME}"
    assert list(with_number(PLACES, "nga")) == []
    assert list(with_number(PLACES, "q9")) == []


def test_a_hamlet_the_book_has_not_written_yet_lies_in_its_commune():
    assert next(with_number(PLACES, "d3")) == f"Đội 3, {HOME}"


def test_a_child_is_often_born_at_the_health_station():
    station = f"Trạm y tế {HOME[0].lower()}{HOME[1:]}"
    for asked in ("tyt", "tram y", "Trạm y tế"):
        assert next(at_health_station(PLACES, asked)) == station
    assert list(at_health_station(PLACES, "xnt")) == [station]
    assert list(at_health_station(PLACES, "benh vien")) == []


def test_a_new_hamlet_gets_the_commune_the_book_mostly_writes():
    assert next(with_tail(PLACES, "Xóm Bến")) == f"Xóm Bến, {HOME}"
    assert list(with_tail(PLACES, "Xóm Bến, Nga")) == []
    assert list(with_tail(PLACES, "Xó")) == []


def test_the_lists_of_book_and_office_follow_what_is_saved(staff, clerk, book):
    fields = ["mother.residence", "father.residence"]
    assert written_in_book(book, fields) == ()
    for _ in range(2):
        save(clerk, book, mother__residence=f"Thôn 1, {HOME}", father__residence=f"Xóm 2, {HOME}")
    save(clerk, book, mother__residence=f"Xóm 2, {HOME}")
    found = written_in_book(book, fields)
    assert [(each.text, each.count) for each in found] == [
        (f"Xóm 2, {HOME}", 3),
        (f"Thôn 1, {HOME}", 2),
    ]
    other = entering_book(staff, volume="02/1998")
    assert written_in_book(other, fields) == ()
    assert {each.text for each in written_in_office(other, fields)} == {each.text for each in found}


# --- how long a block was looked at -----------------------------------------------------------


def test_a_block_confirmed_faster_than_it_can_be_read_is_known(clerk, book):
    names = ("child.sex", "child.ethnicity", "child.nationality", "child.hometown")
    origins = dict.fromkeys(names, Origin.PREFILLED)
    entry = save(clerk, book, origins=origins, looked={"child": 1999, "mother": 3000})
    rows = {row.section: row for row in BlockConfirmation.objects.filter(entry=entry)}
    assert (rows["child"].offered, rows["child"].milliseconds) == (4, 1999)
    assert (rows["mother"].offered, rows["mother"].version) == (0, 1)
    assert hasty_sections(entry) == ["child"]
    calm = save(clerk, book, origins=origins, looked={"child": 2000})
    assert hasty_sections(calm) == []
    assert hasty_sections(save(clerk, book)) == []
