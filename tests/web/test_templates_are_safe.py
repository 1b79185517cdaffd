"""No template of the project breaks the content security policy or switches escaping off."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "hotich"
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"""\sstyle\s*=\s*["'{]""", re.IGNORECASE),
    "inline handler": re.compile(r"""\son[a-z]+\s*=\s*["'{]""", re.IGNORECASE),
    "hx-on": re.compile(r"\b(?:data-)?hx-on\b", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx expression": re.compile(r"""hx-(?:vals|headers)\s*=\s*["']\s*(?:js|javascript):"""),
    "unescaped value": re.compile(r"\|\s*safe(?:seq)?\b"),
    "escaping off": re.compile(r"\bautoescape\s+off\b"),
    "foreign address": re.compile(r"""(?:src|href|action)\s*=\s*["']\s*(?:https?:)?//"""),
    "form that is posted without a token": re.compile(
        r"""<form\b[^>]*method\s*=\s*["']post["'](?:(?!</form>|csrf_token).)*</form>""",
        re.IGNORECASE | re.DOTALL,
    ),
}
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))


def faults(text: str) -> list[str]:
    """Return what a template does that it may not."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_keeps_the_policy(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ('<script type="module">x()</script>', "inline script"),
        ("<style>a{}</style>", "inline style sheet"),
        ('<p style="color:red">', "style attribute"),
        ('<p onclick="go()">', "inline handler"),
        ('<p hx-on:click="go()">', "hx-on"),
        ('<a href="javascript:go()">', "script address"),
        ("{{ name|safe }}", "unescaped value"),
        ("{{ names | safeseq }}", "unescaped value"),
        ("{% autoescape off %}{% endautoescape %}", "escaping off"),
        ('<img src="//cdn.example/x.png">', "foreign address"),
        ('<form method="post"><input></form>', "form that is posted without a token"),
    ],
)
def test_the_scan_finds_each_fault(text: str, fault: str) -> None:
    assert fault in faults(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="/static/hotich/keys.js"></script>',
        '<p class="stylish" data-on="x">{{ name }}</p>',
        '<form method="post">{% csrf_token %}<input></form>',
    ],
)
def test_the_scan_lets_the_rest_pass(text: str) -> None:
    assert faults(text) == []


def test_no_code_declares_a_text_safe() -> None:
    pattern = re.compile(r"\bmark_safe\b|\bSafeString\(|\bSafeText\b")
    marked = [path for path in SOURCE.rglob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert marked == []


def test_there_are_templates_to_scan() -> None:
    assert any(path.name == "base.html" for path in TEMPLATES)
