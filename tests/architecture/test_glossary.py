"""The glossary's words are the code's words."""

import re
from enum import EnumType
from pathlib import Path

from hotich.core.discrepancies import Outcome

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs/glossary.md").read_text()


def test_every_class_named_in_the_glossary_exists():
    named = set(re.findall(r"\(`([A-Z][A-Za-z]+)`\)", GLOSSARY))
    source = "".join(path.read_text() for path in (ROOT / "src/hotich").rglob("*.py"))
    missing = {name for name in named if not re.search(rf"^class {name}\b", source, re.MULTILINE)}
    assert named
    assert missing == set()


def test_every_outcome_is_in_the_glossary():
    assert isinstance(Outcome, EnumType)
    names = {outcome.name for outcome in Outcome} - {"UNDECIDED"}
    assert all(f"| {name} |" in GLOSSARY for name in names)
    assert "| undecided |" in GLOSSARY


def test_no_word_stands_twice():
    words = re.findall(r"^\| ([^|`(]+?) *[|(]", GLOSSARY, re.MULTILINE)
    assert len(words) == len(set(words))
