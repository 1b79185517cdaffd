"""A book typed from first to last entry: what it cost, and what was stored."""

from hotich.core.dates import read_date, worded_date
from hotich.synth.keyboard import Step, seconds_of
from tests.support.asking import ask
from tests.support.frugal_clerk import FrugalClerk
from tests.support.installation import Installation
from tests.support.scripted_clerk import Written, name_of
from tests.support.typing_budget import (
    Count,
    Figures,
    SampleBook,
    Sheet,
    paper_of_declarant,
    plain_keys,
)
from tests.support.typing_hand import Hand

_STORED = """
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import links_of, outcome_of, values_of
from hotich.apps.population.queries import person_values
answer = dict()
for entry in Entry.objects.filter(register_type="{code}", voided_at=None):
    answer[entry.number] = dict(
        outcome=outcome_of(entry).value,
        pins=dict(
            (one.mention.role, person_values(one.person)["pin"])
            for one in links_of(entry) if one.undone_at is None),
        values=dict((name, [one.text, one.reading, one.agrees])
                    for name, one in values_of(entry).items()))
"""


def type_book(hand: Hand, book: SampleBook, *, entries: int | None = None) -> Figures:
    """Let a frugal clerk type the book, or its first entries, and return what it cost."""
    clerk = FrugalClerk(hand)
    clerk.open_book(book.title)
    hand.told.clear()
    hand.due = 0
    figures = Figures()
    for sheet in book.sheets[:entries]:
        typed = clerk.type_frugally(sheet.paper)
        figures.counts.append(_count(hand, book, sheet, typed.said))
    clerk.give_back()
    assert hand.window.mouse == []
    assert hand.dialogs == []
    return figures


def look_up(clerk: FrugalClerk, sheet: Sheet) -> None:
    """Look the person up at the book's next number, of which nothing else is typed."""
    _fill(clerk, sheet)
    clerk.window.press("Enter")
    clerk.page.wait_for_selector("[data-candidates]")


def reach_sheet(clerk: FrugalClerk, book: SampleBook) -> None:
    """Open the book's next number at step 2, for the person of its first entry.

    It may be half typed: the desk then names the book a second time, for a link that leads
    elsewhere, and Enter goes to a blank line first.
    """
    clerk.window.open("/nhap-du-lieu/")
    clerk.page.locator("section h2 a", has_text=book.title).first.focus()
    clerk.window.press("Enter")
    clerk.page.wait_for_url("**/quyen/**")
    clerk.window.press("F10")
    clerk.page.wait_for_selector("#blind")
    _fill(clerk, book.sheets[0])
    clerk.window.press_button("Tra cứu")
    clerk.page.wait_for_selector("[data-candidates]")
    clerk.pick(book.sheets[0].paper)


def _fill(clerk: FrugalClerk, sheet: Sheet) -> None:
    role = clerk.page.input_value("#blind [name=role]")
    for field_id in (f"{role}.full_name", f"{role}.birth_date"):
        control = clerk.page.locator(f"[name={name_of(field_id)}]")
        control.fill(sheet.paper.text(field_id))


def leave_sheet(clerk: FrugalClerk) -> None:
    """Go back to step 1 and give the number free."""
    clerk.window.press_button("Về bước 1")
    clerk.page.wait_for_selector("#blind")
    clerk.give_back()


def _count(hand: Hand, book: SampleBook, sheet: Sheet, said: str) -> Count:
    # The machine's answers count as in the study, so that a busy machine does not show here.
    steps = [*(step for step in hand.log.steps if not step.waited), Step("machine", waited=1.0)]
    return Count(
        number=sheet.paper.number,
        path=sheet.path,
        outcome=said,
        by_place=hand.log.keys_by_place(),
        thoughts=hand.log.thoughts,
        slow=seconds_of(steps),
        quick=seconds_of(steps, words_a_minute=55),
        plain=plain_keys(sheet, book.fields),
        paper=paper_of_declarant(sheet.paper),
    )


def wrongly_stored(
    installation: Installation, book: SampleBook, entries: int | None = None
) -> list[tuple[str, ...]]:
    """Return what the database holds otherwise than the pages: number, place, stored, written."""
    stored = ask(installation, _STORED.format(code=book.book.register_type))
    wrong: list[tuple[str, ...]] = []
    for sheet in book.sheets[:entries]:
        number, kept = sheet.paper.number, stored[sheet.paper.number]
        linked = {role: kept["pins"].get(role, "") for role in sheet.people if role in sheet.looked}
        wrong += [
            (number, role, pin, sheet.people[role])
            for role, pin in linked.items()
            if pin != sheet.people[role]
        ]
        for spec in book.fields:
            held = kept["values"].get(spec.id, ["", "", ""])
            seen = sheet.paper.fields.get(spec.id, Written("", "blank"))
            if not _is_the_same(sheet, spec.id, held, seen):
                wrong.append((number, spec.id, str(held), str(seen)))
    return wrong


def _is_the_same(sheet: Sheet, field_id: str, held: list[str], seen: Written) -> bool:
    text, reading, agrees = held
    if text == seen.text:
        is_blank = not text and {reading, seen.reading} <= {"clear", "blank"}
        return is_blank or reading == seen.reading
    digits = read_date(sheet.paper.text(field_id.removesuffix("_words"))).date
    said = worded_date(digits) if digits and field_id.endswith("_words") else ""
    return not text and agrees == "yes" and seen.text == said
