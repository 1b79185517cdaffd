"""Every page of the populated office as HTML, and a browser that shows it without a server."""

import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from django.contrib.staticfiles import finders
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext

from tests.support.office import Staff
from tests.support.populated import Places
from tests.support.signing_in import signed_in

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
    """One browser window whose pages are answered from memory on the loopback, until it closes.

    Static files may be kept by the browser: each of them is asked for once.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self._server = _Pages(("127.0.0.1", 0), _Answer)
        Thread(target=self._server.serve_forever, daemon=True).start()
        context.on("close", lambda _context: self._stop())

    def show(self, one: Rendered) -> None:
        """Open the page and wait until its modules have run."""
        self._server.now = one
        host, port = self._server.server_address[:2]
        self.page.goto(f"http://{host!s}:{port}{one.address}")

    def _stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Pages(ThreadingHTTPServer):
    daemon_threads = True
    now: Rendered | None = None


class _Answer(BaseHTTPRequestHandler):
    server: _Pages

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        now = self.server.now
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            self._send(kind, Path(str(found)).read_bytes() if found else b"", keep=True)
        elif now is not None and path in now.images:
            self._send(*now.images[path])
        elif now is not None and path == now.address.partition("?")[0]:
            self._send("text/html; charset=utf-8", now.html.encode())
        else:
            self.do_POST()

    def do_POST(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def log_message(self, *_told: object) -> None:
        """Say nothing."""

    def _send(self, kind: str, body: bytes, *, keep: bool = False) -> None:
        self.send_response(HTTPStatus.OK if body else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600" if keep else "no-store")
        self.end_headers()
        self.wfile.write(body)
