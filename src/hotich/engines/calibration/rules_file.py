"""A candidate rules file: the present one, word for word, with other bits and another version."""

import re
from collections.abc import Iterable
from typing import Final

from hotich.core.matching import read_rules
from hotich.engines.calibration.estimating import Estimate

_TABLE: Final = re.compile(r"^\[\[levels\.(\w+)\]\]\s*$")
_LEVEL: Final = re.compile(r'^level\s*=\s*"(\w+)"\s*$')
_BITS: Final = re.compile(r"^bits\s*=\s*\S+(.*)$")
_VERSION: Final = re.compile(r'^version\s*=\s*".*"\s*$')


def candidate(text: str, version: str, estimates: Iterable[Estimate]) -> str:
    """Return the rules file with the bits of the usable estimates, rounded to tenths.

    Keys, thresholds, caps and vetoes stay. Raises ValueError where the version is the present one.
    """
    if read_rules(text).version == version:
        raise ValueError(version)
    bits = {(each.table, each.level): round(each.estimated, 1) for each in estimates if each.usable}
    table = level = ""
    lines = []
    for line in text.splitlines():
        if found := _TABLE.match(line):
            table, level = found[1], ""
        elif line.startswith("["):
            table = ""
        elif found := _LEVEL.match(line):
            level = found[1]
        elif _VERSION.match(line) and not table:
            line = f'version = "{version}"'  # noqa: PLW2901 - the line is what is written
        elif (found := _BITS.match(line)) and (table, level) in bits:
            line = f"bits = {bits[table, level]}{found[1]}"  # noqa: PLW2901
        lines.append(line)
    written = "\n".join(lines) + "\n"
    read_rules(written)
    return written
