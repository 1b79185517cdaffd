"""What does a register of supervised guardianships (sổ đăng ký giám sát việc giám hộ) hold?

No source shows its pages: the people are described as in the guardianship register, the supervisor
as a guardian is. The ward is registered; basic facts as there.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._people_words import GUARDIAN, SUPERVISOR
from hotich.core.registers._spec import Event, EventKind, Kind, RegisterType, Role, Section
from hotich.core.registers.guardianships import GUARDIANS, WARD, WARD_SECTION
from hotich.core.words import vi

_FIELDS = (
    *blocks.head(
        blocks.of_entry(
            "supervision_kind",
            vi("Việc được đăng ký"),
            Kind.CHOICE,
            choices=lists.SUPERVISION_KINDS,
        ),
        blocks.of_entry("reason", vi("Lý do chấm dứt giám sát")),
        sheet=False,
    ),
    *blocks.person("ward", parts=blocks.SHORT_PARTS, principal=True),
    *blocks.person("guardian", parts=blocks.SHORT_PARTS, words=GUARDIAN, principal=False),
    *blocks.person("supervisor", parts=blocks.SHORT_PARTS, words=SUPERVISOR, principal=False),
    *blocks.requester(),
    *blocks.signing(sheet=False),
)

GUARDIANSHIP_SUPERVISIONS = RegisterType(
    code="GSGH",
    slug="guardianship-supervisions",
    title=vi("Sổ đăng ký giám sát việc giám hộ"),
    law=("LUAT_HO_TICH_2014",),
    roles=(
        WARD,
        GUARDIANS[0],
        Role("supervisor", vi("Người giám sát việc giám hộ"), principal=False),
    ),
    sections=(
        blocks.ENTRY_SECTION,
        WARD_SECTION,
        Section("guardian", vi("Người giám hộ")),
        Section("supervisor", vi("Người giám sát việc giám hộ")),
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    event=Event(
        EventKind.SUPERVISION,
        dated=("entry.registered_on",),
        roles=("ward", "supervisor"),
        told=("ward.full_name", "supervisor.full_name", "entry.supervision_kind"),
    ),
    unsourced=(
        vi("Các cột của loại sổ này không có nguồn; lấy theo sổ đăng ký giám hộ."),
        forms.NO_PRINTED_FORM,
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
