"""How well was a practice book typed? Each field against the book, and what was planted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from hotich.core.discrepancies import RegisterValue
from hotich.core.names import normal_form, verbatim
from hotich.core.registers import Field, Kind, Origin, Reading, RegisterType

# The number is given by the screen, the volume stands on the cover.
_NOT_SCORED = frozenset({"entry.number", "entry.volume"})
_DIGITS_OF = "_words"


class Mark(StrEnum):
    """What came of one field."""

    RIGHT = "right"
    NOTATION = "notation"  # the same thing, written otherwise than the book does
    WRONG = "wrong"
    NOT_READ = "not_read"


class Spotted(StrEnum):
    """What came of a planted difference."""

    NOTICED = "noticed"  # the book's text stands in the entry
    STAMPED = "stamped"  # the population database's text was taken over
    MISSED = "missed"  # neither


@dataclass(frozen=True, slots=True)
class Kept:
    """A field as it was saved; `agrees` is the word on a date in words that was not typed."""

    text: str
    reading: str
    normalised: str = ""
    agrees: str = ""
    confirmed: bool = True
    origin: str = Origin.TYPED.value


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry as it was saved, with how long it took; empty when it was not typed yet."""

    number: int
    truth: Mapping[str, RegisterValue]
    planted: Mapping[str, str]
    kept: Mapping[str, Kept] | None
    took: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field that is not as the book has it; `planted` tells what became of a planted text."""

    number: int
    field: str
    label: str
    truth: str
    kept: str
    mark: Mark
    planted: Spotted | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The sum over the entries typed so far."""

    entries: int = 0
    typed: int = 0
    marks: Mapping[Mark, int] = field(default_factory=dict)
    planted: Mapping[Spotted, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    took: timedelta | None = None

    @property
    def fields(self) -> int:
        """Return how many fields were scored."""
        return sum(self.marks.values())

    @property
    def right(self) -> int:
        """Return how many say what the book says."""
        return self.marks.get(Mark.RIGHT, 0) + self.marks.get(Mark.NOTATION, 0)

    @property
    def percent_right(self) -> float | None:
        """Return the share of fields that say what the book says, None before any is typed."""
        return 100 * self.right / self.fields if self.fields else None

    @property
    def percent_noticed(self) -> float | None:
        """Return the share of planted differences that were seen, None where none was met."""
        met = sum(self.planted.values())
        return 100 * self.planted.get(Spotted.NOTICED, 0) / met if met else None

    @property
    def is_complete(self) -> bool:
        """Return whether every entry of the book was typed."""
        return 0 < self.entries == self.typed


def score(
    definition: RegisterType, answers: Sequence[Answer], shown: Mapping[tuple[int, str], str]
) -> Score:
    """Return the score; `shown` has a planted text by number and field as the form offered it."""
    marks: dict[Mark, int] = {}
    planted: dict[Spotted, int] = {}
    mistakes: list[Mistake] = []
    typed = [one for one in answers if one.kept is not None]
    for answer in typed:
        for spec in definition.fields:
            found = mark_of(spec, answer)
            if found is None:
                continue
            marks[found] = marks.get(found, 0) + 1
            spotted = None
            if spec.id in answer.planted:
                offered = shown.get((answer.number, spec.id), answer.planted[spec.id])
                spotted = _spotted(found, answer, spec.id, offered)
                planted[spotted] = planted.get(spotted, 0) + 1
            if found is not Mark.RIGHT:
                mistakes.append(_mistake(spec, answer, found, spotted))
    times = sorted(one.took for one in typed if one.took is not None)
    return Score(
        entries=len(answers),
        typed=len(typed),
        marks=marks,
        planted=planted,
        mistakes=tuple(mistakes),
        took=times[len(times) // 2] if times else None,
    )


def mark_of(spec: Field, answer: Answer) -> Mark | None:
    """Return what came of the field; None where there is nothing to read and nothing was typed."""
    truth = answer.truth.get(spec.id)
    kept = answer.kept or {}
    if truth is None or spec.id in _NOT_SCORED:
        return None
    given = kept.get(spec.id)
    text = verbatim(given.text).strip() if given is not None and given.confirmed else ""
    if not truth.text and truth.reading is not Reading.ILLEGIBLE:
        return Mark.WRONG if text else None
    if given is None or not given.confirmed:
        said = _by_word(spec, answer, given)
        return Mark.NOT_READ if said is None else said
    if truth.reading is Reading.ILLEGIBLE:
        return Mark.RIGHT if given.reading == Reading.ILLEGIBLE and not text else Mark.WRONG
    if not text:
        said = _by_word(spec, answer, given)
        if said is not None:
            return said
        is_struck = truth.reading is Reading.STRUCK_OUT and given.reading == Reading.STRUCK_OUT
        return Mark.RIGHT if is_struck else Mark.WRONG
    if text == verbatim(truth.text).strip():
        return Mark.RIGHT
    return Mark.NOTATION if _means_same(spec, truth, given, text) else Mark.WRONG


def _means_same(spec: Field, truth: RegisterValue, given: Kept, text: str) -> bool:
    if normal_form(text) == normal_form(truth.text):
        return True
    by_value = spec.kind not in {Kind.NAME, Kind.PLACE, Kind.RESIDENCE, Kind.TEXT, Kind.NOTE}
    return by_value and bool(truth.normalised) and truth.normalised == given.normalised


def _by_word(spec: Field, answer: Answer, given: Kept | None) -> Mark | None:
    """Return what came of a date in words on which the clerk gave his word instead of typing."""
    if spec.kind is not Kind.WORDED_DATE or given is None or given.agrees not in {"yes", "no"}:
        return None
    words, digits = answer.truth[spec.id], answer.truth.get(spec.id.removesuffix(_DIGITS_OF))
    agree = digits is not None and words.normalised == digits.normalised
    return Mark.RIGHT if agree == (given.agrees == "yes") else Mark.WRONG


def _spotted(found: Mark, answer: Answer, field_id: str, offered: str) -> Spotted:
    if found in {Mark.RIGHT, Mark.NOTATION}:
        return Spotted.NOTICED
    given = (answer.kept or {}).get(field_id)
    taken = given is not None and (
        given.origin == Origin.PREFILLED or normal_form(given.text) == normal_form(offered)
    )
    return Spotted.STAMPED if taken else Spotted.MISSED


def _mistake(spec: Field, answer: Answer, found: Mark, spotted: Spotted | None) -> Mistake:
    given = (answer.kept or {}).get(spec.id)
    return Mistake(
        number=answer.number,
        field=spec.id,
        label=spec.label,
        truth=answer.truth[spec.id].text,
        kept=given.text if given is not None else "",
        mark=found,
        planted=spotted,
    )
