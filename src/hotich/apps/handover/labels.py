"""The sentences of the handover: why a file was refused and what to do, kinds, figures."""

from collections.abc import Mapping

from django.utils.translation import gettext

from hotich.core.words import vi

_ASK_AGAIN = vi("Hãy yêu cầu bên gửi gửi lại tệp.")
PROBLEMS: Mapping[str, str] = {
    "no_keys": vi(
        "Cơ quan chưa có khóa trên hệ thống này. Hãy tạo khóa rồi gửi thẻ cơ quan cho bên gửi."
    ),
    "no_receiver_key": vi(
        "Chưa có khóa công khai của cơ quan phải gửi xác nhận đến. Hãy nhận thẻ cơ quan đó trước."
    ),
    "not_ours": vi("Đây không phải tệp chuyển dữ liệu của chương trình. Hãy chọn tệp .hotich."),
    "file_too_large": vi("Tệp lớn quá mức cho phép. Hãy hỏi lại bên gửi."),
    "damaged": vi("Tệp đã hỏng hoặc bị thay đổi trên đường đi."),
    "other_receiver": vi("Tệp được niêm phong cho cơ quan khác, cơ quan này không mở được."),
    "not_a_parcel": vi("Nội dung niêm phong không đúng cấu trúc."),
    "foreign_signer": vi("Bên ký tệp không phải cơ quan được tin cậy cho việc này."),
    "bad_signature": vi("Chữ ký không khớp: nội dung đã bị thay đổi sau khi ký."),
    "broken_way": vi("Đường đi ghi trong tệp không đúng các chặng quy định."),
    "practice_file": vi(
        "Tệp này làm ra ở hệ thống luyện tập: người trong đó là hư cấu, hệ thống thật không nhận."
    ),
    "real_file": vi(
        "Tệp này có dữ liệu thật. Hệ thống luyện tập không nhận; hãy đọc tệp ở hệ thống thật."
    ),
    "bag_not_a_zip": vi("Gói dữ liệu bên trong đã hỏng."),
    "bag_too_many": vi("Gói dữ liệu có quá nhiều tệp."),
    "bag_too_large": vi("Gói dữ liệu khi mở ra lớn quá mức cho phép."),
    "bag_too_dense": vi("Gói dữ liệu nén quá mức bình thường, có thể là tệp phá hoại."),
    "bag_bad_name": vi("Gói dữ liệu chứa tên tệp không hợp lệ."),
    "bag_not_a_file": vi("Gói dữ liệu chứa mục không phải là tệp."),
    "bag_twice": vi("Gói dữ liệu chứa hai tệp cùng tên."),
    "bag_not_a_bag": vi("Gói dữ liệu không đúng cấu trúc BagIt 1.0."),
    "bag_not_named": vi("Gói dữ liệu chứa tệp không có trong danh mục."),
    "bag_lacking": vi("Gói dữ liệu thiếu tệp có trong danh mục."),
    "bag_changed": vi("Tệp trong gói không khớp mã kiểm tra."),
    "content": vi("Nội dung gói không đúng như mô tả hoặc số liệu không khớp."),
    "replayed": vi("Gói này đã được tiếp nhận trước đây, không nạp lần thứ hai."),
    "other_content": vi("Đã tiếp nhận một gói cùng mã nhưng nội dung khác."),
    "unknown_package": vi("Xác nhận này trả lời một gói mà cơ quan không gửi hoặc không nhận."),
    "other_package": vi("Xác nhận này không khớp với gói mà nó trả lời."),
    "receipt_used": vi("Xác nhận này đã được đọc, mỗi xác nhận chỉ dùng một lần."),
    "receipt_unreadable": vi("Xác nhận không đúng cấu trúc."),
    "receipt_lines": vi("Xác nhận không nói về đúng các trường hợp trong gói."),
}
# What the sender cannot mend; after the others he is asked to send again.
_OURS = frozenset(
    {
        "no_keys",
        "no_receiver_key",
        "not_ours",
        "replayed",
        "receipt_used",
        "practice_file",
        "real_file",
    }
)
CHANGES: Mapping[str, str] = {
    "new": vi("mới"),
    "changed": vi("có thay đổi"),
    "withdrawn": vi("rút lại"),
}
RECEIPTS: Mapping[str, str] = {
    "arrived": vi("Sở Tư pháp đã nhận gói"),
    "decided": vi("tiếp nhận từng trường hợp"),
    "fault": vi("sai sót phát hiện sau"),
}
LEGS: Mapping[str, str] = {
    "made": vi("Lập gói và gửi Sở Tư pháp"),
    "arrived": vi("Sở Tư pháp tiếp nhận"),
    "decided": vi("Cơ quan giữ sổ tiếp nhận từng trường hợp"),
    "read": vi("Xác nhận về đến bên gửi"),
}
FIGURES: Mapping[str, str] = {
    "entries": vi("Trường hợp trong gói"),
    "new": vi("Trường hợp mới"),
    "changed": vi("Trường hợp có thay đổi"),
    "withdrawn": vi("Trường hợp rút lại"),
    "consistent": vi("Thống nhất"),
    "other_differences": vi("Trong đó có thông tin khác đang theo dõi"),
    "inconsistent": vi("Chưa thống nhất"),
    "not_found": vi("Không tìm thấy"),
    "undecided": vi("Chưa kết luận"),
    "numbers": vi("Có số định danh"),
    "without_number": vi("Chưa có số định danh"),
    "open_differences": vi("Thông tin khác nhau chưa giải quyết"),
    "settled_differences": vi("Thông tin khác nhau đã giải quyết"),
    "amendments": vi("Phiếu sửa dữ liệu sau chốt"),
    "notes": vi("Ghi chú trong sổ"),
}


def refusal(problem: str, detail: str = "") -> str:
    """Return why a file was refused and what to do, in the language of the page."""
    words = gettext(PROBLEMS[problem]) if problem in PROBLEMS else problem
    if detail:
        words = f"{words} ({detail})"
    return words if problem in _OURS else f"{words} {gettext(_ASK_AGAIN)}"


def figures(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the figures of a package with their labels; noughts of rare things are left out."""
    always = {"entries", "consistent", "inconsistent", "not_found", "undecided", "numbers"}
    return [
        (gettext(label), counts.get(code, 0))
        for code, label in FIGURES.items()
        if code in always or counts.get(code, 0)
    ]
