"""The published rules of MDN's HTTP Observatory (table of November 2026), for one answer over TLS.

A hundred points to begin with; what is amiss takes some, what is done beyond the need gives some
where at least ninety are left. Redirection counts nothing: plain HTTP is not answered at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

LEAST_FOR_EXTRA = 90
HALF_A_YEAR = 15_768_000
_BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
_INLINE = {"'unsafe-inline'", "data:"}
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_OPEN = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass(frozen=True)
class Seen:
    """An answer: its headers by lower-case name, each as often as it was sent, and its page."""

    headers: Mapping[str, list[str]]
    page: str = ""

    def one(self, name: str) -> str:
        """Return the header, "" for none."""
        return ", ".join(self.headers.get(name, []))


@dataclass
class Points:
    """What an answer scores, and for what."""

    of: dict[str, int] = field(default_factory=dict)

    @property
    def sum(self) -> int:
        """Return the points; extra ones count only where little is amiss."""
        plain = 100 + sum(one for one in self.of.values() if one < 0)
        return 100 + sum(self.of.values()) if plain >= LEAST_FOR_EXTRA else plain


def points(seen: Seen) -> Points:
    """Return what the answer scores."""
    return Points(dict(_each(seen)))


def policy(header: str) -> dict[str, list[str]]:
    """Return the directives of a content security policy; the first of a name counts."""
    found: dict[str, list[str]] = {}
    for part in header.split(";"):
        name, *sources = part.split() or [""]
        if name:
            found.setdefault(name.lower(), [one.lower() for one in sources])
    return found


def _each(seen: Seen) -> Iterator[tuple[str, int]]:
    csp = policy(seen.one("content-security-policy"))
    yield "policy", _policy(csp)
    yield "cookies", _cookies(seen)
    yield "read by others", -50 if _is_read_by_others(seen) else 0
    yield "referrer", _referrer(seen)
    yield "only over TLS", _hsts(seen)
    yield "scripts", _scripts(seen)
    yield "kind of content", 0 if seen.one("x-content-type-options") == "nosniff" else -5
    yield "frames", _frames(csp, seen)
    yield "resource", _isolated(seen, "cross-origin-resource-policy", "same-origin", "same-site")
    embedder = ("require-corp", "credentialless")
    yield "embedder", _isolated(seen, "cross-origin-embedder-policy", *embedder)
    opener = ("same-origin", "same-origin-allow-popups", "noopener-allow-popups")
    yield "opener", _isolated(seen, "cross-origin-opener-policy", *opener)


def _policy(csp: dict[str, list[str]]) -> int:
    if not csp:
        return -25
    fallback = csp.get("default-src", ["*"])
    script, style = csp.get("script-src", fallback), csp.get("style-src", fallback)
    things = csp.get("object-src", fallback)
    active = [one for name in csp for one in csp[name] if name not in {"img-src", "media-src"}]
    passive = [one for name in ("img-src", "media-src") for one in csp.get(name, fallback)]
    if {*script} & (_BROAD | _INLINE) or {*things} & _BROAD or _insecure([*active, *script]):
        return -20
    if "'unsafe-eval'" in [*script, *style] or _insecure(passive):
        return -10
    if {*style} & (_BROAD | _INLINE):
        return 0
    return 10 if csp.get("default-src") == ["'none'"] else 5


def _insecure(sources: list[str]) -> bool:
    return any(one.startswith(("http:", "ftp:")) for one in sources)


def _cookies(seen: Seen) -> int:
    given = [one for header in seen.headers.get("set-cookie", []) for one in _morsels(header)]
    if not given:
        return 0
    worst = [fault for one in given for fault in _faults(*one, hsts=_hsts(seen) == 0)]
    if worst:
        return max(worst)[1]
    return 5 if all(one["samesite"] for _name, one in given) else 0


def _morsels(header: str) -> list[tuple[str, Mapping[str, str]]]:
    """Return the cookies a browser keeps; one that ends at once is taken from it."""
    given = SimpleCookie(header).items()
    return [(name.lower(), morsel) for name, morsel in given if morsel["max-age"] != "0"]


def _faults(name: str, cookie: Mapping[str, str], *, hsts: bool) -> Iterator[tuple[int, int]]:
    """Yield what is amiss with a cookie: how grave, and what it takes."""
    is_session = "login" in name or "sess" in name
    if not cookie["secure"]:
        yield (1, -5) if hsts else (2, -20)
    if is_session and not cookie["secure"]:
        yield (3, -10) if hsts else (7, -40)
    if cookie["samesite"] and cookie["samesite"].lower() not in {"lax", "strict", "none"}:
        yield (4, -20)
    if "csrf" in name and not cookie["samesite"]:
        yield (5, -20)
    if is_session and not cookie["httponly"]:
        yield (6, -30)


def _is_read_by_others(seen: Seen) -> bool:
    allowed = seen.one("access-control-allow-origin")
    return bool(allowed) and seen.one("access-control-allow-credentials") == "true"


def _referrer(seen: Seen) -> int:
    given = seen.one("referrer-policy").lower()
    known = [one for part in given.split(",") if (one := part.strip()) in _PRIVATE | _OPEN]
    if not given:
        return 0
    return 5 if known and known[-1] in _PRIVATE else -5


def _hsts(seen: Seen) -> int:
    age = re.search(r"max-age=(\d+)", seen.one("strict-transport-security"))
    if age is None:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def _scripts(seen: Seen) -> int:
    tags = [tag for tag in re.findall(r"<script\b[^>]*>", seen.page) if "src=" in tag]
    if any(re.search(r"""src=["']?(?:http:)?//""", tag) for tag in tags):
        return -50
    if any("https://" in tag and "integrity=" not in tag for tag in tags):
        return -5
    return 5 if tags and all("integrity=" in tag for tag in tags) else 0


def _frames(csp: dict[str, list[str]], seen: Seen) -> int:
    if csp.get("frame-ancestors"):
        return 5
    return 0 if seen.one("x-frame-options").lower() in {"deny", "sameorigin"} else -20


def _isolated(seen: Seen, name: str, *good: str) -> int:
    given = seen.headers.get(name, [])
    if not given:
        return 0
    if len(given) > 1:
        return -5
    token = given[0].partition(";")[0].strip()
    if token in good:
        return 10
    return 0 if token in {"unsafe-none", "cross-origin"} else -5
