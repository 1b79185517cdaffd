"""Every register type holds what is derived from it: form, comparison, export, editions."""

from collections import Counter

import pytest

from hotich.core.registers import (
    REGISTER_TYPES,
    Field,
    Kind,
    RegisterType,
    UnknownField,
    UnknownRegisterType,
    normalise,
    register_type,
    validate_value,
)

PERSON_FIELDS = {
    "pin", "full_name", "other_names", "sex", "birth_date", "commune_code", "commune_as_of",
    "place_of_birth", "hometown", "ethnicity", "nationality", "father_name", "mother_name",
    "father_pin", "mother_pin", "father_birth", "mother_birth", "residence", "residence_code",
    "old_id_number", "spouse_name", "spouse_pin", "death_date", "adoptive_father_name",
    "adoptive_mother_name",
}  # fmt: skip

TYPES = pytest.mark.parametrize("kind", REGISTER_TYPES, ids=lambda kind: kind.code)
FIELDS = pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in REGISTER_TYPES for field in kind.fields],
    ids=lambda item: item.id if isinstance(item, Field) else "",
)


@TYPES
def test_ids_and_labels_are_unique(kind: RegisterType):
    assert len({field.id for field in kind.fields}) == len(kind.fields)
    labels = Counter((field.section, field.label) for field in kind.fields)
    assert max(labels.values()) == 1


@TYPES
def test_is_found_by_code_and_slug(kind: RegisterType):
    assert register_type(kind.code) is register_type(kind.slug) is kind


@TYPES
def test_has_one_principal_at_least_and_knows_its_roles(kind: RegisterType):
    assert kind.principal_roles
    assert {field.role for field in kind.fields} <= {None, *(role.code for role in kind.roles)}
    for role in kind.roles:
        assert kind.role(role.code) is role
        assert kind.fields_of(role.code)


@TYPES
def test_fields_of_roles_make_up_all_fields(kind: RegisterType):
    roles = [None, *(role.code for role in kind.roles)]
    assert sum(len(kind.fields_of(role)) for role in roles) == len(kind.fields)


@TYPES
def test_sections_follow_one_another_and_leave_no_field_out(kind: RegisterType):
    in_sections = [field for section in kind.sections for field in kind.fields_in(section.code)]
    assert in_sections == list(kind.fields)


@FIELDS
def test_columns_stand_in_the_import_sheet(kind: RegisterType, field: Field):
    assert field.column_158 is None or field.column_158 in kind.columns_158


@TYPES
def test_no_column_is_filled_twice(kind: RegisterType):
    columns = [field.column_158 for field in kind.fields if field.column_158]
    assert len(columns) == len(set(columns))


@FIELDS
def test_basic_facts_are_compared_and_residence_never(kind: RegisterType, field: Field):
    assert field.compared or not field.basic
    assert bool(field.says) or not field.compared
    if field.kind is Kind.RESIDENCE:
        assert not field.says


@FIELDS
def test_a_field_is_compared_for_one_principal_at_most(kind: RegisterType, field: Field):
    principals = {role.code for role in kind.principal_roles}
    said = [key for role, key in field.says if role in principals]
    assert len([key for key in said if key not in {"spouse_name", "spouse_pin"}]) <= 1


@FIELDS
def test_population_values_are_known(kind: RegisterType, field: Field):
    assert {key for _, key in field.says} <= PERSON_FIELDS - {"residence"}
    assert {role for role, _ in field.says} <= {role.code for role in kind.roles}


@TYPES
def test_editions_refer_to_known_fields(kind: RegisterType):
    assert kind.editions
    for edition in kind.editions:
        assert all(kind.has_field(column) for column in edition.columns)
        assert len(edition.columns) == len(set(edition.columns))
        assert kind.edition(edition.code) is edition


@TYPES
def test_an_edition_that_no_source_shows_is_marked(kind: RegisterType):
    assert any(not edition.confirmed for edition in kind.editions)


@FIELDS
def test_choices_have_unique_codes_and_only_some_kinds_have_them(kind: RegisterType, field: Field):
    codes = [choice.code for choice in field.choices]
    assert len(codes) == len(set(codes))
    assert bool(codes) == (field.kind in {Kind.CHOICE, Kind.SEX})
    for choice in field.choices:
        assert field.choice(choice.code) is choice
        assert normalise(field, choice.label) == choice.code


@FIELDS
def test_every_kind_is_stored_and_normalised(kind: RegisterType, field: Field):
    assert validate_value(field, "Nguyễn Văn A, 12/3/1999") is None
    assert isinstance(normalise(field, "Nguyễn Văn A, 12/3/1999"), str)
    assert normalise(field, "  ") == ""


@TYPES
def test_step_one_is_typed_blind_and_holds_a_name_and_a_date(kind: RegisterType):
    kinds = {field.kind for field in kind.fields_of_step(1)}
    assert {Kind.NAME, Kind.DATE} <= kinds
    assert all(field.compared for field in kind.fields_of_step(1))


@TYPES
def test_an_unknown_field_or_role_says_which(kind: RegisterType):
    with pytest.raises(UnknownField) as caught:
        kind.field("nobody.name")
    assert (caught.value.register_type, caught.value.field_id) == (kind.code, "nobody.name")
    with pytest.raises(UnknownField):
        kind.role("nobody")


def test_an_unknown_register_type_says_which():
    with pytest.raises(UnknownRegisterType) as caught:
        register_type("ZZ")
    assert caught.value.code == "ZZ"
