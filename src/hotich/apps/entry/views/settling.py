"""The page on which the differences of a case are settled, one form for each possible step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BoundField, Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry import actions
from hotich.apps.entry.concluding import live_link
from hotich.apps.entry.paper import paper_of
from hotich.apps.entry.problems import NotLinkedError, PersonSharedError, SecondOfficerError
from hotich.apps.entry.settling import (
    Act,
    Possible,
    Settling,
    amendments_of,
    possible,
    settling,
    settling_act,
)
from hotich.apps.entry.settling_forms import (
    UndoForm,
)
from hotich.apps.entry.views.settling_acts import LABELS, REFUSED, form_of, refusal, run
from hotich.apps.entry.views.walking import go_on
from hotich.apps.entry.views.words import SHARED
from hotich.apps.population.models import Person
from hotich.apps.population.queries import person_values
from hotich.apps.tracking import actions as tracking
from hotich.apps.tracking import queries as tracking_queries
from hotich.apps.tracking.models import Case, RemedyKind, Step
from hotich.apps.tracking.queries import Tracked, listed
from hotich.apps.tracking.showing import shown_date
from hotich.apps.tracking.steps import due_on
from hotich.core.discrepancies import FieldRelation
from hotich.core.words import vi
from hotich.web.comparison import ComparisonRow, comparison_row
from hotich.web.register_form import input_name
from hotich.web.responses import UNPROCESSABLE, go_to
from hotich.web.states import State

_STEP_TONES: Final[Mapping[Step, str]] = {
    Step.NEW: "warn",
    Step.RESULT: "ok",
    Step.NOT_POSSIBLE: "idle",
}


# Where a field stands in the grid of twelve columns; others take a whole line.
SPANS: Final[Mapping[str, str]] = {
    "kind": "span-6",
    "target": "span-6",
    "number": "span-4",
    "lodged_on": "span-4",
    "on_day": "span-4",
    "decided_by": "span-4",
}


@dataclass(frozen=True)
class Offered:
    """A form on the page: its heading, button, address, and whether it is unfolded."""

    possible: Possible
    title: str
    button: str
    url: str
    form: Form
    is_open: bool

    @property
    def fields(self) -> list[tuple[BoundField, str]]:
        """The visible fields, each with its place in the grid of the form."""
        return [(bound, SPANS.get(bound.name, "")) for bound in self.form.visible_fields()]


@dataclass(frozen=True)
class Shown:
    """A difference on the page; `name` is that of the field's input."""

    name: str
    tracked: Tracked
    row: ComparisonRow
    tone: str
    files: tuple[tuple[object, object], ...]
    acts: tuple[Offered, ...]


