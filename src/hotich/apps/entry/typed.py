"""What does a clerk hand in, and what of it may be stored as the text of the book?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from hotich.core.discrepancies import RegisterValue
from hotich.core.names import verbatim
from hotich.core.registers import (
    Field,
    Kind,
    Origin,
    Reading,
    RegisterType,
    normalise,
    validate_value,
)
from hotich.core.words import vi

BY_HAND = frozenset({Origin.TYPED, Origin.CHOSEN})
WITHOUT_TEXT = frozenset({Reading.ILLEGIBLE, Reading.BLANK})
MARKED = WITHOUT_TEXT | {Reading.STRUCK_OUT}
AGREES = {
    "yes": vi("khớp với ngày ghi bằng số"),
    "no": vi("không khớp với ngày ghi bằng số"),
    "not_read": vi("chưa đọc"),
}
PROBLEM_WORDS = {
    "marked_blank": vi("Đã đánh dấu sổ để trống hoặc không đọc được nhưng ô vẫn có chữ."),
    "other_number": vi("Số trong ô này khác số đang giữ. Muốn đổi số, hãy giữ số khác."),
}


@dataclass(frozen=True, slots=True)
class TypedValue:
    """One field as the clerk left it.

    `confirmed` says that he confirmed the block the field stands in against the book; `agrees`
    is his word on a worded date that is not typed: yes, no or not_read.
    """

    text: str
    reading: Reading = Reading.CLEAR
    origin: Origin = Origin.TYPED
    confirmed: bool = False
    agrees: str = ""

    @property
    def is_read(self) -> bool:
        """Whether the field has been read in the book: typed, chosen, marked or confirmed."""
        if self.confirmed or self.agrees in {"yes", "no"}:
            return True
        if self.reading in MARKED:
            return True
        return bool(self.text.strip()) and self.origin in BY_HAND

    def as_register_text(self) -> "TypedValue":
        """Return what may be stored: nothing that was merely offered and not confirmed.

        The text is kept in NFC and otherwise as it is. A field confirmed empty is blank in the
        book; an offered text under a mark for an unreadable place falls away.
        """
        text = verbatim(self.text)
        if not self.is_read:
            return replace(self, text="", reading=Reading.CLEAR, confirmed=False)
        if self.reading in MARKED and self.origin not in BY_HAND:
            text = ""
        is_empty = not text.strip() and self.reading is Reading.CLEAR and not self.agrees
        reading = Reading.BLANK if is_empty else self.reading
        return replace(self, text=text, reading=reading, confirmed=True)


class Identity(StrEnum):
    """What the clerk concluded about who it is."""

    LINK = "link"
    NONE = "none"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The clerk's conclusion for a mention, with the look-up that carries it.

    `agreements` holds his word, by field, where book and population database may mean the same.
    `life` and `basis` go with NONE. `waiting`: the register was silent.
    """

    identity: Identity = Identity.UNDECIDED
    lookup: UUID | None = None
    person: UUID | None = None
    life: str = ""
    basis: str = ""
    waiting: bool = False
    agreements: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many keys an entry took, and how long, pauses left out; as the page counted them."""

    keys: int
    milliseconds: int

    def __str__(self) -> str:
        """Return both numbers as the page sends them."""
        return f"{self.keys} {self.milliseconds}"


@dataclass(frozen=True, slots=True)
class EntryInput:
    """What is handed in to save a new entry; `token` makes a save sent twice one save.

    `conclusions` holds by role what was concluded for each principal person; one without is
    undecided. `looked` holds by section how many milliseconds its block was looked at; `effort`
    is for the clerk's own figures.
    """

    reservation: UUID
    token: UUID
    values: Mapping[str, TypedValue]
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    looked: Mapping[str, int] = field(default_factory=dict)
    effort: Effort | None = None


def register_value(spec: Field, typed: TypedValue, *, book_year: int) -> RegisterValue:
    """Return the value as the core compares it, normalised."""
    return RegisterValue(
        text=typed.text,
        reading=typed.reading,
        normalised=normalise(spec, typed.text, book_year=book_year) if typed.text else "",
    )


def refused_values(register_type: RegisterType, values: Mapping[str, TypedValue]) -> dict[str, str]:
    """Return the code of the problem for each field that cannot be stored."""
    found: dict[str, str] = {}
    for field_id, typed in values.items():
        problem = validate_value(register_type.field(field_id), verbatim(typed.text))
        if problem is not None:
            found[field_id] = problem.value
        elif _contradicts(typed):
            found[field_id] = "marked_blank"
    return found


def _contradicts(typed: TypedValue) -> bool:
    is_typed = bool(typed.text.strip()) and typed.origin in BY_HAND
    return is_typed and typed.reading in WITHOUT_TEXT


def typed_value(
    spec: Field, text: str, reading: Reading, origin: Origin, *, confirmed: bool, agrees: str = ""
) -> TypedValue:
    """Return one field of the form as the clerk left it, its block confirmed or not.

    A confirmed block does not say that the book lacks a basic fact: that is marked at the field.
    A date in words that is not typed has the clerk's word, "not read" without one.
    """
    is_empty = not text.strip()
    if spec.kind is Kind.WORDED_DATE and is_empty and reading is Reading.CLEAR:
        return TypedValue(text, reading, origin, agrees=agrees or "not_read")
    covers = confirmed and not (spec.basic and is_empty and reading is Reading.CLEAR)
    return TypedValue(text, reading, origin, confirmed=covers)
