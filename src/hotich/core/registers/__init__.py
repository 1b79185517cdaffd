"""Which civil-status registers are there, and what does each entry hold?"""

from hotich.core.registers._spec import (
    Choice,
    Edition,
    Event,
    EventKind,
    Field,
    Kind,
    Origin,
    Reading,
    RegisterType,
    RegisterValue,
    Role,
    Section,
    UnknownField,
    UnknownRegisterType,
)
from hotich.core.registers.adoptions import ADOPTIONS
from hotich.core.registers.births import BIRTHS
from hotich.core.registers.changes import CHANGES
from hotich.core.registers.columns_158 import KS_70_COLUMNS
from hotich.core.registers.confirmations import CONFIRMATIONS
from hotich.core.registers.cross_entry import CrossRemark, PersonEvent, cross_remarks
from hotich.core.registers.deaths import DEATHS
from hotich.core.registers.editions import (
    EDITION_PROBLEM_WORDS,
    EditionFault,
    EditionProblem,
    as_printed,
    read_edition,
    register_of_edition,
    with_editions,
)
from hotich.core.registers.entry_numbers import (
    EntryNumber,
    format_entry_number,
    read_entry_number,
    read_entry_year,
)
from hotich.core.registers.ethnic_groups import (
    ETHNIC_GROUPS,
    EthnicGroup,
    EthnicList,
    ethnic_group,
    group_of_code,
    read_ethnicity,
    suggest_ethnic_groups,
)
from hotich.core.registers.extracts import EXTRACTS
from hotich.core.registers.foreign_divorces import FOREIGN_DIVORCES
from hotich.core.registers.foreign_marriages import FOREIGN_MARRIAGES
from hotich.core.registers.guardianship_endings import GUARDIANSHIP_ENDINGS
from hotich.core.registers.guardianship_supervisions import GUARDIANSHIP_SUPERVISIONS
from hotich.core.registers.guardianships import GUARDIANSHIPS
from hotich.core.registers.marital_status import MARITAL_STATUS
from hotich.core.registers.marriages import MARRIAGES
from hotich.core.registers.nationalities import (
    STATELESS,
    Nationality,
    nationalities,
    nationality,
    read_nationality,
    suggest_nationalities,
)
from hotich.core.registers.normalising import normalise, read_sex
from hotich.core.registers.note_columns import note_columns
from hotich.core.registers.notes import (
    NOTE_KINDS,
    NOTE_LAW,
    NOTE_READINGS,
    NOTE_REMARK_WORDS,
    STRUCK,
    BookNote,
    note_kind,
    note_kinds_of,
    note_remarks,
    read_note_date,
)
from hotich.core.registers.number_gate import (
    NUMBER_FACTS,
    PARENTAGE,
    NumberFact,
    is_foreign,
    missing_for_number,
    number_fact,
)
from hotich.core.registers.other_events import OTHER_EVENTS
from hotich.core.registers.pads import Pad, of_pad, pad_of
from hotich.core.registers.person_events import events_of_entry
from hotich.core.registers.recognitions import RECOGNITIONS
from hotich.core.registers.remark_rules import (
    REMARK_RULES,
    REMARK_WORDS,
    SCOPE_WORDS,
    RemarkRule,
    RemarkScope,
)
from hotich.core.registers.remarks import Neighbour, Remark, entry_remarks, sequence_remarks
from hotich.core.registers.sentinels import SentinelDate, sentinel_dates
from hotich.core.registers.storing import (
    LONGEST_VALUE,
    VALUE_PROBLEM_WORDS,
    ValueProblem,
    validate_value,
)

# In the order of the plan: births, marriages, adoptions, deaths, then the rest.
REGISTER_TYPES: tuple[RegisterType, ...] = (
    BIRTHS,
    MARRIAGES,
    ADOPTIONS,
    DEATHS,
    RECOGNITIONS,
    GUARDIANSHIPS,
    GUARDIANSHIP_ENDINGS,
    GUARDIANSHIP_SUPERVISIONS,
    CHANGES,
    MARITAL_STATUS,
    FOREIGN_MARRIAGES,
    FOREIGN_DIVORCES,
    OTHER_EVENTS,
    EXTRACTS,
    CONFIRMATIONS,
)


def register_type(code: str) -> RegisterType:
    """Return the register type of that code ("KS") or slug ("births").

    Raises: UnknownRegisterType.
    """
    for known in REGISTER_TYPES:
        if code in {known.code, known.slug}:
            return known
    raise UnknownRegisterType(code)


__all__ = [
    "ADOPTIONS",
    "BIRTHS",
    "CHANGES",
    "CONFIRMATIONS",
    "DEATHS",
    "EDITION_PROBLEM_WORDS",
    "ETHNIC_GROUPS",
    "EXTRACTS",
    "FOREIGN_DIVORCES",
    "FOREIGN_MARRIAGES",
    "GUARDIANSHIPS",
    "GUARDIANSHIP_ENDINGS",
    "GUARDIANSHIP_SUPERVISIONS",
    "KS_70_COLUMNS",
    "LONGEST_VALUE",
    "MARITAL_STATUS",
    "MARRIAGES",
    "NOTE_KINDS",
    "NOTE_LAW",
    "NOTE_READINGS",
    "NOTE_REMARK_WORDS",
    "NUMBER_FACTS",
    "OTHER_EVENTS",
    "PARENTAGE",
    "RECOGNITIONS",
    "REGISTER_TYPES",
    "REMARK_RULES",
    "REMARK_WORDS",
    "SCOPE_WORDS",
    "STATELESS",
    "STRUCK",
    "VALUE_PROBLEM_WORDS",
    "BookNote",
    "Choice",
    "CrossRemark",
    "Edition",
    "EditionFault",
    "EditionProblem",
    "EntryNumber",
    "EthnicGroup",
    "EthnicList",
    "Event",
    "EventKind",
    "Field",
    "Kind",
    "Nationality",
    "Neighbour",
    "NumberFact",
    "Origin",
    "Pad",
    "PersonEvent",
    "Reading",
    "RegisterType",
    "RegisterValue",
    "Remark",
    "RemarkRule",
    "RemarkScope",
    "Role",
    "Section",
    "SentinelDate",
    "UnknownField",
    "UnknownRegisterType",
    "ValueProblem",
    "as_printed",
    "cross_remarks",
    "entry_remarks",
    "ethnic_group",
    "events_of_entry",
    "format_entry_number",
    "group_of_code",
    "is_foreign",
    "missing_for_number",
    "nationalities",
    "nationality",
    "normalise",
    "note_columns",
    "note_kind",
    "note_kinds_of",
    "note_remarks",
    "number_fact",
    "of_pad",
    "pad_of",
    "read_edition",
    "read_entry_number",
    "read_entry_year",
    "read_ethnicity",
    "read_nationality",
    "read_note_date",
    "read_sex",
    "register_of_edition",
    "register_type",
    "sentinel_dates",
    "sequence_remarks",
    "suggest_ethnic_groups",
    "suggest_nationalities",
    "validate_value",
    "with_editions",
]
