"""How do civil-status data come in and go out as the ministry's sheets and the police export?"""

from hotich.core.registers.sheets.files import FILE_DEFECT_WORDS, Filed, FileDefect, file_defects
from hotich.core.registers.sheets.headings import Detection, Heading, detect_profile
from hotich.core.registers.sheets.profiles import (
    DateStyle,
    Profile,
    UnknownProfile,
    newest_profile,
    profile,
    profiles,
    profiles_of,
)
from hotich.core.registers.sheets.rows import (
    DEFECT_WORDS,
    OVERFLOW,
    REFUSING,
    Cell,
    Defect,
    ReadRow,
    cell_text,
    read_row,
    write_row,
)

__all__ = [
    "DEFECT_WORDS",
    "FILE_DEFECT_WORDS",
    "OVERFLOW",
    "REFUSING",
    "Cell",
    "DateStyle",
    "Defect",
    "Detection",
    "FileDefect",
    "Filed",
    "Heading",
    "Profile",
    "ReadRow",
    "UnknownProfile",
    "cell_text",
    "detect_profile",
    "file_defects",
    "newest_profile",
    "profile",
    "profiles",
    "profiles_of",
    "read_row",
    "write_row",
]
