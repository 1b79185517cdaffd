"""What a page costs on its first load: every file it asks for, as the server sends it packed."""

import gzip
import re
import urllib.request
from urllib.parse import urlsplit

from tests.support.browser import Window


def first_load(window: Window) -> dict[str, int]:
    """Return the packed bytes of the page in the window and of all it loads, images left out."""
    loaded: list[str] = []
    page = window.page

    def note(response) -> None:
        if response.request.resource_type != "image":
            loaded.append(response.url)

    page.on("response", note)
    page.reload(wait_until="networkidle")
    page.remove_listener("response", note)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in window.context.cookies())
    return {
        re.sub(r"/nhap/[0-9a-f-]+", "/nhap/…", urlsplit(url).path): packed(url, cookies)
        for url in dict.fromkeys(loaded)
    }


def packed(url: str, cookies: str) -> int:
    """Return how many bytes come over the wire for an address; what comes unpacked is packed."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", "Cookie": cookies})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            return len(body)
    return len(body) if url.endswith((".woff2", ".png")) else len(gzip.compress(body))
