"""What does a register of marital-status certificates hold?

(Sổ cấp Giấy xác nhận tình trạng hôn nhân.) One person is registered; basic facts are name, birth
date, sex, ethnicity, nationality, which the import sheet has of him.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._people_words import REQUESTER
from hotich.core.registers._spec import Event, EventKind, Field, Kind, RegisterType, Role, Section
from hotich.core.registers.columns_158 import HN_35_COLUMNS
from hotich.core.words import vi

_PARTS = (
    "full_name", "birth_date", "sex", "ethnicity", "nationality", "other_nationality",
    "residence_kind", "residence", *blocks.PAPERS,
)  # fmt: skip


def _of_person(name: str, label: str, kind: Kind, column: str) -> Field:
    return Field(f"person.{name}", label, kind, "person", "status", column_158=column)


_STATUS = (
    _of_person("lived_at", vi("Nơi đã cư trú"), Kind.RESIDENCE, "nxnThoiGianCuTruTai"),
    _of_person("lived_from", vi("Cư trú từ ngày"), Kind.DATE, "nxnThoiGianCuTruTu"),
    _of_person("lived_until", vi("Cư trú đến ngày"), Kind.DATE, "nxnThoiGianCuTruDen"),
    _of_person("marital_status", vi("Tình trạng hôn nhân"), Kind.TEXT, "nxnTinhTrangHonNhan"),
    blocks.of_entry(
        "purpose_kind",
        vi("Loại mục đích sử dụng"),
        Kind.CHOICE,
        section="status",
        column="nxnLoaiMucDichSuDung",
        choices=lists.MARITAL_STATUS_PURPOSES,
    ),
    blocks.of_entry("purpose", vi("Mục đích sử dụng"), section="status", column="nxnMucDichSuDung"),
)

_FIELDS = (
    *blocks.head(place_label=vi("Nơi cấp"), place_column="noiCap"),
    *blocks.person("person", parts=_PARTS, prefix="nxn", principal=True),
    *_STATUS,
    *blocks.asker(
        "requester",
        words=REQUESTER,
        relations={"relation": vi("Quan hệ với người được xác nhận")},
        columns={"relation": "nycQuanHe"},
    ),
    *blocks.signing(),
)

MARITAL_STATUS = RegisterType(
    code="HN",
    slug="marital-status",
    title=vi("Sổ cấp Giấy xác nhận tình trạng hôn nhân"),
    law=("LUAT_HO_TICH_2014", "ND_123_2015", "TT_15_2015", "TT_04_2020"),
    roles=(Role("person", vi("Người được xác nhận"), principal=True),),
    sections=(
        blocks.ENTRY_SECTION,
        Section("person", vi("Người được xác nhận")),
        Section("status", vi("Tình trạng hôn nhân và mục đích sử dụng")),
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    columns_158=HN_35_COLUMNS,
    event=Event(
        EventKind.MARITAL_STATUS,
        dated=("entry.registered_on",),
        roles=("person",),
        told=("person.marital_status", "entry.purpose"),
    ),
    unsourced=(
        forms.NO_PRINTED_FORM,
        forms.NO_BASIC_FACTS,
        vi("Thứ tự mã số của bốn mục đích kết hôn là thứ tự mà nguồn liệt kê."),
    ),
)
