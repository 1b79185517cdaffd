"""Every answer, error and file carries headers that score by the published Observatory rules."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.support.all_answers import OVER_TLS, answers, seen
from tests.support.observatory import Points, Seen, points, policy
from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.rendered import close_answer

LEAST = 145
_SELF = "script-src style-src img-src connect-src font-src form-action"
_NONE = "default-src base-uri frame-ancestors"
# What the score does not ask, or gives no points for.
ISOLATED = {
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
POLICY = {name: ["'self'"] for name in _SELF.split()} | {name: ["'none'"] for name in _NONE.split()}

# A file's name: of plain letters, or with the others encoded; neither a path nor a further header.
_NAMED = re.compile(
    r"(?:attachment|inline)"
    r"(?:; filename=\"[^\"\\/\x00-\x1f]+\"|; filename\*=(?i:utf-8)''(?:[\w.~-]|%[0-9A-F]{2})+)*"
)


def amiss(answer: HttpResponse) -> list[object]:
    """Return what is not as it should be on an answer."""
    found = seen(answer)
    scored = points(found)
    faults: list[object] = [] if scored.sum >= LEAST else [(scored.sum, scored.of)]
    if policy(found.one("content-security-policy")) != POLICY:
        faults.append("an exception from the policy")
    if "access-control-allow-origin" in found.headers:
        faults.append("readable by other sites")
    apart = {name: found.headers.get(name) for name in ISOLATED}
    faults += [name for name, said in apart.items() if said != [ISOLATED[name]]]
    kind = found.one("content-type")
    if kind.startswith("text/") and kind.partition("; ")[2] != "charset=utf-8":
        faults.append(f"no charset: {kind}")
    named = found.one("content-disposition")
    if named and not (named.isascii() and _NAMED.fullmatch(named)):
        faults.append(f"a name of its own kind: {named}")
    given = found.headers.get("set-cookie", [])
    return faults + [
        one.partition("=")[0]
        for one in given
        if not (one.startswith("__Host-") and "SameSite=Strict" in one)
    ]


@pytest.fixture
def over_tls(settings) -> None:
    for name, value in OVER_TLS.items():
        setattr(settings, name, value)


@pytest.mark.django_db
@pytest.mark.usefixtures("over_tls", "quiet")
def test_every_page_and_download_scores(staff: Staff, places: Places):
    kinds: set[int] = set()
    faults = []
    for what, answer in answers(staff, places):
        kinds.add(answer.status_code)
        faults += [(what, fault) for fault in amiss(answer)]
    assert faults == []
    assert {200, 302, 404, 405, 422} <= kinds


def bad_host() -> HttpResponse:
    return Client().get("/", secure=True, headers={"host": "elsewhere.example"})


def no_such_page() -> HttpResponse:
    return Client().get("/khong-co/", secure=True)


def forged() -> HttpResponse:
    sender = Client(enforce_csrf_checks=True)
    return sender.post("/tai-khoan/dang-nhap/", {"login": "x"}, secure=True)


def broken() -> HttpResponse:
    return Client(raise_request_exception=False).get("/", secure=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("over_tls", "quiet")
@pytest.mark.parametrize(
    ("ask", "status"), [(bad_host, 400), (no_such_page, 404), (forged, 403), (broken, 500)]
)
def test_an_error_scores_as_well(ask: Callable[[], HttpResponse], status: int, monkeypatch):
    if status == 500:
        monkeypatch.setattr("hotich.apps.accounts.guard.redirect_to_login", None)
    answer = ask()
    assert answer.status_code == status
    assert amiss(answer) == []
    close_answer(answer)


def known(**headers: str) -> Points:
    return points(Seen({name.replace("_", "-"): [value] for name, value in headers.items()}))


@pytest.mark.parametrize(
    ("headers", "score"),
    [
        # Nothing at all: no policy, no TLS for the next time, any frame, any kind of content.
        ({}, 100 - 25 - 20 - 20 - 5),
        ({"content_security_policy": "script-src *"}, 100 - 20 - 20 - 20 - 5),
        # What an unchanged Django sends over TLS once HSTS and a policy stand.
        (
            {
                "content_security_policy": "default-src 'none'; frame-ancestors 'none'",
                "strict_transport_security": "max-age=31536000",
                "x_content_type_options": "nosniff",
                "referrer_policy": "same-origin",
                "cross_origin_opener_policy": "same-origin",
            },
            100 + 10 + 5 + 5 + 10,
        ),
    ],
)
def test_the_rules_count_as_published(headers: dict[str, str], score: int):
    assert known(**headers).sum == score


@pytest.mark.parametrize(
    ("cookie", "counted"),
    [
        ("sessionid=1; Secure; HttpOnly; SameSite=Strict", 5),
        ("sessionid=1; Secure; HttpOnly", 0),
        ("sessionid=1; HttpOnly; SameSite=Strict", -40),
        ("sessionid=1; Secure; SameSite=Strict", -30),
        ("language=vi; SameSite=Strict", -20),
        ("csrftoken=1; Secure", -20),
        ("sessionid=; Max-Age=0", 0),
    ],
)
def test_cookies_count_as_published(cookie: str, counted: int):
    assert known(set_cookie=cookie).of["cookies"] == counted
