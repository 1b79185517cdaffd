"""What does a register of ended guardianships (sổ đăng ký chấm dứt giám hộ) hold?

The same people as in the guardianship that ends, with its number and day and the reason; basic
facts as there.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Event, EventKind, Kind, RegisterType
from hotich.core.registers.guardianships import (
    GUARDIAN_SECTIONS,
    GUARDIANS,
    REQUESTER_FACTS,
    WARD,
    WARD_SECTION,
    ward_and_guardians,
)
from hotich.core.words import vi

_FIELDS = (
    *blocks.head(
        blocks.of_entry("guardianship_number", vi("Số đăng ký giám hộ đã chấm dứt")),
        blocks.of_entry("guardianship_on", vi("Ngày đăng ký giám hộ đã chấm dứt"), Kind.DATE),
        blocks.of_entry("reason", vi("Lý do chấm dứt giám hộ")),
        sheet=False,
    ),
    *ward_and_guardians(),
    *blocks.requester(*REQUESTER_FACTS),
    *blocks.signing(sheet=False),
)
_PRINTED = blocks.printed(_FIELDS)

GUARDIANSHIP_ENDINGS = RegisterType(
    code="CDGH",
    slug="guardianship-endings",
    title=vi("Sổ đăng ký chấm dứt giám hộ"),
    law=("LUAT_HO_TICH_2014", "TT_15_2015", "TT_04_2020"),
    roles=(WARD, *GUARDIANS),
    sections=(
        blocks.ENTRY_SECTION,
        WARD_SECTION,
        *GUARDIAN_SECTIONS,
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.form_of_2015(_PRINTED), forms.older_form(_PRINTED)),
    event=Event(
        EventKind.GUARDIANSHIP_ENDED,
        dated=("entry.registered_on",),
        roles=("ward", "guardian", "second_guardian"),
        told=("ward.full_name", "guardian.full_name", "entry.reason"),
    ),
    unsourced=(
        forms.NO_FORM_OF_2020,
        forms.NO_OLDER_FORM,
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