@require_GET
@page(Permission.CASE_VIEW)
def settle(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show the case: both sides of each difference, its steps, and what can be done next."""
    return _page(request, _viewed(request, uuid))


@require_POST
@page(Permission.CASE_WORK)
def settle_act(request: OfficerRequest, uuid: UUID, target: UUID, act: str) -> HttpResponse:
    """Do one act on a difference or a file of the case."""
    if act not in set(Act):
        raise Http404
    wanted = Act(act)
    if wanted is Act.DECISION:
        request.actor.require(Permission.POPULATION_CHANGE)
    found = _viewed(request, uuid)
    offered = _find(request, found, target, wanted)
    if offered is None:
        _known(found, target)
        messages.error(request, _("Trang đã cũ: thông tin này đã sang bước khác."))
        return _page(request, found, status=UNPROCESSABLE)
    one, chosen = offered
    form = form_of(request, found, one, chosen, bound=True)
    if form.is_valid():
        try:
            settling_act(by=request.actor, case=found.case, act=lambda: run(request, chosen, form))
        except ObjectDoesNotExist as fault:
            raise Http404 from fault
        except REFUSED as fault:
            field, text = refusal(fault)
            form.add_error(field if field in form.fields else None, text)
        else:
            messages.success(request, _("Đã ghi. Bước tiếp theo hiện trên trang."))
            here = reverse("entry:settle", args=[uuid])
            if tracking_queries.get_case(request.actor, uuid).closed_at is None:
                return go_to(request, here)
            return go_on(request, uuid, otherwise=here)
    return _page(request, found, bound=(chosen, form), status=UNPROCESSABLE)


@require_POST
@page(Permission.ENTRY_TYPE)
def settle_undo(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Undo the link of the case: it was another person."""
    found = _viewed(request, uuid)
    form = UndoForm(request.POST, prefix="undo")
    if form.is_valid():
        try:
            actions.undo_link(
                by=request.actor, mention=found.case.mention, reason=form.cleaned_data["reason"]
            )
        except ObjectDoesNotExist as fault:
            raise Http404 from fault
        except NotLinkedError:
            form.add_error(None, _("Người này không còn liên kết. Hãy tải lại trang."))
        except PersonSharedError:
            form.add_error(None, _(SHARED))
        except SecondOfficerError:
            form.add_error(
                None,
                _("Dữ liệu sổ đã chốt. Một cán bộ khác phải cho phép trước khi gỡ liên kết."),
            )
        else:
            messages.success(request, _("Đã gỡ liên kết. Mục theo dõi đã đóng."))
            return go_on(request, uuid, otherwise=reverse("entry:settle", args=[uuid]))
    return _page(request, found, undo=form, status=UNPROCESSABLE)


def _viewed(request: OfficerRequest, uuid: UUID) -> Settling:
    try:
        case = tracking.view_case(by=request.actor, case=uuid)
    except Case.DoesNotExist as fault:
        raise Http404 from fault
    return settling(request.actor, case)


def _known(found: Settling, target: UUID) -> None:
    known = {one.difference.pk for one in found.tracked}
    known |= {remedy.pk for one in found.tracked for remedy in one.remedies}
    known |= set(found.case.differences.values_list("pk", flat=True))
    if target not in known:
        raise Http404


def _find(
    request: OfficerRequest, found: Settling, target: UUID, act: Act
) -> tuple[Tracked, Possible] | None:
    for one in found.tracked:
        for each in possible(request.actor, one, is_locked=found.is_locked):
            if (each.act, each.target) == (act, target):
                return one, each
    return None


def _page(
    request: OfficerRequest,
    found: Settling,
    *,
    bound: tuple[Possible, Form] | None = None,
    undo: UndoForm | None = None,
    status: int = 200,
) -> HttpResponse:
    case = found.case
    (row,) = listed([case], at=timezone.now())
    is_open = case.closed_at is None
    may_work = is_open and request.actor.may(Permission.CASE_WORK)
    may_undo = is_open and request.actor.may(Permission.ENTRY_TYPE)
    linked = may_undo and found.mention is not None and live_link(case.mention) is not None
    shown = [_shown(request, found, one, bound) for one in found.tracked]
    if status == 200:  # else at what was refused
        _focus(act.form for one in shown for act in one.acts)
    context = {
        "case": case,
        "row": row,
        "shown": shown,
        "person": _person(case),
        "entry": found.entry,
        "viewer": paper_of(request.actor, found.entry) if found.entry else None,
        "entry_url": _url("entry:entry", found.entry.pk) if found.entry else "",
        "correct_url": _correct_url(found),
        "is_locked": found.is_locked,
        "amendments": amendments_of(found.entry) if found.entry else [],
        "minutes": case.minutes.select_related("justice_officer", "police_officer"),
        "rejections": case.rejections.select_related("by", "answered_by").order_by("recorded_at"),
        "notices": case.notices.select_related("office"),
        "needs_minutes": may_work and any(one.step is Step.NEW for one in found.tracked),
        "may_work": may_work,
        "me": request.actor.officer,
        "undo": (undo or UndoForm(prefix="undo")) if linked else None,
    }
    return render(request, "entry/settle.html", context, status=status)


def _focus(forms: Iterable[Form]) -> None:
    """Let the work begin at the first thing that can be done about what differs."""
    fields = (bound for form in forms for bound in form.visible_fields())
    first = next(fields, None)
    if first is not None:
        first.field.widget.attrs["data-focus"] = True


def _shown(
    request: OfficerRequest,
    found: Settling,
    one: Tracked,
    bound: tuple[Possible, Form] | None,
) -> Shown:
    held = one.difference
    acts = []
    for place, each in enumerate(possible(request.actor, one, is_locked=found.is_locked)):
        is_bound = bound is not None and (bound[0].act, bound[0].target) == (each.act, each.target)
        form = bound[1] if bound is not None and is_bound else form_of(request, found, one, each)
        title, button = LABELS[each.act]
        url = reverse("entry:settle_act", args=[found.case.pk, each.target, each.act.value])
        acts.append(Offered(each, _(title), _(button), url, form, is_bound or place == 0))
    ended = State("ok", vi("Đã xong")) if one.is_finished else State("warn", vi("Khác nhau"))
    row = comparison_row(
        one.label,
        held.register_text,
        one.population_text,
        FieldRelation.DIFFERS,
        field_id=held.field,
        reason=held.reason,
        basic=held.basic,
    )
    files = tuple(
        (
            remedy,
            due_on(RemedyKind(remedy.kind), remedy.lodged_on) if remedy.granted is None else "",
        )
        for remedy in one.remedies
    )
    return Shown(
        input_name(held.field),
        one,
        replace(row, state=ended),
        _STEP_TONES.get(one.step, "info"),
        files,
        tuple(acts),
    )


def _person(case: Case) -> dict[str, str]:
    """Return the values of the person the mention is linked to; none once it was unlinked."""
    link = live_link(case.mention)
    if link is None or link.person != case.person:
        return {}
    try:
        values = person_values(link.person)
    except Person.DoesNotExist:
        return {}
    return values | {"birth_date": shown_date(values["birth_date"])}


def _correct_url(found: Settling) -> str:
    if found.entry is None or not found.may_correct:
        return ""
    return _url("entry:correct", found.entry.pk)


def _url(name: str, uuid: UUID) -> str:
    try:
        return reverse(name, args=[uuid])
    except NoReverseMatch:
        return ""
