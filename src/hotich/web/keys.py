"""The key map: one table for the pages, for the overlay (F1) and for the test of uniqueness.

A template marks the element a key works on with `{% key "save" %}`; keys.js presses or focuses it.
"""

from typing import NamedTuple

from hotich.core.words import vi


class Key(NamedTuple):
    """One key and what it does; `combo` is written as `aria-keyshortcuts` wants it."""

    action: str
    combo: str
    label: str


# Left to the browser: F5, F11, F12, Ctrl+digit; to input methods: Ctrl+Shift, Alt+Z.
KEYS = (
    Key("help", "F1", vi("Bảng phím tắt")),
    Key("confirm_block", "F2", vi("Xác nhận cả khối đúng như sổ")),
    Key("find", "F3", vi("Tìm trường hợp theo số, tên hoặc trang")),
    Key("pin_field", "F4", vi("Giữ giá trị mục này cho trường hợp sau")),
    Key("notation", "F6", vi("Đổi tên đang gợi ý sang chữ in hoa, hoặc trở lại")),
    Key("reopen", "F7", vi("Mở lại trường hợp vừa lưu")),
    Key("ditto", "F8", vi("Chép mục này từ trường hợp trước")),
    Key("copy", "F9", vi("Chép từ người khác trong cùng trường hợp")),
    Key("save", "F10", vi("Lưu và sang trường hợp sau")),
    Key("save_again", "Control+Enter", vi("Lưu và sang trường hợp sau")),
    Key("undecided", "Control+F10", vi("Lưu là chưa kết luận")),
    Key("illegible", "Alt+K", vi("Không đọc được")),
    Key("doubtful", "Alt+G", vi("Đọc không chắc")),
    Key("blank", "Alt+T", vi("Sổ để trống")),
    Key("struck_out", "Alt+X", vi("Gạch bỏ")),
    Key("note", "Alt+N", vi("Ghi chú")),
    Key("same_person", "Alt+L", vi("Đúng người này")),
    Key("other_person", "Alt+O", vi("Không phải người này")),
    Key("same_meaning", "Alt+Y", vi("Hai bên cùng nghĩa")),
    Key("other_meaning", "Alt+H", vi("Hai bên khác nghĩa")),
    Key("return_entry", "Alt+R", vi("Trả lại để sửa")),
    Key("page_scan", "Alt+S", vi("Ẩn, hiện trang quét bên cạnh")),
    Key("zoom_in", "Alt+=", vi("Phóng to trang quét")),
    Key("zoom_out", "Alt+-", vi("Thu nhỏ trang quét")),
    Key("fit_width", "Alt+0", vi("Trang quét vừa bề ngang")),
    Key("rotate", "Alt+Q", vi("Xoay trang quét")),
    Key("contrast", "Alt+C", vi("Đổi tương phản trang quét")),
    Key("narrow_pane", "Alt+,", vi("Thu hẹp trang quét, rộng ô nhập")),
    Key("widen_pane", "Alt+.", vi("Mở rộng trang quét, hẹp ô nhập")),
    Key("next_page", "PageDown", vi("Trang sau của sổ")),
    Key("previous_page", "PageUp", vi("Trang trước của sổ")),
)
# Handled by a module of their own, listed so that the overlay is complete.
GESTURES = (
    Key("next_field", "Enter", vi("Ô tiếp theo; ở ô cuối: gửi đi")),
    Key("previous_field", "Shift+Enter", vi("Ô trước")),
    Key("move_scan", "Alt+←↑→↓", vi("Dời trang quét bên cạnh")),
    Key("choose", "1 – 9", vi("Chọn người có thể trùng")),
    Key("choose_none", "0", vi("Không phải ai trong danh sách")),
    Key("close", "Escape", vi("Đóng danh sách gợi ý, quay về ô nhập")),
)


class UnknownKeyError(LookupError):
    """No key of that action in the map."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)


def get_key(action: str) -> Key:
    """Return the key of an action.

    Raises: UnknownKeyError.
    """
    for key in KEYS:
        if key.action == action:
            return key
    raise UnknownKeyError(action)


def shown(combo: str) -> str:
    """Return the combination as it is printed on keyboards."""
    words = {"Control": "Ctrl", "Escape": "Esc", "PageDown": "PgDn", "PageUp": "PgUp"}
    return "+".join(words.get(part, part) for part in combo.split("+"))
