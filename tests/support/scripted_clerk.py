"""A clerk who types a book from its pages with the keyboard, and decides from what he sees.

He knows the page and the screen only. He compares names, days and parents as a person would,
with rules of his own: nothing here comes from the program under test.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from hotich.synth.books import SampleEntry
from tests.support.browser import Window

ALIKE = 0.8
KEYS_OF_READING = {
    "doubtful": "Alt+g",
    "illegible": "Alt+k",
    "blank": "Alt+t",
    "struck_out": "Alt+x",
}
_STEMS = "Giáp Ất Bính Đinh Mậu Kỷ Canh Tân Nhâm Quý"
_BRANCHES = "Tý Sửu Dần Mão Thìn Tỵ Ngọ Mùi Thân Dậu Tuất Hợi"
_NAMED_YEAR = re.compile(rf"({_STEMS.replace(' ', '|')}) ({_BRANCHES.replace(' ', '|')})")
STEP_ONE = ("child.birth_date", "child.sex", "mother.full_name", "father.full_name")


@dataclass(frozen=True)
class Written:
    """What the eye sees at one place of the page: letters, and whether they can be read."""

    text: str
    reading: str


@dataclass(frozen=True)
class Paper:
    """One entry of the book as it lies on the desk."""

    number: str
    fields: Mapping[str, Written]

    def text(self, field_id: str) -> str:
        """Return the letters at a place, "" for none."""
        found = self.fields.get(field_id)
        return found.text if found else ""


@dataclass
class Typed:
    """What came of one entry, as the screen said it."""

    number: str
    said: str = ""
    pin: str = ""
    searched_wide: bool = False
    words_given: list[str] = field(default_factory=list)
    blocks_confirmed: int = 0
    verdict: str = ""


def paper_of(entry: SampleEntry) -> Paper:
    """Return what the printed page shows of a sample entry; its truth stays behind."""
    fields = {
        name: Written("" if kept["reading"] == "illegible" else kept["text"], kept["reading"])
        for name, kept in entry.fields.items()
    }
    return Paper(str(entry.number), fields)


def plain(text: str) -> str:
    """Return the bare letters of a text: no marks, no capitals, no signs between words."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def alike(left: str, right: str) -> bool:
    """Return whether two names may be one name badly written, or short of a middle name."""
    one, two = plain(left), plain(right)
    if not one or not two:
        return False
    shorter, longer = sorted((one.split(), two.split()), key=len)
    without_thi = [word for word in longer if word != "thi"]
    return shorter == without_thi or SequenceMatcher(None, one, two).ratio() >= ALIKE


def parts_of(text: str) -> list[int]:
    """Return day, month and year, as far as they are written."""
    return [int(part) for part in re.findall(r"\d+", text)]


def near(left: str, right: str) -> bool:
    """Return whether two birth dates may be one: equal, one part off, swapped, or less said.

    Of a lunar day ("23/12 năm Kỷ Tỵ") the year is known by its name; it ends in the next one.
    """
    one, two = parts_of(left), parts_of(right)
    if not one or not two:
        return True
    if named := _NAMED_YEAR.search(left):
        stem, branch = _STEMS.split().index(named[1]), _BRANCHES.split().index(named[2])
        years = (two[-1] - 1, two[-1])
        return any((year - stem) % 10 == 4 and (year - branch) % 12 == 4 for year in years)
    if len(one) < 3 or len(two) < 3:
        return one[-1] == two[-1]
    same = sum(a == b for a, b in zip(one, two, strict=True))
    return same >= 2 or (sorted(one[:2]) == sorted(two[:2]) and one[2] == two[2])


@dataclass(frozen=True)
class Line:
    """One line of the sheet on the screen: what stands in it, and what is offered in grey."""

    block: str
    name: str
    text: str
    offered: str
    reading: str
    basic: bool
    hints: list[str]
    options: list[str]


_LINES = """() => {
const rows = [...document.querySelectorAll("#sheet tbody[data-block] tr[data-field-id]")];
return rows.map((row) => {
  const name = row.dataset.fieldId;
  const control = row.querySelector(`[name="${CSS.escape(name)}"]`);
  return {
    block: row.closest("tbody").querySelector("[data-confirmed]").name,
    name, text: control.value, offered: control.dataset.prefill || "",
    reading: row.querySelector(`[name="${CSS.escape(name)}-reading"]`).value,
    basic: row.querySelector(".basic-mark") !== null,
    hints: [...row.querySelectorAll(".hint")].map((each) => each.textContent),
    options: [...(control.options || [])].map((each) => each.value),
  }; }); }"""

