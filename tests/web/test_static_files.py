"""What is served of styles and modules: the same, without the comments."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

import hotich
from hotich.web.static_files import PackedStorage, without_comments

ROOT = Path(hotich.__path__[0])
FILES = sorted(one for kind in ("*.js", "*.css") for one in ROOT.rglob(f"static/**/{kind}"))


def test_only_comments_that_fill_their_lines_go():
    text = '/* a\n * b */\n  // c\nlet url = "http://x"; // d\nlet t = `/* e */`;\n.a { } /* f */\n'
    kept = 'let url = "http://x"; // d\nlet t = `/* e */`;\n.a { } /* f */\n'
    assert without_comments(text) == kept


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_nothing_but_comments_is_taken_from_a_file(file: Path):
    text = file.read_text("utf-8")
    kept = without_comments(text).splitlines()
    lines = iter(text.splitlines())
    assert all(line in lines for line in kept)  # in order
    gone = "\n".join(line for line in text.splitlines() if line not in set(kept))
    assert not re.search(
        r"^\s*(?:import|export|const|let|function|\}|@media|\.[a-z])", gone, re.MULTILINE
    )


def test_it_is_stored_so_and_others_files_as_they_are(tmp_path: Path):
    storage = PackedStorage(location=tmp_path)
    for name in ("hotich/a.js", "django_htmx/a.js", "hotich/a.svg"):
        content = ContentFile(b"/* x */\nlet a = 1;\n")
        content.read()  # as after its hash was taken
        storage._save(name, content)
    assert (tmp_path / "hotich/a.js").read_text() == "let a = 1;\n"
    assert (tmp_path / "django_htmx/a.js").read_text().startswith("/* x */")
    assert (tmp_path / "hotich/a.svg").read_text().startswith("/* x */")
