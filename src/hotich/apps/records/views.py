"""Pages of the records: look for an entry, and read it with its way and versions."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.records import actions, payload, queries
from hotich.apps.records.forms import SearchForm
from hotich.apps.records.models import Record, RecordVersion
from hotich.apps.records.payload import Payload
from hotich.web.pagination import page_of_rows
from hotich.web.responses import form_page


@require_http_methods(["GET", "POST"])
@page(Permission.RECORD_VIEW)
def search(request: OfficerRequest) -> HttpResponse:
    """Look for records; who looked, and for which people, is recorded before they are shown."""
    sent = request.method == "POST"
    form = SearchForm(request.POST if sent else None)
    context: dict[str, object] = {"form": form, "searched": False}
    if sent and form.is_valid():
        found = list(queries.find(request.actor, form.wanted()))
        shown = page_of_rows(request, found)
        rows = list(shown.object_list)
        actions.note_search(by=request.actor, found=rows, reason=_reason(form))
        context |= {
            "searched": True,
            "page": shown,
            "rows": [_row(one) for one in rows],
            "more": len(found) >= queries.MOST,
        }
    return form_page(request, "records/search.html", context, form)


@require_GET
@page(Permission.RECORD_VIEW)
def record(request: OfficerRequest, uuid: UUID) -> HttpResponse:
    """Show a record: fields as written, numbers, its way and its versions."""
    try:
        found = actions.view_record(by=request.actor, record_of=uuid)
    except Record.DoesNotExist as missing:
        raise Http404 from missing
    said = queries.payload_of(found)
    versions = queries.versions_of(found)
    context = {
        "record": found,
        "row": _content(said),
        "versions": [(one, _change(one)) for one in versions],
        "way": _way(versions, found),
        "faults": queries.faults_of(found),
        "may_report": request.actor.may(Permission.RECORD_FAULT)
        and not found.withdrawn
        and found.office_id == request.actor.office,
    }
    return render(request, "records/record.html", context)


def _reason(form: SearchForm) -> str:
    """Return which of the fields were used; never what was typed."""
    return ", ".join(name for name, value in form.cleaned_data.items() if value)


def _row(found: Record) -> dict[str, object]:
    said = queries.payload_of(found)
    return {
        "record": found,
        "name": payload.shown_name(said),
        "number": payload.shown_number(said),
    }


def _content(said: Payload) -> dict[str, object]:
    return {
        "sections": payload.sections(said),
        "people": payload.people(said),
        "outcome": payload.entry_of(said)["outcome"],
        "differences": _labelled(said, "differences"),
        "amendments": _labelled(said, "amendments"),
        "notes": payload.notes(said),
    }


def _labelled(said: Payload, name: str) -> list[tuple[str, dict[str, str]]]:
    return [(payload.field_label(said, row["field"]), row) for row in payload.rows(said, name)]


def _change(version: RecordVersion) -> str:
    if version.withdrawn:
        return _("rút lại")
    return _("tiếp nhận lần đầu") if version.version == 1 else _("có thay đổi")


def _way(versions: list[RecordVersion], found: Record) -> list[dict[str, object]]:
    """Return the hops of the version in force with their times."""
    current = next(one for one in versions if one.version == found.version)
    return [
        {
            "office": hop["sender_name"],
            "received_at": _time(hop["received_at"]),
            "sent_at": _time(hop["sent_at"]),
        }
        for hop in current.way
    ]


def _time(iso: str) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
