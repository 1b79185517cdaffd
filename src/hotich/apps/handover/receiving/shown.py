"""How does a page show what arrived? Rows of the file, with what was decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BoundField, Form
from django.utils.translation import gettext

from hotich.apps.handover.labels import CHANGES
from hotich.apps.handover.models import Arrival, ArrivalLine, LineDecision
from hotich.apps.handover.receiving.queries import decided_lines, listed
from hotich.apps.records import payload
from hotich.core.words import vi


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: the entry as the file says it, the decision, and the two fields."""

    line: ArrivalLine
    change: str
    name: str
    number: str
    outcome: str
    sections: list[payload.Section]
    people: list[payload.Person]
    differences: list[tuple[str, dict[str, str]]]
    amendments: list[tuple[str, dict[str, str]]]
    notes: list[payload.Note]
    decision: LineDecision | None
    reject: BoundField
    reason: BoundField


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of the way: what happened, when, and by when it should have."""

    words: str
    at: datetime | None
    due_on: date | None = None
    late: bool = False
    confirmed: bool = True


_SENT = vi("%(sender)s gửi %(receiver)s")
_ARRIVED = vi("%(receiver)s tiếp nhận")
_FORWARD = vi("Chuyển tiếp cho %(receiver)s")
_ANSWER = vi("Xác nhận tiếp nhận từng trường hợp")


def rows(arrival: Arrival, lines: Sequence[ArrivalLine], form: Form) -> list[Row]:
    """Return the lines as the page shows them, each with its two fields of the form."""
    decided = {one.line_id: one for one in decided_lines(arrival)}
    return [_row(line, decided.get(line.pk), form) for line in lines]


def initial(arrival: Arrival, lines: Sequence[ArrivalLine]) -> dict[str, object]:
    """Return what the fields of the form begin with: what was decided before."""
    decided = {one.line_id: one for one in decided_lines(arrival)}
    found: dict[str, object] = {}
    for line in lines:
        said = decided.get(line.pk)
        if said is not None and not said.accepted:
            found |= {f"reject-{line.entry}": True, f"reason-{line.entry}": said.reason}
    return found


def legs(arrival: Arrival) -> list[Leg]:
    """Return the way so far, and what is to be done here with its day."""
    told = listed(arrival)
    found = []
    for hop in arrival.way:
        at = datetime.fromisoformat(hop["sent_at"])
        names = {"sender": hop["sender_name"], "receiver": hop["receiver_name"]}
        found.append(Leg(gettext(_SENT) % names, at))
    here = {"receiver": arrival.way[-1]["receiver_name"]}
    due = None if arrival.is_destination else arrival.due_on
    found.append(Leg(gettext(_ARRIVED) % here, arrival.recorded_at, due, told.arrived_late))
    if arrival.is_destination:
        done = told.receipt.recorded_at if told.receipt else None
        words = gettext(_ANSWER)
    else:
        done = told.forwarded.recorded_at if told.forwarded else None
        words = gettext(_FORWARD) % {"receiver": arrival.destination_name}
    return [*found, Leg(words, done, told.due_on, confirmed=False)]


def _row(line: ArrivalLine, decision: LineDecision | None, form: Form) -> Row:
    content = line.content
    return Row(
        line=line,
        change=gettext(CHANGES[line.kind]),
        name=payload.shown_name(content),
        number=payload.shown_number(content),
        outcome=content["entry"]["outcome"],
        sections=payload.sections(content),
        people=payload.people(content),
        differences=_labelled(content, "differences"),
        amendments=_labelled(content, "amendments"),
        notes=payload.notes(content),
        decision=decision,
        reject=form[f"reject-{line.entry}"],
        reason=form[f"reason-{line.entry}"],
    )


def _labelled(content: payload.Payload, name: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (payload.field_label(content, row["field"]), row) for row in payload.rows(content, name)
    ]
