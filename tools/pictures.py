"""Picture every page of the program, for every officer that opens it, into docs/images/pages/.

    .venv/bin/python tools/pictures.py                              # the pages of the documents
    .venv/bin/python tools/pictures.py --into DIR --only entry      # some pages, to look at
    .venv/bin/python tools/pictures.py --into DIR --language en --scheme dark --width 683

The office is the one of the tests, with an object for each page (tests/support/populated.py), in a
database that is dropped afterwards. Pages are 1366 wide, in 256 colours; all people are invented.
With nothing named, docs/explanation/pages.md is written anew, too.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterable
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
MOST_BYTES = 6_000_000
TALLEST = 1600  # of a long list the beginning is enough


def rendered_pages(languages: Iterable[str], only: tuple[str, ...]) -> list[Rendered]:
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


def picture(
    browser: Browser,
    pages: Iterable[Rendered],
    into: Path,
    *,
    scheme: Literal["light", "dark"],
    width: int = 1366,
    small: bool = True,
) -> None:
    """Write a picture of each page; `small` ones take a second each to reckon."""
    height = 768 if width > 800 else 600
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN"
    )
    screen = Screen(context)
    into.mkdir(parents=True, exist_ok=True)
    for one in pages:
        screen.show(one)
        over, tall = screen.page.evaluate(
            "[document.documentElement.scrollWidth - innerWidth,"
            " document.documentElement.scrollHeight]"
        )
        if over > 0:
            print(f"{one.label}: {over} px too wide")
        screen.page.set_viewport_size({"width": width, "height": max(height, min(tall, TALLEST))})
        png = screen.page.screenshot()
        file = into / f"{one.label}.{one.language}.{scheme}.png"
        file.write_bytes(shrink(png) if small else png)
        screen.page.set_viewport_size({"width": width, "height": height})
    context.close()


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
        picture(
            browser,
            pages,
            options.into or PAGES,
            scheme=options.scheme,
            width=options.width,
            small=options.into is None,
        )


if __name__ == "__main__":
    main()
