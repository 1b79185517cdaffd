"""Which of the 54 ethnic groups does a word name?

Keys are our own; both state codes are attributes. The lists of 1979 and 2008
number the groups differently. Numbers that no source at hand gives (2008, from 21 on)
stay None and are never emitted.
"""

from dataclasses import dataclass
from functools import cache

from hotich.core.names import fold, normal_form


@dataclass(frozen=True)
class EthnicGroup:
    """One group: slug, official name, number in the lists of 1979 and of 2008 (None = unknown)."""

    slug: str
    label: str
    code_1979: str
    code_2008: str | None = None


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

# Other spellings of one group's own name: the same word, so they may be normalised.
_SPELLINGS = {
    "mong": "hmong", "h mong": "hmong", "ede": "e-de", "khmer": "kho-me", "khome": "kho-me",
    "giarai": "gia-rai", "jrai": "gia-rai", "bana": "ba-na", "bahnar": "ba-na", "xodang": "xo-dang",
    "xe dang": "xo-dang", "coho": "co-ho", "raglai": "ra-glai", "cotu": "co-tu",
    "khomu": "kho-mu", "taoi": "ta-oi", "choro": "cho-ro", "xinhmun": "xinh-mun",
    "churu": "chu-ru", "m nong": "mnong", "stieng": "xtieng", "viet": "kinh",
}  # fmt: skip

# Names old books use for more than one group, or for a branch: suggested, never replaced.
_SUGGESTED = {
    "tho": ("tho", "tay", "kho-me"),
    "xa la vang": ("tho", "chut", "mang"),
    "meo": ("hmong",),
    "man": ("dao", "san-chay", "san-diu"),
    "trai": ("san-chay", "san-diu"),
    "xa": ("khang", "kho-mu", "la-ha"),
    "cao lan": ("san-chay",),
    "van kieu": ("bru-van-kieu",),
}


def _slug(name: str) -> str:
    return fold(normal_form(name)).replace(" ", "-")


ETHNIC_GROUPS: tuple[EthnicGroup, ...] = tuple(
    EthnicGroup(
        slug=_slug(name),
        label=name,
        code_1979=f"{number:02d}",
        code_2008=f"{_FIRST_2008.index(name) + 1:02d}" if name in _FIRST_2008 else None,
    )
    for number, name in enumerate(_NAMES_1979, start=1)
)


@cache
def _by_fold() -> dict[str, EthnicGroup]:
    return {group.slug.replace("-", " "): group for group in ETHNIC_GROUPS}


def ethnic_group(slug: str) -> EthnicGroup | None:
    """Return the group of that slug, or None."""
    return _by_fold().get(slug.replace("-", " "))


def read_ethnicity(text: str) -> str:
    """Return the slug of the one group the text can only mean, else "".

    Marks and hyphens are overlooked; an old or a shared name ("Thổ", "Mán") gives "": what such a
    word meant is for the clerk to say, see `suggest_ethnic_groups`.
    """
    folded = fold(normal_form(text))
    if folded in _SUGGESTED:
        return ""
    if group := _by_fold().get(folded):
        return group.slug
    return _SPELLINGS.get(folded, "")


def suggest_ethnic_groups(text: str) -> tuple[EthnicGroup, ...]:
    """Return the groups the text may mean, likeliest first; empty when none is known."""
    folded = fold(normal_form(text))
    slugs = _SUGGESTED.get(folded) or tuple(filter(None, (read_ethnicity(text),)))
    return tuple(group for slug in slugs if (group := ethnic_group(slug)))
