"""The walls: where foreign keys point, who reads the clock, what views may touch."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

SOURCE = Path(__file__).resolve().parents[2] / "src" / "hotich"
# From the highest room to the lowest, as in .importlinter.
ORDER = (
    ("reports", "oversight", "training"),
    ("campaign",),
    ("handover",),
    ("records",),
    ("checking",),
    ("existing",),
    ("proposals",),
    ("entry",),
    ("tracking",),
    ("scans",),
    ("registers",),
    ("family",),
    ("population",),
    ("exports",),
    ("jobs",),
    ("accounts",),
    ("audit",),
)
HEIGHT = {room: -place for place, rooms in enumerate(ORDER) for room in rooms}
NO_SUFFIX_WANTED = {"utils", "helpers", "misc", "common", "services", "signals"}


def foreign_keys() -> list[tuple[str, str, str]]:
    return [
        (
            model._meta.app_label,
            f"{model.__name__}.{field.name}",
            field.related_model._meta.app_label,
        )
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    ]


def test_foreign_keys_point_to_the_same_or_a_lower_room():
    upward = [name for room, name, target in foreign_keys() if HEIGHT[target] > HEIGHT[room]]
    assert upward == []


def test_the_audit_has_no_foreign_key_to_another_room():
    assert {target for room, _name, target in foreign_keys() if room == "audit"} == {"audit"}


def test_every_app_stands_in_the_order():
    folders = {path.name for path in (SOURCE / "apps").iterdir() if (path / "models.py").exists()}
    assert folders == set(HEIGHT)


def modules(pattern: str = "**/*.py") -> list[Path]:
    return [path for path in SOURCE.glob(pattern) if "migrations" not in path.parts]


def test_no_module_has_a_drawers_name():
    assert [path for path in modules() if path.stem in NO_SUFFIX_WANTED] == []


def test_every_module_says_what_question_it_answers():
    bare = [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert bare == []


def managers_in(source: str) -> list[int]:
    """Return the lines where `.objects` is used.

    >>> managers_in("Entry.objects.all()")
    [1]
    >>> managers_in("# the objects")
    []
    """
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]


def test_views_reach_rows_through_queries_only():
    views = [*modules("apps/*/views.py"), *modules("apps/*/views/*.py")]
    assert views
    found = {str(path.relative_to(SOURCE)): managers_in(path.read_text()) for path in views}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("sample", ["Person.objects.get(pk=1)", "x = models.Entry.objects"])
def test_the_check_of_views_finds_a_bad_sample(sample: str):
    assert managers_in(sample) == [1]


def actions_without_by(source: str) -> list[str]:
    """Return public functions that record to the audit without a keyword-only `by`."""
    found = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        called = {
            call.func.id
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        }
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        if "writing" in called and "by" not in keywords:
            found.append(node.name)
    return found


def test_actions_name_who_acts():
    # Views, the worker and the queue's own bookkeeping act as a process they name themselves.
    own = {"views.py", "writing.py", "worker.py"}
    found = {
        f"{path.relative_to(SOURCE)}": names
        for path in modules("apps/**/*.py")
        if path.name not in own and (names := actions_without_by(path.read_text()))
    }
    found.pop("apps/jobs/actions.py", None)
    assert found == {}


def test_the_check_of_actions_finds_a_bad_sample():
    good = "def act(*, by):\n    with writing(by):\n        pass\n"
    bad = "def act(by):\n    with writing(by):\n        pass\n"
    assert actions_without_by(good) == []
    assert actions_without_by(bad) == ["act"]


def test_templates_hold_no_inline_script_or_style():
    bad = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|hx-on|javascript:|"
        r"\son(?:click|change|input|submit|load|error|focus|blur|toggle|key\w+|mouse\w+)=|"
        r"\|safe|autoescape off"
    )
    templates = [*SOURCE.glob("**/templates/**/*.html")]
    assert templates
    assert [str(path) for path in templates if bad.search(path.read_text())] == []


def test_nothing_marks_text_safe_unescaped():
    allowed = SOURCE / "web"
    found = [
        path
        for path in modules()
        if "mark_safe" in path.read_text() and allowed not in path.parents
    ]
    assert found == []
