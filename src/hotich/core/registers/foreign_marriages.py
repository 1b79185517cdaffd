"""What does a register of noted foreign marriages (sổ ghi chú kết hôn) hold?

A marriage registered abroad and noted here: the spouses as in the marriage register, and the
foreign registration. Basic facts as in the marriage register.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Event, EventKind, RegisterType
from hotich.core.registers.marriages import SPOUSE_ROLES, SPOUSE_SECTIONS, spouses
from hotich.core.words import vi

_FIELDS = (
    *blocks.head(sheet=False),
    *spouses(sheet=False),
    *blocks.abroad(sheet=False),
    *blocks.requester(),
    *blocks.signing(sheet=False),
)

FOREIGN_MARRIAGES = RegisterType(
    code="GCKH",
    slug="foreign-marriages",
    title=vi("Sổ ghi chú kết hôn"),
    law=("LUAT_HO_TICH_2014", "ND_123_2015"),
    roles=SPOUSE_ROLES,
    sections=(
        blocks.ENTRY_SECTION,
        *SPOUSE_SECTIONS,
        blocks.ABROAD_SECTION,
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    event=Event(
        EventKind.MARRIAGE,
        dated=("abroad.registered_on", "entry.registered_on"),
        roles=("husband", "wife"),
        told=("husband.full_name", "wife.full_name", "abroad.authority"),
    ),
    unsourced=(
        vi("Các cột của loại sổ này không có nguồn; lấy theo sổ đăng ký kết hôn."),
        forms.NO_PRINTED_FORM,
        forms.NO_SHEET,
    ),
)
