"""Old fonts, code pages and two-byte text: recognised, refused with the way out, or converted."""

import unicodedata
from pathlib import Path

import pytest

from hotich.engines.tables import TableUnreadableError, Writing, preview, problem_sentence
from hotich.engines.tables.old_fonts import TCVN3, VNI, from_tcvn3, from_vni, recognise
from tests.engines.tables.conftest import HEADING, Read, person, rows_of

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SMALL = [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES] + ["đ"]
NAMES = [
    "Nguyễn Văn Hưởng",
    "Trần Thị Ngọc Ánh",
    "Đỗ Quốc Bảo",
    "Phạm Thị Huệ",
    "Lê Đức Thắng",
    "Hoàng Thị Mỹ Duyên",
    "Vũ Trường Giang",
    "Đặng Thị Quỳnh",
]
CONTENT = "\n".join([HEADING, *(person(n, name) for n, name in enumerate(NAMES, 1))]) + "\n"


def to_tcvn3(text: str) -> str:
    """Write as a typist with a TCVN3 font did: capitals with a tone as small ones."""
    codes = {letter: chr(code) for code, letter in TCVN3.items()}
    return "".join(codes.get(c) or codes.get(c.lower(), c) for c in text)


def to_vni(text: str) -> str:
    signs: dict[str, str] = {}
    for written, letter in VNI.items():
        if letter not in signs or written[-1].isupper() == letter.isupper():
            signs[letter] = written
    return "".join(signs.get(c, c) for c in text)


def to_windows_1258(text: str) -> bytes:
    spelt = []
    for letter in text:
        for form in (letter, unicodedata.normalize("NFD", letter)):
            try:
                form.encode("cp1258")
            except UnicodeEncodeError:
                continue
            spelt.append(form)
            break
        else:
            marks = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize("NFC", marks[:-1])
            if marks[-1] not in TONES:
                base, marks = unicodedata.normalize("NFC", marks[0] + marks[2]), marks[1]
            spelt.append(base + marks[-1])
    return "".join(spelt).encode("cp1258")


@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_goes_to_the_old_fonts_and_back(letter: str) -> None:
    assert from_tcvn3(to_tcvn3(letter)) == letter
    assert from_vni(to_vni(letter)) == letter
    assert from_vni(to_vni(letter.upper())) == letter.upper()
    assert unicodedata.normalize("NFC", to_windows_1258(letter).decode("cp1258")) == letter


def test_capitals_of_tcvn3() -> None:
    assert [from_tcvn3(to_tcvn3(letter)) for letter in "ĂÂÊÔƠƯĐ"] == [*"ĂÂÊÔƠƯĐ"]
    assert from_tcvn3("NGUYÔN V¡N ¸I") == "NGUYỄN VĂN ÁI"
    assert from_tcvn3("T¹ V¨n ¸i") == "Tạ Văn ái"
    assert from_tcvn3("NGUYEN VAN AN") == "NGUYEN VAN AN"


def test_no_two_letters_of_a_font_look_alike() -> None:
    assert len(set(TCVN3.values())) == len(TCVN3) == 67 + 7
    small = {letter for written, letter in VNI.items() if written == written.lower()}
    assert small == {letter for letter in SMALL if not letter.isascii()} - {"í", "ì"}


@pytest.mark.parametrize("write", [to_tcvn3, to_vni])
def test_words_are_recognised_by_what_they_say(write: object) -> None:
    assert recognise(NAMES) is None
    assert recognise(["Müller", "Peña", "François", "Øyvind Åse"]) is None
    assert recognise(["Nguyen Van An"]) is None
    found = recognise([write(name) for name in NAMES])
    assert found is (Writing.TCVN3 if write is to_tcvn3 else Writing.VNI)


ENCODED = {
    "tcvn3, bytes": (to_tcvn3(CONTENT).encode("latin-1"), "tcvn3"),
    "tcvn3, taken for Western": (to_tcvn3(CONTENT).encode(), "tcvn3"),
    "vni, bytes": (to_vni(CONTENT).encode("latin-1"), "vni"),
    "vni, taken for Western": (to_vni(CONTENT).encode(), "vni"),
    "windows-1258": (to_windows_1258(CONTENT), "windows-1258"),
    "utf-16 with mark": (CONTENT.encode("utf-16"), "utf-16"),
    "utf-16 le": (CONTENT.encode("utf-16-le"), "utf-16"),
    "utf-16 be": (CONTENT.encode("utf-16-be"), "utf-16"),
    "utf-16 be with mark": (b"\xfe\xff" + CONTENT.encode("utf-16-be"), "utf-16"),
}


@pytest.mark.parametrize("case", ENCODED)
def test_a_file_written_otherwise_is_refused_with_the_way_out(read: Read, case: str) -> None:
    content, writing = ENCODED[case]
    with pytest.raises(TableUnreadableError) as caught:
        read(content)
    assert caught.value.problem == writing
    assert f"--convert {writing}" in problem_sentence(caught.value)


@pytest.mark.parametrize("case", ENCODED)
def test_it_is_converted_on_request(read: Read, tmp_path: Path, case: str) -> None:
    content, writing = ENCODED[case]
    table = read(content, convert=writing)
    names = [name for (name,) in rows_of(table, "full_name")]
    # A capital with a tone is a small letter in TCVN3: the font alone made it a capital.
    expected = [name.replace("Ánh", "ánh") for name in NAMES] if writing == "tcvn3" else NAMES
    assert names == expected
    assert table.errors is None
    assert writing in [note.code for note in table.notes]
    shown = preview(tmp_path / "given.csv", "population", writing, count=3)
    assert len(shown) == 3
    assert {after for _, after in table.preview} & set(names)


def test_two_byte_text_of_an_old_font_needs_the_font_named(read: Read) -> None:
    content = to_tcvn3(CONTENT).encode("utf-16")
    with pytest.raises(TableUnreadableError):
        read(content)
    with pytest.raises(TableUnreadableError) as caught:
        read(content, convert="utf-16")
    assert caught.value.problem == "tcvn3"
    assert read(content, convert="tcvn3").rows == len(NAMES)


@pytest.mark.parametrize("writing", ["tcvn3", "vni", "windows-1258", "utf-16"])
def test_unicode_is_not_converted(read: Read, writing: str) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read(CONTENT, convert=writing)
    assert caught.value.problem == "nothing_to_convert"


def test_one_font_is_not_read_as_the_other(read: Read) -> None:
    with pytest.raises(TableUnreadableError) as caught:
        read(to_vni(CONTENT), convert="tcvn3")
    assert caught.value.problem == "vni"


def test_an_unknown_code_page_is_refused(read: Read) -> None:
    row = person(1, "Иванов Пётр", father_name="Иванов", mother_name="")
    with pytest.raises(TableUnreadableError) as caught:
        read(f"{HEADING}\n{row}".encode("koi8-r"))
    assert caught.value.problem == "encoding_unknown"
