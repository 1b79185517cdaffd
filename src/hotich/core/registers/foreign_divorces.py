"""What does a register of noted foreign divorces and annulments hold?

(Sổ ghi chú ly hôn, hủy việc kết hôn đã được giải quyết ở nước ngoài.) The spouses as in the
marriage register, the decision of the foreign authority and the marriage it ends. Basic facts as
there; but neither name says who the other's spouse is, because it no longer is so.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Event, EventKind, Kind, RegisterType, Section
from hotich.core.registers.marriages import SPOUSE_ROLES, SPOUSE_SECTIONS, spouses
from hotich.core.words import vi

_DECISION = (
    blocks.of_entry(
        "decision.kind",
        vi("Việc được ghi chú"),
        Kind.CHOICE,
        section="decision",
        choices=lists.FOREIGN_DIVORCE_KINDS,
    ),
    blocks.of_entry("decision.number", vi("Số bản án, quyết định"), section="decision"),
    blocks.of_entry(
        "decision.issued_on", vi("Ngày bản án, quyết định"), Kind.DATE, section="decision"
    ),
    blocks.of_entry("decision.effective_on", vi("Ngày có hiệu lực"), Kind.DATE, section="decision"),
    blocks.of_entry("decision.authority", vi("Cơ quan ra bản án, quyết định"), section="decision"),
    blocks.of_entry("decision.country", vi("Quốc gia ra bản án, quyết định"), section="decision"),
    blocks.of_entry("decision.marriage", vi("Việc kết hôn đã đăng ký"), section="decision"),
)

_FIELDS = (
    *blocks.head(sheet=False),
    *spouses(sheet=False, married=False),
    *_DECISION,
    *blocks.requester(),
    *blocks.signing(sheet=False),
)

FOREIGN_DIVORCES = RegisterType(
    code="GCLH",
    slug="foreign-divorces",
    title=vi("Sổ ghi chú ly hôn, hủy việc kết hôn"),
    law=("LUAT_HO_TICH_2014", "ND_123_2015"),
    roles=SPOUSE_ROLES,
    sections=(
        blocks.ENTRY_SECTION,
        *SPOUSE_SECTIONS,
        Section("decision", vi("Bản án, quyết định của nước ngoài")),
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    event=Event(
        EventKind.DIVORCE,
        dated=("decision.effective_on", "decision.issued_on", "entry.registered_on"),
        roles=("husband", "wife"),
        told=("husband.full_name", "wife.full_name", "decision.kind", "decision.authority"),
    ),
    unsourced=(
        vi("Các cột của loại sổ này không có nguồn; lấy theo sổ đăng ký kết hôn."),
        forms.NO_PRINTED_FORM,
        forms.NO_SHEET,
    ),
)
