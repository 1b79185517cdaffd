"""At which letters do two texts differ, for the eye?"""

from dataclasses import dataclass
from itertools import groupby

from hotich.core.names.forms import mend_lookalikes, verbatim
from hotich.core.names.syllables import clusters, letters, settle_tones


@dataclass(frozen=True)
class LetterRun:
    """A stretch of letters that all differ from the other text, or all agree with it."""

    text: str
    differs: bool


def letter_differences(
    left: str, right: str
) -> tuple[tuple[LetterRun, ...], tuple[LetterRun, ...]]:
    """Return both texts as runs of letters, those marked that the other text does not have.

    The runs of a side joined are its text in NFC. A letter is what the reader sees (ề is one).
    Case, the place of the tone in its syllable and look-alikes are not marked.

    >>> letter_differences("Lan", "Lân")[1]
    (LetterRun(text='L', differs=False), LetterRun(text='â', differs=True), \
LetterRun(text='n', differs=False))
    """
    left_shown, left_keys = _shown_and_keys(left)
    right_shown, right_keys = _shown_and_keys(right)
    left_same, right_same = _aligned(left_keys, right_keys)
    return _runs(left_shown, left_same), _runs(right_shown, right_same)


def _shown_and_keys(text: str) -> tuple[list[str], list[str]]:
    shown = clusters(text)
    settled = letters(settle_tones(verbatim(text)))
    keys = [mend_lookalikes(letter.text).lower() for letter in settled]
    return (shown, keys) if len(shown) == len(keys) else (shown, shown)


def _aligned(left: list[str], right: list[str]) -> tuple[set[int], set[int]]:
    """Return the places of the letters that agree in a cheapest alignment."""
    costs = _costs(left, right)
    same_left: set[int] = set()
    same_right: set[int] = set()
    row, column = 0, 0
    while row < len(left) and column < len(right):
        if left[row] == right[column] and costs[row][column] == costs[row + 1][column + 1]:
            same_left.add(row)
            same_right.add(column)
            row, column = row + 1, column + 1
        elif costs[row][column] == costs[row + 1][column + 1] + 1:
            row, column = row + 1, column + 1
        elif costs[row][column] == costs[row + 1][column] + 1:
            row += 1
        else:
            column += 1
    return same_left, same_right


def _costs(left: list[str], right: list[str]) -> list[list[int]]:
    """Return for each pair of places the edits needed from there to the ends."""
    width = len(right)
    below = [width - column for column in range(width + 1)]
    rows = [below]
    for row in range(len(left) - 1, -1, -1):
        current = [0] * width + [len(left) - row]
        for column in range(width - 1, -1, -1):
            kept = below[column + 1] + (left[row] != right[column])
            current[column] = min(kept, below[column] + 1, current[column + 1] + 1)
        rows.append(current)
        below = current
    rows.reverse()
    return rows


def _runs(shown: list[str], same: set[int]) -> tuple[LetterRun, ...]:
    grouped = groupby(enumerate(shown), key=lambda item: item[0] not in same)
    return tuple(
        LetterRun("".join(letter for _, letter in run), differs) for differs, run in grouped
    )
