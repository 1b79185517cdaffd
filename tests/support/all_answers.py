"""Every answer the program gives: each page of the populated office asked and sent, and its errors.

As over TLS, so that cookies and headers are those of other computers.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.support.observatory import Seen
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import close_answer
from tests.support.signing_in import signed_in

# What `HOTICH_TLS=1` makes of the settings; `tests/cli/test_serving_tls.py` holds the real ones.
OVER_TLS = {
    "TLS": True,
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "LANGUAGE_COOKIE_NAME": "__Host-django_language",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "LANGUAGE_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
}


def seen(answer: HttpResponse) -> Seen:
    """Return the headers and the page of an answer."""
    headers: dict[str, list[str]] = {}
    for name, value in answer.items():
        headers.setdefault(name.lower(), []).append(value)
    for cookie in answer.cookies.values():
        headers.setdefault("set-cookie", []).append(cookie.OutputString())
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return Seen(headers, answer.content.decode() if is_page else "")


def answers(staff: Staff, places: Places) -> Iterator[tuple[str, HttpResponse]]:
    """Yield what every page answers to everybody who may open it, asked and sent empty."""
    clients: dict[str, Client] = {}
    for name, login, parts in places.each():
        if login not in clients:
            clients[login] = signed_in(staff.officer(login), Client(raise_request_exception=False))
        address = reverse(name, kwargs=parts)
        for method in ("get", "post"):
            with undone(clients[login]):
                answer = getattr(clients[login], method)(address, secure=True)
                yield f"{method} {name} {login} {answer.status_code}", answer
                close_answer(answer)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Take back what a request did, its cookies too."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    for name, value in kept.items():
        client.cookies[name] = value
