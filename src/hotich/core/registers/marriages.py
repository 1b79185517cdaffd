"""What does a marriage register (sổ đăng ký kết hôn) hold, field by field and form by form?

Both spouses are registered, so both are principal. Basic facts are what the law names of each
spouse (name, birth date, ethnicity, nationality; LUAT_HO_TICH_2014 art. 17(2)); residence never is
one. The sex is not printed: the role says it. The other spouse's name is evidence at the look-up,
not a fact that is compared.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._copies import with_copies
from hotich.core.registers._people_words import HUSBAND, WIFE
from hotich.core.registers._spec import Event, EventKind, Field, Kind, RegisterType, Role, Section
from hotich.core.registers.columns_158 import KH_44_COLUMNS
from hotich.core.words import vi

SPOUSE_ROLES = (
    Role("husband", vi("Người chồng"), principal=True, sex="male"),
    Role("wife", vi("Người vợ"), principal=True, sex="female"),
)
SPOUSE_SECTIONS = (Section("husband", vi("Người chồng")), Section("wife", vi("Người vợ")))


def spouses(*, sheet: bool, married: bool = True) -> tuple[Field, ...]:
    """Return the blocks of husband and wife.

    Each name also says whose spouse the other is, unless the act is that they no longer are.
    """
    return (
        *blocks.person(
            "husband",
            parts=blocks.SPOUSE_PARTS,
            words=HUSBAND,
            prefix="chong" if sheet else "",
            principal=True,
            name_says=(("wife", "spouse_name"),) if married else (),
        ),
        *blocks.person(
            "wife",
            parts=blocks.SPOUSE_PARTS,
            words=WIFE,
            prefix="vo" if sheet else "",
            principal=True,
            name_says=(("husband", "spouse_name"),) if married else (),
        ),
    )


# What the sheet holds apart and the book says in its notes.
_LATER = (
    blocks.of_entry(
        "marriage_state",
        vi("Tình trạng kết hôn"),
        Kind.CHOICE,
        section="later",
        column="tinhTrangKetHon",
        choices=lists.MARRIAGE_STATES,
    ),
    blocks.of_entry(
        "annulled_on",
        vi("Ngày ghi chú hủy việc kết hôn"),
        Kind.DATE,
        section="later",
        column="huyKetHonNgayGhiChu",
    ),
    blocks.of_entry(
        "annulment_basis",
        vi("Căn cứ hủy việc kết hôn"),
        section="later",
        column="huyKetHonCanCu",
    ),
    blocks.of_entry(
        "recognised_on",
        vi("Ngày ghi chú công nhận việc kết hôn"),
        Kind.DATE,
        section="later",
        column="congNhanKetHonNgayGhiChu",
    ),
    blocks.of_entry(
        "recognition_basis",
        vi("Căn cứ công nhận việc kết hôn"),
        section="later",
        column="congNhanKetHonCanCu",
    ),
)

_FIELDS = with_copies(
    (
        *blocks.head(
            blocks.of_entry(
                "established_on",
                vi("Ngày xác lập quan hệ hôn nhân"),
                Kind.DATE,
                column="ngayXacLapQuanHeHonNhan",
            ),
            kinds=lists.MARRIAGE_REGISTRATION_KINDS,
        ),
        *spouses(sheet=True),
        *_LATER,
        *blocks.abroad(),
        *blocks.signing(vi("Người ký Giấy chứng nhận kết hôn")),
    ),
    homes={"wife": ("husband",), "husband": ("wife",)},
    singles={"entry.established_on": ("entry.registered_on",)},
)
_PRINTED = blocks.printed(_FIELDS, *(field.id for field in _LATER))

MARRIAGES = RegisterType(
    code="KH",
    slug="marriages",
    title=vi("Sổ đăng ký kết hôn"),
    law=("LUAT_HO_TICH_2014", "TT_15_2015", "TT_04_2020"),
    roles=SPOUSE_ROLES,
    sections=(
        blocks.ENTRY_SECTION,
        *SPOUSE_SECTIONS,
        Section("later", vi("Việc hôn nhân ghi trong phần ghi chú")),
        blocks.ABROAD_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.form_of_2015(_PRINTED), forms.older_form(_PRINTED)),
    columns_158=KH_44_COLUMNS,
    event=Event(
        EventKind.MARRIAGE,
        dated=("entry.established_on", "entry.registered_on", "abroad.registered_on"),
        roles=("husband", "wife"),
        told=("husband.full_name", "wife.full_name"),
    ),
    unsourced=(
        forms.NO_FORM_OF_2020,
        forms.NO_OLDER_FORM,
        forms.NO_KIND_NUMBERS,
        vi("Ngày xác lập quan hệ hôn nhân là cột riêng hay nằm trong phần ghi chú chưa được biết."),
    ),
)
