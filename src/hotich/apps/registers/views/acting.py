"""A page that does one thing to a book: its words, its form, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse

from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.registers import problems
from hotich.apps.registers.models import Book
from hotich.apps.registers.queries import book_label, get_book
from hotich.web.forms import Form
from hotich.web.responses import form_page, go_to


@dataclass(frozen=True)
class Act:
    """The words of a page that does one thing to a book."""

    title: str
    button: str
    text: str = ""
    done: str = ""
    danger: bool = False


def act_page(
    request: OfficerRequest,
    found: Book,
    form: Form,
    words: Act,
    run: Callable[[], None],
    *,
    after: str = "",
) -> HttpResponse:
    """Show the form, or run the act and lead back; a refusal stands at its field."""
    if form.is_bound and form.is_valid():
        try:
            run()
        except problems.RefusedError as fault:
            field, text = problems.words(fault)
            form.add_error(field if field in form.fields else None, text)
        except ObjectDoesNotExist as gone:  # somebody was quicker: the book left this office
            raise Http404 from gone
        else:
            messages.success(request, words.done)
            return go_to(request, after or book_url(found))
    context = {"book": found, "label": book_label(found), "form": form, "act": words}
    return form_page(request, "registers/act.html", context, form)


def own_book(request: OfficerRequest, uuid: UUID, *, voided: bool = False) -> Book:
    """Return the book of the officer's office, or answer 404."""
    try:
        return get_book(request.actor, uuid, voided=voided)
    except Book.DoesNotExist as missing:
        raise Http404 from missing


def sent(request: OfficerRequest) -> QueryDict | None:
    """Return what was sent; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def book_url(found: Book) -> str:
    """Return the address of the book's page."""
    return reverse("registers:book", args=[found.pk])
