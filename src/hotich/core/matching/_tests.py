"""When does a level hold? The named tests of the rules file, for names, births and plain codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from hotich.core.dates import PartialDate
from hotich.core.matching._facts import Name, fold_name, is_first_january


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names to compare; `others` are the person's further names.

    `book_strange` and `population_strange` are the words of each side that no names have.
    """

    book: Name
    population: Name
    others: tuple[Name, ...] = ()
    book_strange: frozenset[str] = frozenset()
    population_strange: frozenset[str] = frozenset()


def _marks_missing(pair: NamePair) -> bool:
    """Say whether one and the same side only lacks marks the other has.

    A bare given name in a name that has marks elsewhere is a name of its own: Lan, with a twin
    Lân. Such a pair is for the clerk to see.
    """
    one, other = pair.book, pair.population
    if one.folded != other.folded:
        return False
    left, right, folded = one.normal.split(), other.normal.split(), one.folded.split()
    if not len(left) == len(right) == len(folded):
        return folded in (left, right)
    return _lacks(left, right, folded) or _lacks(right, left, folded)


def _lacks(bare: list[str], marked: list[str], folded: list[str]) -> bool:
    if bare == folded:
        return True
    words = zip(bare, marked, folded, strict=True)
    return bare[-1] == marked[-1] and all(mine in {theirs, plain} for mine, theirs, plain in words)


def _one_edit(left: str, right: str) -> bool:
    return abs(len(left) - len(right)) <= 1 and (
        DamerauLevenshtein.distance(left, right, score_cutoff=1) <= 1
    )


def _misspelt(pair: NamePair) -> bool:
    """Say whether one side is the other with a slip that makes a word no name has.

    Hiềng for Hiền is a slip; Hiên for Hiền may be another person. Words that are not strange have
    to be the same, or the same but for marks where one side has none at all.
    """
    if bool(pair.book_strange) == bool(pair.population_strange):
        return False
    book, population = pair.book, pair.population
    if book.folded != population.folded and not _one_edit(book.bare, population.bare):
        return False
    left, right = book.normal.split(), population.normal.split()
    if len(left) != len(right):
        return True
    strange = pair.book_strange | pair.population_strange
    plain = book.normal.isascii() or population.normal.isascii()
    return all(
        mine == theirs or not strange.isdisjoint((mine, theirs)) or (plain and _alike(mine, theirs))
        for mine, theirs in zip(left, right, strict=True)
    )


def _alike(one: str, other: str) -> bool:
    return fold_name(one) == fold_name(other)


NAME_TESTS: Mapping[str, Callable[[NamePair], bool]] = {
    "either_unknown": lambda pair: not pair.book.folded or not pair.population.folded,
    "same": lambda pair: pair.book.normal == pair.population.normal,
    "marks_missing": _marks_missing,
    "same_without_thi": lambda pair: (
        pair.book.bare == pair.population.bare and pair.book.folded != pair.population.folded
    ),
    "same_as_other_name": lambda pair: any(pair.book.bare == name.bare for name in pair.others),
    "misspelt": _misspelt,
    "same_folded": lambda pair: pair.book.folded == pair.population.folded,
    "one_edit": lambda pair: _one_edit(pair.book.bare, pair.population.bare),
    "same_surname_given": lambda pair: pair.book.ends == pair.population.ends,
    "same_given": lambda pair: pair.book.given == pair.population.given,
    "same_surname": lambda pair: (
        bool(pair.book.surname) and pair.book.surname == pair.population.surname
    ),
    "otherwise": lambda _pair: True,
}


FAR_TESTS = frozenset({"same_as_other_name", "same_surname", "otherwise"})
"""The tests that can hold between names that are far apart."""


def far_apart(book: Name, population: Name) -> bool:
    """Say whether no test but FAR_TESTS can hold between two names that are both known.

    Most persons who share a key with an entry have parents of quite other names.
    """
    return (
        book.given != population.given
        and bool(book.folded)
        and bool(population.folded)
        and book.normal != population.normal
        and book.folded != population.folded
        and book.bare != population.bare
        and book.ends != population.ends
        and not _one_edit(book.bare, population.bare)
    )


