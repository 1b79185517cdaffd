"""A thousand scripts typed into registers and brought in by sheets: they are texts, none runs."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Dialog, Page

from hotich.apps.campaign.actions import raise_difficulty
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queues import Queue
from hotich.apps.existing.models import Upload
from hotich.core.registers import BIRTHS, Kind
from tests.support import sheets
from tests.support.books import entering_book
from tests.support.browser import open_browser
from tests.support.entries import given_person, saved_linked, saved_not_found, saved_undecided
from tests.support.office import Staff
from tests.support.parallel import Measured
from tests.support.payloads import PAYLOADS, rogue
from tests.support.signing_in import signed_in

TEXTS = [
    one.id
    for one in BIRTHS.fields
    if one.kind in {Kind.TEXT, Kind.NAME, Kind.PLACE, Kind.RESIDENCE, Kind.NOTE, Kind.PAPER}
    and one.id not in {"entry.number", "entry.volume", "entry.page", "child.full_name"}
]
COLUMNS = ("nksHoTen", "nksNoiSinh", "nksQueQuan", "meHoTen", "chaHoTen", "nksDanToc", "trangSo")


def filled(staff: Staff, folder: Path, payloads: Sequence[str]) -> list[tuple[str, str]]:
    """Type and bring in every payload; return who can open which page that shows some of them."""
    clerk = staff.actor("congan")
    kept = [" ".join(one.split()) for one in payloads]  # no line break and no sign of control
    width = len(TEXTS) + 1
    groups = [kept[start : start + width] for start in range(0, len(kept), width)]
    book = entering_book(staff, years=((1999, 10, 2_000),), volume="03/1999")
    entries: list[Entry] = []
    for number, group in enumerate(groups):
        name, *others = group
        said = {"child.full_name": name[:200]} | dict(zip(TEXTS, others, strict=False))
        if number % 3 == 0:
            person = given_person(full_name=name[:150], ethnicity="Mường")
            entries.append(saved_linked(clerk, book, person, said).entry)
        elif number % 3 == 1:
            entries.append(saved_not_found(clerk, book, said, basis=name[:200]).entry)
        else:
            entries.append(saved_undecided(clerk, book, said).entry)
    sheet_width = len(COLUMNS)
    rows = [
        sheets.row(f"{number}/1999", **dict(zip(COLUMNS, kept[start:], strict=False)))
        for number, start in enumerate(range(0, len(kept), sheet_width), start=500)
    ]
    upload = sheets.handed_in(staff, sheets.sheet_file(folder, rows), file_name=kept[0][:100])
    for text in kept[:3]:
        raise_difficulty(by=clerk, text=text)
    return _pages(book.pk, entries, upload)


def _pages(book: object, entries: list[Entry], upload: Upload) -> list[tuple[str, str]]:
    found = [("congan", reverse("entry:entry", kwargs={"entry": one.pk})) for one in entries]
    found += [("tuphap", reverse("checking:entry", kwargs={"uuid": one.pk})) for one in entries]
    found += [
        ("congan", reverse("entry:book", kwargs={"book": book})),
        ("congan", reverse("entry:queue", kwargs={"queue": Queue.UNDECIDED.value})),
        ("tuphap", reverse("checking:sheet", kwargs={"uuid": book})),
        ("tuphap", reverse("existing:upload", kwargs={"upload": upload.pk})),
    ]
    plain = {
        "congan": "entry:desk entry:places entry:own campaign:difficulties",
        "tuphap": "tracking:list entry:number_requests existing:uploads campaign:difficulties",
        "lanhdao": "oversight:audit",
    }
    return found + [(who, reverse(name)) for who in plain for name in plain[who].split()]


def test_there_are_a_thousand_and_the_reader_sees_them():
    assert len(set(PAYLOADS)) >= 1_000
    assert rogue("<p>a</p><a href='/x/'>b</a><script src='/static/a.js'></script>") == []
    for text in ("<script>x</script>", "<img src=x onerror=x>", "<a href=' java\tscript:x'>"):
        assert rogue(text), text


@pytest.mark.django_db
def test_no_page_takes_a_text_for_markup(staff: Staff, tmp_path: Path):
    """One of each carrier, looked at as a browser reads a page."""
    every = list(PAYLOADS[:: len(PAYLOADS) // 62])
    clients: dict[str, Client] = {}
    faults, shown = [], 0
    for login, address in filled(staff, tmp_path, every):
        if login not in clients:
            clients[login] = signed_in(staff.officer(login))
        answer = clients[login].get(address)
        assert answer.status_code == 200, address
        faults += [(address, one) for one in rogue(answer.text)]
        shown += answer.text.count("&lt;script")
    assert faults == []
    assert shown > 50


WATCH = """
window.reported = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.reported.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def window(browser: Browser, url: str, session: str, ran: list[str]) -> Page:
    """Return a window of a signed-in officer that notes what runs and what the policy stops."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    context.add_init_script(WATCH)
    page = context.new_page()

    def note(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return page


@pytest.mark.soak
@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_none_of_a_thousand_runs_in_a_browser(
    staff: Staff, tmp_path: Path, live_server, monkeypatch
):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver has a loop of its own
    pages, begun = filled(staff, tmp_path, PAYLOADS), time.monotonic()
    ran: list[str] = []
    reports: list[tuple[str, str]] = []
    keys = {
        login: signed_in(staff.officer(login)).cookies["sessionid"].value for login in dict(pages)
    }
    with open_browser() as browser:
        windows = {one: window(browser, live_server.url, keys[one], ran) for one in keys}
        for login, address in pages:
            page = windows[login]
            page.goto(live_server.url + address)
            for handle in page.query_selector_all("summary"):
                handle.evaluate("one => one.parentElement.open = true")
            page.mouse.move(400, 400)
            asked = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
            found = [*page.evaluate("window.reported"), *(one for one in asked if "evil" in one)]
            reports += [(address, one) for one in found]
            assert page.url.startswith(live_server.url), address
    figures = {"ran": len(ran), "reports": len(reports), "pages": len(pages)}
    Measured(f"{len(PAYLOADS)} payloads", time.monotonic() - begun, figures).print()
    assert ran == []
    assert reports == []
