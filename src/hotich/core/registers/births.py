"""What does a birth register (sổ đăng ký khai sinh) hold, field by field and form by form?"""

from hotich.core.registers import _choices as lists
from hotich.core.registers._spec import Edition, Field, Kind, RegisterType, Role, Section
from hotich.core.registers.columns_158 import KS_70_COLUMNS
from hotich.core.registers.ethnic_groups import ETHNIC_GROUPS
from hotich.core.words import vi

_ETHNICITIES = tuple(group.label for group in ETHNIC_GROUPS)

_CHILD_ROLE = Role("child", vi("Người được khai sinh"), principal=True)
_MOTHER_ROLE = Role("mother", vi("Người mẹ"), principal=False)
_FATHER_ROLE = Role("father", vi("Người cha"), principal=False)

_ENTRY = (
    Field("entry.number", vi("Số đăng ký"), Kind.TEXT, None, "entry", column_158="so"),
    Field("entry.volume", vi("Quyển số"), Kind.TEXT, None, "entry", column_158="quyenSo"),
    Field("entry.page", vi("Trang số"), Kind.TEXT, None, "entry", column_158="trangSo"),
    Field(
        "entry.registered_on",
        vi("Ngày, tháng, năm đăng ký"),
        Kind.DATE,
        None,
        "entry",
        column_158="ngayDangKy",
    ),
    Field(
        "entry.registration_kind",
        vi("Loại đăng ký"),
        Kind.CHOICE,
        None,
        "entry",
        column_158="loaiDangKy",
        choices=lists.BIRTH_REGISTRATION_KINDS,
    ),
    Field(
        "entry.place_of_registration",
        vi("Nơi đăng ký"),
        Kind.PLACE,
        None,
        "entry",
        column_158="noiDangKy",
    ),
)

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
        suggestions=_ETHNICITIES,
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
            suggestions=_ETHNICITIES,
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

_RELATIONS = ("Cha", "Mẹ", "Ông", "Bà", "Anh", "Chị", "Cô", "Dì", "Chú", "Bác", "Bản thân")

# The declarant (người đi khai sinh) is no mention of the entry: nobody looks him up.
_DECLARANT = (
    Field(
        "declarant.full_name",
        vi("Họ, chữ đệm, tên người đi khai sinh"),
        Kind.NAME,
        None,
        "declarant",
        column_158="nycHoTen",
    ),
    Field(
        "declarant.relation",
        vi("Quan hệ với người được khai sinh"),
        Kind.TEXT,
        None,
        "declarant",
        column_158="nycQuanHe",
        suggestions=_RELATIONS,
    ),
    Field(
        "declarant.paper_kind",
        vi("Loại giấy tờ tùy thân của người đi khai sinh"),
        Kind.CHOICE,
        None,
        "declarant",
        column_158="nycLoaiGiayToTuyThan",
        choices=lists.PAPER_KINDS,
    ),
    Field(
        "declarant.other_paper",
        vi("Giấy tờ khác của người đi khai sinh"),
        Kind.TEXT,
        None,
        "declarant",
        column_158="nycGiayToKhac",
    ),
    Field(
        "declarant.paper_number",
        vi("Số giấy tờ tùy thân của người đi khai sinh"),
        Kind.PAPER,
        None,
        "declarant",
        column_158="nycSoGiayToTuyThan",
    ),
    Field(
        "declarant.paper_issued_on",
        vi("Ngày cấp giấy tờ tùy thân"),
        Kind.DATE,
        None,
        "declarant",
        column_158="nycNgayCapGiayToTuyThan",
    ),
    Field(
        "declarant.paper_issued_at",
        vi("Nơi cấp giấy tờ tùy thân"),
        Kind.TEXT,
        None,
        "declarant",
        column_158="nycNoiCapGiayToTuyThan",
    ),
)

_SIGNING = (
    Field(
        "entry.signer",
        vi("Người ký Giấy khai sinh"),
        Kind.NAME,
        None,
        "signing",
        column_158="nguoiKy",
    ),
    Field(
        "entry.signer_post",
        vi("Chức vụ người ký"),
        Kind.TEXT,
        None,
        "signing",
        column_158="chucVuNguoiKy",
        suggestions=("Chủ tịch", "Phó Chủ tịch"),
    ),
    Field(
        "entry.performed_by",
        vi("Người thực hiện"),
        Kind.NAME,
        None,
        "signing",
        column_158="nguoiThucHien",
    ),
    Field("entry.notes", vi("Ghi chú"), Kind.NOTE, None, "signing", column_158="ghiChu"),
)

_FIELDS = (*_ENTRY, *_CHILD, *_MOTHER, *_FATHER, *_DECLARANT, *_SIGNING)


def _printed(*left_out: str) -> tuple[str, ...]:
    return tuple(field.id for field in _FIELDS if field.id not in left_out)


# `child.parentage` is printed in no book: it is what the parents' columns of the entry amount to.
_EDITIONS = (
    Edition(
        "2020",
        vi("Mẫu theo Thông tư 04/2020/TT-BTP"),
        vi("từ năm 2020"),
        _printed("child.parentage"),
        confirmed=True,
    ),
    Edition(
        "2015",
        vi("Mẫu theo Thông tư 15/2015/TT-BTP"),
        vi("năm 2016 đến năm 2020"),
        _printed("child.parentage"),
        confirmed=True,
    ),
    Edition(
        "older",
        vi("Mẫu cũ, chưa rõ mẫu in"),
        vi("trước năm 2016"),
        _printed("child.parentage", "child.pin"),
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
        Section("entry", vi("Việc đăng ký")),
        Section("child", vi("Người được khai sinh")),
        Section("mother", vi("Người mẹ")),
        Section("father", vi("Người cha")),
        Section("declarant", vi("Người đi khai sinh")),
        Section("signing", vi("Người ký, người thực hiện và ghi chú")),
    ),
    fields=_FIELDS,
    editions=_EDITIONS,
    columns_158=KS_70_COLUMNS,
)