_CANDIDATES = """() => {
const rows = [...document.querySelectorAll("[data-candidates] [name=person]")];
return rows.map((row) => [
  row.dataset.digit, row.querySelector(".candidate__name").textContent.trim(),
  [...row.querySelectorAll(".candidate__facts > span")].map((each) => [
    each.querySelector("span").textContent.trim(), each.querySelector("b").textContent.trim()]),
]); }"""


class ScriptedClerk:
    """Types entries through one browser window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page

    def open_book(self, words: str) -> None:
        """Open a book from the desk and take its next number."""
        self.window.open("/nhap-du-lieu/")
        self.window.press_button(words)
        self.page.wait_for_selector("h1")
        self.page.wait_for_url("**/quyen/**")
        self.window.press("F10")
        self.page.wait_for_selector("#blind")

    def give_back(self) -> None:
        """Give the number in hand free: the book is at its end."""
        self.window.press_button("Bỏ giữ số này")
        self.page.wait_for_url("**/nhap-du-lieu/")

    def number(self) -> str:
        """Return the number that the page says is being typed."""
        said = self.page.inner_text(".workbar__number")
        return re.findall(r"(\d+)/\d{4}", said)[0]

    def type_entry(self, paper: Paper) -> Typed:
        """Type one entry, from the blind step to the save, and say what the screen said of it."""
        typed = Typed(self.number())
        self.type_blind(paper)
        self._decide(paper, typed)
        return self._finish(paper, typed)

    def _finish(self, paper: Paper, typed: Typed) -> Typed:
        """Type the rest, save, and say what the screen said."""
        self._say_who_lives()
        self._type_the_rest(paper, typed)
        self._give_words(typed)
        typed.verdict = self.page.inner_text("#verdict .verdict__title")
        if not self._save():
            # The program asks once more where something is still unsaid.
            self._give_words(typed)
            assert self._save(), self.page.inner_text("main")
        typed.said = self.page.inner_text("#messages")
        return typed

    def _save(self) -> bool:
        """Press save, and return whether the next number was opened."""
        self.page.evaluate("document.body.dataset.before = 1")
        self.window.press("F10")
        self.page.wait_for_selector("body:not([data-before]) :is(#blind, #sheet)")
        return self.page.query_selector("#blind") is not None

    # Step 1 ---------------------------------------------------------------------------------

    def type_blind(self, paper: Paper) -> None:
        """Type what the blind step asks for, and look the child up."""
        self.window.wait_until(
            lambda: self.window.focused() == "child-full_name", "the name has no focus"
        )
        self._put(paper, "child.full_name")
        for field_id in STEP_ONE:
            self.window.press("Tab")
            assert self.window.focused() == name_of(field_id)
            self._put(paper, field_id)
        self.window.press("Enter")
        self.page.wait_for_selector("[data-candidates]")

    def _put(self, paper: Paper, field_id: str) -> None:
        """Write what stands at a place of the page, and mark how it was read."""
        seen = paper.fields.get(field_id, Written("", "blank"))
        if seen.text:
            self.window.type(seen.text)
        reading = "blank" if not seen.text and seen.reading == "clear" else seen.reading
        if reading in KEYS_OF_READING:
            self.window.press(KEYS_OF_READING[reading])

    # Who is it? -------------------------------------------------------------------------------

    def _decide(self, paper: Paper, typed: Typed) -> None:
        digit = self._recognised(paper)
        if digit is None and self.page.query_selector('[data-digit="0"][value="wide"]'):
            self.window.press("0")
            self.page.wait_for_selector('[data-digit="0"][value="none"]')
            digit = self._recognised(paper)
        typed.searched_wide = self.page.query_selector('[data-digit="0"][value="none"]') is not None
        self.window.press(digit or "0")
        self.page.wait_for_selector("#sheet")
        shown = self.page.query_selector(".page-head .pin")
        typed.pin = re.sub(r"\D", "", shown.inner_text()) if shown else ""

    def _recognised(self, paper: Paper) -> str | None:
        """Return the key of the one the clerk takes for the child of the page, or None."""
        best = (0, "")
        for digit, name, facts in self.page.evaluate(_CANDIDATES):
            best = max(best, (likeness(paper, name, dict(facts)), digit), key=lambda one: one[0])
        return best[1] or None

    # Step 2 -----------------------------------------------------------------------------------

    def _say_who_lives(self) -> None:
        for name in self.page.eval_on_selector_all(
            "#sheet select[name$=life]", "all => all.map((each) => each.name)"
        ):
            self.window.go_to(name)
            if not self.page.input_value(f'[name="{name}"]'):
                self.window.press("ArrowDown")
            basis = name.removesuffix("life") + "basis"
            self.window.go_to(basis)
            if not self.page.input_value(f'[name="{basis}"]'):
                self.window.type_words("Gia đình khai, công an khu vực biết")

    def _type_the_rest(self, paper: Paper, typed: Typed) -> None:
        block = ""
        for line in self._lines():
            if block and line.block != block:
                self._confirm(typed)
            block = line.block
            self._read_against(paper, line)
        self._confirm(typed)

    def _confirm(self, typed: Typed) -> None:
        self.window.press("F2")
        typed.blocks_confirmed += 1

    def _lines(self) -> list[Line]:
        """Return the lines of the sheet as they stand on the screen."""
        return [Line(**each) for each in self.page.evaluate(_LINES)]

    def _read_against(self, paper: Paper, line: Line) -> None:
        """Hold one line of the sheet against the page: leave what agrees, type what does not."""
        seen = paper.fields.get(line.name.replace("-", ".", 1), Written("", "blank"))
        is_blank = not seen.text and seen.reading in {"clear", "blank"}
        if is_blank and not line.text and not line.offered and not line.basic:
            return  # confirming the block says that the book leaves it empty
        reading = "blank" if is_blank else seen.reading
        if line.text == seen.text and line.reading == reading:
            return
        if not line.text and seen.text == line.offered and reading == "clear":
            return
        if line.name.endswith("_words") and reading == "clear" and seen.text in line.hints:
            return  # the sheet says the date in the words of the page
        self.window.go_to(line.name)
        if line.options:
            self._choose(line, seen.text)
        elif seen.text and line.text != seen.text:
            self.window.press("Control+a")
            self.window.type_words(seen.text)
        if reading in KEYS_OF_READING and line.reading != reading:
            self.window.press(KEYS_OF_READING[reading])

    def _choose(self, line: Line, text: str) -> None:
        """Walk down a list by the arrow keys until it says what the page says."""
        assert text in line.options, (line.name, text, line.options)
        for _ in range(line.options.index(text) - line.options.index(line.text)):
            self.window.press("ArrowDown")
        assert self.page.input_value(f'#sheet [name="{line.name}"]') == text

    def _give_words(self, typed: Typed) -> None:
        """Say, where the sheet asks, whether both sides mean the same."""
        self._settle()
        for _ in range(8):
            asked = self.page.eval_on_selector_all(
                "#sheet tr:has([data-word])",
                """rows => rows.filter((row) => !row.querySelector("[aria-pressed=true]"))
                .map((row) => [row.dataset.fieldId, row.querySelector(".population").innerText])""",
            )
            if not asked:
                return
            name, population = asked[0]
            text = self.page.input_value(f'#sheet [name="{name}"]')
            self.window.go_to(name)
            self.window.press("Alt+y" if same_meaning(text, population) else "Alt+h")
            typed.words_given.append(name)
            self._settle()
        raise AssertionError("the sheet does not stop asking")

    def _settle(self) -> None:
        """Wait until the outcome on the screen belongs to what was typed."""
        self.page.wait_for_timeout(300)
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")


def name_of(field_id: str) -> str:
    """Return the name of a field's control on the page."""
    return field_id.replace(".", "-", 1)


def likeness(paper: Paper, name: str, facts: Mapping[str, str]) -> int:
    """Return how sure a reader is that the candidate is the child of the page; 0: it is not he.

    Where not one fact is the very same, he is somebody else, however alike each of them is.
    """
    if not alike(paper.text("child.full_name"), name):
        return 0
    score, same = 0, plain(paper.text("child.full_name")) == plain(name)
    parents = {"mẹ": paper.text("mother.full_name"), "cha": paper.text("father.full_name")}
    for word, written in parents.items():
        shown = next((text for label, text in facts.items() if label.endswith(word)), "")
        if written and shown:
            score += 2 if alike(written, shown) else -2
            same = same or plain(written) == plain(shown)
    birth = next((text for label, text in facts.items() if "sinh" in label), "")
    score += 2 if near(paper.text("child.birth_date"), birth) else -2
    same = same or parts_of(paper.text("child.birth_date")) == parts_of(birth)
    return score if score > 1 and same else 0


def same_meaning(book: str, population: str) -> bool:
    """Return whether a reader takes two texts for the same thing but for missing marks."""
    return plain(book) == plain(population) or bool(
        set(plain(book).split()) & set(plain(population).split()) - {"xa", "huyen", "tinh"}
    )
