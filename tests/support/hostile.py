"""Forms as a page shows them, and what a careless or hostile sender may put into them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

Body = dict[str, object]
SCRIPT = "<script>alert(1)</script>"
_APART = unicodedata.normalize("NFD", "Nguyễn Thị Phượng")
_TEXTS = {
    "long": "x" * 5000,
    "control": "a\x00b\x07\x1b[31m\u200b\ufffe",
    # A formula, markup, letters taken apart and text that runs from right to left, all storable.
    "odd": f"=cmd|' /C calc'!A0 {SCRIPT} {_APART} \u202eMai\u202c \u2067Lan\u2069 \ufeff",
    "impossible_date": "31/02/1998",
    "far_year": "01/01/5005",
    "negative": "-1",
    "huge": "9" * 40,
    "blank": " \t ",
}
_WRONG = {
    "wrong": "khong-co",
    "nobody": "00000000-0000-0000-0000-000000000000",
    "nul": "\x00",
}
_STRAY = {
    "by": "admin",
    "officer": "1",
    "office": "00000000-0000-0000-0000-000000000000",
    "recorded_at": "1970-01-01",
    "__proto__": "x",
    "a[b][c]": "x",
    "": "x",
    "trang": "9" * 30,
    "ben": "khong-co",
}


@dataclass
class Input:
    """One control of a form."""

    name: str
    kind: str  # text, hidden, choice, button, file, password
    values: list[str] = field(default_factory=list)

    @property
    def harmless(self) -> object:
        """What an honest sender might leave in it."""
        if self.kind in {"text", "password"}:
            return f"chữ của {self.name}"
        return self.values[0] if self.values else ""


@dataclass
class Shape:
    """The inputs of one form."""

    inputs: dict[str, Input] = field(default_factory=dict)

    def add(self, one: Input) -> None:
        """Take an input in; the values of one name are gathered."""
        kept = self.inputs.setdefault(one.name, one)
        if kept is not one:
            kept.values += one.values


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: dict[str, list[Shape]] = {}
        self.by_id: dict[str, Shape] = {}
        self.open: Shape | None = None
        self.select: Input | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            named = self._of(given["id"]) if given.get("id") else Shape()
            self.open = self._to(given.get("action") or self.address, named)
        # An input may stand outside its form, and before it.
        shape = self._of(given["form"]) if given.get("form") else self.open
        # A part of the page that sends the form's inputs elsewhere.
        for other in ("hx-post", "formaction", "data-autosave"):
            if other in given and shape is not None:
                self._to(given[other], shape)
        if shape is None:
            return
        if tag == "option" and self.select is not None and given.get("value"):
            self.select.values.append(given["value"])
        name = given.get("name", "")
        if name and name != "csrfmiddlewaretoken" and tag in _TAGS:
            one = Input(name, _kind(tag, given), [given["value"]] if given.get("value") else [])
            shape.add(one)
            self.select = shape.inputs[name] if tag == "select" else self.select

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = None

    def _of(self, name: str) -> Shape:
        return self.by_id.setdefault(name, Shape())

    def _to(self, address: str, shape: Shape) -> Shape:
        kept = self.found.setdefault(_path(address), [])
        if not any(one is shape for one in kept):
            kept.append(shape)
        return shape


_TAGS = {"input", "select", "textarea", "button"}


def _path(address: str) -> str:
    return address.partition("?")[0]


def _kind(tag: str, given: dict[str, str]) -> str:
    kind = given.get("type", "text") if tag == "input" else tag
    if kind in {"hidden", "file", "password", "button"}:
        return kind
    return "text" if kind in {"text", "search", "textarea", "number"} else "choice"


def forms_in(html: str, address: str) -> dict[str, list[Shape]]:
    """Return the forms by the address to which the page at `address` would send them."""
    reader = _Reader(_path(address))
    reader.feed(html)
    return reader.found


def harmless(shape: Shape) -> Body:
    """Return what an honest sender leaves in the form, its first button pressed, with no file."""
    kinds = {"text", "password", "hidden", "choice"}
    every = shape.inputs.values()
    buttons = [one for one in every if one.kind == "button"]
    return {one.name: one.harmless for one in every if one.kind in kinds} | _pressed(buttons[:1])


def few(shape: Shape) -> Iterator[tuple[str, Body]]:
    """Yield the bodies that ask most of a page, by what is wrong with them."""
    calm, every = harmless(shape), shape.inputs.values()
    texts = [one.name for one in every if one.kind in {"text", "password"}]
    buttons = [one for one in every if one.kind == "button"]
    names = {one.name for one in buttons}
    yield "empty", {}
    for one in buttons:
        for value in one.values or [""]:
            unpressed = {name: calm[name] for name in calm if name not in names}
            yield "harmless", unpressed | {one.name: value}
    if not buttons:
        yield "harmless", calm
    if len(buttons) > 1:
        yield "every_button", calm | _pressed(buttons)
    if texts:
        yield "control", calm | dict.fromkeys(texts, _TEXTS["control"])


def _pressed(buttons: list[Input]) -> Body:
    return {one.name: one.values[0] if one.values else "" for one in buttons}


def bodies(shape: Shape) -> Iterator[tuple[str, Body]]:
    """Yield hostile bodies of a form by what is wrong with them."""
    calm = harmless(shape)
    every = shape.inputs.values()
    texts = [one.name for one in every if one.kind in {"text", "password"}]
    yield from few(shape)
    yield "stray", calm | _STRAY
    yield "twice", {name: [value, value] for name, value in calm.items()}
    for kind in ("choice", "hidden"):
        names = [one.name for one in every if one.kind == kind]
        for what in _WRONG if names else ():
            yield f"{what}_{kind}", calm | dict.fromkeys(names, _WRONG[what])
    for what, text in _TEXTS.items():
        if texts and what != "control":
            yield what, calm | dict.fromkeys(texts, text)
    yield "all_long", {one.name: "x" * 5000 for one in every}
    files = [one.name for one in every if one.kind == "file"]
    if files:
        yield "text_for_file", calm | dict.fromkeys(files, "không phải tệp")
        yield "odd_file", calm | {name: _file() for name in files}
    if texts:
        yield "file_for_text", calm | {name: _file() for name in texts}


def mixed(shape: Shape) -> Iterator[tuple[str, Body]]:
    """Yield the hostile texts and wrong keys of `bodies`, spread over the inputs of fewer bodies.

    Each input gets some of them, and each of them some input; every pair is left to `bodies`.
    """
    calm, every = harmless(shape), list(shape.inputs.values())
    yield from few(shape)
    yield "stray", calm | _STRAY
    yield "twice", {name: [value, value] for name, value in calm.items()}
    texts = [one.name for one in every if one.kind in {"text", "password"}]
    for start in (0, 3) if texts else ():
        yield "mixed texts", calm | _spread(texts, list(_TEXTS.values()), start)
    keys = [one.name for one in every if one.kind in {"choice", "hidden"}]
    for start in range(len(_WRONG)) if keys else ():
        yield "mixed keys", calm | _spread(keys, list(_WRONG.values()), start)
    files = [one.name for one in every if one.kind == "file"]
    if files:
        yield "odd_file", calm | {name: _file() for name in files}
    if texts:
        yield "file_for_text", calm | {name: _file() for name in texts}


def _spread(names: list[str], values: list[str], start: int) -> Body:
    return {name: values[(start + place) % len(values)] for place, name in enumerate(names)}


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("../../=tệp\u202e.csv", b'\x00\xff=1+1;;\n"')
