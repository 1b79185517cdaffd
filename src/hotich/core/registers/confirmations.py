"""What does the register of civil-status confirmations (xác nhận thông tin hộ tịch) hold?

Each entry says that a written confirmation was issued, so it adds nothing to the person's time
line. Basic facts are the little that names him: name, birth date, sex.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _forms as forms
from hotich.core.registers._spec import Kind, RegisterType, Role, Section
from hotich.core.words import vi

_PARTS = ("full_name", "birth_date", "sex", "residence", "paper_number")

_FIELDS = (
    *blocks.head(sheet=False),
    *blocks.person("person", parts=_PARTS, principal=True),
    blocks.of_entry(
        "confirmed.content", vi("Thông tin hộ tịch được xác nhận"), Kind.NOTE, section="confirmed"
    ),
    blocks.of_entry("confirmed.purpose", vi("Mục đích xác nhận"), section="confirmed"),
    *blocks.requester("residence"),
    *blocks.signing(sheet=False),
)

CONFIRMATIONS = RegisterType(
    code="XNTT",
    slug="confirmations",
    title=vi("Sổ cấp văn bản xác nhận thông tin hộ tịch"),
    law=("LUAT_HO_TICH_2014",),
    roles=(Role("person", vi("Người được xác nhận"), principal=True),),
    sections=(
        blocks.ENTRY_SECTION,
        Section("person", vi("Người được xác nhận")),
        Section("confirmed", vi("Nội dung xác nhận")),
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
