"""Every register type holds what is derived from it: form, comparison, export, editions."""

from collections import Counter

import pytest

from hotich.core.law import INSTRUMENTS
from hotich.core.registers import (
    REGISTER_TYPES,
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


@TYPES
def test_columns_stand_in_the_import_sheet(kind: RegisterType):
    for field in kind.fields:
        assert field.column_158 is None or field.column_158 in kind.columns_158


@TYPES
def test_no_column_is_filled_twice(kind: RegisterType):
    columns = [field.column_158 for field in kind.fields if field.column_158]
    assert len(columns) == len(set(columns))


@TYPES
def test_basic_facts_are_compared_and_residence_never(kind: RegisterType):
    for field in kind.fields:
        assert field.compared or not field.basic
        assert bool(field.says) or not field.compared
        if field.kind is Kind.RESIDENCE:
            assert not field.says


@TYPES
def test_a_field_is_compared_for_one_principal_at_most(kind: RegisterType):
    for field in kind.fields:
        principals = {role.code for role in kind.principal_roles}
        said = [key for role, key in field.says if role in principals]
        assert len([key for key in said if key not in {"spouse_name", "spouse_pin"}]) <= 1


@TYPES
def test_population_values_are_known(kind: RegisterType):
    for field in kind.fields:
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


@TYPES
def test_choices_have_unique_codes_and_only_some_kinds_have_them(kind: RegisterType):
    for field in kind.fields:
        codes = [choice.code for choice in field.choices]
        assert len(codes) == len(set(codes))
        assert bool(codes) == (field.kind in {Kind.CHOICE, Kind.SEX})
        for choice in field.choices:
            assert field.choice(choice.code) is choice
            assert normalise(field, choice.label) == choice.code


@TYPES
def test_every_kind_is_stored_and_normalised(kind: RegisterType):
    for field in kind.fields:
        assert validate_value(field, "Nguyễn Văn A, 12/3/1999") is None
        assert isinstance(normalise(field, "Nguyễn Văn A, 12/3/1999"), str)
        assert normalise(field, "  ") == ""


@TYPES
def test_step_one_is_typed_blind_and_holds_a_name_and_a_date(kind: RegisterType):
    kinds = {field.kind for field in kind.fields_of_step(1)}
    assert {Kind.NAME, Kind.DATE} <= kinds
    assert all(field.compared for field in kind.fields_of_step(1))


@TYPES
def test_each_registered_person_is_looked_up_by_a_name_and_a_date(kind: RegisterType):
    for role in kind.principal_roles:
        blind = kind.blind_fields(role.code)
        own = {field.kind for field in blind if field.role == role.code}
        assert {Kind.NAME, Kind.DATE} <= own
        assert kind.has_field(f"{role.code}.sex") == (Kind.SEX in own)
        assert {f"{role.code}.full_name", f"{role.code}.birth_date"} <= {one.id for one in blind}
        assert kind.basic_fields(role.code)


@TYPES
def test_what_is_not_compared_of_a_person_is_only_the_spouse(kind: RegisterType):
    for field in kind.fields:
        assert not field.says or field.compared
        for role, key in field.says:
            if role != field.role:
                assert key in {
                    "father_name", "mother_name", "father_birth", "mother_birth", "spouse_name",
                    "adoptive_father_name", "adoptive_mother_name",
                }  # fmt: skip


@TYPES
def test_each_person_has_a_block_with_his_name(kind: RegisterType):
    for role in kind.roles:
        assert kind.field(f"{role.code}.full_name").role == role.code
        assert role.sex in {"", "male", "female"}


@TYPES
def test_the_event_names_fields_and_people_of_the_type(kind: RegisterType):
    event = kind.event
    if event is None:
        assert kind.code in {"TL", "XNTT"}
        return
    assert event.dated
    assert all(kind.field(one).kind is Kind.DATE for one in event.dated)
    assert all(kind.has_field(one) for one in event.told)
    assert set(event.roles) <= {role.code for role in kind.roles}
    assert {role.code for role in kind.principal_roles} <= set(event.roles)


@TYPES
def test_law_is_known_and_what_no_source_confirms_is_said(kind: RegisterType):
    assert kind.law
    assert set(kind.law) <= set(INSTRUMENTS)
    assert kind.unsourced
    assert all(words.endswith(".") for words in kind.unsourced)


@TYPES
def test_every_entry_has_the_common_head_and_signing(kind: RegisterType):
    for name in ("number", "volume", "page", "registered_on", "place_of_registration"):
        assert kind.field(f"entry.{name}").section == "entry"
    for name in ("signer", "signer_post", "performed_by", "notes"):
        assert kind.field(f"entry.{name}").section == "signing"


@TYPES
def test_a_printed_form_shows_who_is_registered(kind: RegisterType):
    for edition in kind.editions:
        for role in kind.principal_roles:
            assert {one.id for one in kind.blind_fields(role.code)} <= set(edition.columns)


def test_the_fifteen_types_stand_in_the_order_of_work():
    registered = {kind.code: tuple(r.code for r in kind.principal_roles) for kind in REGISTER_TYPES}
    assert registered == {
        "KS": ("child",),
        "KH": ("husband", "wife"),
        "CN": ("child",),
        "KT": ("deceased",),
        "CMC": ("parent", "child"),
        "GH": ("ward",),
        "CDGH": ("ward",),
        "GSGH": ("ward",),
        "TDCC": ("person",),
        "HN": ("person",),
        "GCKH": ("husband", "wife"),
        "GCLH": ("husband", "wife"),
        "VHTK": ("person",),
        "TL": ("person",),
        "XNTT": ("person",),
    }
    assert list(registered)[:4] == ["KS", "KH", "CN", "KT"]
    assert [kind.slug for kind in REGISTER_TYPES] == [
        "births", "marriages", "adoptions", "deaths", "recognitions", "guardianships",
        "guardianship-endings", "guardianship-supervisions", "changes", "marital-status",
        "foreign-marriages", "foreign-divorces", "other-events", "extracts", "confirmations",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "held"), [("KS", 70), ("KH", 44), ("KT", 48), ("CMC", 50), ("HN", 35), ("GH", 0)]
)
def test_the_sheet_of_a_type_is_the_ministrys(code: str, held: int):
    kind = register_type(code)
    assert len(kind.columns_158) == held
    missing = set(kind.columns_158) - {field.column_158 for field in kind.fields}
    assert code == "KS" or not missing


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
