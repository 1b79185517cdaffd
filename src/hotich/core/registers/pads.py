"""Which digits may stand for a text of a code list? The text is what is stored, never the digits.

Ethnic groups bear their official number of the list of 1979, the one that is known for all 54.
A choice bears its place in the whole list, so that its digit is the same in every year.
"""

from functools import cache

from hotich.core.registers._spec import Field, Kind
from hotich.core.registers.ethnic_groups import ETHNIC_GROUPS

Pad = tuple[tuple[str, str], ...]

_MOST = 9
_LISTED = frozenset({Kind.SEX, Kind.CHOICE})


def pad_of(field: Field) -> Pad:
    """Return pairs of digits and the text they stand for at the field; () where there are none.

    >>> from hotich.core.registers.births import BIRTHS
    >>> pad_of(BIRTHS.field("child.sex"))[:2]
    (('1', 'Nam'), ('2', 'Nữ'))
    """
    if field.kind is Kind.ETHNICITY:
        return _ethnic_groups()
    if field.kind in _LISTED:
        return _numbered(tuple(choice.label for choice in field.choices))
    if field.kind in {Kind.TEXT, Kind.NATIONALITY}:
        return _numbered(field.suggestions)
    return ()


def of_pad(field: Field, typed: str) -> str:
    """Return the text that the digits stand for at the field, "" when they stand for none.

    A leading nought is overlooked: 01 is 1.
    """
    key = typed.strip().lstrip("0")
    return dict(pad_of(field)).get(key, "")


@cache
def _ethnic_groups() -> Pad:
    return tuple((str(int(group.code_1979)), group.label) for group in ETHNIC_GROUPS)


def _numbered(texts: tuple[str, ...]) -> Pad:
    if len(texts) > 2 * _MOST:
        return ()
    return tuple((str(place), text) for place, text in enumerate(texts, start=1))
