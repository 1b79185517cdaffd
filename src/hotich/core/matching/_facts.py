"""What is known of a person for matching, and which forms of a name are matched?"""

from dataclasses import dataclass
from functools import lru_cache

from hotich.core.dates import PartialDate
from hotich.core.names import fold, normal_form, split_name
from hotich.core.names.syllables import unify_y

_LONG_SURNAMES = frozenset({"cong"})
"""First words of surnames that take more than the first two words to tell (Công Tằng Tôn Nữ)."""


@dataclass(frozen=True)
class Facts:
    """The facts of one person, from a book or from the population database; "" = not known.

    `commune_code` is a code of today's list; where the old commune was divided, the codes of all
    its successors with commas; so is `residence_code`, where the person is registered as living
    (only the population database says so). `other_names` (tên gọi khác) may hold several, with
    commas.
    """

    full_name: str
    birth: PartialDate
    sex: str = "unknown"
    father_name: str = ""
    mother_name: str = ""
    commune_code: str = ""
    pin: str = ""
    other_names: str = ""
    spouse_name: str = ""
    old_id_number: str = ""
    residence_code: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """The forms of one name: `normal` keeps the marks, the others are folded to ASCII.

    `bare` is the folded name without a middle "Thị".
    """

    normal: str
    folded: str
    bare: str
    surname: str
    given: str

    @property
    def stem(self) -> str:
        """What stands before the given name, folded and without "Thị"; "" for one word."""
        return self.bare.removesuffix(self.given).strip()

    @property
    def ends(self) -> str:
        """Surname and given name, by which a parent is keyed."""
        return f"{self.surname} {self.given}".strip()


@lru_cache(maxsize=1 << 15)
def _normal_word(word: str) -> str:
    return normal_form(unify_y(word))


@lru_cache(maxsize=1 << 15)
def _folded_word(word: str) -> str:
    return fold(_normal_word(word))


def _normal(text: str) -> str:
    """Return the normal form with y as i, word by word where no sign joins or parts words."""
    words = text.replace("-", " ").split()
    if not "".join(words).isalpha():
        return normal_form(unify_y(text))
    return " ".join(filter(None, map(_normal_word, words)))


def fold_name(text: str) -> str:
    """Return the ASCII form in which names are keyed: `fold`, with y and i as one (Lý, Lí)."""
    return " ".join(filter(None, map(_folded_word, _normal(text).split())))


@lru_cache(maxsize=1 << 17)
def read_name(text: str) -> Name:
    """Return the matched forms of a name; all "" for an empty one."""
    normal = _normal(text)
    words = [folded for word in normal.split() if (folded := _folded_word(word))]
    inner = [word for word in words[1:-1] if word != "thi"]
    parts = _parts(text, words)
    return Name(
        normal=normal,
        folded=" ".join(words),
        bare=" ".join([*words[:1], *inner, *words[1:][-1:]]),
        surname=parts[0],
        given=parts[1],
    )


@lru_cache(maxsize=1 << 12)
def _surname_width(first: str, second: str) -> int:
    return len(split_name(f"{first} {second} x").surname.split())


def _parts(text: str, words: list[str]) -> tuple[str, str]:
    """Return surname and given name, folded, by the split of `names` (kept per first words)."""
    written = text.replace("-", " ").split()
    long = not words or words[0] in _LONG_SURNAMES
    if len(written) > 2 and len(words) == len(written) and not long:
        width = _surname_width(written[0], written[1])
        return " ".join(words[:width]), " ".join(words[-1:] if width else words)
    parts = split_name(text)
    return fold_name(parts.surname), fold_name(parts.given) or " ".join(words[-1:])


def name_variants(facts: Facts) -> tuple[Name, ...]:
    """Return the name and the other names of a person, each once, the full name first."""
    texts = [facts.full_name, *facts.other_names.replace(";", ",").split(",")]
    names = (read_name(text.strip()) for text in texts)
    return tuple(dict.fromkeys(name for name in names if name.folded))


def commune_codes(facts: Facts) -> tuple[str, ...]:
    """Return the commune codes of the facts; several only for a divided commune."""
    return _codes(facts.commune_code)


def residence_codes(facts: Facts) -> tuple[str, ...]:
    """Return the codes of the commune where the person lives, as `commune_codes`."""
    return _codes(facts.residence_code)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (code.strip() for code in text.split(","))))


def is_first_january(date: PartialDate) -> bool:
    """Say whether the date is 1 January, the lawful stand-in for "year only"."""
    return date.month == 1 and date.day == 1
