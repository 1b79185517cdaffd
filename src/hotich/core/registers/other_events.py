"""What does the register of other noted events (ghi vào sổ các việc hộ tịch khác) hold?

What a court or a foreign authority decided of one person's civil status (LUAT_HO_TICH_2014 art. 3,
30, 31). Basic facts are name, birth date, sex, ethnicity, nationality.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Event, EventKind, Kind, RegisterType, Role, Section
from hotich.core.words import vi

_NOTED = (
    blocks.of_entry(
        "noted.kind",
        vi("Việc hộ tịch được ghi"),
        Kind.CHOICE,
        section="noted",
        choices=lists.OTHER_EVENT_KINDS,
    ),
    blocks.of_entry("noted.number", vi("Số bản án, quyết định, giấy tờ"), section="noted"),
    blocks.of_entry(
        "noted.issued_on", vi("Ngày bản án, quyết định, giấy tờ"), Kind.DATE, section="noted"
    ),
    blocks.of_entry("noted.authority", vi("Cơ quan cấp hoặc ra quyết định"), section="noted"),
    blocks.of_entry("noted.content", vi("Nội dung được ghi"), Kind.NOTE, section="noted"),
)

_FIELDS = (
    *blocks.head(sheet=False),
    *blocks.person("person", parts=blocks.SHORT_PARTS, principal=True),
    *_NOTED,
    *blocks.requester(),
    *blocks.signing(sheet=False),
)

OTHER_EVENTS = RegisterType(
    code="VHTK",
    slug="other-events",
    title=vi("Sổ ghi vào sổ các việc hộ tịch khác"),
    law=("LUAT_HO_TICH_2014",),
    roles=(Role("person", vi("Người có việc hộ tịch"), principal=True),),
    sections=(
        blocks.ENTRY_SECTION,
        Section("person", vi("Người có việc hộ tịch")),
        Section("noted", vi("Việc hộ tịch được ghi")),
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    event=Event(
        EventKind.OTHER,
        dated=("noted.issued_on", "entry.registered_on"),
        roles=("person",),
        told=("noted.kind", "noted.authority", "noted.content"),
    ),
    unsourced=(
        vi("Danh sách việc hộ tịch lấy theo Điều 3 Luật Hộ tịch, không theo mẫu in."),
        forms.NO_PRINTED_FORM,
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
