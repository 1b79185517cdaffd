"""What comes in is data: no pattern, no format is made of it; and secrets come from the system."""

import ast
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

import hotich
from hotich.apps.accounts.managing import first_password
from hotich.apps.accounts.second_factor import new_secret, set_up_list
from tests.support.office import Staff

SOURCE = Path(hotich.__file__).parent
PATTERNS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall"} | {
    "finditer"
}
# Rooms that meet what somebody sends; engines, synth and core get it as data from these.
ROOMS = ("apps", "config", "documents", "web")
_TRANSLATORS = {"gettext", "gettext_lazy", "_", "vi", "translate", "pgettext"}


def functions(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield each function of the rooms, with where it stands."""
    for room in rooms:
        for file in sorted((SOURCE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    yield f"{file.relative_to(SOURCE)}:{node.name}", node


def calls(within: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(within) if isinstance(one, ast.Call))


def built_patterns(within: ast.AST) -> Iterator[str]:
    """Yield the patterns that a function makes of anything but constants and escaped texts."""
    for call in calls(within):
        of, name = getattr(call.func, "value", None), getattr(call.func, "attr", "")
        if isinstance(of, ast.Name) and of.id == "re" and name in PATTERNS:
            pattern = ast.unparse(call.args[0])
            if not isinstance(call.args[0], ast.Constant) and "re.escape(" not in pattern:
                yield pattern
        yield from (str(one.arg) for one in call.keywords if (one.arg or "").endswith("regex"))


def odd_formats(within: ast.AST) -> Iterator[str]:
    """Yield the texts a function fills in that are neither constants nor translations of them."""
    told = {
        target.id: value
        for node in ast.walk(within)
        if isinstance(node, ast.Assign)
        for target, value in _assigned(node)
    }
    for call in calls(within):
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"format", "format_map"}:
            text = call.func.value
            if not _is_constant(told.get(getattr(text, "id", ""), text)):
                yield ast.unparse(text)


def _assigned(node: ast.Assign) -> Iterator[tuple[ast.Name, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Name):
            yield target, node.value
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts, strict=False)
            yield from ((one, value) for one, value in pairs if isinstance(one, ast.Name))


def _is_constant(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return _is_constant(text.body) and _is_constant(text.orelse)
    if isinstance(text, ast.Subscript):
        return _is_constant(text.value)
    if isinstance(text, ast.Call):
        translates = getattr(text.func, "id", "") in _TRANSLATORS
        return translates and all(map(_is_constant, text.args))
    return isinstance(text, ast.Constant) or getattr(text, "id", "a").isupper()


def test_no_pattern_is_built_of_what_came_in():
    rooms = (*ROOMS, "core", "engines", "cli")
    assert [(where, one) for where, body in functions(*rooms) for one in built_patterns(body)] == []


def test_no_format_comes_from_outside():
    assert [(where, one) for where, body in functions(*ROOMS) for one in odd_formats(body)] == []


@pytest.mark.parametrize(
    ("code", "find"),
    [
        ("re.search(text, line)", built_patterns),
        ("re.compile(f'^{text}')", built_patterns),
        ("rows.filter(name__iregex=text)", built_patterns),
        ("text.format(by=by)", odd_formats),
        ("said = request.POST['said']\nsaid.format(by=by)", odd_formats),
        ("gettext(text).format(by=by)", odd_formats),
    ],
)
def test_the_reading_finds_it(code: str, find):
    assert list(find(ast.parse(code)))


@pytest.mark.django_db
def test_codes_and_passwords_come_from_the_systems_generator(staff: Staff, monkeypatch):
    """Where its draws are all the same, so is what they make."""
    first, listed = first_password(), set_up_list(by=staff.actor("congan")).codes
    assert len({first, *listed}) == len(listed) + 1
    monkeypatch.setattr(secrets, "choice", lambda letters: letters[0])
    assert len(set(set_up_list(by=staff.actor("congan")).codes)) == 1
    assert len(set(first_password())) == 2  # a letter and the hyphen
    assert len({new_secret() for _time in range(100)}) == 100


@pytest.mark.django_db
def test_a_session_has_a_key_of_more_than_128_bits_of_chance(monkeypatch):
    keys = {SessionStore()._get_new_session_key() for _time in range(200)}
    assert len(keys) == 200
    # 32 draws out of 36 signs.
    assert all(len(one) == 32 and one.isalnum() for one in keys)
    assert len(set("".join(keys))) == 36
    monkeypatch.setattr(secrets, "choice", lambda letters: letters[0])
    assert len(set(SessionStore()._get_new_session_key())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["/", "/static/", "/static/../", "/static/hotich/"])
@pytest.mark.parametrize("name", [".git/config", ".git/HEAD", ".env", ".svn/entries"])
def test_no_folder_of_source_control_is_served(before: str, name: str):
    assert Client().get(before + name).status_code == 404
