"""The printed tracking list: audited with everyone on it, numbers masked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.verify import head_of
from hotich.apps.audit.writing import record, writing
from hotich.apps.exports.actions import Wish, ask_export
from hotich.apps.exports.models import ExportRequest
from hotich.apps.exports.writers import Written
from hotich.apps.population.port import RegisterSilentError, register
from hotich.apps.tracking.models import Case
from hotich.apps.tracking.queries import (
    ListedCase,
    Tracked,
    cases_of,
    listed,
    without_sealed,
)
from hotich.apps.tracking.recording import subjects_of
from hotich.apps.tracking.showing import field_of, shown_date, shown_value
from hotich.core.discrepancies import DIFFERENCE_WORDS, DifferenceKind
from hotich.core.pin import mask
from hotich.core.registers import Kind
from hotich.core.words import vi
from hotich.documents.tracking_list import (
    TITLE,
    TrackingList,
    TrackingRow,
    tracking_pdf,
    tracking_xlsx,
)

KIND = "tracking.list"
WRITERS: Mapping[str, Callable[[TrackingList, Callable[[str], str]], bytes]] = {
    "xlsx": tracking_xlsx,
    "pdf": tracking_pdf,
}
PRACTICE = vi("BẢN LUYỆN TẬP, DỮ LIỆU HƯ CẤU")


def print_list(
    *, by: Actor, rows: Iterable[Case], chosen: Sequence[tuple[str, str]], at: datetime
) -> TrackingList:
    """Return the list as it is printed, after everyone on it is on record.

    `chosen` are the conditions that narrowed it; they stand under the title.

    Raises: NotPermittedError.
    """
    by.require(Permission.CASE_VIEW)
    found = listed(rows, at=at)
    subjects = [one for each in found for one in subjects_of(each.case)]
    with writing(by):
        record(
            by,
            "cases.printed",
            by.office_id,
            subjects=subjects,
            after={"cases": [each.case.pk for each in found]},
        )
    people = _people(found)
    office = get_office(by.office_id)
    printed = [
        row
        for place, each in enumerate(found, start=1)
        for row in _rows(place, each, people.get(each.case.person or by.office_id, {}))
    ]
    return TrackingList(
        agency=office.name,
        superior_agency=office.superior.name if office.superior else "",
        as_of=localtime(at).date(),
        rows=tuple(printed),
        filtered_by="; ".join(f"{label}: {words}" for label, words in chosen),
        audit_head=head_of(by.office_id),
        watermark=gettext(PRACTICE) if settings.PRACTICE else "",
    )


def ask_list(
    *, by: Actor, rows: Iterable[Case], chosen: Sequence[tuple[str, str]], form: str, wish: Wish
) -> ExportRequest:
    """Ask for these cases as a file ("xlsx" or "pdf"); a second person lets it go out.

    Raises: NotPermittedError; what `ask_export` raises.
    """
    by.require(Permission.CASE_VIEW)
    found = [str(case.pk) for case in rows]
    return ask_export(
        by=by,
        kind=KIND,
        label=f"{gettext(TITLE)} ({form.upper()})",
        parameters={"cases": found, "chosen": [list(one) for one in chosen], "form": form},
        rows=len(found),
        wish=wish,
    )


def write_list(by: Actor, parameters: Mapping[str, object], at: datetime) -> Written:
    """Return the list that was asked for: of its cases those that the officer may see today."""
    form = str(parameters["form"])
    asked, chosen = parameters["cases"], parameters["chosen"]
    assert isinstance(asked, list)  # noqa: S101 - written by ask_list
    assert isinstance(chosen, list)  # noqa: S101 - written by ask_list
    rows = without_sealed(cases_of(by)).filter(pk__in=asked).order_by("recorded_at", "pk")
    cases = list(rows.select_related("office", "original_office"))
    conditions = [(str(label), str(words)) for label, words in chosen]
    told = print_list(by=by, rows=cases, chosen=conditions, at=at)
    subjects = tuple({one for case in cases for one in subjects_of(case)})
    name = f"danh-sach-theo-doi-{localtime(at):%Y-%m-%d}.{form}"
    return Written(name, WRITERS[form](told, gettext), len(told.rows), subjects)


def _people(found: Iterable[ListedCase]) -> Mapping[UUID, Mapping[str, str]]:
    wanted = [each.case.person for each in found if each.case.person]
    try:
        return register().values(wanted) if wanted else {}
    except RegisterSilentError:
        return {}


def _rows(place: int, listed_case: ListedCase, person: Mapping[str, str]) -> list[TrackingRow]:
    case = listed_case.case
    entry, _, office = case.entry_label.partition(", ")
    common = {
        "case": str(place),
        "book": office,
        "entry": entry,
        "full_name": person.get("full_name", ""),
        "birth_date": shown_date(person.get("birth_date", "")),
        "pin": mask(person["pin"]) if person.get("pin") else "",
        "opened_on": _day(localtime(case.recorded_at).date()),
        "owner": listed_case.owner,
    }
    if not listed_case.tracked:
        state = gettext(case.get_reason_display())
        return [
            TrackingRow(
                **common, field="", register_text="", population_value="", kind="", state=state
            )
        ]
    return [_row(case, one, common) for one in listed_case.tracked]


def _row(case: Case, one: Tracked, common: Mapping[str, str]) -> TrackingRow:
    held = one.difference

    def value(text: str) -> str:
        return shown_value(case.register_type, held.field, text, masked=True)

    notes = [
        str(one.right_side.label) if one.right_side else "",
        f"{gettext('hạn')} {_day(one.due)}" if one.due else "",
    ]
    return TrackingRow(
        **common,
        field=one.label,
        register_text=_as_written(case, held.field, held.register_text),
        population_value=value(held.population_value),
        kind=gettext(DIFFERENCE_WORDS[DifferenceKind(held.kind)]),
        state=str(one.step.label),
        note="; ".join(filter(None, notes)),
    )


def _as_written(case: Case, field: str, text: str) -> str:
    found = field_of(case.register_type, field)
    return mask(text) if text and found is not None and found.kind is Kind.PIN else text


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
