"""Picture every main page of the program, and the few the README and the tutorial show.

    .venv/bin/python tools/screenshots.py                  # everything, docs/images too
    .venv/bin/python tools/screenshots.py --only entry     # pages whose name begins so
    .venv/bin/python tools/screenshots.py --home DIR       # keep the installation, use it again

An installation with the demo runs in a folder of its own on a free port of the loopback. A clerk
types six entries and more through the real pages, each of another outcome; a case is taken, a
number confirmed and released, entries are checked, a report drafted. Then each page is pictured at
1366x768 in Vietnamese and English, light and dark, into `screenshots/` (git-ignored); with every
page done, `docs/images/` gets its pictures anew, in 256 colours. All people are invented.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.support.settings"
django.setup()  # the tests' own words for the demo, its password and its book

from tests.e2e.book import WORDS, sample_entries  # noqa: E402
from tests.support.browser import Window, open_browser  # noqa: E402
from tests.support.installation import Installation  # noqa: E402
from tests.support.scripted_clerk import Paper, ScriptedClerk, Typed, paper_of  # noqa: E402
from tools.small_png import shrink  # noqa: E402

PICTURES = ROOT / "screenshots"
DOCS = ROOT / "docs" / "images"
MOST_BYTES = 200_000
LOOKS = tuple((language, scheme) for language in ("vi", "en") for scheme in ("light", "dark"))
STOP_AT = 8  # a name one mark off: candidates with a marked letter, then an amber row


@dataclass(frozen=True)
class Shot:
    """A page: whose, where, and which links lead on to it (part of their address)."""

    name: str
    login: str
    path: str
    links: tuple[str, ...] = ()
    docs: bool = False


SHOTS = (
    Shot("overview", "tuphap", "/so-ho-tich/", docs=True),
    Shot("inventory", "tuphap", "/so-ho-tich/kiem-ke/"),
    Shot("register", "tuphap", "/so-ho-tich/them/"),
    Shot("book", "tuphap", "/so-ho-tich/", ("/so-ho-tich/<uuid>",)),
    Shot("desk", "congan", "/nhap-du-lieu/"),
    Shot("desk-book", "congan", "/nhap-du-lieu/", ("/quyen/<uuid>",)),
    Shot("bulk-look-up", "congan", "/tra-cuu-hang-loat/"),
    Shot("entry-page", "congan", "/nhap-du-lieu/", ("/quyen/<uuid>", "/truong-hop/<uuid>")),
    Shot("correct", "congan", "/nhap-du-lieu/", ("/quyen/<uuid>", "/truong-hop/<uuid>", "/sua/")),
    Shot("tracking", "tuphap", "/theo-doi/", docs=True),
    Shot("tracking-case", "tuphap", "/theo-doi/", ("/giai-quyet/<uuid>",)),
    Shot("tracking-case-police", "congan", "/theo-doi/", ("/giai-quyet/<uuid>",)),
    Shot("tracking-minutes", "tuphap", "/theo-doi/", ("/giai-quyet/<uuid>", "/bien-ban/")),
    Shot("numbers", "truongca", "/nhap-du-lieu/so-dinh-danh/"),
    Shot("numbers-done", "truongca", "/nhap-du-lieu/so-dinh-danh/?muc=da-cap"),
    Shot("number", "truongca", "/nhap-du-lieu/so-dinh-danh/?muc=da-cap", ("/so-dinh-danh/<uuid>",)),
    Shot("checking-books", "tuphap", "/doi-soat/"),
    Shot("checking-book", "tuphap", "/doi-soat/", ("/doi-soat/quyen/<uuid>",)),
    Shot("checking", "tuphap", "/doi-soat/", ("/tiep/",), docs=True),
    Shot("checking-links", "congan2", "/doi-soat/", ("/tiep/",)),
    Shot("checking-sheet", "tuphap", "/doi-soat/", ("/doi-soat/quyen/<uuid>", "/trang/")),
    Shot("checking-totals", "tuphap", "/doi-soat/", ("/khoa-so/",)),
    Shot("scans", "tuphap", "/trang-so/"),
    Shot("scans-book", "tuphap", "/trang-so/", ("/trang-so/so/",)),
    Shot("handover", "c06", "/chuyen-du-lieu/"),
    Shot("handover-justice", "sotuphap", "/chuyen-du-lieu/"),
    Shot("handover-commune", "tuphap", "/chuyen-du-lieu/"),
    Shot("records", "tuphap", "/ho-tich-dien-tu/"),
    Shot("difficulties", "tuphap", "/kho-khan/"),
    Shot("difficulty-new", "tuphap", "/kho-khan/neu/"),
    Shot("plans", "tuphap", "/kho-khan/ke-hoach/"),
    Shot("reports", "tuphap", "/bao-cao/"),
    Shot("report", "tuphap", "/bao-cao/", ("/bao-cao/<uuid>",), docs=True),
    Shot("report-lines", "tuphap", "/bao-cao/tuyen/"),
    Shot("reports-leader", "lanhdao", "/bao-cao/"),
    Shot("reports-received", "sotuphap", "/bao-cao/nhan/"),
    Shot("imports", "c06", "/dan-cu/nap-du-lieu/"),
    Shot("import", "c06", "/dan-cu/nap-du-lieu/", ("/nap-du-lieu/<uuid>",)),
    Shot("audit", "truongca", "/nhat-ky/"),
    Shot("audit-viewers", "truongca", "/nhat-ky/ai-da-xem/"),
    Shot("computers", "truongca", "/nhat-ky/may-tinh/"),
    Shot("not-found", "tuphap", "/khong-co/"),
    Shot("keys", "congan", "/nhap-du-lieu/"),
)
# The typing pages are reached by typing, not by a link.
TYPING = ("blind", "candidates", "entry")
_LINK = """(part) => {
const like = new RegExp(part.replace("<uuid>", "[0-9a-f-]{36}") + "(/?$|/?[?]|)");
const all = [...document.querySelectorAll("main a[href]")].map((each) => each.getAttribute("href"));
const exact = new RegExp(part.replace("<uuid>", "[0-9a-f-]{36}/$"));
return all.find((each) => exact.test(each)) || all.find((each) => like.test(each)) || ""; }"""


class Guide(ScriptedClerk):
    """A clerk who can also leave an entry undecided, take another number, and stop half way."""

    undecided = False

    def leave_undecided(self, paper: Paper) -> None:
        """Type one entry and save it without saying who it is."""
        self.undecided = True
        self.type_entry(paper)
        self.undecided = False

    def take(self, number: int) -> None:
        """Give back the number in hand and take this one."""
        self.give_back()
        self.window.press_button(WORDS)
        self.page.wait_for_url("**/quyen/**")
        self.window.go_to("number")
        self.window.type(str(number))
        self.window.press("Enter")
        self.window.press_button("Giữ số này và nhập")
        self.page.wait_for_selector("#blind")

    def ask(self, paper: Paper) -> None:
        """Type step 1, unless a draft has it, and look up."""
        if self.page.input_value("#blind [name=child-full_name]"):
            self.window.press("F10")
            self.page.wait_for_selector("[data-candidates]")
        else:
            self.type_blind(paper)
        self._settle()

    def go_on(self, paper: Paper) -> None:
        """Choose the one meant and read the sheet against the page; nothing is saved."""
        typed = Typed(self.number())
        super()._decide(paper, typed)
        self._type_the_rest(paper, typed)
        self._settle()

    def _decide(self, paper: Paper, typed: Typed) -> None:
        if not self.undecided:
            return super()._decide(paper, typed)
        self.window.press("u")
        self.page.wait_for_selector("#sheet")
        return None


def paper(number: int) -> Paper:
    """Return the entry of that number as the demo's printed page shows it."""
    return paper_of(next(one for one in sample_entries() if one.number == number))


