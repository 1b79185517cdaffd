"""Which of the 54 ethnic groups does a word name?

Keys are our own; both state codes are attributes. The lists of 1979 and 2008 number the groups
differently, so that a bare "04" is Hoa in one and Mường in the other: a number is read with its
list. Numbers that no source at hand gives (2008, from 21 on) stay None and are never emitted.
Other names and branches (`other_names`) are suggested, never put in place of what is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hotich.core.names import fold, normal_form
from hotich.core.registers._ethnic_names import OTHER_NAMES, SPELLINGS


class EthnicList(StrEnum):
    """Which official list a number belongs to."""

    OF_1979 = "1979"
    OF_2008 = "2008"


@dataclass(frozen=True)
class EthnicGroup:
    """One group: slug, official name, number in the lists of 1979 and of 2008 (None = unknown).

    `other_names` are branches and earlier names; those in `uncertain_names` are not confirmed.
    """

    slug: str
    label: str
    code_1979: str
    code_2008: str | None = None
    other_names: tuple[str, ...] = ()
    uncertain_names: tuple[str, ...] = ()


_NAMES_1979 = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Hmông", "Dao", "Gia-rai",
    "Ngái", "Ê-đê", "Ba-na", "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông",
    "Ra-glai", "Xtiêng", "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co",
    "Tà-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá",
    "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La",
    "Pu Péo", "Brâu", "Ơ Đu", "Rơ-măm",
)  # fmt: skip
_FIRST_2008 = (
    "Kinh", "Tày", "Thái", "Mường", "Khơ-me", "Hoa", "Nùng", "Hmông", "Dao", "Gia-rai",
    "Ê-đê", "Ba-na", "Sán Chay", "Chăm", "Cơ-ho", "Xơ-đăng", "Sán Dìu", "Hrê", "Ra-glai", "Mnông",
)  # fmt: skip

_PREFIXES = ("dân tộc ", "người ", "dan toc ", "nguoi ")
_NOT_SURE = "?"


def _slug(name: str) -> str:
    return fold(normal_form(name)).replace(" ", "-")


def _other_names(slug: str) -> tuple[str, ...]:
    return tuple(filter(None, OTHER_NAMES.get(slug, "").split(", ")))


ETHNIC_GROUPS: tuple[EthnicGroup, ...] = tuple(
    EthnicGroup(
        slug=_slug(name),
        label=name,
        code_1979=f"{number:02d}",
        code_2008=f"{_FIRST_2008.index(name) + 1:02d}" if name in _FIRST_2008 else None,
        other_names=tuple(other.rstrip(_NOT_SURE) for other in _other_names(_slug(name))),
        uncertain_names=tuple(
            other.rstrip(_NOT_SURE)
            for other in _other_names(_slug(name))
            if other.endswith(_NOT_SURE)
        ),
    )
    for number, name in enumerate(_NAMES_1979, start=1)
)


@cache
def _by_slug() -> dict[str, EthnicGroup]:
    return {group.slug: group for group in ETHNIC_GROUPS}


@cache
def _own_names() -> dict[str, tuple[str, ...]]:
    """Return slugs by key, with and without marks, of official names and their spellings."""
    return _index(
        (key, group.slug)
        for group in ETHNIC_GROUPS
        for name in (group.label, *filter(None, SPELLINGS.get(group.slug, "").split(", ")))
        for key in _keys(name)
    )


@cache
def _all_other_names() -> dict[str, tuple[str, ...]]:
    return _index(
        (key, group.slug)
        for group in ETHNIC_GROUPS
        for name in group.other_names
        for key in _keys(name)
    )


def _index(pairs: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, slug in pairs:
        found.setdefault(key, {})[slug] = None
    return {key: tuple(slugs) for key, slugs in found.items()}


def _spaced(text: str) -> str:
    return " ".join(normal_form(text).replace("'", " ").split())


def _keys(name: str) -> tuple[str, ...]:
    """Return the name with marks and without, spaced and run together: Ê-đê, Êđê, Ede."""
    spaced, folded = _spaced(name), fold(name)
    return spaced, spaced.replace(" ", ""), folded, folded.replace(" ", "")


def _without_prefix(text: str) -> str:
    shaped = _spaced(text)
    for prefix in _PREFIXES:
        shaped = shaped.removeprefix(prefix)
    return shaped


def _meanings(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the slugs that bear the word as their own name, and those beside which it stands.

    A word is sought with its marks first; only a word that is no name so written (marks left
    out or wrong) is sought without them.
    """
    shaped = _without_prefix(text)
    for key in (shaped, fold(shaped)):
        own, others = _own_names().get(key, ()), _all_other_names().get(key, ())
        if own or others:
            return own, others
    return (), ()


def _outside_brackets(text: str) -> str:
    """Return what stands before a bracket: "Mông (Mèo)" names the group and then the branch."""
    before, bracket, after = text.partition("(")
    return before if bracket and after.rstrip().endswith(")") else text


def ethnic_group(slug: str) -> EthnicGroup | None:
    """Return the group of that slug, or None."""
    return _by_slug().get(slug.replace(" ", "-"))


def group_of_code(code: str, numbered: EthnicList) -> EthnicGroup | None:
    """Return the group of a number in that list; None where the number or its group is unknown.

    >>> group_of_code("04", EthnicList.OF_1979).slug, group_of_code("4", EthnicList.OF_2008).slug
    ('hoa', 'muong')
    """
    wanted = code.strip().zfill(2)
    for group in ETHNIC_GROUPS:
        if wanted == (group.code_1979 if numbered is EthnicList.OF_1979 else group.code_2008):
            return group
    return None


def read_ethnicity(text: str) -> str:
    """Return the slug of the one group the text can only mean, else "".

    Marks and hyphens are overlooked; an old or a shared name ("Thổ", "Mán") gives "": what such a
    word meant is for the clerk to say, see `suggest_ethnic_groups`.
    """
    own, others = _meanings(_outside_brackets(text))
    if len(own) != 1 or not set(others) <= set(own):
        return ""
    return own[0]


def suggest_ethnic_groups(text: str) -> tuple[EthnicGroup, ...]:
    """Return the groups the text may mean, likeliest first; empty when none is known.

    >>> [group.label for group in suggest_ethnic_groups("Xá Lá Vàng")]
    ['Thổ', 'Chứt', 'Mảng']
    """
    own, others = _meanings(_outside_brackets(text))
    slugs = dict.fromkeys((*own, *others))
    return tuple(group for slug in slugs if (group := ethnic_group(slug)))
