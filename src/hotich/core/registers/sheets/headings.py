"""Whose sheet is this? Told by its headings, misspelt ones included."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hotich.core.names import fold
from hotich.core.registers.sheets.profiles import Profile, profiles
from hotich.core.registers.sheets.rows import OVERFLOW, Cell, cell_text

# Without these two no entry has an address; fewer matches than this share is no known sheet.
_NEEDED = ("so", "quyenSo")
_SHARE = 0.6
# A shorter name has neighbours one letter away: "so" and "STT" are never guessed.
_GUESSED_FROM = 6


@dataclass(frozen=True)
class Heading:
    """One heading of a file: its place from 0, its text, and the column it means ("" = none)."""

    place: int
    text: str
    column: str = ""
    misspelt: bool = False


@dataclass(frozen=True)
class Detection:
    """What the headings of a file came to; `profile` is None when no sheet fits."""

    profile: Profile | None
    headings: tuple[Heading, ...]
    missing: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def misspelt(self) -> tuple[Heading, ...]:
        """The headings matched by a close spelling."""
        return tuple(one for one in self.headings if one.misspelt)

    @property
    def unmatched(self) -> tuple[Heading, ...]:
        """The headings that name no column of the sheet."""
        return tuple(one for one in self.headings if not one.column and one.text)

    def cells(self, row: Sequence[Cell]) -> Mapping[str, Cell]:
        """Return a row's cells by column; a cell beyond the headings stands under OVERFLOW."""
        found: dict[str, Cell] = {}
        for one in self.headings:
            if one.column and one.place < len(row):
                found.setdefault(one.column, row[one.place])
        beyond = [text for cell in row[len(self.headings) :] if (text := cell_text(cell))]
        if beyond:
            found[OVERFLOW] = beyond[0]
        return found


def detect_profile(headings: Sequence[Cell]) -> Detection:
    """Return the sheet these headings fit best, with every heading's column.

    Capitals, blanks, marks and signs do not count; what is left over is matched where it is one
    letter away from one missing column alone. Of two sheets that fit as well the wider wins.
    """
    texts = [cell_text(one) for one in headings]
    while texts and not texts[-1]:
        texts.pop()
    found = [_match(known, texts) for known in profiles()]
    best = max(found, key=_fit, default=None)
    if best is None or not _fits(best):
        return Detection(None, tuple(Heading(place, text) for place, text in enumerate(texts)))
    return best


def _fit(found: Detection) -> tuple[int, int]:
    matched = _matched(found)
    return (matched - len(found.missing), matched)


def _matched(found: Detection) -> int:
    return len({one.column for one in found.headings if one.column})


def _fits(found: Detection) -> bool:
    columns = {one.column for one in found.headings}
    sheet = found.profile
    return (
        sheet is not None
        and columns.issuperset(_NEEDED)
        and len(columns - {""}) >= _SHARE * len(sheet.columns)
    )


def _match(known: Profile, texts: Sequence[str]) -> Detection:
    spelt = {_plain(name): name for name in known.columns}
    exact = [spelt.get(_plain(text), "") for text in texts]
    free = [name for name in known.columns if name not in exact]
    guessed = _guess(texts, exact, free)
    rows = []
    for place, text in enumerate(texts):
        column = exact[place] or guessed.get(place, "")
        is_misspelt = place in guessed or (bool(column) and text != known.heading(column))
        rows.append(Heading(place, text, column, is_misspelt))
    named = Counter(one.column for one in rows if one.column)
    return Detection(
        known,
        tuple(rows),
        missing=tuple(name for name in known.columns if name not in named),
        repeated=tuple(name for name, times in named.items() if times > 1),
    )


def _guess(texts: Sequence[str], exact: Sequence[str], free: Iterable[str]) -> dict[int, str]:
    wanted = {_plain(name): name for name in free if len(name) >= _GUESSED_FROM}
    near: dict[int, list[str]] = {}
    for place, text in enumerate(texts):
        if text and not exact[place]:
            plain = _plain(text)
            near[place] = [name for other, name in wanted.items() if _one_apart(plain, other)]
    claimed = Counter(name for names in near.values() for name in names)
    return {
        place: names[0]
        for place, names in near.items()
        if len(names) == 1 and claimed[names[0]] == 1
    }


def _plain(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _one_apart(left: str, right: str) -> bool:
    """Say whether one letter more, less or other, or two that changed places, lie between."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = next(
        (at for at, (one, two) in enumerate(zip(left, right, strict=False)) if one != two),
        min(len(left), len(right)),
    )
    rest, other = left[start:], right[start:]
    if len(left) != len(right):
        return rest[1:] == other or rest == other[1:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other[1:] or swapped