def fill(clerk: Guide) -> None:
    """Type entries of every outcome; the number of `STOP_AT` is in hand at the end."""
    clerk.open_book(WORDS)
    for number in (1, 2):
        clerk.type_entry(paper(number))
    clerk.leave_undecided(paper(3))
    for number in (4, 5):
        clerk.type_entry(paper(number))
    clerk.take(16)
    clerk.type_entry(paper(16))
    clerk.take(7)
    clerk.type_entry(paper(7))
    clerk.take(STOP_AT)


def follow(window: Window, shot: Shot) -> bool:
    """Open the page of a shot; return whether every link on the way was there."""
    window.open(shot.path)
    for part in shot.links:
        address = str(window.page.evaluate(_LINK, part))
        if not address:
            print(f"  {shot.name}: no link {part} on {window.page.url}")
            return False
        window.page.goto(window.page.evaluate("(to) => new URL(to, location.href).href", address))
    return True


def press(window: Window, words: str, *, form: str = "") -> None:
    """Press the first button with these words, in the form whose address holds `form`."""
    place = f'form[action*="{form}"] ' if form else ""
    window.page.locator(f"{place}button", has_text=words).first.click()
    window.page.wait_for_load_state()


def settle(windows: "Windows") -> None:
    """Take a case, confirm and release a number, check entries, draft a report."""
    justice, chief = windows.of("tuphap"), windows.of("truongca")
    justice.open("/theo-doi/")
    press(justice, "Nhận", form="/nhan/")
    number = Shot("", "", "/nhap-du-lieu/so-dinh-danh/", ("/so-dinh-danh/<uuid>",))
    follow(justice, number)
    press(justice, "Có trong sổ, xác nhận")
    follow(chief, number)
    if chief.page.locator('form[action*="/duyet/"]').count():
        press(chief, "Duyệt", form="/duyet/")
    follow(justice, Shot("", "", "/doi-soat/", ("/tiep/",)))
    for _ in range(2):
        press(justice, "Chấp nhận")
    justice.open("/bao-cao/")
    press(justice, "Lập báo cáo tuần")


