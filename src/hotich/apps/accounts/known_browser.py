"""Has the officer signed in with this browser before? A signed cookie says so; it opens nothing.

Wrong passwords from a browser that the officer has used are counted apart from a stranger's, so
that guessing elsewhere never keeps him from his work.
"""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse

from hotich.apps.accounts.cookies import keep_cookie, kept_cookie

_COOKIE = "browser"
_SALT = "hotich.accounts.known_browser"
_AGE = 90 * 24 * 60 * 60
_MOST_OFFICERS = 12


def known_as(request: HttpRequest, login: str) -> str:
    """Return the mark of the browser where the account was used in it, else ""."""
    browser, logins = _read(request)
    return browser if login.casefold() in logins else ""


def remember(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Note in the browser that the account was used in it."""
    browser, logins = _read(request)
    kept = [login.casefold(), *(one for one in logins if one != login.casefold())]
    value = [browser or secrets.token_urlsafe(16), kept[:_MOST_OFFICERS]]
    keep_cookie(response, _COOKIE, signing.dumps(value, salt=_SALT), max_age=_AGE)


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        browser, logins = signing.loads(kept_cookie(request, _COOKIE), salt=_SALT, max_age=_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(browser), [str(one) for one in logins]
