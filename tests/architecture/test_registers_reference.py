"""The reference pages of the registers say what the definitions say."""

from tools import registers_reference


def test_the_pages_are_those_of_the_definitions():
    assert registers_reference.stale() == [], "run tools/registers_reference.py write"


def test_every_word_has_its_english():
    assert not [path for path, text in registers_reference.pages().items() if "| ? |" in text]
    assert not [path for path, text in registers_reference.pages().items() if "(?)" in text]


def test_a_page_without_a_definition_is_stale(tmp_path):
    folder = tmp_path / registers_reference.FOLDER
    folder.mkdir(parents=True)
    (folder / "baptisms.md").write_text("# Baptisms", encoding="utf-8")
    assert str(registers_reference.FOLDER / "baptisms.md") in registers_reference.stale(tmp_path)