class Windows:
    """One window per officer, opened when first asked for."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.held: dict[str, Window] = {}

    def of(self, login: str) -> Window:
        """Return the officer's window, signed in."""
        if login not in self.held:
            self.held[login] = Window(self.browser, self.url)
            self.held[login].sign_in(login)
        return self.held[login]

    def close(self) -> None:
        """Close every window."""
        for window in self.held.values():
            window.close()


def picture(window: Window, name: str, *, docs: bool, look: tuple[str, str]) -> None:
    """Picture the page in hand: all of it, and for the documents what a screen shows."""
    language, scheme = look
    window.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    window.page.wait_for_timeout(120)
    folder = PICTURES / f"{language}-{scheme}"
    folder.mkdir(parents=True, exist_ok=True)
    window.page.screenshot(path=folder / f"{name}.png", full_page=not docs)
    if docs and look == LOOKS[0]:
        keep(window.page.screenshot(), DOCS / f"{name}.png")


def keep(png: bytes, file: Path) -> None:
    """Write a picture for the documents.

    Raises: SystemExit, the picture is too big for a repository.
    """
    small = shrink(png)
    if len(small) > MOST_BYTES:
        sys.exit(f"{file} would have {len(small)} bytes, at most {MOST_BYTES} are kept")
    DOCS.mkdir(parents=True, exist_ok=True)
    file.write_bytes(small)


def speak(window: Window, language: str) -> None:
    """Switch the page in hand to a language."""
    other = {"vi": "Tiếng Việt", "en": "English"}[language]
    if window.page.get_attribute("html", "lang") != language:
        window.page.locator("header button", has_text=other).click()
        window.page.wait_for_load_state()


def picture_typing(clerk: Guide, *, docs: bool) -> None:
    """Picture both steps of typing, in every look."""
    window, seen = clerk.window, paper(STOP_AT)
    for language, scheme in LOOKS:
        look = (language, scheme)
        speak(window, language)
        picture(window, "blind", docs=False, look=look)
        clerk.ask(seen)
        picture(window, "candidates", docs=docs, look=look)
        clerk.go_on(seen)
        window.page.keyboard.press("Control+Home")
        window.page.evaluate("scrollTo(0, 0)")
        picture(window, "entry", docs=docs, look=look)
        picture(window, "entry-long", docs=False, look=look)
        press(window, "", form="/buoc-1/")
        window.page.wait_for_selector("#blind")
    speak(window, "vi")


def picture_pages(windows: Windows, only: tuple[str, ...], *, docs: bool) -> None:
    """Picture every page that is reached by an address and links."""
    for language in ("vi", "en"):
        for shot in SHOTS:
            if not shot.name.startswith(only):
                continue
            window = windows.of(shot.login)
            window.open("/khong-co/" if shot.name == "not-found" else shot.path)
            if shot.name != "not-found":
                speak(window, language)
            if not follow(window, shot):
                continue
            if shot.name == "keys":
                window.press("F1")
            for scheme in ("light", "dark"):
                picture(window, shot.name, docs=docs and shot.docs, look=(language, scheme))
    for window in windows.held.values():
        window.open("/")
        speak(window, "vi")


@contextmanager
def installed(home: Path | None) -> Iterator[tuple[Installation, bool]]:
    """Run an installation; say whether it is new."""
    with tempfile.TemporaryDirectory() as folder:
        place = home or Path(folder) / "home"
        is_new = not place.exists()
        place.parent.mkdir(parents=True, exist_ok=True)
        installation = Installation(place, demo=True)
        installation.start()
        try:
            yield installation, is_new
        finally:
            installation.stop()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--home", type=Path, help="keep the installation here; use it if it is there"
    )
    parser.add_argument("--only", nargs="+", help="picture only pages whose name begins so")
    options = parser.parse_args()
    docs = not options.only
    only = tuple(options.only or ("",))
    with (
        installed(options.home) as (installation, is_new),
        open_browser() as browser,
        closing(Windows(browser, installation.url)) as windows,
    ):
        clerk = Guide(windows.of("congan"))
        if is_new:
            fill(clerk)
            settle(windows)
        if any(name.startswith(only) for name in TYPING):
            if not is_new:
                follow(clerk.window, Shot("", "", "/nhap-du-lieu/", ("/nhap/<uuid>",)))
            picture_typing(clerk, docs=docs)
        picture_pages(windows, only, docs=docs)
        faults = {login: one.take_faults() for login, one in windows.held.items()}
    for login, said in faults.items():
        for fault in (each for each in said if "/khong-co/" not in each):
            print(f"{login}: {fault}")


if __name__ == "__main__":
    main()
