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
from hotich.core.registers.births import BIRTHS
from hotich.core.registers.columns_158 import KS_70_COLUMNS
from hotich.core.registers.entry_numbers import (
    EntryNumber,
    format_entry_number,
    read_entry_number,
    read_entry_year,
)
from hotich.core.registers.ethnic_groups import (
    ETHNIC_GROUPS,
    EthnicGroup,
    ethnic_group,
    read_ethnicity,
    suggest_ethnic_groups,
)
from hotich.core.registers.normalising import normalise, read_nationality, read_sex
from hotich.core.registers.number_gate import missing_for_number
from hotich.core.registers.remarks import REMARK_WORDS, Remark, entry_remarks
from hotich.core.registers.storing import (
    LONGEST_VALUE,
    VALUE_PROBLEM_WORDS,
    ValueProblem,
    validate_value,
)

REGISTER_TYPES: tuple[RegisterType, ...] = (BIRTHS,)


def register_type(code: str) -> RegisterType:
    """Return the register type of that code ("KS") or slug ("births").

    Raises: UnknownRegisterType.
    """
    for known in REGISTER_TYPES:
        if code in {known.code, known.slug}:
            return known
    raise UnknownRegisterType(code)


__all__ = [
    "BIRTHS",
    "ETHNIC_GROUPS",
    "KS_70_COLUMNS",
    "LONGEST_VALUE",
    "REGISTER_TYPES",
    "REMARK_WORDS",
    "VALUE_PROBLEM_WORDS",
    "Choice",
    "Edition",
    "EntryNumber",
    "EthnicGroup",
    "Event",
    "EventKind",
    "Field",
    "Kind",
    "Origin",
    "Reading",
    "RegisterType",
    "RegisterValue",
    "Remark",
    "Role",
    "Section",
    "UnknownField",
    "UnknownRegisterType",
    "ValueProblem",
    "entry_remarks",
    "ethnic_group",
    "format_entry_number",
    "missing_for_number",
    "normalise",
    "read_entry_number",
    "read_entry_year",
    "read_ethnicity",
    "read_nationality",
    "read_sex",
    "register_type",
    "suggest_ethnic_groups",
    "validate_value",
]
