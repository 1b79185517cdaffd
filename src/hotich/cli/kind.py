"""Do the settings fit the data, practice to practice and real to real? Said before any command."""

import sys
from pathlib import Path

from django.db import connection

from hotich.apps.training.installation import refuse_other_kind
from hotich.apps.training.problems import OtherKindError

_WORDS = {
    True: (
        "Dữ liệu này là của hệ thống luyện tập, cấu hình là hệ thống thật. Hãy đặt HOTICH_HOME"
        " của hệ thống thật.\n"
        "These data are for practice and the settings say production. Set HOTICH_HOME to the"
        " real installation."
    ),
    False: (
        "Dữ liệu này là dữ liệu thật, cấu hình là luyện tập. Hãy đặt HOTICH_PRACTICE=0, hoặc"
        " dùng `hotich practice` để luyện tập.\n"
        "These data are real and the settings say practice. Set HOTICH_PRACTICE=0, or use"
        " `hotich practice` to practise."
    ),
}


def told_other_kind() -> bool:
    """Return whether data and settings are of two kinds, after saying what to do about it."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    try:
        refuse_other_kind()
    except OtherKindError as fault:
        print(_WORDS[fault.practice_data], file=sys.stderr)
        return True
    return False
