"""Pages of the population room: a person, and the loading of files."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.jobs.models import Job
from hotich.apps.jobs.queries import get_job
from hotich.apps.jobs.uploads import keep_upload
from hotich.apps.population import actions, queries
from hotich.apps.population.actions import PersonView
from hotich.apps.population.forms import ImportForm, ViewForm
from hotich.apps.population.importing import KIND, batch_path, enqueue_import, find_import
from hotich.apps.population.interchange import REASON_WORDS
from hotich.apps.population.models import ImportBatch, Person
from hotich.apps.population.problems import FileUnreadableError, QuotaExceededError
from hotich.apps.population.time_line import told_in_order
from hotich.apps.population.wording import field_label, quota_words, shown_rows, shown_value
from hotich.web.pagination import page_of_records
from hotich.web.responses import form_page, go_to


@require_http_methods(["GET", "POST"])
@page(Permission.PERSON_VIEW)
def person(request: OfficerRequest, person: UUID) -> HttpResponse:
    """Ask why; then record the view and show the person. Nothing is kept in the address."""
    form = ViewForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "population/person_reason.html", {"form": form}, form)
    try:
        seen = actions.view_person(
            by=request.actor,
            person=person,
            reason=form.cleaned_data["reason"],
            is_counted=True,
        )
    except Person.DoesNotExist as error:
        raise Http404 from error
    except QuotaExceededError as fault:
        form.add_error(None, quota_words(request.actor, fault, day=timezone.localdate()))
        return form_page(request, "population/person_reason.html", {"form": form}, form)
    return person_page(request, seen)


def person_page(request: OfficerRequest, seen: PersonView) -> HttpResponse:
    """Show a person whose view is on record."""
    may_open = request.actor.may(Permission.ENTRY_VIEW) or request.actor.may(Permission.ENTRY_TYPE)
    context = _person_context(seen) | _time_line(seen, may_open=may_open)
    return render(request, "population/person.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.POPULATION_IMPORT)
def imports(request: OfficerRequest) -> HttpResponse:
    """Show the files loaded, and take another."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if form.is_bound and form.is_valid():
        job = _take(request, form)
        if job is not None:
            return go_to(request, reverse("population:import", args=[job.pk]))
    context = {
        "form": form,
        "page": page_of_records(request, queries.import_batches(request.actor)),
    }
    return form_page(request, "population/imports.html", context, form)


@require_GET
@page(Permission.POPULATION_IMPORT)
def import_file(request: OfficerRequest, job: UUID) -> HttpResponse:
    """Show how far a file is, and the rows that were refused or remarked upon."""
    context = _import_context(request, job)
    batch = context["batch"]
    if isinstance(batch, ImportBatch):
        found = page_of_records(request, queries.findings_of(batch))
        context["page"] = found
        context["findings"] = [
            {
                "line": each.line,
                "column": each.column,
                "reason": _(REASON_WORDS.get(each.reason, each.reason)),
                "refused": each.refused,
            }
            for each in found
        ]
    return render(request, "population/import.html", context)


@require_GET
@page(Permission.POPULATION_IMPORT)
def import_progress(request: OfficerRequest, job: UUID) -> HttpResponse:
    """Show the counts as a fragment that asks again until the job has ended."""
    return render(request, "population/_import.html", _import_context(request, job))


def _import_context(request: OfficerRequest, job: UUID) -> dict[str, object]:
    try:
        found = get_job(request.actor, job)
    except Job.DoesNotExist as error:
        raise Http404 from error
    if found.kind != KIND:
        raise Http404
    return {"job": found, "batch": queries.find_batch(request.actor, job)}


def _take(request: OfficerRequest, form: ImportForm) -> Job | None:
    """Keep the file and queue it; None with the fault at the field if it is no such table."""
    token, file = form.cleaned_data["token"], form.cleaned_data["file"]
    already = find_import(by=request.actor, token=token)
    if already is not None:
        return already
    path = batch_path(settings.MEDIA, token)
    keep_upload(file, path)
    try:
        return enqueue_import(
            by=request.actor, path=path, file_name=str(file.name), remove=True, token=token
        )
    except FileUnreadableError as fault:
        path.unlink(missing_ok=True)
        form.add_error("file", _fault_words(fault))
        return None


def _fault_words(fault: FileUnreadableError) -> str:
    if fault.problem == "columns":
        missing = ", ".join(fault.columns)
        return _("Tệp thiếu cột: %(columns)s. Hãy bổ sung các cột này rồi nạp lại.") % {
            "columns": missing
        }
    return _("Không đọc được bảng trong tệp. Hãy xuất lại tệp CSV (UTF-8) hoặc Parquet.")


def _time_line(seen: PersonView, *, may_open: bool) -> dict[str, object]:
    told = told_in_order(seen.events, seen.deaths, may_open=may_open)
    return {
        "events": [one for one in told if one.event.voided_at is None],
        "withdrawn": [one for one in told if one.event.voided_at is not None],
    }


def _person_context(seen: PersonView) -> dict[str, object]:
    as_of = seen.values["commune_as_of"]
    return {
        "seen": seen,
        "rows": shown_rows(seen.values),
        "facts": [
            {
                "label": field_label(fact.field),
                "value": shown_value(fact.field, fact.value, as_of=as_of),
                "previous": shown_value(fact.field, fact.previous, as_of=as_of),
                "fact": fact,
            }
            for fact in seen.facts
        ],
        "changes": [
            {"label": field_label(change.field), "change": change} for change in seen.changes
        ],
    }
