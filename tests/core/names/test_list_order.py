"""Lists in Vietnamese order, against an order derived here letter by letter, without the key."""

import random
import unicodedata

import pytest

from hotich.core.names import name_sort_key, sort_key, split_name

# Each letter of the alphabet in all its tones, in the order none, huyền, hỏi, ngã, sắc, nặng.
ALPHABET = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ b c d đ eèẻẽéẹ êềểễếệ f g h iìỉĩíị j k l m n oòỏõóọ ôồổỗốộ ơờởỡớợ p q r "
    "s t uùủũúụ ưừửữứự v w x yỳỷỹýỵ z"
)
RANKS = {
    letter: (place, tone)
    for place, row in enumerate(ALPHABET.split(), start=1)
    for tone, letter in enumerate(row)
} | {" ": (0, 0)}

SYLLABLES = (
    "An Ân Ấn Ẩn Áng Anh Ánh Bá Bà Bả Bạch Bảo Bình Bích Cả Cát Cúc Chi Chí Cường Dần Diễm "
    "Dung Dũng Duy Đạt Đào Đức Đình Đông Giang Gìn Hà Hả Hạ Hai Hải Hằng Hân Hậu Hiền Hiển "
    "Hoa Hòa Hoà Hỏa Họa Hồng Hùng Hưng Hương Hường Huệ Huy Huỳnh Khánh Khoa Khôi Lan Lân Lận "
    "Lâm Lê Lệ Liên Linh Loan Long Lộc Lý Lý Mai Mận Minh My Mỹ Nam Năm Nga Ngà Ngân Nghĩa "
    "Ngọc Nguyên Nguyễn Nhi Nhung Oanh Phạm Phan Phong Phúc Phương Phượng Quân Quang Quý "
    "Quỳnh Sáu Sen Sơn Sửu Tài Tâm Tân Tấn Tẩn Thái Thành Thanh Thảo Thị Thơm Thu Thủy Thuỷ "
    "Thúy Tình Tỉnh Toàn Trà Trang Trần Tuấn Tuyết Tư Từ Tứ Uyên Út Ưng Vân Văn Vấn Vĩ Võ Vũ "
    "Xuân Xoan Yên Yến Ý "
)


def reference(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]:
    """Order by letters, then tones, then small before capital."""
    ranks = [RANKS[letter.lower()] for letter in unicodedata.normalize("NFC", text)]
    return (
        tuple(letter for letter, _ in ranks),
        tuple(tone for _, tone in ranks),
        tuple(letter.isupper() for letter in text),
    )


def generated(count: int) -> list[str]:
    chance = random.Random(20261122)
    found: dict[str, None] = {}
    while len(found) < count:
        name = " ".join(chance.choice(SYLLABLES.split()) for _ in range(chance.randint(1, 4)))
        found[chance.choice([name, name, name, name.upper(), name.lower()])] = None
    return list(found)


NAMES = generated(2_000)


def test_two_thousand_names_stand_in_the_order_of_the_alphabet():
    assert sorted(NAMES, key=sort_key) == sorted(NAMES, key=reference)


def test_the_list_by_given_name_goes_by_ten_then_ho_then_dem():
    def by_parts(name: str) -> tuple[object, ...]:
        parts = split_name(name)
        return tuple(reference(part) for part in (parts.given, parts.surname, parts.middle))

    assert sorted(NAMES, key=name_sort_key) == sorted(NAMES, key=by_parts)


def test_the_order_does_not_depend_on_how_the_marks_were_typed():
    apart = [unicodedata.normalize("NFD", name) for name in NAMES]
    assert [sort_key(name) for name in apart] == [sort_key(name) for name in NAMES]


def test_keys_are_plain_bytes_that_tell_names_apart():
    keys = {sort_key(name) for name in NAMES}
    assert len(keys) == len(NAMES)
    assert max(map(len, keys)) < 200


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê"],
        ["an", "àn", "ản", "ãn", "án", "ạn"],
        ["An Bình", "Anh", "Ánh", "Ăn", "Ân"],
        ["Hoa", "hòa", "Hòa", "Hoan"],
        ["Nguyễn Thị Ánh", "Nguyễn Thị Ân", "Nguyễn Văn An"],
    ],
)
def test_orders_that_everybody_knows(ordered: list[str]):
    assert sorted(set(ordered), key=sort_key) == ordered
    assert sorted(set(ordered), key=reference) == ordered
