"""Where bulk work begins: who waits in which book, what is proposed, and the forms that start."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.models import Office
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry.models import PlaceResolution
from hotich.apps.proposals import actions, queries
from hotich.apps.proposals.cases import due_cases, open_comparisons
from hotich.apps.proposals.due import Cause, count_due
from hotich.apps.proposals.forms import WHOLE, CompareForm, LookUpForm
from hotich.apps.proposals.models import Run
from hotich.apps.proposals.problems import NothingDueError, RunAliveError
from hotich.apps.proposals.scopes import EVERYTHING, Scope, offices_of, read_scope
from hotich.apps.proposals.words import TABS, sentence
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, books_of
from hotich.web.responses import UNPROCESSABLE, go_to

_RUNS_SHOWN = 10


@dataclass(frozen=True)
class BookRow:
    """A book of the table: who waits by cause, and what is proposed by list."""

    book: Book
    label: str
    due: tuple[int, ...]
    lists: tuple[tuple[str, int], ...]


@require_GET
@page(Permission.ENTRY_TYPE)
def desk(request: OfficerRequest) -> HttpResponse:
    """Show who waits for a look-up and what is proposed; a book in the address is chosen."""
    book = request.GET.get("so", "")
    if book and not _is_uuid(book):
        raise Http404
    return _desk(request, _scope(request, f"book:{book}" if book else ""))


@require_POST
@page(Permission.ENTRY_TYPE)
def start(request: OfficerRequest) -> HttpResponse:
    """Start a run of look-ups; with one alive, show that."""
    scope = _scope(request, _key(request))
    form = LookUpForm(_scopes(request), request.POST, prefix="tra-cuu")
    if not form.is_valid():
        return _desk(request, scope, look_up=form)
    given = form.cleaned_data
    try:
        run = actions.start_look_ups(
            by=request.actor, scope=scope, causes=given["causes"], reason=given["reason"]
        )
    except NothingDueError as fault:
        form.add_error("scope", sentence(fault))
        return _desk(request, scope, look_up=form)
    except RunAliveError as alive:
        return _already(request, alive)
    return go_to(request, reverse("proposals:run", args=[run.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def compare(request: OfficerRequest) -> HttpResponse:
    """Start a run over the open cases of which a side has changed."""
    scope = _scope(request, _key(request, "so-sanh"))
    form = CompareForm(_scopes(request), request.POST, prefix="so-sanh")
    if not form.is_valid():
        return _desk(request, scope, comparing=form)
    try:
        run = actions.start_comparing(
            by=request.actor, scope=scope, reason=form.cleaned_data["reason"]
        )
    except NothingDueError as fault:
        form.add_error("scope", sentence(fault))
        return _desk(request, scope, comparing=form)
    except RunAliveError as alive:
        return _already(request, alive)
    return go_to(request, reverse("proposals:run", args=[run.pk]))


@require_POST
@page(Permission.ENTRY_TYPE)
def compare_place(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Compare again, in a job, all whom a resolved place concerns."""
    try:
        run = actions.start_places(by=request.actor, resolution=uuid)
    except PlaceResolution.DoesNotExist as fault:
        raise Http404 from fault
    except NothingDueError as fault:
        messages.info(request, sentence(fault))
        return go_to(request, reverse("entry:place_resolution", args=[uuid]))
    except RunAliveError as alive:
        return _already(request, alive)
    return go_to(request, reverse("proposals:run", args=[run.pk]))


def _already(request: OfficerRequest, alive: RunAliveError) -> HttpResponse:
    messages.info(request, _("Cơ quan đang có một lượt chạy. Chờ lượt này xong, hoặc dừng lại."))
    return go_to(request, reverse("proposals:run", args=[alive.run]))


def _key(request: OfficerRequest, prefix: str = "tra-cuu") -> str:
    key = request.POST.get(f"{prefix}-scope", "")
    return "" if key == WHOLE else key


def _scope(request: OfficerRequest, key: str) -> Scope:
    """Return the scope that is named; what is not his to see does not exist for him."""
    try:
        return read_scope(request.actor, key)
    except ValueError:
        return EVERYTHING  # the form says so
    except (Book.DoesNotExist, Office.DoesNotExist) as fault:
        raise Http404 from fault


def _scopes(request: OfficerRequest) -> list[Scope]:
    by = request.actor
    offices, books = offices_of(by), list(books_of(by))
    several = [Scope(original_office=office) for office in offices] if len(offices) > 1 else []
    return [EVERYTHING, *several, *(Scope(book=book) for book in books)]


def _desk(
    request: OfficerRequest,
    scope: Scope,
    *,
    look_up: LookUpForm | None = None,
    comparing: CompareForm | None = None,
) -> HttpResponse:
    by, scopes = request.actor, _scopes(request)
    start_with = {"scope": scope.key or WHOLE}
    rows = _rows(request)
    changed = due_cases(by, books_of(by)).count()
    runs: list[Run] = list(queries.runs_of(by)[:_RUNS_SHOWN])
    context = {
        "causes": [cause.label for cause in Cause],
        "tabs": [_(label) for _address, _list, label in TABS],
        "rows": rows,
        "sums": _sums(rows),
        "waiting": sum(sum(row.due) for row in rows),
        "changed": changed,
        "to_confirm": open_comparisons(by).count(),
        "alive": next((queries.progress_of(run) for run in runs if run.ended_at is None), None),
        "runs": [(run, queries.progress_of(run)) for run in runs if run.ended_at is not None],
        "look_up": look_up or LookUpForm(scopes, prefix="tra-cuu", initial=start_with),
        "comparing": comparing or CompareForm(scopes, prefix="so-sanh", initial=start_with),
    }
    refused = look_up is not None or comparing is not None
    return render(request, "proposals/desk.html", context, status=UNPROCESSABLE if refused else 200)


def _rows(request: OfficerRequest) -> list[BookRow]:
    books = books_of(request.actor)
    due, lists = count_due(request.actor, books), queries.count_lists(request.actor)
    return [
        BookRow(
            book=book,
            label=book_label(book),
            due=tuple(due.get(book.pk, {}).get(cause.value, 0) for cause in Cause),
            lists=tuple(
                (address, lists.get(book.pk, {}).get(name, 0)) for address, name, _label in TABS
            ),
        )
        for book in books
        if book.pk in due or book.pk in lists
    ]


def _sums(rows: list[BookRow]) -> list[int]:
    """Return the sum of each column of the table."""
    columns = [[*row.due, *(count for _address, count in row.lists)] for row in rows]
    return [sum(column) for column in zip(*columns, strict=True)]


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
