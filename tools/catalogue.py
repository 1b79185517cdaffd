"""Keep the English catalogues: `update [room]`, `check [room]`, `compile`.

Screen strings are Vietnamese in the source; each room keeps their English in its own catalogue.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import normalize, read_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

from hotich.web.catalogue import Room, compile_catalogues, list_rooms

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "hotich"
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "vi": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = """\
# English of the room "{room}". Source strings are Vietnamese; kept by tools/catalogue.py.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
LITERAL = r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""
MARKED = re.compile(rf"_\({LITERAL}\)")
TRANSLATE = re.compile(rf"^(?:translate|trans)\s+{LITERAL}(?P<rest>.*)$", re.DOTALL)
CONTEXT = re.compile(rf"\bcontext\s+{LITERAL}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Key(NamedTuple):
    """What gettext looks a string up by; `plural` is "" for a string without number."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass
class Fault:
    """One thing that keeps a catalogue from being complete."""

    room: str
    key: Key
    problem: str
    files: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        where = f"  [{', '.join(self.files)}]" if self.files else ""
        return f"{self.room}: {self.problem}: {self.key.text!r}{where}"


def strings_of_python(path: Path) -> Iterator[Key]:
    """Yield the strings a Python file marks for translation."""
    with path.open("rb") as source:
        for _line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
            if isinstance(message, tuple):
                text, plural = message[0], message[1]
                yield Key(str(text), str(plural), context or "")
            else:
                yield Key(message, "", context or "")


def strings_of_template(text: str) -> Iterator[Key]:
    """Yield the strings a Django template marks for translation."""
    tokens = iter(Lexer(text).tokenize())
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents.split(maxsplit=1)[0] in {
            "blocktranslate",
            "blocktrans",
        }:
            yield _block(token, tokens)
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            translate = TRANSLATE.match(token.contents)
            if translate:
                yield Key(_literal(translate), "", _context(translate["rest"]))
            for marked in MARKED.finditer(token.contents):
                yield Key(_literal(marked))


def _block(opening: Token, tokens: Iterator[Token]) -> Key:
    """Return the string of a blocktranslate, reading the tokens up to its end."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type is TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type is TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.token_type is TokenType.BLOCK and token.contents == "plural":
            parts.append([])
        elif token.token_type is TokenType.BLOCK:
            break
    joined = ["".join(part) for part in parts]
    if "trimmed" in opening.split_contents():
        joined = [trim_whitespace(part) for part in joined]
    return Key(joined[0], joined[1] if len(joined) > 1 else "", _context(opening.contents))


def _literal(match: re.Match[str]) -> str:
    """Return the matched literal as gettext is asked for it (percent signs doubled)."""
    return (match["double"] or match["single"] or "").replace("%", "%%")


def _context(options: str) -> str:
    """Return the `context "…"` option of a tag, or ""."""
    match = CONTEXT.search(options)
    return _literal(match) if match else ""


def strings_of_room(room: Room, package: Path) -> dict[Key, list[str]]:
    """Return the room's strings, each with the files it stands in (relative to the package)."""
    found: dict[Key, set[str]] = {}
    for folder in room.folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".py":
                keys = list(strings_of_python(path))
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                keys = list(strings_of_template(path.read_text(encoding="utf-8")))
            else:
                continue
            for key in keys:
                if key.text:
                    found.setdefault(key, set()).add(path.relative_to(package).as_posix())
    return {key: sorted(files) for key, files in found.items()}


def read_catalogue(path: Path) -> Catalog:
    """Return the catalogue, empty if there is none yet."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as source:
        return read_po(source, locale="en", charset="utf-8")


def translations(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    """Return the English of every string of the catalogue, fuzzy ones too."""
    return {_key(message): _forms(message) for message in catalogue if message.id}


def _key(message: Message) -> Key:
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id, "")
    return Key(str(ids[0]), str(ids[1]), str(message.context or ""))


def _forms(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, (tuple, list)):
        return tuple(str(form) for form in message.string)
    return (str(message.string or ""),)


def written(
    room: str, strings: Mapping[Key, list[str]], known: Mapping[Key, tuple[str, ...]]
) -> str:
    """Return the text of a catalogue: sorted, with file names only, no dates and no hosts."""
    pieces = [HEADER.format(room=room)]
    for key in sorted(strings):
        lines = [f"#: {name}" for name in strings[key]]
        if key.context:
            lines.append(f"msgctxt {normalize(key.context, width=0)}")
        lines.append(f"msgid {normalize(key.text, width=0)}")
        forms = known.get(key, ())
        if key.plural:
            lines.append(f"msgid_plural {normalize(key.plural, width=0)}")
            forms = (*forms, "", "")[:2]
            lines += [f"msgstr[{n}] {normalize(form, width=0)}" for n, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {normalize((*forms, '')[0], width=0)}")
        pieces.append("\n".join(lines) + "\n")
    return "\n".join(pieces)


def update(rooms: tuple[Room, ...], package: Path) -> None:
    """Rewrite the catalogues; a new string stays empty unless another room has its English."""
    everywhere: dict[Key, tuple[str, ...]] = {}
    for room in list_rooms(package):
        filled = translations(read_catalogue(room.catalogue))
        everywhere |= {key: forms for key, forms in filled.items() if all(forms)}
    for room in rooms:
        strings = strings_of_room(room, package)
        if not strings and not room.catalogue.exists():
            continue
        known = everywhere | {
            key: forms
            for key, forms in translations(read_catalogue(room.catalogue)).items()
            if all(forms)
        }
        room.catalogue.parent.mkdir(parents=True, exist_ok=True)
        room.catalogue.write_text(written(room.name, strings, known), encoding="utf-8")


def check(rooms: tuple[Room, ...], package: Path) -> list[Fault]:
    """Return what keeps the catalogues of these rooms from being complete and in agreement."""
    faults: list[Fault] = []
    for room in rooms:
        strings = strings_of_room(room, package)
        catalogue = read_catalogue(room.catalogue)
        known = translations(catalogue)
        fuzzy = {_key(message) for message in catalogue if message.id and message.fuzzy}
        for key, files in sorted(strings.items()):
            problem = _problem(key, known.get(key), fuzzy=key in fuzzy)
            if problem:
                faults.append(Fault(room.name, key, problem, files))
        gone = {*known} - {*strings} | {_key(message) for message in catalogue.obsolete.values()}
        faults += [Fault(room.name, key, "obsolete") for key in sorted(gone)]
    return faults + _quarrels(rooms, package)


def _problem(key: Key, forms: tuple[str, ...] | None, *, fuzzy: bool) -> str:
    """Return what is wrong with a string's English, or ""."""
    if forms is None:
        return "missing"
    if not all(form.strip() for form in forms) or (key.plural and len(forms) != 2):
        return "empty"
    if fuzzy:
        return "fuzzy"
    wanted = sorted(PLACEHOLDER.findall(key.plural or key.text))
    # "one book" may do without the number; the plural, and any plain string, needs them all.
    if sorted(PLACEHOLDER.findall(forms[-1])) != wanted or not (
        set(PLACEHOLDER.findall(forms[0])) <= set(wanted)
    ):
        return "placeholders differ"
    return ""


def _quarrels(rooms: tuple[Room, ...], package: Path) -> list[Fault]:
    """Return the strings that one of these rooms translates otherwise than another room does."""
    first: dict[Key, tuple[str, tuple[str, ...]]] = {}
    faults = []
    for room in list_rooms(package):
        for key, forms in translations(read_catalogue(room.catalogue)).items():
            if not all(forms):
                continue
            other, theirs = first.setdefault(key, (room.name, forms))
            if theirs != forms and {room.name, other} & {each.name for each in rooms}:
                faults.append(Fault(room.name, key, f"{other} has another English for it"))
    return faults


def main(arguments: list[str], package: Path = PACKAGE) -> int:
    """Run one command and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    names = [room.name for room in list_rooms(package)]
    for command in ("update", "check"):
        commands.add_parser(command).add_argument("room", nargs="?", choices=names)
    commands.add_parser("compile")
    chosen = parser.parse_args(arguments)
    if chosen.command == "compile":
        compile_catalogues(package)
        return 0
    rooms = tuple(room for room in list_rooms(package) if chosen.room in {None, room.name})
    if chosen.command == "update":
        update(rooms, package)
        return 0
    faults = check(rooms, package)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
