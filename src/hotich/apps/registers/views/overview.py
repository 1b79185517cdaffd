"""Pages of the whole inventory: overview, printed list, and taking a book in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office, held_offices
from hotich.apps.registers import actions, problems
from hotich.apps.registers.forms import FilterForm, RegisterForm, YearRows
from hotich.apps.registers.inventory import find_books, list_books, summarise, years_in
from hotich.apps.registers.models import Book, Condition
from hotich.apps.registers.ordering import first_rank, grouped, next_books
from hotich.apps.registers.queries import book_label, books_of
from hotich.web.pagination import page_of_records
from hotich.web.responses import UNPROCESSABLE, form_page, go_to


@require_GET
@page(Permission.BOOK_VIEW)
def overview(request: OfficerRequest) -> HttpResponse:
    """Show the books by type, year and condition, and the list of those that the filter leaves."""
    form = filter_form(request)
    books = find_books(request.actor, form.wanted())
    shown = page_of_records(request, grouped(books))
    context = {
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "has_books": books_of(request.actor).exists(),
        "summary": summarise(books),
        "conditions": Condition.labels,
        "page": shown,
        "rows": list_books(shown.object_list, first=first_rank(request.actor)),
        "may_prepare": request.actor.may(Permission.BOOK_PREPARE),
        "query": request.GET.urlencode(),
    }
    return form_page(request, "registers/overview.html", context, form)


@require_GET
@page(Permission.BOOK_VIEW)
def inventory(request: OfficerRequest) -> HttpResponse:
    """Show the inventory list as a sheet to print, narrowed by the same filter."""
    form = filter_form(request)
    books = find_books(request.actor, form.wanted())
    context = {
        "summary": summarise(books),
        "rows": list_books(grouped(books)),
        "today": timezone.localdate(),
        "office": get_office(request.actor.office_id),
        "query": request.GET.urlencode(),
        "chosen": [
            (form[name].label, dict(_flat(form, name)).get(str(value), value))
            for name, value in form.cleaned_data.items()
            if value
        ],
    }
    return render(request, "registers/inventory.html", context)


@require_GET
@page(Permission.BOOK_VIEW)
def queue(request: OfficerRequest) -> HttpResponse:
    """Show the books that are not entered yet, in the order in which to enter them."""
    rows = next_books(request.actor, on=timezone.localdate())
    context = {
        "rows": rows,
        "late": sum(row.is_late for row in rows),
        "unassigned": sum(row.assignment is None for row in rows),
        "first": next((row.title for row in rows), ""),
        "has_books": books_of(request.actor).exists(),
        "may_prepare": request.actor.may(Permission.BOOK_PREPARE),
    }
    return render(request, "registers/queue.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.BOOK_PREPARE)
def register(request: OfficerRequest) -> HttpResponse:
    """Take a book in; rows for further years come with a button that checks nothing."""
    today = timezone.localdate()
    offices = held_offices(request.actor.office_id)
    if request.method == "POST" and "add_rows" not in request.POST:
        form = RegisterForm(request.POST, offices=offices, today=today)
        rows = YearRows(request.POST, latest=today.year)
        existing = None
        if all([form.is_valid(), rows.is_valid()]):
            try:
                book = _register(request, form, rows)
            except problems.RefusedError as fault:
                form.add_error(*problems.words(fault))
                existing = getattr(fault, "existing", None)
            else:
                return go_to(request, reverse("registers:book", args=[book.pk]))
        return _register_page(request, form, rows, existing, status=UNPROCESSABLE)
    typed = request.POST if request.method == "POST" else None
    initial = {name: typed.get(name, "") for name in RegisterForm.base_fields} if typed else {}
    form = RegisterForm(offices=offices, today=today, initial=initial)
    return _register_page(request, form, YearRows(typed, latest=today.year, more=bool(typed)))


def _register(request: OfficerRequest, form: RegisterForm, rows: YearRows) -> Book:
    given = form.cleaned_data
    offices = {str(one.pk): one for one in held_offices(request.actor.office_id)}
    return actions.register_book(
        by=request.actor,
        register_type=given["register_type"],
        edition=given["edition_code"],
        original_office=offices[given["original_office"]],
        volume_label=given["volume_label"],
        numbers_by_volume=given["numbers_by_volume"],
        condition=given["condition"],
        note=given["note"],
        years=rows.declared(),
        received_on=given["received_on"],
        received_document=given["received_document"],
        signatures=form.signatures(),
    )


def _register_page(
    request: HttpRequest,
    form: RegisterForm,
    rows: YearRows,
    existing: Book | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "rows": rows,
        "refused_rows": status == UNPROCESSABLE and any(row.errors for row in rows.forms),
        "existing": existing,
        "existing_label": book_label(existing) if existing else "",
    }
    return render(request, "registers/register.html", context, status=status)


def filter_form(request: OfficerRequest) -> FilterForm:
    """Return the filter that the address asks for, cleaned."""
    form = FilterForm(
        request.GET,
        offices=held_offices(request.actor.office_id),
        years=years_in(request.actor),
    )
    form.full_clean()
    return form


def _flat(form: FilterForm, name: str) -> list[tuple[str, str]]:
    choices = getattr(form.fields[name], "choices", [])
    return [(str(code), str(label)) for code, label in choices] or [("", _("Tất cả"))]
