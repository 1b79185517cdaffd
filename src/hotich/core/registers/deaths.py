"""What does a death register (sổ đăng ký khai tử) hold, field by field and form by form?

The deceased is registered. Basic facts are who he is: name, birth date, sex, ethnicity and
nationality. What the law adds (place, cause, hour and day of death; ND_123_2015 art. 4(2)) tells
of the death, and is not basic; the day of death is compared with the population register all the
same. The declarant (người đi khai tử) is no mention.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._copies import with_copies
from hotich.core.registers._people_words import DEATH_DECLARANT
from hotich.core.registers._spec import Event, EventKind, Field, Kind, RegisterType, Role, Section
from hotich.core.registers.columns_158 import KT_48_COLUMNS
from hotich.core.words import vi

_PARTS = (
    "full_name", "birth_date", "sex", "ethnicity", "nationality", "other_nationality",
    "residence_kind", "residence", *blocks.PAPERS,
)  # fmt: skip


def _of_deceased(name: str, label: str, kind: Kind = Kind.TEXT, column: str | None = None) -> Field:
    return Field(f"deceased.{name}", label, kind, "deceased", "deceased", column_158=column)


_DECEASED = (
    *blocks.person("deceased", parts=_PARTS, prefix="nkt", principal=True),
    Field(
        "deceased.pin",
        vi("Số định danh cá nhân ghi trong sổ"),
        Kind.PIN,
        "deceased",
        "deceased",
        compared=True,
        says=(("deceased", "pin"),),
    ),
    Field(
        "deceased.death_date",
        vi("Ngày, tháng, năm chết"),
        Kind.DATE,
        "deceased",
        "deceased",
        compared=True,
        says=(("deceased", "death_date"),),
        column_158="nktNgayChet",
    ),
    _of_deceased(
        "death_date_words",
        vi("Ngày chết ghi bằng chữ"),
        Kind.WORDED_DATE,
        "nktNgayChetGhiBangChu",
    ),
    _of_deceased("death_time", vi("Giờ, phút chết"), column="nktGioPhutChet"),
    _of_deceased("death_place", vi("Nơi chết"), Kind.PLACE, "nktNoiChet"),
    _of_deceased("death_cause", vi("Nguyên nhân chết"), column="nktNguyenNhanChet"),
    Field(
        "deceased.child_age",
        vi("Tuổi của trẻ em chết"),
        Kind.CHOICE,
        "deceased",
        "deceased",
        choices=lists.CHILD_DEATH_AGES,
    ),
)

_NOTICE = (
    blocks.of_entry(
        "death_notice.kind",
        vi("Loại giấy báo tử hoặc giấy tờ thay thế"),
        Kind.CHOICE,
        section="death_notice",
        column="gbtLoai",
        choices=lists.DEATH_PAPERS,
    ),
    blocks.of_entry(
        "death_notice.number", vi("Số giấy báo tử"), section="death_notice", column="gbtSo"
    ),
    blocks.of_entry(
        "death_notice.issued_on",
        vi("Ngày cấp giấy báo tử"),
        Kind.DATE,
        section="death_notice",
        column="gbtNgay",
    ),
    blocks.of_entry(
        "death_notice.issued_by",
        vi("Cơ quan cấp giấy báo tử"),
        section="death_notice",
        column="gbtCoQuanCap",
    ),
)

# A court's declaration of death: columns of the sheet, notes of the book.
_DECLARED = (
    blocks.of_entry(
        "declared.state",
        vi("Việc tuyên bố chết"),
        Kind.CHOICE,
        section="declared",
        column="nktTinhTrangTuyenBoViecChet",
        choices=lists.DECLARATION_STATES,
    ),
    blocks.of_entry(
        "declared.noted_on",
        vi("Ngày ghi chú tuyên bố chết"),
        Kind.DATE,
        section="declared",
        column="nktNgayGhiChuTuyenBoViecChet",
    ),
    blocks.of_entry(
        "declared.basis",
        vi("Căn cứ tuyên bố chết"),
        section="declared",
        column="nktCanCuTuyenBoViecChet",
    ),
    blocks.of_entry(
        "declared.revoked_on",
        vi("Ngày ghi chú hủy tuyên bố chết"),
        Kind.DATE,
        section="declared",
        column="nktNgayGhiChuHuyTuyenBoViecChet",
    ),
    blocks.of_entry(
        "declared.revocation_basis",
        vi("Căn cứ hủy tuyên bố chết"),
        section="declared",
        column="nktCanCuHuyTuyenBoViecChet",
    ),
)

_FIELDS = with_copies(
    (
        *blocks.head(kinds=lists.DEATH_REGISTRATION_KINDS),
        *_DECEASED,
        *_NOTICE,
        *blocks.asker(
            "declarant",
            words=DEATH_DECLARANT,
            relations={"relation": vi("Quan hệ với người chết")},
            columns={"relation": "nycQuanHe"},
        ),
        *_DECLARED,
        *blocks.abroad(),
        *blocks.signing(vi("Người ký Trích lục khai tử")),
    ),
    singles={
        "deceased.death_place": ("deceased.residence",),
        "deceased.residence": ("deceased.death_place",),
        "death_notice.issued_on": ("deceased.death_date",),
        "declarant.paper_issued_at": ("deceased.paper_issued_at",),
    },
)
_IN_NOTES = tuple(field.id for field in _DECLARED)

DEATHS = RegisterType(
    code="KT",
    slug="deaths",
    title=vi("Sổ đăng ký khai tử"),
    law=("LUAT_HO_TICH_2014", "ND_123_2015", "TT_15_2015", "TT_04_2020"),
    roles=(Role("deceased", vi("Người chết"), principal=True),),
    sections=(
        blocks.ENTRY_SECTION,
        Section("deceased", vi("Người chết")),
        Section("death_notice", vi("Giấy báo tử hoặc giấy tờ thay thế")),
        Section("declarant", vi("Người đi khai tử")),
        Section("declared", vi("Việc tuyên bố chết ghi trong phần ghi chú")),
        blocks.ABROAD_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(
        forms.form_of_2015(blocks.printed(_FIELDS, *_IN_NOTES)),
        forms.older_form(blocks.printed(_FIELDS, *_IN_NOTES, "deceased.pin")),
    ),
    columns_158=KT_48_COLUMNS,
    event=Event(
        EventKind.DEATH,
        dated=("deceased.death_date", "entry.registered_on"),
        roles=("deceased",),
        told=("deceased.death_place", "deceased.death_cause"),
    ),
    unsourced=(forms.NO_FORM_OF_2020, forms.NO_OLDER_FORM, forms.NO_KIND_NUMBERS),
)
