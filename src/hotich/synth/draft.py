"""An entry being written: its texts, what was done to it on purpose, and what must come of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hotich.core.registers import BIRTHS, Reading

CONSISTENT = "consistent"
INCONSISTENT = "inconsistent"
NOT_FOUND = "not_found"
# What some printed form has, and what the parents' columns amount to; a column that only the
# ministry's sheet has is in no book.
FIELDS = tuple(
    field
    for field in BIRTHS.fields
    if field.id == "child.parentage"
    or any(field.id in edition.columns for edition in BIRTHS.editions)
)


@dataclass(slots=True)
class Draft:
    """Field id to text, reading and normalised value, beside the truth about them.

    `changed` holds values of the person's row in the population database that this entry makes
    wrong on purpose; `differing` names each field that must come out as a difference, with the
    defect that made it so; `remarks` the fields that must come out as a remark only.
    """

    texts: dict[str, str] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    normalised: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    differing: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)

    def write(self, field_id: str, text: str, normalised: str = "") -> None:
        """Write a text at a field; an empty one is blank in the book."""
        self.texts[field_id] = text
        if not text:
            self.readings[field_id] = Reading.BLANK
        elif normalised:
            self.normalised[field_id] = normalised

    def spoil(self, field_id: str, reading: Reading) -> None:
        """Make a field hard or impossible to read; what cannot be read has no text."""
        self.readings[field_id] = reading
        if reading is Reading.ILLEGIBLE:
            self.texts[field_id] = ""
            self.normalised.pop(field_id, None)

    def remark(self, field_id: str, defect: str) -> None:
        """Note a defect that is no difference."""
        self.remarks.setdefault(field_id, []).append(defect)

    def outcome(self, *, absent: bool) -> str:
        """Return the outcome the entry must come to."""
        if absent:
            return NOT_FOUND
        return INCONSISTENT if any(self.basic_differences()) else CONSISTENT

    def basic_differences(self) -> Iterator[str]:
        """Return "field id:defect" for each differing basic fact."""
        for field_id, defect in self.differing.items():
            if BIRTHS.field(field_id).basic:
                yield f"{field_id}:{defect}"

    def other_differences(self) -> Iterator[str]:
        """Return "field id:defect" for each difference beyond the basic facts."""
        for field_id, defect in self.differing.items():
            if not BIRTHS.field(field_id).basic:
                yield f"{field_id}:{defect}"

    def defects(self) -> Iterator[str]:
        """Return "field id:defect" for each remark."""
        for field_id, defects in self.remarks.items():
            for defect in defects:
                yield f"{field_id}:{defect}"

    def values(self) -> dict[str, dict[str, str]]:
        """Return every field a book can tell with its text, reading and normalised value."""
        return {
            item.id: {
                "text": self.texts.get(item.id, ""),
                "reading": str(self.readings.get(item.id, Reading.CLEAR)),
                "normalised": self.normalised.get(item.id, ""),
            }
            for item in FIELDS
        }
