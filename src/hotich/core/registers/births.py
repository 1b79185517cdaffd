"""What does a birth register (sổ đăng ký khai sinh) hold, field by field and form by form?

The child is registered; mother and father are related, and one not found never blocks the child.
Basic facts are the content of a birth by law (LUAT_HO_TICH_2014 art. 14(1)) without what is
residence: name, birth date, sex, place of birth, hometown, ethnicity, nationality, and the
parents' names.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._blocks import ETHNICITIES
from hotich.core.registers._copies import with_copies
from hotich.core.registers._people_words import BIRTH_DECLARANT
from hotich.core.registers._spec import (
    Edition,
    Event,
    EventKind,
    Field,
    Kind,
    RegisterType,
    Role,
    Section,
)
from hotich.core.registers.columns_158 import KS_70_COLUMNS
from hotich.core.words import vi

_CHILD_ROLE = Role("child", vi("Người được khai sinh"), principal=True)
_MOTHER_ROLE = Role("mother", vi("Người mẹ"), principal=False, sex="female")
_FATHER_ROLE = Role("father", vi("Người cha"), principal=False, sex="male")

_ENTRY = blocks.head(kinds=lists.BIRTH_REGISTRATION_KINDS)

_CHILD = (
    Field(
        "child.full_name",
        vi("Họ, chữ đệm, tên"),
        Kind.NAME,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "full_name"),),
        column_158="nksHoTen",
        step=1,
    ),
    Field(
        "child.birth_date",
        vi("Ngày, tháng, năm sinh"),
        Kind.DATE,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "birth_date"),),
        column_158="nksNgaySinh",
        step=1,
    ),
    Field(
        "child.birth_date_words",
        vi("Ngày sinh ghi bằng chữ"),
        Kind.WORDED_DATE,
        "child",
        "child",
        column_158="nksNgaySinhBangChu",
    ),
    Field(
        "child.sex",
        vi("Giới tính"),
        Kind.SEX,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "sex"),),
        column_158="nksGioiTinh",
        choices=lists.SEXES,
        step=1,
    ),
    Field(
        "child.ethnicity",
        vi("Dân tộc"),
        Kind.ETHNICITY,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "ethnicity"),),
        column_158="nksDanToc",
        suggestions=ETHNICITIES,
    ),
    Field(
        "child.nationality",
        vi("Quốc tịch"),
        Kind.NATIONALITY,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "nationality"),),
        column_158="nksQuocTich",
        suggestions=lists.NATIONALITY_SUGGESTIONS,
    ),
    Field(
        "child.place_of_birth",
        vi("Nơi sinh"),
        Kind.PLACE,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "place_of_birth"),),
        column_158="nksNoiSinh",
    ),
    Field(
        "child.hometown",
        vi("Quê quán"),
        Kind.PLACE,
        "child",
        "child",
        basic=True,
        compared=True,
        says=(("child", "hometown"),),
        column_158="nksQueQuan",
    ),
    Field(
        "child.pin",
        vi("Số định danh cá nhân ghi trong sổ"),
        Kind.PIN,
        "child",
        "child",
        compared=True,
        says=(("child", "pin"),),
        column_158="nksSoDinhDanh",
    ),
    Field(
        "child.parentage",
        vi("Việc xác định cha, mẹ"),
        Kind.CHOICE,
        "child",
        "child",
        column_158="nksLoaiKhaiSinh",
        choices=lists.PARENTAGE,
    ),
)


def _parent(role: str, prefix: str, labels: tuple[str, ...]) -> tuple[Field, ...]:
    name, birth, ethnicity, nationality, residence_kind, residence, paper, paper_number = labels
    return (
        Field(
            f"{role}.full_name",
            name,
            Kind.NAME,
            role,
            role,
            basic=True,
            compared=True,
            says=((role, "full_name"), ("child", f"{role}_name")),
            column_158=f"{prefix}HoTen",
            step=1,
        ),
        Field(
            f"{role}.birth_date",
            birth,
            Kind.DATE,
            role,
            role,
            compared=True,
            says=((role, "birth_date"), ("child", f"{role}_birth")),
            column_158=f"{prefix}NgaySinh",
        ),
        Field(
            f"{role}.ethnicity",
            ethnicity,
            Kind.ETHNICITY,
            role,
            role,
            compared=True,
            says=((role, "ethnicity"),),
            column_158=f"{prefix}DanToc",
            suggestions=ETHNICITIES,
        ),
        Field(
            f"{role}.nationality",
            nationality,
            Kind.NATIONALITY,
            role,
            role,
            compared=True,
            says=((role, "nationality"),),
            column_158=f"{prefix}QuocTich",
            suggestions=lists.NATIONALITY_SUGGESTIONS,
        ),
        Field(
            f"{role}.residence_kind",
            residence_kind,
            Kind.CHOICE,
            role,
            role,
            column_158=f"{prefix}LoaiCuTru",
            choices=lists.RESIDENCE_KINDS,
        ),
        Field(
            f"{role}.residence",
            residence,
            Kind.RESIDENCE,
            role,
            role,
            column_158=f"{prefix}NoiCuTru",
        ),
        Field(
            f"{role}.paper_kind",
            paper,
            Kind.CHOICE,
            role,
            role,
            column_158=f"{prefix}LoaiGiayToTuyThan",
            choices=lists.PAPER_KINDS,
        ),
        Field(
            f"{role}.paper_number",
            paper_number,
            Kind.PAPER,
            role,
            role,
            column_158=f"{prefix}SoGiayToTuyThan",
        ),
    )


_MOTHER = _parent(
    "mother",
    "me",
    (
        vi("Họ, chữ đệm, tên người mẹ"),
        vi("Ngày hoặc năm sinh của mẹ"),
        vi("Dân tộc của mẹ"),
        vi("Quốc tịch của mẹ"),
        vi("Loại cư trú của mẹ"),
        vi("Nơi cư trú của mẹ"),
        vi("Loại giấy tờ của mẹ"),
        vi("Số giấy tờ của mẹ"),
    ),
)
_FATHER = _parent(
    "father",
    "cha",
    (
        vi("Họ, chữ đệm, tên người cha"),
        vi("Ngày hoặc năm sinh của cha"),
        vi("Dân tộc của cha"),
        vi("Quốc tịch của cha"),
        vi("Loại cư trú của cha"),
        vi("Nơi cư trú của cha"),
        vi("Loại giấy tờ của cha"),
        vi("Số giấy tờ của cha"),
    ),
)

# The declarant (người đi khai sinh) is no mention of the entry: nobody looks him up.
_DECLARANT = blocks.asker(
    "declarant",
    words=BIRTH_DECLARANT,
    relations={"relation": vi("Quan hệ với người được khai sinh")},
    columns={"relation": "nycQuanHe"},
)

_SIGNING = blocks.signing(vi("Người ký Giấy khai sinh"))


def _other_nationality(role: str, label: str, column: str) -> Field:
    return Field(
        f"{role}.other_nationality",
        label,
        Kind.NATIONALITY,
        role,
        role,
        column_158=column,
        suggestions=lists.NATIONALITY_SUGGESTIONS,
    )


def _number(role: str, label: str, column: str) -> Field:
    return Field(
        f"{role}.pin",
        label,
        Kind.PIN,
        role,
        role,
        compared=True,
        says=((role, "pin"),),
        column_158=column,
    )


# Columns of the sheet that no printed form is known to have: kept when a sheet is taken in.
_CHILD_IN_SHEET = (
    _other_nationality("child", vi("Quốc tịch khác"), "nksQuocTichKhac"),
    Field(
        "child.birth_unit",
        vi("Tỉnh hoặc quốc gia nơi sinh"),
        Kind.TEXT,
        "child",
        "child",
        column_158="nksNoiSinhDVHC",
    ),
)
_MOTHER_IN_SHEET = (
    _other_nationality("mother", vi("Quốc tịch khác của mẹ"), "meQuocTichKhac"),
    _number("mother", vi("Số định danh cá nhân của mẹ"), "meSoDinhDanhCaNhan"),
)
_FATHER_IN_SHEET = (
    _other_nationality("father", vi("Quốc tịch khác của cha"), "chaQuocTichKhac"),
    _number("father", vi("Số định danh cá nhân của cha"), "chaSoDinhDanhCaNhan"),
)
_ABROAD = blocks.abroad()

_FIELDS = with_copies(
    (
        *_ENTRY,
        *_CHILD,
        *_CHILD_IN_SHEET,
        *_MOTHER,
        *_MOTHER_IN_SHEET,
        *_FATHER,
        *_FATHER_IN_SHEET,
        *_DECLARANT,
        *_ABROAD,
        *_SIGNING,
    ),
    homes={"father": ("mother",), "mother": ("father",)},
    askers={"declarant": ("father", "mother")},
    singles={
        "child.hometown": ("child.place_of_birth",),
        "child.place_of_birth": ("child.hometown",),
        "mother.ethnicity": ("child.ethnicity",),
        "father.ethnicity": ("child.ethnicity",),
    },
)
# `child.parentage` is printed in no book: it is what the parents' columns of the entry amount to.
_UNPRINTED = (
    "child.parentage",
    *(
        field.id
        for block in (_CHILD_IN_SHEET, _MOTHER_IN_SHEET, _FATHER_IN_SHEET, _ABROAD)
        for field in block
    ),
)
_EDITIONS = (
    Edition(
        "2020",
        vi("Mẫu theo Thông tư 04/2020/TT-BTP"),
        vi("từ năm 2020"),
        blocks.printed(_FIELDS, *_UNPRINTED),
        confirmed=True,
    ),
    Edition(
        "2015",
        vi("Mẫu theo Thông tư 15/2015/TT-BTP"),
        vi("năm 2016 đến năm 2020"),
        blocks.printed(_FIELDS, *_UNPRINTED),
        confirmed=True,
    ),
    Edition(
        "older",
        vi("Mẫu cũ, chưa rõ mẫu in"),
        vi("trước năm 2016"),
        blocks.printed(_FIELDS, *_UNPRINTED, "child.pin"),
        confirmed=False,
    ),
)

BIRTHS = RegisterType(
    code="KS",
    slug="births",
    title=vi("Sổ đăng ký khai sinh"),
    law=("LUAT_HO_TICH_2014", "TT_15_2015", "TT_04_2020"),
    roles=(_CHILD_ROLE, _MOTHER_ROLE, _FATHER_ROLE),
    sections=(
        blocks.ENTRY_SECTION,
        Section("child", vi("Người được khai sinh")),
        Section("mother", vi("Người mẹ")),
        Section("father", vi("Người cha")),
        Section("declarant", vi("Người đi khai sinh")),
        blocks.ABROAD_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=_EDITIONS,
    columns_158=KS_70_COLUMNS,
    event=Event(
        EventKind.BIRTH,
        dated=("child.birth_date", "entry.registered_on"),
        roles=("child", "mother", "father"),
        told=("child.full_name", "child.place_of_birth", "mother.full_name", "father.full_name"),
    ),
    unsourced=(forms.NO_OLDER_FORM,),
)
