"""A clerk at the keyboard who types an entry of any register, from inventory page to last save."""

import re
from collections.abc import Mapping

from tests.support.browser import Window
from tests.support.scripted_clerk import Paper, ScriptedClerk, Typed, Written, alike, near

_BLIND = """() => [...document.querySelectorAll("#blind .field__row[data-field]")].map((row) => {
  const control = row.querySelector(`[name="${CSS.escape(row.dataset.field)}"]`);
  return [control.name, control.value]; })"""
_CHOSEN = "(name) => document.activeElement.selectedOptions?.[0]?.textContent || ''"


def paper(number: int, texts: Mapping[str, str]) -> Paper:
    """Return a page that can be read everywhere; what is not written on it is blank."""
    return Paper(str(number), {name: Written(text, "clear") for name, text in texts.items()})


class RegisterClerk(ScriptedClerk):
    """Types entries in which several people are looked up one after the other."""

    def type_any(self, sheet: Paper) -> Typed:
        """Type one entry, from the blind steps to the save, and say what the screen said of it."""
        typed = Typed(self.number())
        while self.page.query_selector("#blind"):
            self._type_step(sheet)
            self._decide_step(sheet)
        # The focus comes into the sheet once its modules have run: no key is lost before that.
        self.page.wait_for_function("() => document.activeElement.closest('#sheet')")
        return self._finish(sheet, typed)

    def _role(self) -> str:
        return self.page.input_value("#blind [name=role]")

    def _type_step(self, sheet: Paper) -> None:
        fields = self.page.evaluate(_BLIND)
        names = {name for name, _held in fields}
        # The page itself puts the focus into the first empty field, once its modules have run.
        self.window.wait_until(lambda: self.window.focused() in names, "no field has the focus")
        for name, held in fields:
            field_id = name.replace("-", ".", 1)
            if held:
                continue
            self.window.go_to(name)
            self._put(sheet, field_id)
        self.window.press("Enter")
        self.page.wait_for_selector("[data-candidates]")

    def _decide_step(self, sheet: Paper) -> None:
        role = self._role()
        digit = self._person(sheet, role)
        # The program may have searched widely by itself; then "0" says already that it is nobody.
        if digit is None and self.page.query_selector('[data-digit="0"][value="wide"]'):
            self.window.press("0")
            self.page.wait_for_selector('[data-digit="0"][value="none"]')
            digit = self._person(sheet, role)
        self.page.evaluate("document.body.dataset.before = 1")
        self.window.press(digit or "0")
        self.page.wait_for_selector("body:not([data-before]) :is(#blind, #sheet)")

    def _person(self, sheet: Paper, role: str) -> str | None:
        """Return the key of the candidate whose name and birth are those of the page."""
        for row in self.page.query_selector_all("[data-candidates] [name=person]"):
            name = row.query_selector(".candidate__name")
            facts = row.query_selector(".candidate__facts")
            assert name is not None
            assert facts is not None
            days = re.findall(r"[\d/]{4,10}", facts.inner_text())
            born = sheet.text(f"{role}.birth_date")
            is_he = alike(sheet.text(f"{role}.full_name"), name.inner_text().strip())
            if is_he and days and near(born, days[0]):
                return row.get_attribute("data-digit")
        return None


def pick(window: Window, name: str, words: str) -> None:
    """Walk down a list by the arrow keys until its choice holds the words."""
    window.go_to(name)
    for _ in range(60):
        if words in str(window.page.evaluate(_CHOSEN, name)):
            return
        window.press("ArrowDown")
    raise AssertionError(f"{words!r} is no choice of {name} on {window.page.url}")


def write(window: Window, name: str, text: str) -> None:
    """Go to a control by Tab and type the text there."""
    window.go_to(name)
    window.type_words(text)
