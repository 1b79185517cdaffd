"""What does an adoption register (sổ đăng ký nuôi con nuôi) hold, field by field and form by form?

The child is registered; adopters and givers are related people with facts of their own. Basic
facts are the child's name, birth date, sex, ethnicity and nationality, as at birth. The adopters'
names also say who the child's adoptive parents are, and are compared, not basic: an adopter not
found never blocks the child.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _forms as forms
from hotich.core.registers._copies import with_copies
from hotich.core.registers._people_words import (
    ADOPTIVE_FATHER,
    ADOPTIVE_MOTHER,
    GIVER_FATHER,
    GIVER_MOTHER,
    PersonWords,
)
from hotich.core.registers._spec import (
    Edition,
    Event,
    EventKind,
    Field,
    Kind,
    RegisterType,
    Role,
    Section,
)
from hotich.core.words import vi

_CHILD_PARTS = ("full_name", "birth_date", "sex", "ethnicity", "nationality", "residence")
_PARENT_PARTS = (
    "full_name", "birth_date", "ethnicity", "nationality", "residence", "paper_number",
)  # fmt: skip


def _adult(role: str, words: PersonWords, *, adopts: bool) -> tuple[Field, ...]:
    return blocks.person(
        role,
        parts=_PARENT_PARTS,
        words=words,
        principal=False,
        name_says=(("child", f"{role}_name"),) if adopts else (),
    )


_FIELDS = with_copies(
    (
        *blocks.head(
            blocks.of_entry("decision_number", vi("Số giấy chứng nhận hoặc quyết định")),
            blocks.of_entry("decision_on", vi("Ngày giấy chứng nhận hoặc quyết định"), Kind.DATE),
            sheet=False,
        ),
        *blocks.person("child", parts=_CHILD_PARTS, principal=True),
        *_adult("adoptive_father", ADOPTIVE_FATHER, adopts=True),
        *_adult("adoptive_mother", ADOPTIVE_MOTHER, adopts=True),
        *_adult("giver_father", GIVER_FATHER, adopts=False),
        *_adult("giver_mother", GIVER_MOTHER, adopts=False),
        blocks.of_entry("giving.relation", vi("Quan hệ của người giao với trẻ"), section="giving"),
        blocks.of_entry("giving.institution", vi("Cơ sở nuôi dưỡng giao trẻ"), section="giving"),
        blocks.of_entry(
            "giving.representative",
            vi("Người đại diện cơ sở nuôi dưỡng"),
            Kind.NAME,
            section="giving",
        ),
        blocks.of_entry(
            "giving.representative_post",
            vi("Chức vụ người đại diện cơ sở nuôi dưỡng"),
            section="giving",
        ),
        *blocks.signing(vi("Người ký Giấy chứng nhận nuôi con nuôi"), sheet=False),
    ),
    homes={
        "adoptive_mother": ("adoptive_father",),
        "adoptive_father": ("adoptive_mother",),
        "giver_mother": ("giver_father", "child"),
        "giver_father": ("giver_mother", "child"),
    },
)
_PRINTED = blocks.printed(_FIELDS)

ADOPTIONS = RegisterType(
    code="CN",
    slug="adoptions",
    title=vi("Sổ đăng ký nuôi con nuôi"),
    law=("LUAT_HO_TICH_2014", "TT_12_2011", "TT_24_2014", "TT_10_2020"),
    roles=(
        Role("child", vi("Con nuôi"), principal=True),
        Role("adoptive_father", vi("Cha nuôi"), principal=False, sex="male"),
        Role("adoptive_mother", vi("Mẹ nuôi"), principal=False, sex="female"),
        Role("giver_father", vi("Ông giao con nuôi"), principal=False, sex="male"),
        Role("giver_mother", vi("Bà giao con nuôi"), principal=False, sex="female"),
    ),
    sections=(
        blocks.ENTRY_SECTION,
        Section("child", vi("Con nuôi")),
        Section("adoptive_father", vi("Cha nuôi")),
        Section("adoptive_mother", vi("Mẹ nuôi")),
        Section("giver_father", vi("Bên giao: ông")),
        Section("giver_mother", vi("Bên giao: bà")),
        Section("giving", vi("Bên giao: quan hệ và cơ sở nuôi dưỡng")),
        blocks.SIGNING_SECTION,
    ),
    fields=_FIELDS,
    editions=(
        Edition(
            "2020",
            vi("Mẫu theo Thông tư 10/2020/TT-BTP"),
            vi("từ ngày 26/02/2021"),
            _PRINTED,
            confirmed=False,
        ),
        Edition(
            "2015",
            vi("Mẫu in đến năm 2021"),
            vi("năm 2015 đến năm 2021"),
            _PRINTED,
            confirmed=True,
        ),
        Edition(
            "older", vi("Mẫu cũ, chưa rõ mẫu in"), vi("trước năm 2015"), _PRINTED, confirmed=False
        ),
    ),
    event=Event(
        EventKind.ADOPTION,
        dated=("entry.registered_on", "entry.decision_on"),
        roles=("child", "adoptive_father", "adoptive_mother"),
        told=("child.full_name", "adoptive_father.full_name", "adoptive_mother.full_name"),
    ),
    unsourced=(
        vi("Mẫu in theo Thông tư 10/2020/TT-BTP chưa được xem; các cột lấy theo mẫu trước đó."),
        vi("Mẫu in của các sổ trước năm 2015 chưa được xem; các cột lấy theo mẫu sau này."),
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
