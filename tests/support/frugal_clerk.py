"""A practised clerk: he types an entry with as few keys as the screen really offers.

He knows the page and the screen only. A help is used where the text it puts is byte for byte that
of the book; else the field is typed. Every key goes through the replay of an input method.
"""

import re
from functools import partial

from hotich.web.keys import get_key
from tests.support.scripted_clerk import (
    KEYS_OF_READING,
    Paper,
    ScriptedClerk,
    Typed,
    Written,
    alike,
    name_of,
    near,
    same_meaning,
)
from tests.support.typing_hand import Hand
from tests.support.typing_helps import Seen, Way, sheet_lines, short_date, ways_to

CONFIRM, SAVE = (get_key(one).combo for one in ("confirm_block", "save"))
_MOST_STEPS = 300
# The keys that lead from the control in hand to another one, the fewest.
_ROUTE = """(name) => {
const at = document.activeElement;
const to = document.querySelector(`form :is(input, select, textarea)[name="${CSS.escape(name)}"]`);
if (!to) return null;
if (at === to) return [];
const seen = (each) => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden"
  && each.checkVisibility({visibilityProperty: true});
const tabs = [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex]")].filter(seen);
const stops = [...to.form.querySelectorAll("input, select, textarea")].filter(seen);
const found = [];
const block = at.closest("[data-block]");
const mark = (each) => to.form.querySelector(`[data-reading-of="${CSS.escape(each.name)}"]`);
const goes = (each) => !each.value.trim() && !each.hasAttribute("data-pass")
  && (mark(each)?.value ?? "clear") === "clear";
const looks = to.form.dataset.enter === "look";
if (stops.includes(at)) {
  const after = stops.slice(stops.indexOf(at) + 1);
  const here = after.filter((each) => each.closest("[data-block]") === block && goes(each));
  const way = looks ? here : after;
  if (way.includes(to)) found.push(Array(way.indexOf(to) + 1).fill("Enter"));
  const back = stops.indexOf(at) - stops.indexOf(to);
  if (back > 0) found.push(Array(back).fill("Shift+Enter"));
} else if (at.matches("[data-confirm-block]") && looks) {
  const own = stops.filter((each) => each.closest("[data-block]") === block);
  if (own.includes(to)) found.push(Array(own.length - own.indexOf(to)).fill("Shift+Enter"));
}
let from = tabs.indexOf(at);
if (from < 0) {
  const follows = Node.DOCUMENT_POSITION_FOLLOWING;
  const next = tabs.findIndex((each) => at.compareDocumentPosition(each) & follows);
  from = next - 1;
  if (tabs.indexOf(to) <= from) from = next;
}
const away = tabs.indexOf(to) - from;
found.push(Array(Math.abs(away)).fill(away > 0 ? "Tab" : "Shift+Tab"));
const cost = (way) => way.reduce((sum, key) => sum + key.split("+").length, 0);
return found.sort((one, two) => cost(one) - cost(two))[0]; }"""


