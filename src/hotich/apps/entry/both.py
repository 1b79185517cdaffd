"""Two texts for one field: both are shown side by side, and the clerk says which holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from hotich.apps.entry.drafting import Other
from hotich.core.names import LetterRun, letter_differences
from hotich.core.registers import Reading
from hotich.web.register_form import READINGS

CHOICE = "both-"
_THEIRS = "theirs"
_BESIDE = ("", "-reading", "-origin", "-agrees", "-word")
_LONGEST_REVISION = 9


@dataclass(frozen=True, slots=True)
class BothTexts:
    """A field with the text that holds elsewhere and the text of this page; `said` is from where.

    `revision` is of the text elsewhere: the clerk's word counts for that one and no later one.
    """

    name: str
    label: str
    revision: int
    theirs: tuple[LetterRun, ...]
    mine: tuple[LetterRun, ...]
    text: str
    reading: str
    their_reading: str
    my_reading: str
    said: str


def both_texts(
    form: forms.Form,
    data: Mapping[str, str],
    name: str,
    text: str,
    *,
    reading: str,
    revision: int,
    said: str,
) -> BothTexts:
    """Return the two texts of an input: `text` from elsewhere, its own from `data`."""
    mine = str(data.get(name, "") or "")
    theirs_runs, my_runs = letter_differences(text, mine)
    label = form.fields[name].label if name in form.fields else name
    return BothTexts(
        name=name,
        label=str(label or name),
        revision=revision,
        theirs=theirs_runs,
        mine=my_runs,
        text=text,
        reading=reading or Reading.CLEAR.value,
        their_reading=_reading_words(reading),
        my_reading=_reading_words(str(data.get(f"{name}-reading", "") or "")),
        said=said,
    )


def both_of_draft(
    form: forms.Form, data: Mapping[str, str], others: Iterable[Other]
) -> list[BothTexts]:
    """Return what other windows typed since the page was made, beside the page's own texts."""
    return [
        both_texts(
            form,
            data,
            other.name,
            other.text,
            reading=other.reading,
            revision=other.revision,
            said=_("ở cửa sổ khác, %(at)s") % {"at": clock(other.at)},
        )
        for other in others
    ]


def settled(
    sent: QueryDict,
    held: Mapping[str, str],
    revision_of: Callable[[str], int],
    seen_name: str,
    *,
    prefix: str = CHOICE,
) -> tuple[QueryDict, dict[str, int]]:
    """Return what was sent with the clerk's choices put in, and by input the revision he saw.

    `held` are the texts elsewhere; one that changed once more is not taken unseen.
    """
    data, seen = sent.copy(), read_seen(sent.get(seen_name, ""))
    for key, word in sent.items():
        side, _sep, number = str(word).partition(":")
        name = key.removeprefix(prefix)
        if not key.startswith(prefix) or name not in sent or not _is_revision(number):
            continue
        seen[name] = int(number)
        if side == _THEIRS and revision_of(name) == int(number):
            for part in (f"{name}{ending}" for ending in _BESIDE):
                if part in sent or part in held:
                    data[part] = held.get(part, "")
    data[seen_name] = write_seen(seen)
    return data, seen


def read_seen(text: str) -> dict[str, int]:
    """Return the revisions a page says it has shown: "child-full_name:12 entry-page:3"."""
    pairs = (part.rpartition(":") for part in text.split())
    return {name: int(number) for name, _sep, number in pairs if name and _is_revision(number)}


def write_seen(seen: Mapping[str, int]) -> str:
    """Return revisions as `read_seen` reads them."""
    return " ".join(f"{name}:{revision}" for name, revision in sorted(seen.items()))


def clock(at: str) -> str:
    """Return the time of day of an ISO moment, as the officer reads it; "" for none."""
    try:
        return f"{timezone.localtime(datetime.fromisoformat(at)):%H:%M}"
    except ValueError:
        return ""


def _is_revision(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_REVISION


def _reading_words(code: str) -> str:
    if code in {"", Reading.CLEAR.value} or code not in set(Reading):
        return ""
    return _(READINGS[Reading(code)])
