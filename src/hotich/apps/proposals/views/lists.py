"""The three lists of proposals, in book order; confirmed one by one, or refused."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.entry.models import Decision, Outcome
from hotich.apps.entry.naming import number_label
from hotich.apps.entry.views.books import book_or_404
from hotich.apps.proposals import actions, queries
from hotich.apps.proposals.models import Proposal
from hotich.apps.proposals.showing import lines_of
from hotich.apps.proposals.words import ADVICE, EXPECTED, TABS, sentence
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, go_to
from hotich.web.states import state_of

_A_PAGE = 20
_ONE_BOOK = "quyen"


@require_GET
@page(Permission.ENTRY_TYPE)
def proposals(request: OfficerRequest) -> HttpResponse:
    """Show the proposals of all books of the office."""
    return _list(request, None)


@require_GET
@page(Permission.ENTRY_TYPE)
def of_book(request: OfficerRequest, book: UUID) -> HttpResponse:
    """Show the proposals of one book."""
    return _list(request, book_or_404(request, book))


@require_POST
@page(Permission.ENTRY_TYPE)
def confirm(request: OfficerRequest, proposal: UUID) -> HttpResponse:
    """Link one person, and go on to the next line."""
    found = _found(request, proposal)
    try:
        decision = actions.confirm_proposal(by=request.actor, proposal=found.pk)
    except EXPECTED as fault:
        return _list(request, _book_of(request, found), problem=sentence(fault))
    messages.success(request, _linked(found, decision))
    return go_to(request, _next(request, found))


@require_POST
@page(Permission.ENTRY_TYPE)
def refuse(request: OfficerRequest, proposal: UUID) -> HttpResponse:
    """Keep that it is not this person; a clerk looks at him on the entry's page."""
    found = _found(request, proposal)
    try:
        actions.refuse_proposal(by=request.actor, proposal=found.pk)
    except EXPECTED as fault:
        return _list(request, _book_of(request, found), problem=sentence(fault))
    words = _("Số %(number)s: không phải người này. Trường hợp chuyển sang “Cán bộ phải xem”.")
    messages.info(request, words % {"number": number_label(found.mention.entry)})
    return go_to(request, _next(request, found))


def _list(request: OfficerRequest, book: Book | None, *, problem: str = "") -> HttpResponse:
    by = request.actor
    wanted = {address: name for address, name, _label in TABS}
    address = request.GET.get("loc", "")
    name = wanted.get(address, "link")
    rows = page_of_records(request, queries.proposals_in(by, name, book), _A_PAGE)
    shown = list(rows.object_list)
    actions.view_proposals(by=by, proposals=shown)
    lines = lines_of(shown)
    counts = {one: queries.proposals_in(by, one, book).count() for one in queries.LISTS}
    context = {
        "book": book,
        "book_label": book_label(book) if book else "",
        "page": rows,
        "lines": lines.rows,
        "silent": lines.silent,
        "list": name,
        "advice": _(ADVICE[name]),
        "tabs": [(slug, _(label), counts[one], one == name) for slug, one, label in TABS],
        "focused": _uuid(request.GET.get("dong", "")) or (shown[0].pk if shown else None),
        "problem": problem,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "proposals/list.html", context, status=status)


def _found(request: OfficerRequest, uuid: UUID) -> Proposal:
    try:
        return queries.get_proposal(request.actor, uuid)
    except Proposal.DoesNotExist as fault:
        raise Http404 from fault


def _book_of(request: OfficerRequest, found: Proposal) -> Book | None:
    return found.mention.entry.book if request.POST.get("trong") == _ONE_BOOK else None


def _next(request: OfficerRequest, found: Proposal) -> str:
    """Return the list one came from, the next line in hand."""
    book = _book_of(request, found)
    address = (
        reverse("proposals:of_book", args=[book.pk]) if book else reverse("proposals:proposals")
    )
    following = _uuid(request.POST.get("sau", ""))
    return f"{address}?dong={following}" if following else address


def _linked(found: Proposal, decision: Decision) -> str:
    number = number_label(found.mention.entry)
    if decision.outcome == Outcome.UNDECIDED:
        words = _("Số %(number)s: đã liên kết. Còn phải đọc lại sổ thì mới có kết luận.")
        return words % {"number": number}
    outcome = state_of(decision.outcome).words
    return _("Số %(number)s: đã liên kết, %(outcome)s.") % {"number": number, "outcome": outcome}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
