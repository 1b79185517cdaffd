"""The key map: one table for the pages, for the overlay (F1) and for the test of uniqueness.

A template marks the element a key works on with `{% key "save" %}`; keys.js presses or focuses it.
An officer's own combinations are merged into the table while his request is answered.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Final, NamedTuple

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
    Key("reopen", "F7", vi("Mở lại trường hợp vừa lưu")),
    Key("undo_saved", "Control+F7", vi("Hoàn tác lần lưu vừa rồi")),
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
    Key("notation", "Alt+I", vi("Đổi cách ghi tên (in hoa, không dấu, vị trí dấu thanh) và ngày")),
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
    Key("next_field", "Enter", vi("Ô tiếp theo cần xem; hết khối: xác nhận; ở ô cuối: gửi đi")),
    Key("previous_field", "Shift+Enter", vi("Ô trước")),
    Key("every_field", "Tab", vi("Ô tiếp theo, kể cả ô không cần xem")),
    Key("move_scan", "Alt+←↑→↓", vi("Dời trang quét bên cạnh")),
    Key("choose", "1 – 9", vi("Chọn người có thể trùng")),
    Key("choose_none", "0", vi("Không phải ai trong danh sách")),
    Key("take", "↓", vi("Mở danh sách dưới ô, xuống dòng sau; Enter lấy dòng đang chọn")),
    Key("short", "0 – 54", vi("Ô có mã: gõ số thay cho chữ; ngày: gõ 2/9, năm thêm khi rời ô")),
    Key("close", "Escape", vi("Đóng danh sách gợi ý, giữ nguyên chữ ngắn, quay về ô nhập")),
)


# Where a key is used; what is not named here belongs to the entry screen.
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    vi("Mọi trang"): ("help", "find", "save", "next_page", "previous_page"),
    vi("Nhập dữ liệu"): (),
    vi("Trang quét"): (
        "page_scan",
        "zoom_in",
        "zoom_out",
        "fit_width",
        "rotate",
        "contrast",
        "narrow_pane",
        "widen_pane",
    ),
    vi("Tra cứu hàng loạt và địa danh"): (
        "same_person",
        "other_person",
        "same_meaning",
        "other_meaning",
    ),
    vi("Đối soát"): ("return_entry",),
}
_ENTRY: Final = vi("Nhập dữ liệu")

KeyMap = tuple[Key, ...]
_in_force: ContextVar[Callable[[], KeyMap] | None] = ContextVar("keys_in_force", default=None)


class Why(StrEnum):
    """Why a combination cannot be chosen."""

    UNREADABLE = "unreadable"
    ALONE = "alone"
    BROWSER = "browser"
    INPUT_METHOD = "input_method"
    KEYBOARD = "keyboard"
    TAKEN = "taken"


class Refusal(NamedTuple):
    """Why a combination cannot be chosen, and for a taken one the key that has it."""

    why: Why
    by: Key | None = None


class UnknownKeyError(LookupError):
    """No key of that action in the map."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)


@contextmanager
def in_force(own: Callable[[], KeyMap]) -> Iterator[None]:
    """Let the map that `own` returns stand for the table; it is asked when first needed."""
    found: list[KeyMap] = []

    def once() -> KeyMap:
        if not found:
            found.append(own())
        return found[0]

    token = _in_force.set(once)
    try:
        yield
    finally:
        _in_force.reset(token)


def current() -> KeyMap:
    """Return the map in force: the officer's own inside `in_force`, else the table."""
    own = _in_force.get()
    return KEYS if own is None else own()


def get_key(action: str) -> Key:
    """Return the key of an action in the map in force.

    Raises: UnknownKeyError.
    """
    for key in current():
        if key.action == action:
            return key
    raise UnknownKeyError(action)


def merged(choices: Mapping[str, str]) -> KeyMap:
    """Return the table with these combinations by action; one that is refused by now is left out.

    A choice may be refused later, when a new version gives its combination to another action.
    """
    kept = {action: combo for action, combo in choices.items() if combo}
    while True:
        found: KeyMap = KEYS
        for action, combo in kept.items():
            found = replaced(found, action, combo)
        wrong = [action for action, combo in kept.items() if refusal(action, combo, found)]
        if not wrong:
            return found
        del kept[wrong[-1]]


