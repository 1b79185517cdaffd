"""The sheet on which an entry is typed: theo sổ beside theo CSDLQGVDC, block by block."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.forms import BoundField
from django.utils.translation import gettext

from hotich.apps.entry.comparing import compare_values, resolved_places
from hotich.apps.entry.concluding import Verdict, judge_absence, judge_link
from hotich.apps.entry.dressing import Helps, dress, kept_of
from hotich.apps.entry.forms import RestForm
from hotich.apps.entry.hints import hints_of
from hotich.apps.entry.models import Outcome
from hotich.apps.entry.offering import shown
from hotich.apps.entry.parties import Parties, Party, party_compared
from hotich.apps.entry.typed import Identity, TypedValue, register_value
from hotich.core.dates import UnreadableDate, from_iso, worded_date
from hotich.core.discrepancies import FieldComparison, FieldRelation, entry_outcome
from hotich.core.discrepancies import Outcome as CoreOutcome
from hotich.core.names import LetterRun
from hotich.core.registers import (
    REMARK_WORDS,
    Field,
    Kind,
    RegisterType,
    RegisterValue,
    Section,
    entry_remarks,
    suggest_ethnic_groups,
)
from hotich.core.words import vi
from hotich.web.comparison import comparison_row
from hotich.web.register_form import input_name
from hotich.web.states import State, state_of

_SENTENCES = {
    Outcome.CONSISTENT: vi("Các thông tin cơ bản đã đọc đều khớp với CSDLQGVDC."),
    Outcome.INCONSISTENT: vi(
        "Đọc lại sổ ở các dòng đánh dấu. Nếu sổ ghi đúng như đã nhập thì cứ lưu;"
        " trường hợp này vào danh sách theo dõi riêng."
    ),
    Outcome.NOT_FOUND: vi("Khi lưu, hệ thống gửi đề nghị cấp số định danh cá nhân."),
}


@dataclass(frozen=True)
class Assessment:
    """What can be said of the entry as it is typed now."""

    parties: Parties
    verdicts: Mapping[str, Verdict]
    comparisons: Mapping[str, FieldComparison]
    read: frozenset[str]
    values: Mapping[str, RegisterValue]
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: int = 0


@dataclass(frozen=True)
class Relation:
    """How a field stands to the population database, for the eye."""

    state: State
    reason: str = ""
    asks: bool = False
    word: str = ""


@dataclass(frozen=True)
class Row:
    """One field on the sheet."""

    name: str
    label: str
    basic: bool
    compared: bool
    control: BoundField
    reading: BoundField
    origin: BoundField
    agrees: BoundField | None
    word: BoundField | None
    population: tuple[LetterRun, ...]
    relation: Relation | None
    hints: tuple[str, ...]
    kept: bool | None = None


@dataclass(frozen=True)
class Block:
    """The fields of one section, confirmed together."""

    section: Section
    confirmed: BoundField
    took: BoundField
    is_confirmed: bool
    rows: tuple[Row, ...]


def assess(
    definition: RegisterType,
    typed: Mapping[str, TypedValue],
    *,
    year: int,
    parties: Parties,
    agreements: Mapping[str, bool],
    day: date,
    office: UUID | None = None,
) -> Assessment:
    """Return the outcome so far by role, the comparisons of what has been read, and remarks.

    `day` is today's, for years to come; `office` the one whose clerks resolved written places.
    """
    stored = {field_id: value.as_register_text() for field_id, value in typed.items()}
    values = {
        field_id: register_value(definition.field(field_id), value, book_year=year)
        for field_id, value in stored.items()
        if value.confirmed
    }
    read = frozenset(values)
    remarks: dict[str, tuple[str, ...]] = {}
    for remark in entry_remarks(definition, values, at=day):
        words = gettext(REMARK_WORDS[remark.code])
        remarks[remark.field_id] = (*remarks.get(remark.field_id, ()), words)
    places = resolved_places(definition, values, office=office, year=year) if office else {}
    comparisons: dict[str, FieldComparison] = {}
    verdicts: dict[str, Verdict] = {}
    for role, party in parties.items():
        if party.is_linked:
            compared = compare_values(
                definition, role, values, party.values, agreements, places=places
            )
            comparisons |= {one.field_id: one for one in compared}
            verdicts[role] = judge_link(compared, read)
        elif party.identity is Identity.NONE:
            verdicts[role] = judge_absence(definition, role, read)
        else:
            verdicts[role] = Verdict(Outcome.UNDECIDED, ("by_clerk",))
    return Assessment(parties, verdicts, comparisons, read, values, remarks, year)


def sentence(assessment: Assessment, definition: RegisterType) -> str:
    """Return what the clerk should do next; of several people, whose outcome it is that asks."""
    if len(assessment.verdicts) == 1:
        (verdict,) = assessment.verdicts.values()
        return _said(verdict, definition)
    return " ".join(
        f"{gettext(definition.role(role).label)}: {_said(verdict, definition)}"
        for role, verdict in assessment.verdicts.items()
    )


def is_provisional(assessment: Assessment) -> bool:
    """Return whether something must still be read or said before the outcome holds."""
    return any(map(_is_open, assessment.verdicts.values()))


def provisional_code(assessment: Assessment) -> str:
    """Return the outcome to show: so far differing shows as such before all is read."""
    shown_so_far = (
        _so_far(assessment.parties[role], verdict) for role, verdict in assessment.verdicts.items()
    )
    return entry_outcome(shown_so_far).value


def _said(verdict: Verdict, definition: RegisterType) -> str:
    if _is_open(verdict):
        return " ".join(_still_to_do(verdict, definition))
    if verdict.outcome is Outcome.UNDECIDED:
        return gettext("Lưu để kết luận sau; trường hợp này nằm trong danh sách chưa kết luận.")
    if verdict.has_other_differences:
        return gettext(
            "Thông tin cơ bản khớp; thông tin khác có chỗ khác nhau, sẽ vào danh sách theo dõi."
        )
    return gettext(_SENTENCES[verdict.outcome])


def _still_to_do(verdict: Verdict, definition: RegisterType) -> Iterator[str]:
    if any(one.basic for one in verdict.differences):
        yield gettext("Đọc lại sổ ở các dòng đánh dấu.")
    for fields, text in (
        (verdict.waiting, gettext("Hai bên có cùng nghĩa không? Hãy xác nhận ở: %(labels)s.")),
        (verdict.unread, gettext("Còn thông tin cơ bản chưa đọc từ sổ: %(labels)s.")),
    ):
        if fields:
            labels = ", ".join(gettext(definition.field(one).label) for one in fields)
            yield text % {"labels": labels}


def _is_open(verdict: Verdict) -> bool:
    return bool(verdict.unread or verdict.waiting)


def _so_far(party: Party, verdict: Verdict) -> CoreOutcome:
    if verdict.outcome is not Outcome.UNDECIDED:
        return CoreOutcome(verdict.outcome.value)
    if any(one.basic for one in verdict.differences):
        return CoreOutcome.INCONSISTENT
    if party.is_linked:
        return CoreOutcome.CONSISTENT
    return CoreOutcome.NOT_FOUND if verdict.unread else CoreOutcome.UNDECIDED


def blocks(
    form: RestForm, assessment: Assessment, *, helps: Helps | None = None, focus: str = ""
) -> list[Block]:
    """Return the sheet: the fields of the form by section, with what stands beside each.

    Typing begins at the field `focus`, else at the first empty one that is not confirmed and
    that needs a look.
    """
    known = helps or Helps()
    dress(form, known)
    _focus(form, known, focus)
    found = []
    for section in form.definition.sections:
        specs = [spec for spec in form.specs if spec.section == section.code]
        rows = tuple(
            replace(_row(form, spec, assessment), kept=kept_of(spec, known)) for spec in specs
        )
        if rows:
            confirmed, took = form[f"confirmed-{section.code}"], form[f"took-{section.code}"]
            found.append(Block(section, confirmed, took, bool(confirmed.value()), rows))
    return found


def lines(form: RestForm, assessment: Assessment) -> Iterator[Row]:
    """Yield the rows of the sheet in form order."""
    for spec in form.specs:
        yield _row(form, spec, assessment)


def _focus(form: RestForm, helps: Helps, focus: str) -> None:
    for spec in form.specs:
        name = input_name(spec.id)
        is_open = not form[name].value() and not form[f"confirmed-{spec.section}"].value()
        if spec.id == focus or (not focus and is_open and spec.id not in helps.passed):
            form.fields[name].widget.attrs["data-focus"] = True
            return


def _row(form: RestForm, spec: Field, assessment: Assessment) -> Row:
    name = input_name(spec.id)
    comparison = assessment.comparisons.get(spec.id)
    held = party_compared(spec, assessment.parties)
    said = shown(spec, held[1]) if held else ""
    text = str(form[name].value() or "")
    relation_code = comparison.relation if comparison else ""
    line = comparison_row(spec.label, text, said, str(relation_code))
    is_plain = comparison is None or spec.id not in assessment.read
    runs = (LetterRun(said, differs=False),) if is_plain and said else line.population
    return Row(
        name=name,
        label=gettext(spec.label),
        basic=spec.basic,
        compared=held is not None,
        control=form[name],
        reading=form[f"{name}-reading"],
        origin=form[f"{name}-origin"],
        agrees=form[f"{name}-agrees"] if f"{name}-agrees" in form.fields else None,
        word=form[f"{name}-word"] if f"{name}-word" in form.fields else None,
        population=runs,
        relation=_relation(form, name, comparison) if comparison else None,
        hints=tuple(_hints(spec, assessment)),
    )


def _relation(form: RestForm, name: str, comparison: FieldComparison) -> Relation:
    word = str(form[f"{name}-word"].value() or "")
    state = state_of(comparison.relation)
    is_quiet = comparison.relation is FieldRelation.NOT_READ and comparison.reason == "not_typed"
    reason = comparison_row("", "", "", str(comparison.relation), reason=comparison.reason).reason
    asks = comparison.needs_confirmation or bool(word)
    return Relation(state, "" if is_quiet else reason, asks, word)


def _hints(spec: Field, assessment: Assessment) -> Iterator[str]:
    if spec.kind is Kind.WORDED_DATE:
        digits = assessment.values.get(spec.id.removesuffix("_words"))
        if digits is not None and (words := _in_words(digits.normalised)):
            yield words
    yield from assessment.remarks.get(spec.id, ())
    value = assessment.values.get(spec.id)
    if value is None:
        return
    if spec.kind is Kind.ETHNICITY and value.text and not value.normalised:
        groups = ", ".join(group.label for group in suggest_ethnic_groups(value.text))
        if groups:
            yield gettext("Có thể là: %(groups)s") % {"groups": groups}
    yield from hints_of(spec, value, year=assessment.year)


def _in_words(iso: str) -> str:
    try:
        digits = from_iso(iso)
    except UnreadableDate:
        return ""
    return worded_date(digits) if digits.is_possible() else ""
