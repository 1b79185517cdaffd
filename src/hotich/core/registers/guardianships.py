"""What does a guardianship register (sổ đăng ký giám hộ) hold?

The ward is registered; guardians are related people. Basic facts are those of every person the
printed page describes: name, birth date, sex, ethnicity, nationality.
"""

from hotich.core.registers import _blocks as blocks
from hotich.core.registers import _choices as lists
from hotich.core.registers import _forms as forms
from hotich.core.registers._people_words import GUARDIAN, SECOND_GUARDIAN
from hotich.core.registers._spec import (
    Event,
    EventKind,
    Field,
    Kind,
    RegisterType,
    Role,
    Section,
)
from hotich.core.words import vi

WARD = Role("ward", vi("Người được giám hộ"), principal=True)
GUARDIANS = (
    Role("guardian", vi("Người giám hộ"), principal=False),
    Role("second_guardian", vi("Người giám hộ thứ hai"), principal=False),
)
WARD_SECTION = Section("ward", vi("Người được giám hộ"))
GUARDIAN_SECTIONS = (
    Section("guardian", vi("Người giám hộ")),
    Section("second_guardian", vi("Người giám hộ thứ hai")),
)
REQUESTER_FACTS = ("birth_date", "sex", "ethnicity", "nationality", "residence")


def ward_and_guardians() -> tuple[Field, ...]:
    """Return the blocks of the ward and of up to two guardians."""
    parts = blocks.SHORT_PARTS
    return (
        *blocks.person("ward", parts=parts, principal=True),
        *blocks.person("guardian", parts=parts, words=GUARDIAN, principal=False),
        *blocks.person("second_guardian", parts=parts, words=SECOND_GUARDIAN, principal=False),
    )


_FIELDS = (
    *blocks.head(
        blocks.of_entry(
            "guardianship_kind",
            vi("Loại giám hộ"),
            Kind.CHOICE,
            choices=lists.GUARDIAN_KINDS,
        ),
        sheet=False,
    ),
    *ward_and_guardians(),
    *blocks.requester(*REQUESTER_FACTS),
    *blocks.signing(sheet=False),
)
_PRINTED = blocks.printed(_FIELDS)

GUARDIANSHIPS = RegisterType(
    code="GH",
    slug="guardianships",
    title=vi("Sổ đăng ký giám hộ"),
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
        EventKind.GUARDIANSHIP,
        dated=("entry.registered_on",),
        roles=("ward", "guardian", "second_guardian"),
        told=(
            "ward.full_name",
            "guardian.full_name",
            "second_guardian.full_name",
            "entry.guardianship_kind",
        ),
    ),
    unsourced=(
        forms.NO_FORM_OF_2020,
        forms.NO_OLDER_FORM,
        forms.NO_SHEET,
        forms.NO_BASIC_FACTS,
    ),
)
