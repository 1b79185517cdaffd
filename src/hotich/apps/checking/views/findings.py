"""What several entries say together that is worth a second look (điểm cần xem lại)."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.checking import findings as found_by
from hotich.apps.checking.findings import RIGHTS, Finding
from hotich.apps.checking.forms import SeenForm
from hotich.apps.checking.problems import NoFindingError, ReasonMissingError
from hotich.apps.checking.views.side import own_book, side_of
from hotich.apps.entry.listing import ListedEntry, listed_by_uuid
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label
from hotich.web.pagination import page_of_rows
from hotich.web.responses import UNPROCESSABLE, go_to

PER_PAGE = 30
_MOST_ENTRIES = 12  # of one finding; the rest is counted


@dataclass(frozen=True)
class FindingTold:
    """A finding with its entries as a list shows them, and the form to say it was looked at."""

    finding: Finding
    entries: tuple[ListedEntry, ...]
    more: int
    form: SeenForm | None


@require_http_methods(["GET", "POST"])
@page(*RIGHTS)
def findings(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show what concerns entries of one book, and take down that somebody looked at it."""
    book = own_book(request, uuid)
    return _page(request, book, reverse("checking:findings", args=[book.pk]))


@require_http_methods(["GET", "POST"])
@page(*RIGHTS)
def all_findings(request: OfficerRequest) -> HttpResponse:
    """Show what concerns any entry the office sees."""
    return _page(request, None, reverse("checking:all_findings"))


def _page(request: OfficerRequest, book: Book | None, address: str) -> HttpResponse:
    sent = SeenForm(request.POST) if request.method == "POST" else None
    if sent is not None and sent.is_valid() and _marked(request, book, sent):
        messages.success(request, _("Đã ghi nhận là đã xem."))
        return go_to(request, address)
    by = request.actor
    known = found_by.findings_of(by, book) if book else found_by.all_findings(by)
    is_seen = request.GET.get("muc") == "da-xem"
    wanted = [one for one in known if (one.seen is not None) is is_seen]
    shown = page_of_rows(request, wanted, PER_PAGE)
    rows = list(shown.object_list)
    found_by.record_view_of(by=by, findings=rows, about=book.pk if book else None)
    unseen = sum(one.seen is None for one in known)
    context = {
        "book": book,
        "label": book_label(book) if book else "",
        "side": side_of(request),
        "page": shown,
        "rows": _told(rows, sent),
        "is_seen": is_seen,
        "unseen": unseen,
        "seen": len(known) - unseen,
        "address": address,
        "lost": sent if sent is not None and not _stands(sent, rows) else None,
    }
    status = UNPROCESSABLE if sent is not None else 200
    return render(request, "checking/findings.html", context, status=status)


def _marked(request: OfficerRequest, book: Book | None, form: SeenForm) -> bool:
    """Record it; on a refusal put the sentence at the form and return False."""
    given = form.cleaned_data
    try:
        found_by.mark_seen(
            by=request.actor, fingerprint=given["finding"], remark=given["remark"], book=book
        )
    except ReasonMissingError:
        form.add_error("remark", _("Hãy ghi nhận xét."))
    except NoFindingError:
        told = _("Điểm này không còn như đã hiện trên trang. Hãy đọc lại danh sách.")
        form.add_error("remark", told)
    else:
        return True
    return False


def _stands(form: SeenForm, rows: list[Finding]) -> bool:
    return str(form["finding"].value()) in {one.fingerprint for one in rows}


def _told(rows: list[Finding], sent: SeenForm | None) -> list[FindingTold]:
    wanted = {entry.pk for one in rows for entry in one.entries[:_MOST_ENTRIES]}
    lines = {line.entry.pk: line for line in listed_by_uuid(wanted)}
    told = []
    for place, one in enumerate(rows):
        heads = one.entries[:_MOST_ENTRIES]
        is_sent = sent is not None and sent["finding"].value() == one.fingerprint
        fresh = SeenForm(initial={"finding": one.fingerprint}, auto_id=f"id_{place}_%s")
        form = sent if is_sent else fresh
        told.append(
            FindingTold(
                finding=one,
                entries=tuple(lines[entry.pk] for entry in heads),
                more=len(one.entries) - len(heads),
                form=None if one.seen else form,
            )
        )
    return told
