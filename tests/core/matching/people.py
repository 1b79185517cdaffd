"""Invented people for the matching tests."""

from dataclasses import replace

from hotich.core.dates import from_iso
from hotich.core.matching import Facts

LAN = Facts(
    full_name="Trần Thị Hoài Lan",
    birth=from_iso("1998-09-02"),
    sex="female",
    father_name="Trần Quang Khải",
    mother_name="Phạm Thị Lý",
    commune_code="16171",
)


def lan(**changes: str) -> Facts:
    """Return Lan with some facts changed; `birth` is given as ISO text."""
    if "birth" in changes:
        return replace(lan(**{k: v for k, v in changes.items() if k != "birth"}),
                       birth=from_iso(changes["birth"]))  # fmt: skip
    return replace(LAN, **changes)
