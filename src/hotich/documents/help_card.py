"""The help card: an officer's keys and the reading rules on one sheet beside the keyboard."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from hotich.core.words import vi
from hotich.documents.typesetting import to_pdf

TITLE = vi("Thẻ phím tắt")
RULES = vi("Bốn điều khi đọc sổ")

Translate = Callable[[str], str]


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class CardPlace:
    """The keys of one place of use: combination as printed on keyboards, and what it does."""

    label: str
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HelpCard:
    """A card for one officer, in words of one language."""

    officer: str
    places: tuple[CardPlace, ...]
    rules: tuple[str, ...]


def card_pdf(card: HelpCard, translate: Translate = _same) -> bytes:
    """Return the card as PDF, one A4 sheet."""
    title = translate(TITLE)
    return to_pdf(
        "help_card",
        {
            "title": title,
            "document_title": title,
            "officer": card.officer,
            "columns": [[asdict(place) for place in column] for column in _columns(card.places)],
            "rules_title": translate(RULES),
            "rules": card.rules,
        },
    )


def _columns(places: tuple[CardPlace, ...]) -> tuple[tuple[CardPlace, ...], ...]:
    """Return the places in two columns, the cut where they are most alike in height."""
    heights = [2 + len(place.keys) for place in places]
    cut = min(
        range(len(places) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])), default=0
    )
    return places[:cut], places[cut:]
