"""Tables of the interchange schema, read for bulk work: good rows clean, bad ones named."""

from hotich.engines.tables.old_fonts import Writing
from hotich.engines.tables.problems import (
    NOTE_WORDS,
    PROBLEM_WORDS,
    REASON_WORDS,
    Note,
    TableUnreadableError,
    Translate,
    note_sentence,
    problem_sentence,
    reason_words,
)
from hotich.engines.tables.reading import (
    STEP_WORDS,
    CleanTable,
    Progress,
    preview,
    read_table,
)
from hotich.engines.tables.schema import COLUMNS, REQUIRED, Kind

__all__ = [
    "COLUMNS",
    "NOTE_WORDS",
    "PROBLEM_WORDS",
    "REASON_WORDS",
    "REQUIRED",
    "STEP_WORDS",
    "CleanTable",
    "Kind",
    "Note",
    "Progress",
    "TableUnreadableError",
    "Translate",
    "Writing",
    "note_sentence",
    "preview",
    "problem_sentence",
    "read_table",
    "reason_words",
]
