"""What old books hold that is odd and lawful: worth a remark, never a refusal.

An oddity changes texts that are already told. The truth names it as "field id:oddity".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hotich.core.dates import PartialDate, can_chi, to_lunar, worded_date
from hotich.core.registers import Field, Kind
from hotich.synth.chance import pick
from hotich.synth.telling import At, Rule, Telling, words

_OLD_GROUP_NAMES = ("Mán", "Thổ", "Mèo", "Xá")
_OLD_STATES = ("Liên Xô", "CHDC Đức", "Tiệp Khắc")


@dataclass(frozen=True, slots=True)
class Oddity:
    """A way to be odd: at which kind of field it may stand, and what then stands there."""

    name: str
    kind: Kind
    text: Rule


def _age(at: At) -> str:
    born = at.telling.dates.get(at.item.id)
    if born is None or born.year is None or not at.item.id.endswith(".birth_date"):
        return ""
    years = at.year - born.year
    return f"{years} tuổi" if years > 0 else ""


def _lunar(at: At) -> str:
    born = at.telling.dates.get(at.item.id)
    day = born.earliest() if born and born.day and at.item.id.endswith(".birth_date") else None
    if day is None:
        return ""
    lunar = to_lunar(day)
    return "" if lunar.leap else f"{lunar.day}/{lunar.month} năm {can_chi(lunar.year)}"


def _impossible(at: At) -> str:
    told = at.telling.dates.get(at.item.id)
    return f"31/02/{told.year}" if told and told.day and at.item.id.endswith("_on") else ""


def _after_registration(at: At) -> str:
    if not at.item.id.endswith(".birth_date"):
        return ""
    day = at.telling.registered + timedelta(days=40)
    return f"{day:%d/%m/%Y}"


def _other_words(at: At) -> str:
    said = at.telling.dates.get(at.item.id.removesuffix("_words"))
    if said is None or said.day is None:
        return ""
    return worded_date(PartialDate(said.year, said.month, said.day % 28 + 1))


def _old_state(at: At) -> str:
    return pick(at.chance, _OLD_STATES) if at.year < 1992 else ""


def _repair(at: At) -> str:
    return f"Chữa lại năm {at.year}, đã đóng dấu"


ODDITIES = (
    Oddity("age_for_date", Kind.DATE, _age),
    Oddity("lunar_date", Kind.DATE, _lunar),
    Oddity("impossible_date", Kind.DATE, _impossible),
    Oddity("birth_after_registration", Kind.DATE, _after_registration),
    Oddity("words_differ", Kind.WORDED_DATE, _other_words),
    Oddity("placeholder_place", Kind.PLACE, words(", , ,")),
    Oddity("old_group_name", Kind.ETHNICITY, words(*_OLD_GROUP_NAMES)),
    Oddity("old_state", Kind.NATIONALITY, _old_state),
    Oddity("note_of_repair", Kind.NOTE, _repair),
)


def odd_texts(telling: Telling, items: tuple[Field, ...], rate: float) -> Iterator[tuple[str, str]]:
    """Change at most one text of an entry in one odd way; yield (field id, oddity) if it did."""
    if telling.chance.random() >= rate:
        return
    oddity = pick(telling.chance, ODDITIES)
    fitting = [item for item in items if item.kind is oddity.kind]
    for item in fitting:
        if not telling.texts.get(item.id) and item.kind is not Kind.NOTE:
            continue
        text = oddity.text(At(telling, item, item.id.rsplit(".", 1)[0]))
        if text:
            telling.texts[item.id] = text
            yield item.id, oddity.name
            return
