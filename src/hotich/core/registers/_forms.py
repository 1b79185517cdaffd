"""Which printed forms do the registers share, and which sentences say what no source confirms?"""

from hotich.core.registers._spec import Edition
from hotich.core.words import vi

NO_FORM_OF_2020 = vi(
    "Mẫu sổ theo Thông tư 04/2020/TT-BTP của loại sổ này chưa được xem; sổ từ năm 2020 dùng "
    "các cột của mẫu năm 2015."
)
NO_OLDER_FORM = vi("Mẫu in của các sổ trước năm 2016 chưa được xem; các cột lấy theo mẫu sau này.")
NO_SHEET = vi("Chưa tìm thấy mẫu tệp nhập dữ liệu của loại sổ này.")
NO_PRINTED_FORM = vi("Mẫu in của loại sổ này chưa được xem; thứ tự các cột là của chương trình.")
NO_KIND_NUMBERS = vi("Mã số của loại đăng ký trong tệp nhập dữ liệu chưa được biết.")
NO_BASIC_FACTS = vi(
    "Không văn bản nào nêu riêng thông tin cơ bản của loại sổ này; những ô mà sổ có trong số họ "
    "tên, ngày sinh, giới tính, dân tộc, quốc tịch được lấy theo việc khai sinh."
)


def form_of_2015(columns: tuple[str, ...]) -> Edition:
    """Return the edition of the printed pages of 2015, where they were seen."""
    label = vi("Mẫu theo Thông tư 15/2015/TT-BTP")
    return Edition("2015", label, vi("từ năm 2016"), columns, confirmed=True)


def older_form(columns: tuple[str, ...]) -> Edition:
    """Return the edition for books of unknown older forms."""
    label = vi("Mẫu cũ, chưa rõ mẫu in")
    return Edition("older", label, vi("trước năm 2016"), columns, confirmed=False)


def only_form(columns: tuple[str, ...]) -> Edition:
    """Return the one edition of a type whose printed pages were not seen."""
    label = vi("Mẫu chung, chưa rõ mẫu in")
    return Edition("general", label, vi("mọi năm"), columns, confirmed=False)
