"""What does a register of recognitions (sổ đăng ký nhận cha, mẹ, con) hold?

Parent and child are both registered, so both are principal; what is said of each alike (name,
birth date, ethnicity, nationality) is basic, hometown is compared only. No sex is printed. The
names of the child's parents are not taken from it: whether the parent is father or mother depends
on the kind.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._copies import with_copies
from hotich.core.registers._people_words import RECOGNISED_CHILD, RECOGNISED_PARENT, REQUESTER
from hotich.core.registers._spec import Event, EventKind, Kind, RegisterType, Role, Section
from hotich.core.registers.columns_158 import CMC_50_COLUMNS
from hotich.core.words import vi

_PARTS = (
    "full_name", "birth_date", "ethnicity", "nationality", "other_nationality", "hometown",
    "residence_kind", "residence", *blocks.PAPERS,
)  # fmt: skip

_FIELDS = with_copies(
    (
        *blocks.head(
            blocks.of_entry("decision_number", vi("Số quyết định"), column="quyetDinhSo"),
            blocks.of_entry(
                "recognition_kind",
                vi("Loại xác nhận"),
                Kind.CHOICE,
                column="loaiXacNhan",
                choices=lists.RECOGNITION_KINDS,
            ),
            kinds=lists.RECOGNITION_REGISTRATION_KINDS,
        ),
        *blocks.person(
            "parent", parts=_PARTS, words=RECOGNISED_PARENT, prefix="cm", principal=True
        ),
        *blocks.person("child", parts=_PARTS, words=RECOGNISED_CHILD, prefix="nc", principal=True),
        *blocks.asker(
            "requester",
            words=REQUESTER,
            relations={
                "relation_to_child": vi("Quan hệ của người yêu cầu với người được nhận"),
                "relation_to_parent": vi("Quan hệ của người yêu cầu với người nhận"),
            },
            columns={
                "relation_to_child": "nycQHNguoiDuocNhan",
                "relation_to_parent": "nycQHNguoiNhan",
            },
        ),
        *blocks.abroad(),
        *blocks.signing(),
    ),
    homes={"child": ("parent",), "parent": ("child",)},
    askers={"requester": ("parent", "child")},
)

RECOGNITIONS = RegisterType(
    code="CMC",
    slug="recognitions",
    title=vi("Sổ đăng ký nhận cha, mẹ, con"),
    law=("LUAT_HO_TICH_2014", "TT_15_2015", "TT_04_2020"),
    roles=(
        Role("parent", vi("Cha hoặc mẹ"), principal=True),
        Role("child", vi("Người con"), principal=True),
    ),
    sections=(
        blocks.ENTRY_SECTION,
        Section("parent", vi("Cha hoặc mẹ")),
        Section("child", vi("Người con")),
        blocks.REQUESTER_SECTION,
        blocks.ABROAD_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    columns_158=CMC_50_COLUMNS,
    event=Event(
        EventKind.RECOGNITION,
        dated=("entry.registered_on", "abroad.registered_on"),
        roles=("parent", "child"),
        told=("parent.full_name", "child.full_name", "entry.recognition_kind"),
    ),
    unsourced=(forms.NO_PRINTED_FORM, forms.NO_KIND_NUMBERS, forms.NO_BASIC_FACTS),
)
