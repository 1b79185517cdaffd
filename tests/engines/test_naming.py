"""Names are read once; a name in capitals needs no reading where it is known in small letters."""

import re

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.matching import read_name
from hotich.engines.matching.naming import PLAIN_NAME, letters_of

_PLAIN = re.compile(re.sub(r"\\x\{(\w+)\}", lambda code: chr(int(code[1], 16)), PLAIN_NAME))
_DUCKDB = duckdb.connect()
_LETTERS = "".join(letter for letter in map(chr, range(0x1F00)) if _PLAIN.fullmatch(letter))
words = st.sampled_from(
    ["Nguyễn", "Thị", "HOÀ", "Lý", "Tôn", "Nữ", "Công", "Tằng", "H", "Y", "thi", "QUÝ", "Ðinh"]
)
names = st.lists(words | st.text(_LETTERS, min_size=1, max_size=6), min_size=1, max_size=5)


@given(names.map(" ".join))
def test_plain_names_have_one_reading_in_capital_and_small_letters(name: str):
    if not _PLAIN.fullmatch(name):
        return
    assert read_name(name) == read_name(name.lower())
    asked = _DUCKDB.execute(
        f"SELECT lower($name), regexp_full_match($name, '{PLAIN_NAME}')", {"name": name}
    )
    assert asked.fetchone() == (name.lower(), True)


@given(st.text("abc xyz", max_size=12))
def test_letters_are_told_by_those_that_occur_oddly(bare: str):
    bits = 0
    for letter in bare:
        bits ^= 1 << (ord(letter) % 16)
    assert letters_of(bare) == bits


def test_look_alikes_and_signs_are_not_plain():
    for name in ("Ðinh", "H'Bia", "An-Na", "An  Na", " An", "", "An1", "A\u0301n", "\u212ain"):
        assert _PLAIN.fullmatch(name) is None
