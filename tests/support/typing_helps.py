"""The helps of the sheet as a clerk knows them: what each puts into a field, for which keys."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from hotich.core.dates import read_worded_date
from hotich.synth.keyboard import count_keys
from hotich.web.keys import get_key
from tests.support.scripted_clerk import Written, plain

DITTO, COPY, NOTATION = (get_key(one).combo for one in ("ditto", "copy", "notation"))
_SHORT = re.compile(r"\s*(\d{1,2}\s*([/.-])\s*\d{1,2})\2(\d{4})")
_WHOLE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LONGEST_TYPED = 12
_TONE = "([\u0300\u0301\u0303\u0309\u0323]?)"
_OTHER_LETTER = str.maketrans("yiYI", "iyIY")
_Y_OR_I = re.compile(
    f"((?<![^\\W\\d_])(?<![\u0300-\u036f])(?:qu|[hklmstv]))([yi])"
    f"(?={_TONE}(?![^\\W\\d_]|[\u0300-\u036f]))",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(
    f"(?:(o){_TONE}([ae]){_TONE}|(?<!q)(u){_TONE}(y){_TONE})(?![^\\W\\d_]|[\u0300-\u036f])",
    re.IGNORECASE,
)

_LINES = """() => {
const blocks = [...document.querySelectorAll("#sheet tbody[data-block]")];
const stops = [...document.querySelectorAll("#sheet :is(input, select, textarea)")]
  .filter((each) => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden");
const rowsOf = (block) => [...block.querySelectorAll("tr[data-field-id]")];
const readingOf = (form, name) => form.querySelector(`[data-reading-of="${CSS.escape(name)}"]`);
return blocks.flatMap((block, place) => rowsOf(block).map((row) => {
  const name = row.dataset.fieldId;
  const form = row.closest("form");
  const control = row.querySelector(`[name="${CSS.escape(name)}"]`);
  const agrees = row.querySelector(`[name="${CSS.escape(name)}-agrees"]`);
  const needs = control.dataset.prefillNeeds;
  const needed = needs ? form.elements[needs] : null;
  const marked = needed ? readingOf(form, needed.name)?.value : "";
  return {
    name, block: place, confirmed: block.hasAttribute("data-is-confirmed"), text: control.value,
    holds: !needed || needed.value.trim() !== "" || !["clear", "blank"].includes(marked),
    told: {...control.dataset},
    reading: row.querySelector(`[name="${CSS.escape(name)}-reading"]`).value,
    basic: row.querySelector(".basic-mark") !== null,
    options: [...(control.options || [])].map((each) => each.value),
    hints: [...row.querySelectorAll(".hint")].map((each) => each.textContent),
    agrees: agrees ? agrees.value : null,
    will_agree: agrees?.dataset.prefill ?? "",
    asks: row.querySelector("[data-word]") !== null && !row.querySelector("[aria-pressed=true]"),
    population: row.querySelector(".population")?.innerText ?? "",
    stop: stops.indexOf(control), focused: document.activeElement === control,
  }; })); }"""


@dataclass(frozen=True)
class Seen:
    """One line of the sheet, as it stands on the screen."""

    name: str
    block: int
    confirmed: bool
    text: str
    holds: bool
    told: dict[str, str]
    reading: str
    basic: bool
    options: list[str]
    hints: list[str]
    agrees: str | None
    will_agree: str
    asks: bool
    population: str
    stop: int
    focused: bool

    @property
    def field_id(self) -> str:
        """Return the id of the field."""
        return self.name.replace("-", ".", 1)

    @property
    def is_worded(self) -> bool:
        """Return whether the field is a date in words."""
        return self.agrees is not None

    @property
    def offered(self) -> str:
        """Return what confirming the block would put into the field."""
        return self.told.get("prefill", "") if self.holds else ""

    @property
    def will_be_blank(self) -> bool:
        """Return whether confirming the block marks a date in words as blank in the book."""
        return self.told.get("prefillReading") == "blank" and not self.agrees

    @property
    def result(self) -> str:
        """Return what the field will say once it is left and its block confirmed."""
        return self._meaning or self.text or self.offered

    @property
    def _meaning(self) -> str:
        """Return what a short text in the field stands for, "" for itself."""
        typed = self.text.strip()
        pad = dict(pairs(self.told.get("pad", "")))
        if typed in pad and not self.options:
            return pad[typed]
        year = self.told.get("year", "")
        if year and re.fullmatch(r"\d{1,2}\s*([/.-])\s*\d{1,2}", typed):
            return f"{typed}{re.findall(r'[/.-]', typed)[0]}{year}"
        return of_sign(typed, self.told)

    def needs(self, seen: Written, *, settled: bool) -> bool:
        """Return whether confirming the block would leave something else than the page has."""
        if self.is_worded and not (self.text and settled):
            return self._words_need(seen)
        if self.reading != seen.reading and {self.reading, seen.reading} != {"clear", "blank"}:
            return True
        if not seen.text:
            if seen.reading == "blank" and self.reading != "blank":
                return bool(self.result) or self.basic
            return bool(self.text)
        return self.result != seen.text

    def _words_need(self, seen: Written) -> bool:
        if self.text:
            word = {"0": "blank", "1": "clear"}.get(self.text.strip())
            return seen.text != self.text and word != seen.reading
        if seen.reading == "blank":
            return self.reading != "blank" and not self.will_be_blank
        if seen.reading != "clear" or seen.text not in self.hints:
            return not (self.reading == seen.reading == "illegible")
        return self.will_be_blank or not (self.agrees == "yes" or self.will_agree == "yes")

    @property
    def plain(self) -> str:
        """Return the notation from which the screen makes the others of the line's name."""
        now = self.text or self.offered
        told = self.told.get("plain", "")
        return told if now in notations(told) else now

    def plain_of(self, text: str) -> str:
        """Return the notation from which a copy of the line is written otherwise."""
        known = (self.told.get("plain", ""), self.told.get("prefill", ""))
        return next((one for one in known if one and text in notations(one)), text)

    def from_block(self, seen: Written, lines: Sequence["Seen"]) -> tuple[str, ...]:
        """Return the keys that mend the line from anywhere in its block, none where none do.

        A key writes the first name of a block in its next notation.
        """
        if (
            self.told.get("kind") != "name"
            or self.reading != seen.reading
            or "prefill" not in self.told
        ):
            return ()
        names = [
            one
            for one in lines
            if one.block == self.block and one.told.get("kind") == "name" and one.result
        ]
        return presses(self.result, seen.text, self.plain) if names[:1] == [self] else ()


@dataclass(frozen=True)
class Way:
    """A way to get a text into a field: what is typed, arrows down a list, other keys."""

    typed: str = ""
    down: int = 0
    keys: tuple[str, ...] = ()
    clears: bool = False
    in_list: bool = False

    @property
    def by_hand(self) -> bool:
        """Whether the text is typed or chosen, not copied."""
        return bool(self.typed or self.down) and self.typed not in {"/", "-", "."}

    @property
    def cost(self) -> float:
        """Return the keys it takes; choosing in a list saves the Enter that follows."""
        own = sum(len(key.split("+")) for key in self.keys)
        return count_keys(self.typed) + self.down + own + 2 * self.clears


def sheet_lines(page: Page) -> list[Seen]:
    """Return the lines of the sheet as they stand on the screen."""
    return [Seen(**each) for each in page.evaluate(_LINES)]


def pairs(text: str) -> list[tuple[str, str]]:
    """Return keys and texts of a pad: "1=Nam|2=Nữ"."""
    return [
        (key, words) for key, _, words in (one.partition("=") for one in text.split("|")) if key
    ]


def short_date(text: str, year: str) -> str:
    """Return a date without its year where the screen adds that year, else ""."""
    found = _SHORT.fullmatch(text)
    return found[1] if found and year and found[3] == year else ""


def of_sign(typed: str, told: dict[str, str]) -> str:
    """Return the offered date in the signs that a lone sign stands for, else ""."""
    found = _WHOLE.fullmatch(told.get("prefill", ""))
    if typed not in {"/", "-", "."} or not found or told.get("kind") != "date":
        return ""
    parts = [str(int(one)) for one in found.groups()] if typed == "/" else list(found.groups())
    return typed.join(parts)


def notations(name: str) -> list[str]:
    """Return a name's notations in the order in which the key writes them, the name first."""
    capitals = name.upper()
    small = _titled(name) if name == capitals else name
    other = small if name == capitals else capitals
    every = [name, other, _bare(small), _retoned(name), _respelt(name)]
    return list(dict.fromkeys([*every, _retoned(other), _respelt(other), _bare(capitals)]))


def presses(now: str, wanted: str, known: str) -> tuple[str, ...]:
    """Return the keys from one notation of a name to another, none where they are of two names."""
    every = notations(known if now in notations(known) else now)
    return _steps(every, now, wanted)


def presses_of_copy(copied: str, wanted: str, plain: str) -> tuple[str, ...]:
    """Return the keys that write a copied name otherwise: first as it was in its source."""
    return _steps(list(dict.fromkeys([copied, plain, *notations(plain)])), copied, wanted)


def _steps(every: list[str], now: str, wanted: str) -> tuple[str, ...]:
    if now == wanted or wanted not in every:
        return ()
    return (NOTATION,) * ((every.index(wanted) - every.index(now)) % len(every))


def _titled(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return kept.replace("đ", "d").replace("Đ", "D")


def _respelt(name: str) -> str:
    """Return a name with i for y and y for i where both spell one sound."""
    text = _Y_OR_I.sub(
        lambda found: found[1] + found[2].translate(_OTHER_LETTER),
        unicodedata.normalize("NFD", name),
    )
    return unicodedata.normalize("NFC", text)


def _retoned(name: str) -> str:
    """Return a name with the tone on the other vowel of its open syllables."""

    def swap(found: re.Match[str]) -> str:
        one, first, two, second = found.groups()[:4] if found[1] else found.groups()[4:]
        return one + second + two + first

    text = _OTHER_PLACE.sub(swap, unicodedata.normalize("NFD", name))
    return unicodedata.normalize("NFC", text)


def ways_to(
    line: Seen, text: str, lines: Sequence[Seen], suggested: Callable[[Seen, str], list[str]]
) -> Iterator[Way]:
    """Yield the ways the screen offers to get the text into the field in hand.

    Lists are asked for no more letters than the cheapest of the other ways takes.
    """
    if line.options:
        yield from _in_options(line, text)
        return
    others = list(_without_list(line, text, lines))
    yield from others
    yield from _in_lists(line, text, suggested, min(one.cost for one in others))


def _without_list(line: Seen, text: str, lines: Sequence[Seen]) -> Iterator[Way]:
    yield Way(typed=text)
    is_name = line.told.get("kind") == "name"
    if is_name and (keys := presses(line.text or line.offered, text, line.plain)):
        yield Way(keys=keys)
    if short := short_date(text, line.told.get("year", "")):
        yield Way(typed=short)
    for sign in "/-.":
        if of_sign(sign, line.told) == text:
            yield Way(typed=sign)
    for digits, words in pairs(line.told.get("pad", "")):
        if words == text and "padSets" not in line.told:
            yield Way(typed=digits)
    yield from _dittos(line, text)
    yield from _copies(line, text, lines)


def _in_options(line: Seen, text: str) -> Iterator[Way]:
    away = line.options.index(text) - line.options.index(line.text)
    if away > 0:
        yield Way(down=away)
    else:
        yield Way(keys=("ArrowUp",) * -away)
    for digits, words in pairs(line.told.get("pad", "")):
        if words == text and len(digits) == 1:
            yield Way(keys=(digits,))


def _dittos(line: Seen, text: str) -> Iterator[Way]:
    told = line.told.get("ditto", "")
    if not told:
        return
    texts = json.loads(told) if told.startswith("[") else [told]
    others = [one for one in texts if line.text or one != line.told.get("prefill", "")] or texts
    if text in others:
        start = others.index(line.text) if line.text in others else -1
        yield Way(keys=(DITTO,) * ((others.index(text) - start - 1) % len(others) + 1))


def _copies(line: Seen, text: str, lines: Sequence[Seen]) -> Iterator[Way]:
    """Yield the copying key, pressed until the source is meant; a name may be written otherwise."""
    by_name = {one.name: one for one in lines}
    names = [name for _role, name in json.loads(line.told.get("copy", "[]"))]
    sources = [by_name[name] for name in names if name in by_name and by_name[name].result]
    is_name = line.told.get("kind") == "name"
    for place, source in enumerate(sources, start=1):
        if source.result == text:
            yield Way(keys=(COPY,) * place)
        elif is_name and (
            keys := presses_of_copy(source.result, text, source.plain_of(source.result))
        ):
            yield Way(keys=(COPY,) * place + keys)


def _in_lists(
    line: Seen, text: str, suggested: Callable[[Seen, str], list[str]], best: float
) -> Iterator[Way]:
    if "suggestions" in line.told:
        every = line.told["suggestions"].split("|")
        if text in every:
            yield from _typed_in(line, text, lambda typed: _fitting(every, typed), best)
    elif "suggestUrl" in line.told:
        tried = _in_digits(text) if line.is_worded else None
        yield from _typed_in(line, text, lambda typed: suggested(line, typed), best, tried)


def _typed_in(
    line: Seen,
    text: str,
    shown: Callable[[str], list[str]],
    best: float,
    tried: Sequence[str] | None = None,
) -> Iterator[Way]:
    """Yield the cheapest beginnings after which the text stands in the list."""
    for typed in _beginnings(text, empty=not line.text) if tried is None else tried:
        if len(typed) + 2 >= best:
            continue
        fits = shown(typed)
        if text in fits:
            way = Way(typed=typed, down=fits.index(text) + 1, in_list=True)
            best = min(best, len(typed) + way.down)
            yield way


def _in_digits(words: str) -> list[str]:
    """Return the digits of a date in words: day and month, and all of it."""
    return [
        text
        for one in read_worded_date(words)
        if one.day and one.month
        for text in (f"{one.day}/{one.month}", f"{one.day}/{one.month}/{one.year}")
    ]


def _fitting(every: list[str], typed: str) -> list[str]:
    wanted = plain(typed)
    if not wanted:
        return every[:12]
    whole = [one for one in every if plain(one).startswith(wanted)]
    return [
        *whole,
        *(one for one in every if _initials(one).startswith(wanted) and one not in whole),
    ]


def _initials(text: str) -> str:
    return "".join(word if word.isdigit() else word[:1] for word in plain(text).split())


def _beginnings(text: str, *, empty: bool) -> list[str]:
    """Return what a clerk may type to find a text: initials or first letters, without marks."""
    bare = plain(text)
    words = [bare[:length] for length in range(2, min(len(bare), _LONGEST_TYPED))]
    initials = [_initials(text)[:length] for length in range(2, 7)]
    tried = [*initials, *words] if initials else words
    kept = sorted({one.strip(): None for one in tried if len(one.strip()) > 1}, key=len)
    return ([""] if empty else []) + kept
