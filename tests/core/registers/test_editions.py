"""An operator adds a printed form as a file; a faulty file says what is wrong, and where."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.registers import BIRTHS, MARRIAGES, REGISTER_TYPES, Kind, RegisterType
from hotich.core.registers.editions import (
    EDITION_PROBLEM_WORDS,
    EditionFault,
    EditionProblem,
    read_edition,
    register_of_edition,
    with_editions,
)

FILE = """\
register = "KH"
code = "1998-song-ngu"
label = "Mẫu in năm 1998"
years = "1999 đến 2006"

[[column]]
id = "entry.number"
label = "Số thứ tự"

[[column]]
id = "husband.full_name"

[[column]]
id = "extra.husband_occupation"
label = "Nghề nghiệp của chồng"
kind = "text"
section = "husband"

[[column]]
id = "wife.full_name"
label = "Họ và tên người vợ"

[[column]]
id = "extra.times_married"
label = "Kết hôn lần thứ"
kind = "choice"
section = "entry"
choices = [{ code = "first", label = "Lần đầu" }, { code = "again", label = "Lần sau" }]
"""


def test_reads_columns_in_printed_order_with_their_words():
    edition = read_edition(FILE, MARRIAGES)
    assert edition.code == "1998-song-ngu"
    assert edition.years == "1999 đến 2006"
    assert not edition.confirmed
    assert edition.columns == (
        "entry.number",
        "husband.full_name",
        "extra.husband_occupation",
        "wife.full_name",
        "extra.times_married",
    )
    assert edition.label_of(MARRIAGES.field("entry.number")) == "Số thứ tự"
    assert edition.label_of(MARRIAGES.field("husband.full_name")) == "Họ, chữ đệm, tên chồng"
    occupation, times = edition.extra
    assert (occupation.kind, occupation.section, occupation.role) == (Kind.TEXT, "husband", None)
    assert [choice.code for choice in times.choices] == ["first", "again"]
    assert register_of_edition(FILE) == "KH"


def test_the_register_type_gains_the_form_and_its_columns():
    kind = with_editions(MARRIAGES, [read_edition(FILE, MARRIAGES)])
    assert kind.edition("1998-song-ngu") is not None
    assert kind.editions[:2] == MARRIAGES.editions
    assert kind.has_field("extra.times_married")
    assert not MARRIAGES.has_field("extra.times_married")
    in_sections = [field for one in kind.sections for field in kind.fields_in(one.code)]
    assert in_sections == list(kind.fields)
    assert kind.blind_fields("wife") == MARRIAGES.blind_fields("wife")


def test_an_extra_column_of_two_forms_is_one_field():
    first = read_edition(FILE, MARRIAGES)
    again = FILE.replace("1998-song-ngu", "2006").replace("Nghề nghiệp của", "Nghề của")
    kind = with_editions(MARRIAGES, [first, read_edition(again, MARRIAGES)])
    field = kind.field("extra.husband_occupation")
    assert field.label == "Nghề nghiệp của chồng"
    second = kind.edition("2006")
    assert second is not None
    assert second.label_of(field) == "Nghề của chồng"
    assert len(kind.fields) == len(MARRIAGES.fields) + 2


def _fault(text: str, base: RegisterType = MARRIAGES) -> tuple[EditionProblem, str, int]:
    with pytest.raises(EditionFault) as caught:
        read_edition(text, base)
    assert caught.value.words == EDITION_PROBLEM_WORDS[caught.value.problem]
    return caught.value.problem, caught.value.key, caught.value.line


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('code = "1998', 'code = 1998"', ("not_toml", "", 2)),
        ("years =", "year =", ("unknown_key", "year", 4)),
        ('years = "1999 đến 2006"\n', "", ("missing_key", "years", 0)),
        ('"1999 đến 2006"', "1999", ("wrong_kind_of_value", "years", 4)),
        ('"1999 đến 2006"', '"' + "x" * 200 + '"', ("wrong_kind_of_value", "years", 4)),
        ('register = "KH"', 'register = "KS"', ("other_register", "KS", 1)),
        ('"1998-song-ngu"', '"Mẫu 98"', ("bad_code", "Mẫu 98", 2)),
        ('"1998-song-ngu"', '"2015"', ("code_taken", "2015", 2)),
        ('"entry.number"', '"entry.nomber"', ("unknown_field", "entry.nomber", 6)),
        ('"entry.number"', '"husband.full_name"', ("duplicate_column", "husband.full_name", 10)),
        ('kind = "text"', 'kind = "string"', ("unknown_kind", "string", 13)),
        ('kind = "text"\n', "", ("missing_key", "kind", 13)),
        ('section = "husband"', 'section = "man"', ("unknown_section", "man", 13)),
        ("extra.husband_occupation", "extra.Nghề", ("bad_extra_id", "extra.Nghề", 13)),
        ('kind = "text"', 'kind = "choice"', ("bad_choices", "choices", 13)),
        ('kind = "choice"', 'kind = "text"', ("bad_choices", "choices", 23)),
        ('code = "again"', 'code = "first"', ("bad_choices", "first", 23)),
        ('label = "Lần sau"', 'words = "Lần sau"', ("bad_choices", "choices", 23)),
        ('"wife.full_name"', '"wife.birth_date"', ("name_missing", "wife.full_name", 0)),
        ('id = "husband.full_name"', 'id = "husband.full_name"\nkind = "name"',
         ("unknown_key", "kind", 10)),
    ],
)  # fmt: skip
def test_a_faulty_file_says_what_and_where(old: str, new: str, fault: tuple[str, str, int]):
    assert old in FILE
    problem, key, line = _fault(FILE.replace(old, new, 1))
    assert (problem.value, key, line) == fault


@pytest.mark.parametrize("text", ["", "column = 1", 'register = "KH"', "\x00", "[[column]]"])
def test_what_is_hardly_a_file_is_a_fault_too(text: str):
    with pytest.raises(EditionFault):
        read_edition(text, MARRIAGES)


@given(st.integers(0, len(FILE)), st.integers(0, 40), st.text(max_size=10))
def test_no_file_fails_in_another_way(place: int, length: int, text: str):
    with contextlib.suppress(EditionFault):
        read_edition(FILE[:place] + text + FILE[place + length :], MARRIAGES)


def test_columns_must_be_tables():
    head, _ = FILE.split("\n\n", maxsplit=1)
    assert _fault(head)[:2] == (EditionProblem.MISSING_KEY, "column")
    assert _fault(f"{head}\ncolumn = 1\n")[0] is EditionProblem.WRONG_KIND_OF_VALUE
    assert _fault(f"{head}\ncolumn = [1]\n")[0] is EditionProblem.WRONG_KIND_OF_VALUE


def test_two_forms_of_one_code_and_a_changed_extra_column_are_faults():
    edition = read_edition(FILE, MARRIAGES)
    with pytest.raises(EditionFault) as caught:
        with_editions(MARRIAGES, [edition, edition])
    assert caught.value.problem is EditionProblem.CODE_TAKEN
    other = FILE.replace("1998-song-ngu", "2006").replace('kind = "text"', 'kind = "note"')
    with pytest.raises(EditionFault) as caught:
        with_editions(MARRIAGES, [edition, read_edition(other, MARRIAGES)])
    assert caught.value.problem is EditionProblem.EXTRA_DIFFERS
    assert caught.value.key == "extra.husband_occupation"


def test_an_extra_column_of_sex_has_its_list():
    text = FILE.replace('kind = "text"', 'kind = "sex"')
    assert read_edition(text, MARRIAGES).extra[0].choice("male")


@pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda kind: kind.code)
def test_every_register_type_takes_a_form(kind: RegisterType):
    columns = "\n".join(f'[[column]]\nid = "{field.id}"' for field in kind.fields)
    head = f'register = "{kind.code}"\ncode = "own"\nlabel = "Mẫu"\nyears = "1990"\n'
    edition = read_edition(f"{head}\n{columns}\n", kind)
    assert edition.columns == tuple(field.id for field in kind.fields)
    assert with_editions(kind, [edition]).fields == kind.fields


def test_no_edition_leaves_the_type_as_it_is():
    assert with_editions(BIRTHS, []) == BIRTHS


def test_every_problem_has_words():
    assert set(EDITION_PROBLEM_WORDS) == set(EditionProblem)
