"""Pages of existing data: hand a sheet in, look at what it would do, confirm; give a sheet out."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.existing import actions, queries
from hotich.apps.existing.exporting import ask_book
from hotich.apps.existing.forms import ExportForm, UploadForm, VolumesForm, WithdrawForm
from hotich.apps.existing.models import Fate, Upload
from hotich.apps.existing.problems import (
    NothingToTakeInError,
    NotReadyError,
    SheetUnreadableError,
)
from hotich.apps.existing.words import FAULT_WORDS, file_defect_words, told_rows
from hotich.apps.exports.forms import WishForm
from hotich.apps.exports.queries import receivers
from hotich.apps.exports.words import REFUSALS, words
from hotich.apps.jobs.models import Job
from hotich.apps.jobs.queries import get_job
from hotich.apps.jobs.uploads import keep_upload
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import books_of, type_title
from hotich.core.registers.sheets import profile
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, form_page, go_to

# A file whose volumes are all unknown is put right in the file, not here one by one.
_MOST_VOLUMES = 50


@require_http_methods(["GET", "POST"])
@page(Permission.EXISTING_IMPORT)
def uploads(request: OfficerRequest) -> HttpResponse:
    """Show the files handed in, and take another."""
    offices = list(queries.offices_of(request.actor))
    sent = request.method == "POST"
    form = UploadForm(offices, request.POST, request.FILES) if sent else UploadForm(offices)
    if form.is_bound and form.is_valid():
        taken = _take(request, form)
        if taken is not None:
            return go_to(request, reverse("existing:upload", args=[taken.pk]))
    context = {
        "form": form,
        "has_offices": bool(offices),
        "page": page_of_records(request, queries.uploads_of(request.actor)),
    }
    return form_page(request, "existing/uploads.html", context, form)


@require_GET
@page(Permission.EXISTING_IMPORT)
def upload(request: OfficerRequest, upload: UUID) -> HttpResponse:
    """Show what a file would do, or did, row by row; the rows seen are put on record first."""
    return _upload_page(request, _found(request, upload))


@require_GET
@page(Permission.EXISTING_IMPORT)
def progress(request: OfficerRequest, upload: UUID) -> HttpResponse:
    """Show how far the file is, as a fragment that asks again until its job has ended."""
    found = _found(request, upload)
    context = _progress(request, found) | {"upload": found}
    return render(request, "existing/_progress.html", context)


@require_POST
@page(Permission.EXISTING_IMPORT)
def match(request: OfficerRequest, upload: UUID) -> HttpResponse:
    """Take the officer's word on which books the volumes are, and judge the rows anew."""
    found = _found(request, upload)
    form = _volumes_form(request, found, request.POST)
    if not form.is_valid():
        return _upload_page(request, found, volumes=form)
    try:
        actions.match_volumes(by=request.actor, upload=found.pk, volumes=form.words)
    except NotReadyError:
        return _upload_page(request, found, problem=_not_ready())
    except Book.DoesNotExist as fault:
        raise Http404 from fault
    return go_to(request, reverse("existing:upload", args=[found.pk]))


@require_POST
@page(Permission.EXISTING_IMPORT)
def confirm(request: OfficerRequest, upload: UUID) -> HttpResponse:
    """Let the rows be taken in."""
    found = _found(request, upload)
    try:
        actions.confirm_import(by=request.actor, upload=found.pk)
    except NotReadyError:
        return _upload_page(request, found, problem=_not_ready())
    except NothingToTakeInError:
        problem = _("Không có dòng nào để ghi nhận. Hãy xem lý do ở từng dòng.")
        return _upload_page(request, found, problem=problem)
    messages.success(request, _("Đã xác nhận. Các dòng đang được ghi nhận."))
    return go_to(request, reverse("existing:upload", args=[found.pk]))


@require_POST
@page(Permission.EXISTING_IMPORT)
def withdraw(request: OfficerRequest, upload: UUID) -> HttpResponse:
    """Withdraw a file that was not confirmed."""
    found = _found(request, upload)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _upload_page(request, found, withdrawal=form)
    try:
        actions.withdraw(by=request.actor, upload=found.pk, reason=form.cleaned_data["reason"])
    except NotReadyError:
        return _upload_page(request, found, problem=_not_ready(), withdrawal=form)
    messages.success(request, _("Đã bỏ tệp này; chưa dòng nào được ghi nhận."))
    return go_to(request, reverse("existing:uploads"))


