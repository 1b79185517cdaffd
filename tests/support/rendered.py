"""Every page of the populated office as HTML, and a browser that shows it without a server."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Route

from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.signing_in import signed_in

ORIGIN = "http://hotich.test"
LANGUAGES = ("vi", "en")
_IMAGE = re.compile(r'(?:src|data-[a-z-]+)="(/[^"]+/(?:anh|trang|hinh)[^"]*)"')


@dataclass(frozen=True)
class Rendered:
    """A page as one officer gets it; `images` are the bodies of what it shows, by address."""

    name: str
    login: str
    place: int
    address: str
    language: str
    html: str
    images: Mapping[str, tuple[str, bytes]]

    @property
    def label(self) -> str:
        """Return page, officer and place among the objects, for files and for messages."""
        number = f"-{self.place}" if self.place else ""
        return f"{self.name.replace(':', '.')}-{self.login}{number}"


def rendered(
    staff: Staff, places: Places, languages: Sequence[str] = LANGUAGES, *, once: bool = False
) -> Iterator[Rendered]:
    """Yield every page that answers a plain GET with HTML, for each of its officers and objects.

    Each page comes in all the languages; `once` for one officer and object, in one of them in turn.
    """
    clients: dict[str, Client] = {}
    for turn, (name, targets) in enumerate(places.targets.items()):
        spoken = [languages[turn % len(languages)]] if once else languages
        counted: dict[str, int] = {}
        for login, parts in targets:
            if login not in clients:
                clients[login] = signed_in(staff.officer(login))
            client = clients[login]
            address = reverse(name, kwargs=parts)
            answers = {language: _get(client, address, language) for language in spoken}
            if not all(_is_page(answer) for answer in answers.values()):
                for answer in answers.values():
                    close_answer(answer)
                continue
            place = counted.get(login, 0)
            counted[login] = place + 1
            for language, answer in answers.items():
                html = answer.content.decode()
                images = dict(_images(client, html))
                yield Rendered(name, login, place, address, language, html, images)
            if once:
                break


def _get(client: Client, address: str, language: str) -> HttpResponse:
    client.cookies["django_language"] = language
    return client.get(address)


def _is_page(answer: HttpResponse) -> bool:
    if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
        return False
    return answer.content.lstrip()[:9].lower() == b"<!doctype"


def _images(client: Client, html: str) -> Iterator[tuple[str, tuple[str, bytes]]]:
    for address in dict.fromkeys(_IMAGE.findall(html)):
        answer = client.get(address)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code == 200 and kind.startswith("image/"):
            body = answer.getvalue()
            yield address, (kind, body)
        close_answer(answer)


@contextmanager
def closed(answer: HttpResponse) -> Iterator[None]:
    """Close the answer at the end, also a file that streams; the database stays open."""
    try:
        yield
    finally:
        close_answer(answer)


def close_answer(answer: HttpResponse) -> None:
    """Close the file of an answer that streams; the database stays open, as in Django's client."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


class Screen:
    """One browser window whose pages are answered from memory."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self._now: Rendered | None = None
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.route("**/*", self._answer)

    def show(self, one: Rendered) -> None:
        """Open the page and wait until its modules have run."""
        self._now = one
        self.page.goto(ORIGIN + one.address)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        now = self._now
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=Path(str(found))) if found else route.fulfill(status=404)
        elif now is not None and path in now.images:
            kind, body = now.images[path]
            route.fulfill(status=200, headers={"content-type": kind}, body=body)
        elif now is not None and route.request.is_navigation_request():
            headers = {"content-type": "text/html; charset=utf-8"}
            route.fulfill(status=200, headers=headers, body=now.html)
        else:
            route.fulfill(status=204)
