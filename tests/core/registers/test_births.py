"""The birth register holds what the law and the import sheet name."""

from datetime import date

from hotich.core.registers import BIRTHS, KS_70_COLUMNS


def test_basic_facts_are_those_of_the_plan():
    assert [field.id for field in BIRTHS.basic_fields()] == [
        "child.full_name",
        "child.birth_date",
        "child.sex",
        "child.ethnicity",
        "child.nationality",
        "child.place_of_birth",
        "child.hometown",
        "mother.full_name",
        "father.full_name",
    ]


def test_step_one():
    assert [field.id for field in BIRTHS.fields_of_step(1)] == [
        "child.full_name",
        "child.birth_date",
        "child.sex",
        "mother.full_name",
        "father.full_name",
    ]


def test_parents_are_compared_on_the_child_and_on_their_own():
    mother = BIRTHS.field("mother.full_name")
    assert mother.says == (("mother", "full_name"), ("child", "mother_name"))
    birth = BIRTHS.field("mother.birth_date")
    assert birth.says == (("mother", "birth_date"), ("child", "mother_birth"))
    assert birth.compared
    assert not birth.basic


def test_the_declarant_is_no_mention():
    assert {role.code for role in BIRTHS.roles} == {"child", "mother", "father"}
    assert BIRTHS.field("declarant.full_name").role is None


def test_import_sheet_has_its_70_columns_in_order():
    assert len(KS_70_COLUMNS) == len(set(KS_70_COLUMNS)) == 70
    assert KS_70_COLUMNS[:4] == ("STT", "so", "quyenSo", "trangSo")
    assert KS_70_COLUMNS[11:13] == ("nksSoDinhDanh", "nksHoTen")
    assert KS_70_COLUMNS[34:36] == (
        "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo",
        "meSoDinhDanhCaNhan",
    )
    assert KS_70_COLUMNS[-1] == "qgNuocNgoaiDaDangKy"


def test_registration_kinds_belong_to_the_list_of_their_day():
    field = BIRTHS.field("entry.registration_kind")
    earlier = {choice.code_158 for choice in field.choices_at(date(2023, 6, 25))}
    later = {choice.code_158 for choice in field.choices_at(date(2025, 7, 1))}
    assert earlier == {"0", "1", "2", "3", "4"}
    assert later == {"1", "2", "3", "4", "5", "6"}