@require_http_methods(["GET", "POST"])
@page(Permission.EXISTING_IMPORT)
def export(request: OfficerRequest) -> HttpResponse:
    """Ask for the entries of a book as a sheet; a second person lets it go out."""
    given = request.POST if request.method == "POST" else None
    form = ExportForm(list(books_of(request.actor)), given)
    wish = WishForm(receivers(request.actor), given)
    context = {"form": form, "wish": wish}
    valid = [one.is_valid() for one in (form, wish)]
    if given is None or not all(valid):
        return form_page(request, "existing/export.html", context, form, wish)
    book, sheet = form.chosen
    try:
        asked = ask_book(by=request.actor, book=book, sheet=sheet, wish=wish.wish)
    except REFUSALS as fault:
        form.add_error("book", words(fault))
        return form_page(request, "existing/export.html", context, form, wish)
    except Book.DoesNotExist as fault:
        raise Http404 from fault
    messages.success(request, _("Đã gửi yêu cầu; tệp được giao khi có người xác nhận."))
    return go_to(request, reverse("exports:export", args=[asked.pk]))


def _take(request: OfficerRequest, form: UploadForm) -> Upload | None:
    """Keep the file and queue it; None with the fault at the field if it is no known sheet."""
    token, file = form.cleaned_data["token"], form.cleaned_data["file"]
    already = queries.find_upload(request.actor, token)
    if already is not None:
        return already
    office = queries.offices_of(request.actor).get(pk=form.cleaned_data["office"])
    path = actions.sheet_path(settings.MEDIA, token)
    keep_upload(file, path)
    try:
        return actions.hand_in(
            by=request.actor,
            path=path,
            file_name=str(file.name),
            original_office=office,
            token=token,
            year=form.cleaned_data["year"],
        )
    except SheetUnreadableError as fault:
        path.unlink(missing_ok=True)
        form.add_error("file", _(FAULT_WORDS[fault.problem]))
        return None


def _found(request: OfficerRequest, uuid: UUID) -> Upload:
    try:
        return queries.get_upload(request.actor, uuid)
    except Upload.DoesNotExist as fault:
        raise Http404 from fault


def _not_ready() -> str:
    return _("Tệp này chưa đọc xong, đã được ghi nhận hoặc đã bỏ. Hãy tải lại trang.")


def _volumes_form(request: OfficerRequest, found: Upload, data: object = None) -> VolumesForm:
    volumes = queries.volumes_of(request.actor, found)
    asked = [one for one in volumes if one.found is None or one.said]
    return VolumesForm(asked[:_MOST_VOLUMES], queries.shelf_of(request.actor, found).books, data)


def _progress(request: OfficerRequest, found: Upload) -> dict[str, object]:
    wanted = found.import_job or found.read_job
    try:
        job = get_job(request.actor, wanted) if wanted else None
    except Job.DoesNotExist:
        job = None
    fates = queries.count_fates(found)
    return {
        "job": job,
        "running": job is not None and job.state in {"queued", "running"},
        "fates": [
            {"code": fate.value, "label": fate.label, "rows": rows} for fate, rows in fates.items()
        ],
        "new": fates.get(Fate.NEW, 0),
        "why": _why(found.withdraw_reason),
    }


def _why(reason: str) -> str:
    """Return why a file was withdrawn: the officer's words, or those of the fault it has."""
    return _(FAULT_WORDS[reason]) if reason in FAULT_WORDS else reason


def _upload_page(
    request: OfficerRequest,
    found: Upload,
    *,
    problem: str = "",
    volumes: VolumesForm | None = None,
    withdrawal: WithdrawForm | None = None,
) -> HttpResponse:
    fate = request.GET.get("loc", "")
    fate = fate if fate in Fate.values else ""
    rows = page_of_records(
        request, queries.rows_of(found, fate, defective=request.GET.get("loc") == "loi")
    )
    shown = list(rows)
    actions.view_rows(by=request.actor, upload=found, rows=shown)
    open_ = bool(found.judged_at) and not (found.confirmed_at or found.withdrawn_at)
    sheet = profile(found.profile)
    context = _progress(request, found) | {
        "upload": found,
        "type_title": type_title(found.register_type),
        "sheet": _(sheet.label),
        "misspelt": [row for row in found.headings if row[2]],
        "unmatched": [row[0] for row in found.headings if row[0] and not row[1]],
        "file_defects": file_defect_words(found.file_defects),
        "volumes": queries.volumes_of(request.actor, found)[:200] if found.read_at else [],
        "volumes_form": volumes or (_volumes_form(request, found) if open_ else None),
        "withdraw_form": withdrawal or WithdrawForm(),
        "shown_errors": withdrawal is not None,
        "open": open_,
        "filter": request.GET.get("loc", ""),
        "page": rows,
        "rows": told_rows(shown, found.register_type),
        "problem": problem,
    }
    refused = bool(problem or volumes or withdrawal)
    return render(
        request, "existing/upload.html", context, status=UNPROCESSABLE if refused else 200
    )
