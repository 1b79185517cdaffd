"""What do entries say of one person or family that cannot all be so? Remarks, never refusals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TypeAlias

from hotich.core.dates import PartialDate, Precision
from hotich.core.law import value
from hotich.core.names import normal_form
from hotich.core.registers._ordering import is_surely_after, months_later
from hotich.core.registers._spec import EventKind
from hotich.core.registers.remark_rules import REMARK_WORDS

Key: TypeAlias = tuple[str, ...]

_UNKNOWN = PartialDate(None)
# Twins may be born before and after midnight, and now and then a day or two apart.
_TWINS = timedelta(days=3)
_OWN_ROLES = {EventKind.BIRTH: "child", EventKind.DEATH: "deceased"}


@dataclass(frozen=True)
class PersonEvent:
    """What one entry says of one person it names; `date` is the day of the event.

    `person` is the number or UUID of the person, "" when it is not known; `mother`, `father` and
    `spouse` likewise. Names and dates of birth are the book's. `again` marks an entry that
    registers the same event once more by law (đăng ký lại).
    """

    entry: str
    register_type: str
    role: str
    person: str
    kind: EventKind
    date: PartialDate = _UNKNOWN
    name: str = ""
    birth: PartialDate = _UNKNOWN
    mother: str = ""
    mother_name: str = ""
    mother_birth: PartialDate = _UNKNOWN
    father_name: str = ""
    spouse: str = ""
    spouse_name: str = ""
    again: bool = False

    @property
    def is_own(self) -> bool:
        """Tell whether it is the birth or the death of the person himself."""
        return _OWN_ROLES.get(self.kind) == self.role


@dataclass(frozen=True)
class CrossRemark:
    """One remark on several entries, with the people it concerns ("" left out), both in order."""

    code: str
    entries: tuple[str, ...]
    persons: tuple[str, ...]

    @property
    def words(self) -> str:
        """The sentence, Vietnamese; the shell translates it."""
        return REMARK_WORDS[self.code]


def _remark(code: str, *events: PersonEvent) -> CrossRemark:
    return CrossRemark(
        code,
        tuple(dict.fromkeys(event.entry for event in events)),
        tuple(dict.fromkeys(event.person for event in events if event.person)),
    )


def _groups(
    events: Iterable[PersonEvent], key: Callable[[PersonEvent], Key]
) -> Iterator[list[PersonEvent]]:
    found: defaultdict[Key, list[PersonEvent]] = defaultdict(list)
    for event in events:
        if shared := key(event):
            found[shared].append(event)
    return (group for group in found.values() if len(group) > 1)


def _is_to_the_day(date_: PartialDate) -> bool:
    return date_.precision is Precision.DAY


def _by_person(event: PersonEvent) -> Key:
    return (event.person,) if event.person else ()


def _by_mother(event: PersonEvent) -> Key:
    return (event.mother,) if event.mother else ()


def _mother_of(event: PersonEvent) -> Key:
    """Return what makes a mother the same woman; () when too little is known of her.

    A name with the day of birth is enough; with the year alone the father's name must agree too.
    """
    name, born = normal_form(event.mother_name), event.mother_birth
    if not name or born.year is None:
        return ()
    if _is_to_the_day(born):
        return (name, born.iso())
    father = normal_form(event.father_name)
    return (name, born.iso(), father) if father else ()


def _same_birth(event: PersonEvent) -> Key:
    name, mother = normal_form(event.name), normal_form(event.mother_name)
    is_known = name and mother and _is_to_the_day(event.date)
    return (name, event.date.iso(), mother) if is_known else ()


def _same_death(event: PersonEvent) -> Key:
    name, born, died = normal_form(event.name), event.birth.iso(), event.date.iso()
    is_known = name and born and _is_to_the_day(event.date)
    return (name, born, died) if is_known else ()


def registered_twice(events: Iterable[PersonEvent]) -> tuple[CrossRemark, ...]:
    """Return births and deaths that stand in two entries.

    The same person, or where a person is not known the same name and dates (a birth: and mother's
    name). Two entries of people known to be two are none, nor is one that registers again by law.
    """
    events = tuple(events)
    found: dict[tuple[str, frozenset[str]], CrossRemark] = {}
    for kind, code, alike in (
        (EventKind.BIRTH, "birth_registered_twice", _same_birth),
        (EventKind.DEATH, "death_registered_twice", _same_death),
    ):
        own = [one for one in events if one.kind is kind and one.is_own and not one.again]
        for key in (_by_person, alike):
            for left, right in _pairs(_groups(own, key)):
                if left.entry != right.entry and not _are_two(left, right):
                    pair = (code, frozenset({left.entry, right.entry}))
                    found.setdefault(pair, _remark(code, left, right))
    return tuple(found.values())


def _pairs(groups: Iterable[list[PersonEvent]]) -> Iterator[tuple[PersonEvent, PersonEvent]]:
    return (pair for group in groups for pair in combinations(group, 2))


def _are_two(left: PersonEvent, right: PersonEvent) -> bool:
    return bool(left.person and right.person) and left.person != right.person


def siblings_too_close(events: Iterable[PersonEvent]) -> tuple[CrossRemark, ...]:
    """Return births of one mother that surely lie apart by more than twins do and less than due.

    The mother is the same by number or UUID, else by name and birth. Children born within three
    days of one another are twins; brothers and sisters of one name are two children when their
    days of birth differ as those of any two. A year alone is never too close.
    """
    months = value("remark.sibling_months", date.max).number
    births = [one for one in events if one.kind is EventKind.BIRTH and one.is_own]
    found: dict[frozenset[str], CrossRemark] = {}
    for key in (_by_mother, _mother_of):
        for left, right in _pairs(_groups(births, key)):
            if left.entry == right.entry or (left.person and left.person == right.person):
                continue
            if left.mother and right.mother and left.mother != right.mother:
                continue
            if _is_too_close(left.date, right.date, months):
                pair = frozenset({left.entry, right.entry})
                found.setdefault(pair, _remark("siblings_too_close", left, right))
    return tuple(found.values())


def _is_too_close(one: PartialDate, other: PartialDate, months: int) -> bool:
    earlier, later = sorted((one, other), key=lambda each: each.iso())
    bounds = (earlier.earliest(), earlier.latest(), later.earliest(), later.latest())
    if None in bounds:
        return False
    first, last_first, first_second, last = (each or date.max for each in bounds)
    return first_second - last_first > _TWINS and last < months_later(first, months)


def two_marriages(events: Iterable[PersonEvent]) -> tuple[CrossRemark, ...]:
    """Return marriages of one person with another spouse before the first was ended.

    A divorce or annulment of that person, or the death of the first spouse, not surely after the
    second marriage, ends the first. Unknown days are neutral: nothing is said of them.
    """
    events = tuple(events)
    ended = [one for one in events if one.kind is EventKind.DIVORCE]
    dead = [one for one in events if one.kind is EventKind.DEATH and one.is_own and one.person]
    married = [one for one in events if one.kind is EventKind.MARRIAGE and one.date.year]
    found = []
    for group in _groups(married, _by_person):
        for first, second in pairwise(sorted(group, key=lambda one: one.date.iso())):
            if _is_same_couple(first, second) or first.entry == second.entry:
                continue
            ends = [one for one in ended if one.person == first.person] + [
                one for one in dead if one.person == first.spouse
            ]
            if not any(_ends(one, first, second) for one in ends):
                found.append(_remark("two_marriages", first, second))
    return tuple(found)


def _is_same_couple(first: PersonEvent, second: PersonEvent) -> bool:
    if first.spouse and second.spouse:
        return first.spouse == second.spouse
    names = normal_form(first.spouse_name), normal_form(second.spouse_name)
    return bool(names[0]) and names[0] == names[1]


def _ends(end: PersonEvent, first: PersonEvent, second: PersonEvent) -> bool:
    is_later = is_surely_after(end.date, second.date)
    return not is_later and not is_surely_after(first.date, end.date)


def after_death(events: Iterable[PersonEvent]) -> tuple[CrossRemark, ...]:
    """Return what is surely dated after a person's death, or before his birth.

    A child born to a father within ten months of his death is no remark.
    """
    events = tuple(events)
    found: dict[tuple[str, str, str], CrossRemark] = {}
    for group in _groups(events, _by_person):
        for own in (one for one in group if one.is_own):
            for other in group:
                code = "" if other.is_own and other.kind is own.kind else _misplaced(own, other)
                if code and other.entry != own.entry:
                    found.setdefault((code, own.entry, other.entry), _remark(code, own, other))
    return tuple(found.values())


def _misplaced(own: PersonEvent, other: PersonEvent) -> str:
    """Return why an event cannot be, seen from the person's birth or death; "" when it can."""
    if own.kind is EventKind.BIRTH:
        is_before = is_surely_after(own.date, other.date)
        return "event_before_birth" if is_before and not other.is_own else ""
    if not is_surely_after(other.date, own.date) or _is_posthumous(own, other):
        return ""
    return "marriage_after_death" if other.kind is EventKind.MARRIAGE else "event_after_death"


def _is_posthumous(death: PersonEvent, birth: PersonEvent) -> bool:
    died, born = death.date.latest(), birth.date.earliest()
    if birth.kind is not EventKind.BIRTH or birth.role != "father" or not died or not born:
        return False
    return born <= months_later(died, value("remark.posthumous_birth_months", born).number)


def cross_remarks(events: Iterable[PersonEvent]) -> tuple[CrossRemark, ...]:
    """Return every remark on these events of people, rule by rule."""
    events = tuple(events)
    rules = (registered_twice, siblings_too_close, two_marriages, after_death)
    return tuple(remark for rule in rules for remark in rule(events))
