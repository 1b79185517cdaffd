"""The forms of a name: verbatim, normal, folded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotich.core.names import (
    fold,
    name_sort_key,
    normal_form,
    sort_key,
    split_name,
    suspicious_letters,
    verbatim,
    without_thi,
)

SYLLABLES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý văn thị hữu đức "
    "hòa thủy quý úy tuấn khoẻ ngoãn yến lan lân lận thúy mỹ kỹ giang gìn quỳnh khuya người"
)
names = st.lists(st.sampled_from(SYLLABLES.split()), min_size=1, max_size=5).map(" ".join)


@given(st.text())
def test_normal_form_of_a_normal_form_is_itself(text: str):
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text())
def test_fold_is_ascii_with_single_blanks(text: str):
    folded = fold(text)
    assert folded.isascii()
    assert folded == " ".join(folded.lower().split())
    assert fold(folded) == folded


@given(names)
def test_decomposed_typing_gives_the_same_forms(name: str):
    decomposed = unicodedata.normalize("NFD", name.title())
    assert verbatim(decomposed) == verbatim(name.title())
    assert normal_form(decomposed) == normal_form(name)
    assert fold(decomposed) == fold(name)
    assert sort_key(decomposed) == sort_key(name.title())


@given(st.text())
def test_verbatim_only_composes(text: str):
    assert verbatim(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Hoà", "hòa"),
        ("HOÀ", "hòa"),
        ("Thuỷ", "thủy"),
        ("Qúy", "quý"),
        ("gìa", "già"),
        ("Gìn", "gìn"),
        ("Uỷ", "ủy"),
        ("Khoẻ", "khỏe"),
        ("Thuở", "thuở"),
        ("Nguyễn", "nguyễn"),
        ("Khuỷu", "khuỷu"),
        ("Xoài", "xoài"),
        ("José", "josé"),
        ("Aeyoú", "aeyoú"),
        ("a\u0300\u0302n", "ần"),
        ("Ðinh", "đinh"),
        ("Ɖinh", "đinh"),
        ("ðinh", "đinh"),
        ("Nguyễn-Văn–A", "nguyễn văn a"),
        ("  Lê\u00a0 Văn\tB ", "lê văn b"),
        ("Nguyễn\u200bVăn", "nguyễn văn"),
        ("Ngu\u200byễn", "nguyễn"),
        ("\ufeffLê", "lê"),
        ("H’ Biă", "h'biă"),
        ("V\u0430n", "van"),
        ("\u0410\u043d\u043d\u0430", "\u0430\u043d\u043d\u0430"),
        ("", ""),
    ],
)
def test_normal_form(written: str, normal: str):
    assert normal_form(written) == normal


def test_y_and_i_are_kept_apart_in_the_normal_form():
    assert normal_form("Lý") != normal_form("Lí")
    assert normal_form("Mỹ") != normal_form("Mĩ")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đỗ Thị Huệ", "do thi hue"),
        ("H'Mông", "h mong"),
        ("Xã Nga Trường, Huyện Nga Sơn", "xa nga truong huyen nga son"),
        ("Ø Łódź", "o lodz"),
        ("王", ""),
    ],
)
def test_fold(written: str, folded: str):
    assert fold(written) == folded


def test_letters_that_only_look_vietnamese_are_named_once():
    assert suspicious_letters("Ðinh V\u0430n Н\u043e\u0430 H\u043e\u043e") == (
        "Ð",
        "\u0430",
        "\u043e",
    )
    assert suspicious_letters("Nguyễn Thị Đào") == ()
    assert suspicious_letters("\u0410\u043d\u043d\u0430") == ()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("H0àng", ("0",)),
        ("Nguyễn Văn 0anh", ("0",)),
        ("Trần Thị Ho0", ("0",)),
        ("H\u03bfa", ("\u03bf",)),
        ("ð\u00f0", ("ð",)),
        ("\u0189inh", ("\u0189",)),
        ("Ðặng V\u0435n H0a", ("Ð", "\u0435", "0")),
        ("Tổ 10A", ()),
        ("Số 0", ()),
        ("20/10/1998", ()),
        ("090x", ()),
        ("Hoàng Đình Ơn ươ", ()),
        ("", ()),
    ],
)
def test_letters_and_zeros_that_only_look_right(text: str, letters: tuple[str, ...]):
    assert suspicious_letters(text) == letters


@given(names)
def test_a_vietnamese_name_has_nothing_suspicious(name: str):
    assert suspicious_letters(name) == suspicious_letters(name.upper()) == ()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Nguyễn Thị Lan", ("Nguyễn", "Thị", "Lan")),
        ("Nguyễn Lan", ("Nguyễn", "", "Lan")),
        ("Lan", ("", "", "Lan")),
        ("", ("", "", "")),
        ("Tôn Thất Tùng", ("Tôn Thất", "", "Tùng")),
        ("TÔN NỮ THỊ LAN", ("TÔN NỮ", "THỊ", "LAN")),
        ("Công Tằng Tôn Nữ Thị Lan", ("Công Tằng Tôn Nữ", "Thị", "Lan")),
        ("Âu Dương", ("Âu", "", "Dương")),
        ("Âu Dương Lan", ("Âu Dương", "", "Lan")),
        ("Nguyễn-Văn-A", ("Nguyễn", "Văn", "A")),
        ("Trần Lê Minh Anh", ("Trần", "Lê Minh", "Anh")),
        ("Y Blô Niê", ("", "", "Y Blô Niê")),
        ("H'Biă Niê", ("", "", "H'Biă Niê")),
    ],
)
def test_split_name(name: str, parts: tuple[str, str, str]):
    split = split_name(name)
    assert (split.surname, split.middle, split.given) == parts


@given(names)
def test_split_loses_no_word(name: str):
    split = split_name(name)
    joined = " ".join(part for part in (split.surname, split.middle, split.given) if part)
    assert joined == name


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Nguyễn Thị Lan", "Nguyễn Lan"),
        ("NGUYỄN THỊ LAN", "NGUYỄN LAN"),
        ("nguyen thi lan", "nguyen lan"),
        ("Nguyễn Thi Lan", "Nguyễn Thi Lan"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("Thị Lan", "Thị Lan"),
    ],
)
def test_without_thi(name: str, bare: str):
    assert without_thi(name) == bare


def test_a_shorter_word_comes_before_a_longer_one():
    assert sort_key("An Bình") < sort_key("Anh")


def test_letters_tones_and_case_sort_in_this_order():
    letters = [*"aăâbcdđeêghiklmnoôơpqrstuưvxy"]
    tones = ["an", "An", "àn", "ản", "ãn", "án", "ạn"]
    assert sorted(set(letters), key=sort_key) == letters
    assert sorted(set(tones), key=sort_key) == tones


def test_tone_placement_sorts_near_but_not_equal():
    assert sort_key("Hoà") != sort_key("Hòa")
    assert sort_key("Hoa") < min(sort_key("Hoà"), sort_key("Hòa"))
    assert max(sort_key("Hoà"), sort_key("Hòa")) < sort_key("Hoan")


@given(st.lists(names, min_size=2, max_size=4))
def test_an_unmarked_letter_decides_before_a_tone(several: list[str]):
    by_letters = sorted(several, key=sort_key)
    primaries = [sort_key(name).split(b"\0", 1)[0] for name in by_letters]
    assert primaries == sorted(primaries)


def test_list_by_given_name_then_surname_then_middle():
    ordered = ["Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "An Văn Bình"]
    assert sorted(set(ordered), key=name_sort_key) == ordered