class FrugalClerk(ScriptedClerk):
    """Types entries with few keys; `hand` holds the log of the entry being typed."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand.window)
        self.hand = hand

    def type_frugally(self, paper: Paper) -> Typed:
        """Type one entry from the blind step to the save."""
        self.hand.begin()
        typed = Typed(self.number())
        while self.page.query_selector("#blind"):
            self.blind(paper)
            typed.pin = self.pick(paper)
        self._say_who_is_alive()
        self._look_over(paper)
        self._fill_sheet(paper, typed)
        self._save_frugally(typed)
        self.hand.settle()
        return typed

    # Step 1 ---------------------------------------------------------------------------------

    def blind(self, paper: Paper) -> None:
        """Type name and birth date, and look the person up."""
        role = self.page.input_value("#blind [name=role]")
        name, birth = f"{role}.full_name", f"{role}.birth_date"
        self.window.wait_until(
            lambda: self.window.focused() == name_of(name), "the name has no focus"
        )
        for field_id in (name, birth):
            seen = paper.fields.get(field_id, Written("", "blank"))
            year = self.page.get_attribute(f"[name={name_of(field_id)}]", "data-year") or ""
            self.hand.think(field_id)
            if seen.text:
                self.hand.type(field_id, short_date(seen.text, year) or seen.text)
            self._mark(field_id, seen)
            self.hand.press(field_id, "Enter")
        with self.hand.waiting("candidates"):
            self.page.wait_for_selector("[data-candidates]")

    def _mark(self, field_id: str, seen: Written) -> None:
        reading = "blank" if not seen.text and seen.reading == "clear" else seen.reading
        if reading in KEYS_OF_READING:
            self.hand.press(field_id, KEYS_OF_READING[reading])

    def pick(self, paper: Paper) -> str:
        """Say who is meant, and return the number that the sheet then shows, "" for none."""
        self.hand.think("candidates")
        role = self.page.input_value("#blind [name=role]")
        digit = self._who(paper, role)
        if digit is None and self.page.query_selector('[data-digit="0"][value="wide"]'):
            self.hand.press("candidates", "0")
            self.page.wait_for_selector('[data-digit="0"][value="none"]')
            digit = self._who(paper, role)
        self.page.evaluate("document.body.dataset.before = 1")
        self.hand.press("candidates", digit or "0")
        with self.hand.waiting("sheet"):
            self.page.wait_for_selector("body:not([data-before]) :is(#blind, #sheet)")
            if not self.page.query_selector("#sheet"):
                return ""
            self.page.wait_for_function("() => document.activeElement.closest('#sheet')")
        shown = self.page.query_selector(".page-head .pin")
        return re.sub(r"\D", "", shown.inner_text()) if shown else ""

    def _who(self, paper: Paper, role: str) -> str | None:
        if role == "child":
            return self._recognised(paper)
        for row in self.page.query_selector_all("[data-candidates] [name=person]"):
            name = row.query_selector(".candidate__name")
            facts = row.query_selector(".candidate__facts")
            days = re.findall(r"[\d/]{4,10}", facts.inner_text()) if facts else []
            if not name or not alike(paper.text(f"{role}.full_name"), name.inner_text().strip()):
                continue
            if days and self._born_then(paper.text(f"{role}.birth_date"), days[0]):
                return row.get_attribute("data-digit")
        return None

    def _born_then(self, written: str, shown: str) -> bool:
        """Return whether the day on the screen may be that of the page, which may tell an age."""
        age = re.search(r"(\d+) tuổi", written)
        if age is None:
            return near(written, shown)
        year = int(re.findall(r"/(\d{4})", self.page.inner_text(".workbar__number"))[0])
        return abs(year - int(age[1]) - int(shown[-4:])) <= 2

    # Step 2 ---------------------------------------------------------------------------------

    def lines(self) -> list[Seen]:
        """Return the lines of the sheet as they stand on the screen."""
        return sheet_lines(self.page)

    def line(self, name: str) -> Seen:
        """Return one line of the sheet."""
        return next(one for one in self.lines() if one.name == name)

    def _say_who_is_alive(self) -> None:
        """Say of each who was not found whether he lives, and how that is known."""
        for name in self.page.eval_on_selector_all(
            "#sheet select[name$=life]", "all => all.map((each) => each.name)"
        ):
            self.hand.think("life")
            if not self.page.input_value(f'[name="{name}"]'):
                self._go("life", name)
                has_pad = self.page.get_attribute(f'[name="{name}"]', "data-pad")
                self.hand.press("life", "1" if has_pad else "ArrowDown")
            basis = name.removesuffix("life") + "basis"
            if not self.page.input_value(f'[name="{basis}"]'):
                self._go("life", basis)
                has_pad = self.page.get_attribute(f'[name="{basis}"]', "data-pad")
                self.hand.type("life", "2" if has_pad else "gia đình khai")

    def _look_over(self, paper: Paper) -> None:
        """Count a thought for each prefilled line that is held against the page."""
        for line in self.lines():
            if line.told.get("prefillOrigin") == "prefilled" and paper.text(line.field_id):
                self.hand.think(line.field_id)

    def _fill_sheet(self, paper: Paper, typed: Typed) -> None:
        acted: dict[str, int] = {}
        for _ in range(_MOST_STEPS):
            lines = self.lines()
            open_blocks = [one.block for one in lines if not one.confirmed]
            if not open_blocks:
                return
            block = min(open_blocks)
            todo = [
                one
                for one in lines
                if one.block == block and one.needs(paper_has(paper, one), settled=not one.focused)
            ]
            if todo:
                name = todo[0].name
                acted[name] = acted.get(name, 0) + 1
                assert acted[name] < 4, (name, todo[0], paper_has(paper, todo[0]))
                self._act(todo[0], paper_has(paper, todo[0]), lines)
                continue
            self._confirm_block(lines, block)
            typed.blocks_confirmed += 1
        raise AssertionError("the sheet does not come to an end")

    def _act(self, line: Seen, seen: Written, lines: list[Seen]) -> None:
        """Do at a field the cheapest thing that makes it say what the page says."""
        place = line.field_id
        self.hand.think(place)
        from_here = line.from_block(seen, lines)
        if from_here and self._is_in_block(line.block, lines):
            for key in from_here:
                self.hand.press(place, key)
            return
        self._go(place, line.name)
        arrived = self.line(line.name)
        if seen.text and (arrived.result != seen.text or _falls_away(arrived, seen)):
            self._take(arrived, self._cheapest(arrived, seen, lines))
        elif not seen.text and arrived.text:
            self.hand.press(place, "Delete")
        if (
            arrived.is_worded
            and not seen.text
            and seen.reading == "blank"
            and arrived.told.get("pad")
        ):
            self.hand.type(place, "0")
        elif arrived.is_worded and arrived.will_be_blank and seen.text in arrived.hints:
            self.hand.type(place, "1")
        elif seen.reading in KEYS_OF_READING and arrived.reading != seen.reading:
            if self.window.focused() != line.name:
                self._go(place, line.name)
            self.hand.press(place, KEYS_OF_READING[seen.reading])

    def _cheapest(self, line: Seen, seen: Written, lines: list[Seen]) -> Way:
        ways = ways_to(line, seen.text, lines, self._suggested)
        own = (one for one in ways if one.by_hand or not _falls_away(line, seen))
        return min(own, key=lambda one: one.cost)

    def _is_in_block(self, block: int, lines: list[Seen]) -> bool:
        """Return whether the focus is in the block and at no field with a notation of its own."""
        at: int = self.page.evaluate(
            """() => { const block = document.activeElement.closest("tbody[data-block]");
            const all = [...document.querySelectorAll("#sheet tbody[data-block]")];
            return document.activeElement.matches("[data-kind=date], [data-kind=name]") ? -1
                : all.indexOf(block); }"""
        )
        return at == block

    def _take(self, line: Seen, way: Way) -> None:
        place = line.field_id
        if way.clears:
            self.hand.press(place, "Control+a")
        if way.typed:
            self.hand.type(place, way.typed)
        if way.down:
            if way.typed:
                self.page.wait_for_selector(f'[name="{line.name}"][aria-expanded=true]')
            for step in range(way.down):
                self.hand.press(place, "ArrowDown")
                if step == 0 and not line.options:
                    self.page.wait_for_selector(f'[name="{line.name}"][aria-activedescendant]')
            if not line.options:
                self.hand.press(place, "Enter")
        for key in way.keys:
            self.hand.press(place, key)

    def _suggested(self, line: Seen, typed: str) -> list[str]:
        """Return the list that the screen shows for what was typed, as one who knows it does."""
        found: list[str] = self.page.evaluate(
            """async ([name, typed]) => {
            const input = document.querySelector(`#sheet [name="${CSS.escape(name)}"]`);
            const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
            const answer = await fetch(input.dataset.suggestUrl, {method: "POST", headers,
              body: new URLSearchParams({q: typed, field: name})});
            return answer.ok ? (await answer.json()).options.map((each) => each.text) : []; }""",
            [line.name, typed],
        )
        return found

    def _go(self, place: str, name: str) -> None:
        """Walk to a control by the shortest way that the keys offer."""
        for _ in range(8):
            way = self.page.evaluate(_ROUTE, name)
            assert way is not None, name
            for key in way:
                self.hand.press(place, key)
            if self.window.focused() == name:
                return
        raise AssertionError(f"{name} is not reached, but {self.window.focused()}")

    def _confirm_block(self, lines: list[Seen], block: int) -> None:
        here = self.page.evaluate(
            """() => [...document.querySelectorAll("#sheet tbody[data-block]")]
            .indexOf(document.activeElement.closest("tbody[data-block]"))"""
        )
        if here != block:
            at = next((one.stop for one in lines if one.focused), 0)
            own = [one for one in lines if one.block == block and one.stop >= 0]
            self._go("confirm", min(own, key=lambda one: abs(one.stop - at)).name)
        self.hand.press("confirm", CONFIRM)
        self.window.wait_until(
            lambda: all(one.confirmed for one in self.lines() if one.block == block),
            "the block is not confirmed",
        )

    # Save -----------------------------------------------------------------------------------

    def _save_frugally(self, typed: Typed) -> None:
        self.hand.think("save")
        self._answer_words(typed)
        typed.verdict = self.page.inner_text("#verdict .verdict__title")
        for _ in range(3):
            self.page.evaluate("document.body.dataset.before = 1")
            self.hand.press("save", SAVE)
            with self.hand.waiting("save"):
                self.page.wait_for_selector("body:not([data-before]) :is(#blind, #sheet)")
                is_next = self.page.query_selector("#blind") is not None
                if is_next:
                    self.page.wait_for_function("() => document.activeElement.closest('#blind')")
            if is_next:
                typed.said = self.page.inner_text("#messages")
                return
            self._answer_words(typed)
        raise AssertionError(self.page.inner_text("main"))

    def _answer_words(self, typed: Typed) -> None:
        self._settle()
        for _ in range(8):
            asked = [one for one in self.lines() if one.asks]
            if not asked:
                return
            line = asked[0]
            if self.window.focused() != line.name:  # saving leads to the first line that asks
                self.hand.press("words", SAVE)
                self.window.wait_until(
                    partial(self._is_at, line.name), "saving does not lead to the line that asks"
                )
            self.hand.think("words")
            same = same_meaning(line.text, line.population)
            self.hand.press("words", "Alt+y" if same else "Alt+h")
            typed.words_given.append(line.name)
            self._settle()
        raise AssertionError("the sheet does not stop asking")

    def _is_at(self, name: str) -> bool:
        return self.window.focused() == name


def _falls_away(line: Seen, seen: Written) -> bool:
    """Return whether what is only offered would not be stored: under a mark it must be typed."""
    return seen.reading == "struck_out" and line.reading != seen.reading


def paper_has(paper: Paper, line: Seen) -> Written:
    """Return what stands on the page at a line; no text that can be read is a blank."""
    seen = paper.fields.get(line.field_id, Written("", "blank"))
    reading = "blank" if not seen.text and seen.reading == "clear" else seen.reading
    return Written(seen.text, reading)
