"""Which code lists do the registers share? Our codes, the words, and the number in the sheet."""

from datetime import date

from hotich.core.registers._spec import Choice
from hotich.core.words import vi

# Two lists of registration kinds are known: an earlier one with 0 and without 5 and 6, and the
# sheet of October 2024. Its month is the day the list was seen, not a day set by law.
_SHEET_2024 = date(2024, 10, 1)
_BEFORE_SHEET_2024 = date(2024, 9, 30)

SEXES = (
    Choice("male", vi("Nam"), "1"),
    Choice("female", vi("Nữ"), "2"),
    Choice("unknown", vi("Không xác định"), "3"),
)

BIRTH_REGISTRATION_KINDS = (
    Choice("on_time", vi("Đăng ký đúng hạn"), "1"),
    Choice("again", vi("Đăng ký lại"), "2"),
    Choice("abroad", vi("Ghi vào sổ việc khai sinh ở nước ngoài"), "3"),
    Choice("late", vi("Đăng ký quá hạn"), "4"),
    Choice("certificate", vi("Cấp bản chính Giấy khai sinh"), "5", valid_from=_SHEET_2024),
    Choice("undetermined", vi("Không xác định"), "6", valid_from=_SHEET_2024),
    Choice("no_information", vi("Không có thông tin"), "0", valid_to=_BEFORE_SHEET_2024),
)

PARENTAGE = (
    Choice("both_known", vi("Đã xác định được cả cha lẫn mẹ"), "1"),
    Choice("mother_unknown", vi("Chưa xác định được mẹ"), "2"),
    Choice("father_unknown", vi("Chưa xác định được cha"), "3"),
    Choice("both_unknown", vi("Chưa xác định được cả cha và mẹ"), "4"),
    Choice("abandoned", vi("Trẻ bị bỏ rơi"), "5"),
)

RESIDENCE_KINDS = (
    Choice("permanent", vi("Thường trú"), "1"),
    Choice("temporary", vi("Tạm trú"), "2"),
)

PAPER_KINDS = (
    Choice("cmnd", vi("Chứng minh nhân dân"), "1"),
    Choice("passport", vi("Hộ chiếu"), "2"),
    Choice("permanent_card", vi("Thẻ thường trú"), "3"),
    Choice("cccd", vi("Thẻ căn cước công dân"), "4"),
    Choice("army", vi("Chứng minh quân đội nhân dân"), "5"),
    Choice("army_officer", vi("Chứng minh sĩ quan quân đội"), "6"),
    Choice("police", vi("Chứng minh công an nhân dân"), "7"),
    Choice("other", vi("Giấy tờ khác"), "8"),
    # The sheet has no number for the card of the 2023 law; the exporter is told which to use.
    Choice("can_cuoc", vi("Thẻ căn cước"), None, valid_from=date(2024, 7, 1)),
)

NATIONALITY_SUGGESTIONS = ("Việt Nam",)
