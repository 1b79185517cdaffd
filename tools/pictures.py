"""Picture every page of the program, for every officer that opens it, into docs/images/pages/.

    .venv/bin/python tools/pictures.py                              # the pages of the documents
    .venv/bin/python tools/pictures.py --into DIR --only entry      # some pages, to look at
    .venv/bin/python tools/pictures.py --into DIR --language en --scheme dark --width 683

The office is the one of the tests, with an object for each page (tests/support/populated.py), in a
database that is dropped afterwards; all people are invented. For the documents the pictures are put
into 256 colours, which takes a second each, and docs/explanation/pages.md is written anew.
"""

import argparse
import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from html import unescape
from pathlib import Path
from typing import Literal

import django
from django.conf import settings
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.support.settings"
django.setup()

from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from tests.support.browser import open_browser  # noqa: E402
from tests.support.office import make_staff  # noqa: E402
from tests.support.populated import populate  # noqa: E402
from tests.support.rendered import Rendered, Screen, rendered  # noqa: E402
from tools.small_png import shrink  # noqa: E402

PAGES = ROOT / "docs" / "images" / "pages"
INDEX = ROOT / "docs" / "explanation" / "pages.md"
MOST_BYTES = 6_300_000
TALLEST = 1100  # of a long page the beginning is enough
# The steps of typing look different for each object; of other pages one is shown.
ALL_OBJECTS = {"entry:type"}
IN_DARK = {"entry:type", "tracking:list"}
ROLES = {
    "congan": "Commune police officer (nhập dữ liệu)",
    "congan2": "A second police officer (đối soát)",
    "truongca": "Head of the commune police",
    "tuphap": "Justice and civil-status officer",
    "lanhdao": "Leader of the commune",
    "so": "Department of Justice",
    "c06": "Population centre (C06, simulated)",
    "quantri": "Administrator of accounts",
}
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def rendered_pages(languages: Sequence[str], only: tuple[str, ...]) -> list[Rendered]:
    """Return the pages of the populated office, from a database that is dropped again."""
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            settings.KEYS, settings.MEDIA = home / "keys", home / "media"
            settings.EXCHANGE = home / "exchange"
            staff = make_staff()
            places = populate(staff, home)
            if only:
                wanted = {name: to for name, to in places.targets.items() if name.startswith(only)}
                places.targets = wanted
            return list(rendered(staff, places, languages))
    finally:
        teardown_databases(old, verbosity=0)


def pictured(
    browser: Browser, pages: Iterable[Rendered], scheme: Literal["light", "dark"], width: int
) -> Iterator[tuple[Rendered, bytes]]:
    """Yield each page with its picture."""
    height = 768 if width > 800 else 600
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN"
    )
    screen = Screen(context)
    for one in pages:
        screen.show(one)
        over, tall = screen.page.evaluate(
            "[document.documentElement.scrollWidth - innerWidth,"
            " document.documentElement.scrollHeight]"
        )
        if over > 0:
            print(f"{one.label}: {over} px too wide")
        screen.page.set_viewport_size({"width": width, "height": max(height, min(tall, TALLEST))})
        yield one, screen.page.screenshot()
        screen.page.set_viewport_size({"width": width, "height": height})
    context.close()


def document(browser: Browser, pages: list[Rendered]) -> None:
    """Write the pictures of the documents, small ones, and the page that shows them by role.

    Raises: SystemExit, they are too many bytes for a repository.
    """
    shown = [one for one in pages if one.place == 0 or one.name in ALL_OBJECTS]
    dark = [one for one in shown if one.name in IN_DARK and one.place == 0]
    PAGES.mkdir(parents=True, exist_ok=True)
    for old in PAGES.glob("*.png"):
        old.unlink()
    found = [(f"{one.label}.png", png) for one, png in pictured(browser, shown, "light", 1366)]
    found += [(f"{one.label}-dark.png", png) for one, png in pictured(browser, dark, "dark", 1366)]
    with ProcessPoolExecutor(max_workers=4) as pool:
        small = list(pool.map(shrink, [png for _name, png in found]))
    for (name, _png), png in zip(found, small, strict=True):
        (PAGES / name).write_bytes(png)
    total = sum(map(len, small))
    if total > MOST_BYTES:
        sys.exit(f"{total} bytes of pictures, at most {MOST_BYTES} are kept")
    INDEX.write_text(index(shown, {one.label for one in dark}), "utf-8")
    print(f"{len(small)} pictures, {total} bytes")


def index(shown: list[Rendered], dark: set[str]) -> str:
    """Return the page that shows the pictures by role."""
    lines = [
        "# Every page, by role",
        "",
        "Made by `make pictures` from the populated office of the tests; all people are invented.",
        "1366 pixels wide, light, and a few in dark; of long pages the beginning.",
    ]
    for login, role in ROLES.items():
        own = [one for one in shown if one.login == login]
        if not own:
            continue
        lines += ["", f"## {role}"]
        for one in own:
            title = _TITLE.search(one.html)
            words = " ".join(re.sub(r"<[^>]+>", "", title.group(1)).split()) if title else one.name
            lines += ["", f"### {unescape(words)} (`{one.name}`)", ""]
            lines += [f"![{one.name}](../images/pages/{one.label}.png)"]
            if one.label in dark:
                lines += ["", f"![{one.name}, dark](../images/pages/{one.label}-dark.png)"]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--into", type=Path)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--width", type=int, default=1366)
    options = parser.parse_args()
    pages = rendered_pages((options.language,), tuple(options.only))
    with open_browser() as browser:
        if options.into is None:
            document(browser, pages)
            return
        options.into.mkdir(parents=True, exist_ok=True)
        for one, png in pictured(browser, pages, options.scheme, options.width):
            name = f"{one.label}.{one.language}.{options.scheme}.png"
            (options.into / name).write_bytes(png)


if __name__ == "__main__":
    main()
