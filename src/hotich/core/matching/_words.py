"""With which words is a weighing explained? Words, never probabilities."""

from collections.abc import Mapping

from hotich.core.matching._judging import Identity
from hotich.core.matching._weighing import LevelHit
from hotich.core.words import vi

FACT_WORDS: Mapping[str, str] = {
    "pin": vi("số định danh cá nhân"),
    "old_id": vi("số chứng minh nhân dân 9 số"),
    "name": vi("họ tên"),
    "birth": vi("ngày sinh"),
    "sex": vi("giới tính"),
    "mother": vi("họ tên mẹ"),
    "father": vi("họ tên cha"),
    "spouse": vi("họ tên vợ hoặc chồng"),
    "commune": vi("xã đăng ký khai sinh"),
    "family": vi("cùng gia đình"),
    "doubt": vi("điều cần cân nhắc"),
}

LEVEL_WORDS: Mapping[str, str] = {
    "unknown": vi("một bên không có thông tin"),
    "same": vi("giống nhau"),
    "marks_missing": vi("một bên thiếu dấu"),
    "without_thi": vi("chỉ khác chữ Thị"),
    "other_name": vi("trùng tên gọi khác"),
    "misspelt": vi("viết sai một chữ, thành từ không có trong tên người"),
    "residence": vi("xã nơi cư trú"),
    "marks_differ": vi("khác dấu"),
    "one_edit": vi("khác một chữ cái"),
    "surname_given": vi("cùng họ và tên, khác chữ đệm"),
    "given_only": vi("chỉ cùng tên"),
    "surname_only": vi("chỉ cùng họ"),
    "differs": vi("khác nhau"),
    "same_day": vi("cùng ngày, tháng, năm"),
    "same_first_january": vi("cùng ngày 01/01, thường là chỉ biết năm"),
    "same_month": vi("cùng tháng, năm"),
    "year_only": vi("cùng năm, một bên chỉ ghi năm"),
    "defaulted_day": vi("cùng năm, một bên ghi 01/01"),
    "swapped": vi("ngày và tháng đổi chỗ"),
    "year_near": vi("cùng ngày, tháng, năm lệch 1 đến 2"),
    "part": vi("khác ngày hoặc khác tháng"),
    "day_month": vi("cùng ngày, tháng, năm lệch nhiều"),
    "year_only_agrees": vi("cùng năm, khác ngày và tháng"),
    "year_only_near": vi("năm lệch 1 đến 2"),
    "capped": vi("anh chị em ruột cũng có các điểm chung này"),
}

IDENTITY_WORDS: Mapping[Identity, str] = {
    Identity.LINK: vi("nhiều khả năng là người này"),
    Identity.LOOK: vi("cần cán bộ xem và chọn"),
    Identity.ABSENT: vi("chưa thấy người nào gần giống"),
}

VETO_WORDS: Mapping[str, str] = {
    "": "",
    "sibling": vi("họ tên và ngày sinh đều là của người khác, có thể là anh chị em"),
    "namesake": vi("cha, mẹ và ngày sinh hoặc họ tên khác, có thể là người trùng tên"),
    "name_and_birth_differ": vi("họ tên và ngày sinh đều khác, có thể là anh chị em"),
    "name_differs": vi("họ tên khác"),
    "birth_differs": vi("ngày sinh khác, có thể là anh chị em trùng tên"),
    "uncorroborated": vi("chỉ trùng tên và năm, chưa có cha, mẹ, vợ hoặc chồng để đối chiếu"),
    "parent_differs": vi("họ tên cha hoặc mẹ khác, ngày sinh chưa chắc"),
    "pin_differs": vi("số định danh ghi trong sổ là số khác"),
}


def level_words(hit: LevelHit) -> str:
    """Return the Vietnamese words of the level a fact reached, or of a doubt."""
    return VETO_WORDS[hit.level] if hit.fact == "doubt" else LEVEL_WORDS[hit.level]


def fact_words(hit: LevelHit) -> str:
    """Return what the weighed fact is called on the screen."""
    return FACT_WORDS[hit.fact]
