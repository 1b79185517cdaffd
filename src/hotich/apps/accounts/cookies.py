"""How does a browser keep something for long? In a cookie of this host that no script reads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def kept_cookie(request: HttpRequest, name: str) -> str:
    """Return what the browser keeps under the name, "" for nothing."""
    return request.COOKIES.get(_full(name), "")


def keep_cookie(response: HttpResponse, name: str, value: str, *, max_age: int) -> None:
    """Let the browser keep the value for so many seconds; behind TLS it is bound to this host."""
    response.set_cookie(
        _full(name),
        value,
        max_age=max_age,
        secure=settings.TLS,
        httponly=True,
        samesite="Strict",
    )


def _full(name: str) -> str:
    return f"__Host-{name}" if settings.TLS else name