def replaced(keys: KeyMap, action: str, combo: str) -> KeyMap:
    """Return the map with another combination for one action."""
    return tuple(key._replace(combo=combo) if key.action == action else key for key in keys)


def by_place(keys: KeyMap) -> list[tuple[str, list[Key]]]:
    """Return the keys under the places where they are used."""
    home = {action: place for place, actions in PLACES.items() for action in actions}
    return [
        (place, [key for key in keys if home.get(key.action, _ENTRY) == place]) for place in PLACES
    ]


_FUNCTION: Final = re.compile(r"F([1-9]|1[0-2])")
_NAMES: Final[Mapping[str, str]] = {
    "ctrl": "Control",
    "control": "Control",
    "alt": "Alt",
    "shift": "Shift",
    "esc": "Escape",
    "escape": "Escape",
    "enter": "Enter",
    "pgdn": "PageDown",
    "pagedown": "PageDown",
    "pgup": "PageUp",
    "pageup": "PageUp",
}
_ORDER: Final = ("Control", "Alt", "Shift")
_MARKS: Final = "=-,."
_TAKEN_BY_BROWSERS: Final = frozenset(
    {
        *("F5", "F11", "F12", "Alt+F4", "Control+F4", "Control+F5", "Shift+F5", "Shift+F10"),
        *("Alt+D", "Alt+E", "Alt+F", "Control+PageUp", "Control+PageDown"),
        *(f"Alt+{digit}" for digit in "123456789"),
    }
)


def read_combo(text: str) -> str:
    """Return a typed combination as the table writes it ("ctrl + f10" → "Control+F10"), else ""."""
    typed = text.strip().replace(" ", "")
    parts = [part for part in re.split(r"\+(?=.)", typed) if part]
    if not parts:
        return ""
    named = [_NAMES.get(part.lower(), part.upper()) for part in parts]
    held, last = named[:-1], named[-1]
    if last in _ORDER or len(set(held)) < len(held) or not set(held) <= set(_ORDER):
        return ""
    if len(last) > 1 and not _FUNCTION.fullmatch(last) and last not in _NAMES.values():
        return ""
    return "+".join([*sorted(held, key=_ORDER.index), last])


def refusal(action: str, combo: str, keys: KeyMap) -> Refusal | None:
    """Say why the action cannot have the combination in this map; None where it can."""
    if combo != read_combo(combo) or not combo:
        return Refusal(Why.UNREADABLE)
    *held, last = combo.split("+")
    holder = next((key for key in keys if key.combo == combo and key.action != action), None)
    fixed = next((key for key in GESTURES if key.combo == combo), None)
    if holder or fixed:
        return Refusal(Why.TAKEN, holder or fixed)
    why = _why(combo, frozenset(held), last)
    return Refusal(why) if why else None


def _why(combo: str, held: frozenset[str], last: str) -> Why | None:
    is_function = _FUNCTION.fullmatch(last) is not None
    if {"Control", "Shift"} <= held or {"Alt", "Shift"} <= held or combo == "Alt+Z":
        return Why.INPUT_METHOD
    if {"Control", "Alt"} <= held:
        return Why.KEYBOARD  # the same as AltGr, which writes letters
    if combo in _TAKEN_BY_BROWSERS:
        return Why.BROWSER
    if is_function or last in {"PageUp", "PageDown"}:
        return None
    if held == {"Control"}:
        return None if last == "Enter" else Why.BROWSER
    if held != {"Alt"}:
        return Why.ALONE
    if re.fullmatch(r"[A-Z0]", last) or last in _MARKS:
        return None
    return Why.KEYBOARD


def shown(combo: str) -> str:
    """Return the combination as it is printed on keyboards."""
    words = {"Control": "Ctrl", "Escape": "Esc", "PageDown": "PgDn", "PageUp": "PgUp"}
    return "+".join(words.get(part, part) for part in combo.split("+"))
