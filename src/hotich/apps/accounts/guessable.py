"""Is a password made of words that anybody at the office would try first?

The words: the program's and the work's, the officer's own name and login name, his offices, and
the name of every commune, district and province there is or was. A sentence of other words is not
touched, nor one in which such a word stands among others.
"""

from collections.abc import Iterable
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from hotich.apps.accounts.models import Officer
from hotich.core.names import fold
from hotich.core.places import gazetteer

# Of the program, of its papers, and of those who work with them.
WORDS = (
    "hotich",
    "hộ tịch",
    "sổ hộ tịch",
    "số hóa",
    "dữ liệu",
    "khai sinh",
    "khai tử",
    "kết hôn",
    "nhận con",
    "nuôi con nuôi",
    "giám hộ",
    "công an",
    "tư pháp",
    "dân cư",
    "căn cước",
    "ủy ban",
    "ủy ban nhân dân",
    "ubnd",
    "quản trị",
    "cán bộ",
    "xã",
    "phường",
    "huyện",
    "tỉnh",
)
_LEAST_UNKNOWN = 4  # letters that are of no such word
_MOST_WORDS = 3
_FREE_SIGNS = 8  # a year, 123456, an exclamation mark: as good as nothing


class GuessableWordsValidator:
    """Refuse a password of up to three such words, with digits and signs around them."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        """Do nothing when the password is made of something else.

        Raises: ValidationError.
        """
        own = _own_words(user) if user is not None else ()
        if is_guessable(password, own):
            raise ValidationError(
                gettext(
                    "Mật khẩu này chỉ gồm tên người, tên đăng nhập, tên cơ quan, tên địa phương "
                    "hoặc từ của công việc, nên dễ đoán. Hãy dùng một câu dài khác."
                )
            )


def is_guessable(password: str, own: Iterable[str] = ()) -> bool:
    """Return whether hardly anything of the password lies outside the known words and `own`."""
    letters = "".join(one for one in fold(password) if one.isalpha())
    signs = sum(not one.isalpha() and not one.isspace() for one in password)
    known = _known() | {_bare(word) for word in own}
    unknown = _unknown_letters(letters, known)
    return unknown < len(letters) and unknown + max(0, signs - _FREE_SIGNS) < _LEAST_UNKNOWN


def _unknown_letters(letters: str, known: frozenset[str]) -> int:
    """Return how many letters remain when up to three known words are taken out at best."""
    longest = max(map(len, known))
    fewest = list(range(len(letters) + 1))
    for _word in range(_MOST_WORDS):
        after = [0]
        for end in range(1, len(letters) + 1):
            begins = range(max(0, end - longest), end)
            ended = [fewest[begin] for begin in begins if letters[begin:end] in known]
            after.append(min([after[-1] + 1, fewest[end], *ended]))
        fewest = after
    return fewest[-1]


def _own_words(officer: Officer) -> set[str]:
    offices = {one.office.name for one in officer.appointments.select_related("office")}
    return {officer.login, officer.full_name, *officer.full_name.split(), *offices}


@cache
def _known() -> frozenset[str]:
    places = {_bare(unit.short_name) for unit in gazetteer()}
    return frozenset({_bare(word) for word in WORDS} | {one for one in places if len(one) > 3})


def _bare(word: str) -> str:
    return "".join(one for one in fold(word) if one.isalpha())
