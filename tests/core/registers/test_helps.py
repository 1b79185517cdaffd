"""Digits for the texts of code lists, and what in an entry is copied from where."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.registers import (
    BIRTHS,
    DEATHS,
    ETHNIC_GROUPS,
    MARRIAGES,
    REGISTER_TYPES,
    Kind,
    normalise,
    of_pad,
    pad_of,
)

FIELDS = [(kind, field) for kind in REGISTER_TYPES for field in kind.fields]


def test_a_sex_has_its_digit():
    assert pad_of(BIRTHS.field("child.sex"))[:2] == (("1", "Nam"), ("2", "Nữ"))
    assert of_pad(BIRTHS.field("child.sex"), "2") == "Nữ"


def test_an_ethnic_group_has_its_official_number():
    field = BIRTHS.field("mother.ethnicity")
    assert of_pad(field, "1") == of_pad(field, "01") == "Kinh"
    assert of_pad(field, "06") == "Mường"
    assert of_pad(field, "55") == ""
    assert len(pad_of(field)) == len(ETHNIC_GROUPS) == 54


@pytest.mark.parametrize(
    ("field_id", "digits", "text"),
    [
        ("child.nationality", "1", "Việt Nam"),
        ("mother.paper_kind", "1", "Chứng minh nhân dân"),
        ("father.residence_kind", "2", "Tạm trú"),
        ("declarant.relation", "2", "Mẹ"),
        ("entry.signer_post", "2", "Phó Chủ tịch"),
    ],
)
def test_a_code_list_has_digits(field_id, digits, text):
    assert of_pad(BIRTHS.field(field_id), digits) == text


def test_a_name_a_place_and_a_date_have_none():
    for field_id in (
        "child.full_name",
        "child.hometown",
        "child.birth_date",
        "mother.paper_number",
    ):
        assert pad_of(BIRTHS.field(field_id)) == ()


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{k.code}-{f.id}" for k, f in FIELDS])
def test_every_pad_is_unique_and_stands_for_a_text_of_its_field(kind, field):
    pad = pad_of(field)
    assert len(dict(pad)) == len(pad) == len({text for _, text in pad})
    assert all(digits.isdigit() for digits, _ in pad)
    if field.kind in {Kind.SEX, Kind.CHOICE, Kind.NATIONALITY}:
        assert all(normalise(field, text) for _, text in pad)


@given(st.text(max_size=8))
def test_what_is_no_digit_stands_for_nothing(typed):
    found = of_pad(BIRTHS.field("child.ethnicity"), typed)
    assert found == "" or typed.strip().isdigit()


@pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda kind: kind.code)
def test_a_copy_comes_from_another_field_of_its_own_kind(kind):
    for field in kind.fields:
        for source in field.copied_from:
            assert source != field.id
            assert {kind.field(source).kind, field.kind} <= {Kind.PLACE, Kind.RESIDENCE} or (
                kind.field(source).kind is field.kind
            )


@pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda kind: kind.code)
def test_a_name_is_copied_only_for_one_who_asks(kind):
    """Nobody whom the act concerns gets his name, date or paper from another."""
    own = {Kind.NAME, Kind.DATE, Kind.PIN, Kind.PAPER}
    for field in kind.fields:
        if field.copied_from and field.kind in own and field.role is not None:
            raise AssertionError(field.id)


def test_the_declarant_is_copied_whole_from_father_or_mother():
    name = BIRTHS.field("declarant.full_name")
    assert name.copied_from == ("father.full_name", "mother.full_name")
    assert BIRTHS.field("declarant.relation").copied_words == (("father", "Cha"), ("mother", "Mẹ"))
    number = BIRTHS.field("declarant.paper_number")
    assert number.copied_from == ("father.paper_number", "mother.paper_number")


def test_one_home_is_copied_between_the_couple():
    assert BIRTHS.field("father.residence").copied_from == ("mother.residence",)
    assert MARRIAGES.field("wife.residence").copied_from == ("husband.residence",)
    assert MARRIAGES.field("wife.paper_number").copied_from == ()
    assert DEATHS.field("deceased.death_place").copied_from == ("deceased.residence",)


def test_a_block_is_copied_from_the_same_people_in_the_same_order():
    for kind in REGISTER_TYPES:
        asked = [f for f in kind.fields if f.role is None and f.kind is Kind.NAME and f.copied_from]
        for name in asked:
            roles = [source.split(".")[0] for source in name.copied_from]
            block = [f for f in kind.fields if f.section == name.section and f.copied_from]
            for field in block:
                found = [source.split(".")[0] for source in field.copied_from]
                assert found == [role for role, _ in groupby(roles) if role in found]
