"""What does a register of changes, rectifications and supplements hold?

(Sổ đăng ký thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc.) One person is registered;
basic facts are those the page describes him by: name, birth date, sex, ethnicity, nationality.
They are what stood before the change; the content says from what to what.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Event, EventKind, Kind, RegisterType, Role, Section
from hotich.core.words import vi

_FIELDS = (
    *blocks.head(
        blocks.of_entry(
            "change_kind",
            vi("Việc được đăng ký"),
            Kind.CHOICE,
            choices=lists.CHANGE_KINDS,
        ),
        sheet=False,
    ),
    *blocks.person("person", parts=blocks.SHORT_PARTS, principal=True),
    blocks.of_entry("changed.paper", vi("Loại giấy tờ hộ tịch được thay đổi"), section="changed"),
    blocks.of_entry("changed.number", vi("Số giấy tờ hộ tịch"), section="changed"),
    blocks.of_entry(
        "changed.issued_on", vi("Ngày cấp giấy tờ hộ tịch"), Kind.DATE, section="changed"
    ),
    blocks.of_entry("changed.issued_at", vi("Nơi cấp giấy tờ hộ tịch"), section="changed"),
    blocks.of_entry(
        "changed.content",
        vi("Nội dung thay đổi (từ … thành …)"),
        Kind.NOTE,
        section="changed",
    ),
    *blocks.requester("residence"),
    *blocks.signing(sheet=False),
)
_PRINTED = blocks.printed(_FIELDS)

CHANGES = RegisterType(
    code="TDCC",
    slug="changes",
    title=vi("Sổ đăng ký thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc"),
    law=("LUAT_HO_TICH_2014", "TT_15_2015", "TT_04_2020"),
    roles=(Role("person", vi("Người được thay đổi hộ tịch"), principal=True),),
    sections=(
        blocks.ENTRY_SECTION,
        Section("person", vi("Người được thay đổi hộ tịch")),
        Section("changed", vi("Nội dung thay đổi")),
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.form_of_2015(_PRINTED), forms.older_form(_PRINTED)),
    event=Event(
        EventKind.CHANGE,
        dated=("entry.registered_on",),
        roles=("person",),
        told=("entry.change_kind", "changed.content"),
    ),
    unsourced=(
        forms.NO_FORM_OF_2020,
        forms.NO_OLDER_FORM,
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
