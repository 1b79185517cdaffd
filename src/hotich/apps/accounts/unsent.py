"""What was typed in a form whose session had ended when it was sent: shown again after sign-in.

It stands in the browser's session on the server, never in the browser and never in an address, for
two hours, and only its own officer sees it again. Nothing of it is written anywhere else: the form
is shown with it, and the officer sends it anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, RawPostDataException, UnreadablePostError

from hotich.web.nearest import page_above

KEPT_FOR = timedelta(hours=2)
MOST_LETTERS = 200_000
_KEY = "unsent"
_WHOSE = "unsent_of"
# Passwords, codes and unlock codes are typed here only.
_ACCOUNT_PAGES = "/tai-khoan/"
_NO_TEXT = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Unsent:
    """Texts of a form by name, the address that takes them, and whether files were among them."""

    target: str
    texts: Mapping[str, list[str]]
    has_files: bool = False


def came_from(request: HttpRequest) -> str:
    """Return the page of this site whose form was sent; the first page when it is not known."""
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path if came.netloc == request.get_host() and came.path else "/"


def remember_whose(request: HttpRequest, *, officer: UUID) -> None:
    """Remember whose session has ended: another window may send a form of his."""
    request.session[_WHOSE] = str(officer)


def keep_unsent(request: HttpRequest, *, officer: UUID, now: datetime) -> None:
    """Keep what a form sent, for the officer whose session has ended or is locked.

    Only of a form of this site; nothing of a page on which passwords and codes are typed.
    """
    _keep(request, str(officer), now)


def keep_unsent_of_last(request: HttpRequest, *, now: datetime) -> None:
    """Keep what a form sent after the session had ended, for the officer whose it was."""
    officer = request.session.get(_WHOSE, "")
    if officer:
        _keep(request, officer, now)


def pass_on(session: SessionBase, *, officer: UUID) -> None:
    """Begin a new session for whom has just said his password; what he had typed goes along."""
    held = session.get(_KEY)
    session.flush()
    if held and held["officer"] == str(officer):
        session[_KEY] = held


def unsent_at(request: HttpRequest, *, officer: UUID, now: datetime) -> Unsent | None:
    """Return what the officer had typed on the page that is opened, or None."""
    held = request.session.get(_KEY)
    if not held or held["officer"] != str(officer) or request.method != "GET":
        return None
    if now - datetime.fromisoformat(held["at"]) > KEPT_FOR:
        forget(request)
        return None
    pages = {held["page"], held["target"], page_above(held["target"])}
    if request.path not in pages:
        return None
    return Unsent(held["target"], held["texts"], held["has_files"])


def forget_sent(request: HttpRequest) -> None:
    """Forget what was kept for a form that is being sent again."""
    held = request.session.get(_KEY)
    if held and request.method == "POST" and held["target"] == request.path:
        forget(request)


def forget(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(_KEY, None)


def _keep(request: HttpRequest, officer: str, now: datetime) -> None:
    page = came_from(request)
    if request.method != "POST" or page == "/" or request.path.startswith(_ACCOUNT_PAGES):
        return
    try:
        given = {name: values for name, values in request.POST.lists() if name not in _NO_TEXT}
        has_files = bool(request.FILES)
    except (RawPostDataException, UnreadablePostError):
        return
    if not given or sum(len(text) for values in given.values() for text in values) > MOST_LETTERS:
        return
    request.session[_KEY] = {
        "officer": officer,
        "at": now.isoformat(),
        "page": page,
        "target": request.path,
        "texts": given,
        "has_files": has_files,
    }
