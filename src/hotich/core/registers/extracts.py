"""What does the register of extract copies (sổ cấp bản sao trích lục hộ tịch) hold?

Each entry says that a copy of an older entry was issued, so it adds nothing to the person's time
line. Basic facts are the little that names him: name, birth date, sex.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Kind, RegisterType, Role, Section
from hotich.core.words import vi

_PARTS = ("full_name", "birth_date", "sex", "residence", "paper_number")

_COPIED = (
    blocks.of_entry("copied.kind", vi("Loại trích lục"), section="copied"),
    blocks.of_entry("copied.number", vi("Số đăng ký của bản chính"), section="copied"),
    blocks.of_entry(
        "copied.registered_on", vi("Ngày đăng ký của bản chính"), Kind.DATE, section="copied"
    ),
    blocks.of_entry("copied.place", vi("Nơi đăng ký của bản chính"), Kind.PLACE, section="copied"),
    blocks.of_entry("copied.copies", vi("Số bản đã cấp"), section="copied"),
)

_FIELDS = (
    *blocks.head(sheet=False),
    *blocks.person("person", parts=_PARTS, principal=True),
    *_COPIED,
    *blocks.requester("residence"),
    *blocks.signing(sheet=False),
)

EXTRACTS = RegisterType(
    code="TL",
    slug="extracts",
    title=vi("Sổ cấp bản sao trích lục hộ tịch"),
    law=("LUAT_HO_TICH_2014", "TT_04_2020"),
    roles=(Role("person", vi("Người có tên trong trích lục"), principal=True),),
    sections=(
        blocks.ENTRY_SECTION,
        Section("person", vi("Người có tên trong trích lục")),
        Section("copied", vi("Trích lục đã cấp")),
        blocks.REQUESTER_SECTION,
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(forms.only_form(blocks.printed(_FIELDS)),),
    unsourced=(
        vi("Các cột của loại sổ này không có nguồn; là các cột tối thiểu của chương trình."),
        forms.NO_PRINTED_FORM,
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