@dataclass(frozen=True, slots=True)
class BirthPair:
    """Two births to compare, each with its parts or None."""

    book: PartialDate
    population: PartialDate

    @property
    def years_apart(self) -> int:
        """Years between the two; meant for pairs where both years are known."""
        return abs((self.book.year or 0) - (self.population.year or 0))


def _has_day(date: PartialDate) -> bool:
    return date.month is not None and date.day is not None


def _year_stands_alone(date: PartialDate) -> bool:
    return date.month is None or is_first_january(date)


def _same_day(pair: BirthPair) -> bool:
    return _has_day(pair.book) and pair.book == pair.population


def _same_month(pair: BirthPair) -> bool:
    one, other = pair.book, pair.population
    less = not _has_day(one) or not _has_day(other)
    same = one.month is not None and (one.year, one.month) == (other.year, other.month)
    return less and same


def _year_only(pair: BirthPair) -> bool:
    """Say whether the years agree and one side gives no more, 1 January beside it included."""
    one, other = pair.book, pair.population
    return one.year == other.year and (one.month is None or other.month is None)


def _defaulted_day(pair: BirthPair) -> bool:
    one, other = pair.book, pair.population
    return one.year == other.year and (_year_stands_alone(one) or _year_stands_alone(other))


def _swapped(pair: BirthPair) -> bool:
    one, other = pair.book, pair.population
    both = _has_day(one) and _has_day(other) and one.year == other.year
    return both and (one.day, one.month) == (other.month, other.day)


def _year_near(pair: BirthPair) -> bool:
    one, other = pair.book, pair.population
    both = _has_day(one) and not is_first_january(one)
    return both and (one.day, one.month) == (other.day, other.month) and pair.years_apart <= 2


def _same_day_month(pair: BirthPair) -> bool:
    """Say whether the day and the month agree and the year does not, 1 January left aside."""
    one, other = pair.book, pair.population
    dated = _has_day(one) and not is_first_january(one)
    return dated and (one.day, one.month) == (other.day, other.month)


def _one_part_differs(pair: BirthPair) -> bool:
    one, other = pair.book, pair.population
    if not (_has_day(one) and _has_day(other)) or one.year != other.year:
        return False
    return (one.day == other.day) != (one.month == other.month)


def _year_within_two(pair: BirthPair) -> bool:
    """Say whether a side that gives the year alone comes within two years of the other."""
    alone = _year_stands_alone(pair.book) or _year_stands_alone(pair.population)
    return alone and pair.years_apart <= 2


BIRTH_TESTS: Mapping[str, Callable[[BirthPair], bool]] = {
    "either_unknown": lambda pair: pair.book.year is None or pair.population.year is None,
    "same_first_january": lambda pair: _same_day(pair) and is_first_january(pair.book),
    "same_day": _same_day,
    "same_month": _same_month,
    "year_only": _year_only,
    "defaulted_day": _defaulted_day,
    "swapped": _swapped,
    "year_near": _year_near,
    "one_part_differs": _one_part_differs,
    "same_day_month": _same_day_month,
    "same_year": lambda pair: pair.book.year == pair.population.year,
    "year_within_two": _year_within_two,
    "otherwise": lambda _pair: True,
}


@dataclass(frozen=True, slots=True)
class CodePair:
    """Two plain codes; "" and "unknown" are not known. `residence` is a further commune's."""

    book: str
    population: str
    residence: str = ""


_UNKNOWN = frozenset({"", "unknown"})


def _share_one(pair: CodePair) -> bool:
    return not set(pair.book.split(",")).isdisjoint(pair.population.split(","))


def _share_residence(pair: CodePair) -> bool:
    known = set(pair.residence.split(",")) - _UNKNOWN
    return not known.isdisjoint(pair.book.split(","))


CODE_TESTS: Mapping[str, Callable[[CodePair], bool]] = {
    "either_unknown": lambda pair: pair.book in _UNKNOWN or pair.population in _UNKNOWN,
    "same": lambda pair: pair.book == pair.population,
    "share_one": _share_one,
    "share_residence": _share_residence,
    "one_edit": lambda pair: _one_edit(pair.book, pair.population),
    "otherwise": lambda _pair: True,
}
