"""How much can a person weigh at most, told by 63 bits of him?

A sketch stands beside a person's keys, so that a register need not read those who cannot be among
the heaviest. It has a few bits of each fact; `Bound` may take a person for heavier than he is,
never for lighter.

Of a name it has which letters occur an odd number of times, in so many kinds, and a small hash of
the given name's last word. One edit changes two kinds at most; so names that differ in more are far
apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR
from functools import lru_cache
from typing import Final

from hotich.core.dates import PartialDate
from hotich.core.matching._facts import Facts, Name, read_name
from hotich.core.matching._keys import PartHash
from hotich.core.matching._rules import Level, Rules
from hotich.core.matching._tests import BIRTH_TESTS, CODE_TESTS, BirthPair, CodePair
from hotich.core.matching._weighing import LEVELS_OF, Scale, first_level

SKETCH_BITS: Final = 63
_NEAR: Final = 2
_YEARS: Final = 8


@dataclass(frozen=True, slots=True)
class NameField:
    """Where a name stands in a sketch: its first bit, kinds of letters, bits of the given name."""

    at: int
    letters: int
    given: int
    others: int = 0

    @property
    def mask(self) -> int:
        """The bits of the field, from the lowest."""
        return (1 << (self.letters + self.given + self.others)) - 1


NAME_FIELDS: Final[Mapping[str, NameField]] = {
    "name": NameField(0, 9, 5, others=1),
    "mother": NameField(15, 9, 5),
    "father": NameField(29, 9, 5),
    "spouse": NameField(43, 5, 1),
}
"""Those of name, mother and father are alike but for where they stand."""
OTHERS_AT: Final = 14
BIRTH_AT: Final = 49
SEX_AT: Final = 61
SEXES: Final = ("unknown", "male", "female")
_OTHER_SEX: Final = len(SEXES)

_FAR: Final = frozenset({"same_surname", "otherwise"})
_FAR_GIVEN: Final = _FAR | {"same_surname_given", "same_given"}
_OTHER_NAME: Final = "same_as_other_name"
_UNKNOWN: Final = "either_unknown"


@lru_cache(maxsize=1 << 16)
def _letters_of_word(word: str, kinds: int) -> int:
    bits = 0
    for letter in word:
        bits ^= 1 << (ord(letter) % kinds)
    return bits


def _letters(text: str, kinds: int) -> int:
    words = text.split(" ")
    bits = 0 if len(words) % 2 else _letters_of_word(" ", kinds)
    for word in words:
        bits ^= _letters_of_word(word, kinds)
    return bits


def name_sketch(name: Name, fact: str, hashed: PartHash) -> int:
    """Return the bits of the name of that fact; 0 for one that is not known, and for no other."""
    if not name.folded:
        return 0
    field = NAME_FIELDS[fact]
    last = (name.given or name.folded).rsplit(" ", 1)[-1]
    given = 1 + hashed("given", last) % ((1 << field.given) - 1)
    return (given << field.letters | _letters(name.bare, field.letters)) << field.at


def birth_sketch(birth: PartialDate) -> int:
    """Return the bits of a birth: the year in eights, month and day; 0 for one without a year."""
    if birth.year is None:
        return 0
    return ((birth.year % _YEARS) << 9 | (birth.month or 0) << 5 | (birth.day or 0)) << BIRTH_AT


def sex_sketch(sex: str) -> int:
    """Return the bits of the sex."""
    known = sex or SEXES[0]
    return (SEXES.index(known) if known in SEXES else _OTHER_SEX) << SEX_AT


def sketch_mask(hashed: PartHash) -> int:
    """Return what sketches are crossed with."""
    return hashed("sketch", "") & ((1 << SKETCH_BITS) - 1)


def sketch(facts: Facts, hashed: PartHash) -> int:
    """Return the sketch of a person."""
    bits = birth_sketch(facts.birth) | sex_sketch(facts.sex)
    for fact, text in _names(facts).items():
        bits |= name_sketch(read_name(text), fact, hashed)
    return (bits | bool(facts.other_names) << OTHERS_AT) ^ sketch_mask(hashed)


def _names(facts: Facts) -> dict[str, str]:
    return {
        "name": facts.full_name,
        "mother": facts.mother_name,
        "father": facts.father_name,
        "spouse": facts.spouse_name,
    }


class Bound:
    """What the persons of sketches can weigh at most against one entry."""

    def __init__(self, scale: Scale, hashed: PartHash) -> None:
        entry, rules = scale.entry, scale.rules
        self._mask = sketch_mask(hashed)
        self._cap = rules.family_cap
        self._family: list[_Field] = []
        self._other: list[_Field] = []
        self._fixed = {True: 0, False: 0}
        for fact, text in _names(entry).items():
            field = _NameBound(scale, fact, read_name(text), hashed)
            self._put(rules, fact, field.at, field.mask, field)
        self._put(rules, "birth", BIRTH_AT, (1 << 12) - 1, _BirthBound(entry.birth, rules))
        self._put(rules, "sex", SEX_AT, 3, _sex_bound(entry.sex, rules))
        for fact, code in (("pin", entry.pin), ("old_id", entry.old_id_number),
                           ("commune", entry.commune_code)):  # fmt: skip
            levels = _possible(rules.levels[fact], known=bool(code) and code != SEXES[0])
            self._fixed[fact in rules.family_facts] += _most(levels)

    def _put(
        self, rules: Rules, fact: str, at: int, mask: int, weigh: Callable[[int], int]
    ) -> None:
        group = self._family if fact in rules.family_facts else self._other
        group.append((at, mask, {}, weigh))

    def at_most(self, sketch: int) -> int:
        """Return the hundredths of bits that the person of the sketch does not exceed."""
        bits = sketch ^ self._mask
        family = self._fixed[True] + _sum(self._family, bits)
        return self._fixed[False] + _sum(self._other, bits) + min(family, self._cap)


_Field = tuple[int, int, dict[int, int], Callable[[int], int]]


def _sum(fields: Iterable[_Field], bits: int) -> int:
    total = 0
    for at, mask, reached, weigh in fields:
        field = (bits >> at) & mask
        most = reached.get(field)
        if most is None:
            most = reached[field] = weigh(field)
        total += most
    return total


def _most(levels: Iterable[Level], worth: int = 0) -> int:
    return max(level.centibits + (worth if level.rarity else 0) for level in levels)


def _possible(levels: Sequence[Level], *, known: bool) -> Sequence[Level]:
    """Return the levels that are possible where the entry knows the fact, or does not."""
    return levels if known or levels[0].test != _UNKNOWN else levels[:1]


class _NameBound:
    """The most that a name of a person can weigh, by its field in the sketch."""

    def __init__(self, scale: Scale, fact: str, name: Name, hashed: PartHash) -> None:
        field = NAME_FIELDS[fact]
        self.at, self.mask = field.at, field.mask
        self._book = name_sketch(name, fact, hashed) >> field.at
        self._letters = (1 << field.letters) - 1
        self._given = ((1 << field.given) - 1) << field.letters
        self._others = field.others << (field.letters + field.given)
        self._levels = _possible(scale.rules.levels[LEVELS_OF[fact]], known=bool(name.folded))
        self._worth = getattr(scale.worth, fact)
        self._any = _most(self._levels, self._worth)
        self._known = bool(name.folded)
        self._far: dict[tuple[bool, bool], int] = {}

    def __call__(self, field: int) -> int:
        if not self._known:
            return self._any
        if not field & ~self._others:
            return self._reaching({_UNKNOWN, "otherwise"})
        apart = field ^ self._book
        if (apart & self._letters).bit_count() <= _NEAR:
            return self._any
        asked = (not apart & self._given, bool(field & self._others))
        most = self._far.get(asked)
        if most is None:
            tests = _FAR_GIVEN if asked[0] else _FAR
            most = self._reaching(tests | {_OTHER_NAME} if asked[1] else tests)
            self._far[asked] = most
        return most

    def _reaching(self, tests: Iterable[str]) -> int:
        wanted = set(tests)
        levels = [level for level in self._levels if level.test in wanted]
        return _most(levels or self._levels, self._worth)


class _BirthBound:
    """The most that a birth can weigh, by its field; years eight apart look the same."""

    def __init__(self, book: PartialDate, rules: Rules) -> None:
        self._book = book
        self._levels = rules.levels["birth"]
        self._unlike: dict[int, int] = {}

    def __call__(self, field: int) -> int:
        if self._book.year is None:
            return _most(_possible(self._levels, known=False))
        eighth, month, day = field >> 9, (field >> 5) & 15, field & 31
        if not self._has_nothing_of(month, day):
            return self._most(self._book.year, eighth, month, day)
        most = self._unlike.get(eighth)
        if most is None:
            most = self._unlike[eighth] = self._most(self._book.year, eighth, month, day)
        return most

    def _has_nothing_of(self, month: int, day: int) -> bool:
        """Say whether a whole date agrees with the book's in nothing but perhaps the year.

        Then all such dates of a year weigh the same.
        """
        book = self._book
        unlike = month not in {0, book.month} and day not in {0, book.day}
        return unlike and (month, day) not in {(1, 1), (book.day, book.month)}

    def _most(self, book: int, eighth: int, month: int, day: int) -> int:
        year = book + (eighth - book + _YEARS // 2) % _YEARS - _YEARS // 2
        births = [
            PartialDate(near, month or None, day or None)
            for near in (year, year + _YEARS, year - _YEARS)
            if 1 <= near <= MAXYEAR
        ]
        if not (eighth or month or day):
            births.append(PartialDate(None))
        pairs = (BirthPair(self._book, birth) for birth in births)
        return max(first_level(self._levels, BIRTH_TESTS, pair).centibits for pair in pairs)


def _sex_bound(book: str, rules: Rules) -> Callable[[int], int]:
    levels = rules.levels["sex"]
    pairs = (CodePair(book, sex) for sex in SEXES)
    reached = [first_level(levels, CODE_TESTS, pair).centibits for pair in pairs]
    reached.append(_most(levels))
    return reached.__getitem__
