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

# Kinds of registration that no sheet numbers: the words of the printed pages.
_FIRST_TIME = Choice("first_time", vi("Đăng ký lần đầu"))
_AGAIN = Choice("again", vi("Đăng ký lại"))
_NOTED = Choice("noted", vi("Ghi chú việc đã đăng ký ở nước ngoài"))

MARRIAGE_REGISTRATION_KINDS = (_FIRST_TIME, _AGAIN, _NOTED)
RECOGNITION_REGISTRATION_KINDS = (_FIRST_TIME, _NOTED)
DEATH_REGISTRATION_KINDS = (
    Choice("on_time", vi("Đăng ký đúng hạn")),
    Choice("late", vi("Đăng ký quá hạn")),
    _AGAIN,
    _NOTED,
)

# The sheet holds the words themselves.
MARRIAGE_STATES = (
    Choice("divorced", vi("Đã ly hôn"), "Đã ly hôn"),
    Choice("annulled", vi("Đã hủy việc kết hôn"), "Đã hủy việc kết hôn"),
    Choice(
        "recognised",
        vi("Đã được công nhận việc kết hôn"),
        "Đã được công nhận việc kết hôn",
    ),
    Choice("no_information", vi("Không có thông tin"), "Không có thông tin"),
)

DECLARATION_STATES = (
    Choice("declared", vi("Tuyên bố"), "1"),
    Choice("revoked", vi("Hủy tuyên bố"), "2"),
)

DEATH_PAPERS = (
    Choice("none", vi("Không có giấy tờ"), "0"),
    Choice("death_notice", vi("Giấy báo tử"), "1"),
    Choice("execution", vi("Giấy xác nhận việc thi hành án tử hình"), "2"),
    Choice("court", vi("Bản án, quyết định tuyên bố chết của Tòa án"), "3"),
    Choice(
        "police_or_forensic",
        vi("Văn bản của cơ quan công an hoặc kết luận giám định pháp y"),
        "4",
    ),
    Choice(
        "district_health",
        vi("Văn bản của cơ quan y tế cấp huyện xác định nguyên nhân chết"),
        "5",
    ),
    Choice("death_minutes", vi("Biên bản xác nhận việc chết"), "6"),
    Choice("witness", vi("Văn bản xác nhận của người làm chứng"), "7"),
)

CHILD_DEATH_AGES = (
    Choice("under_1", vi("Trẻ dưới 01 tuổi")),
    Choice("from_1_to_5", vi("Trẻ từ 01 đến dưới 05 tuổi")),
)

RECOGNITION_KINDS = (
    Choice("father_recognises", vi("Cha nhận con"), "1"),
    Choice("mother_recognises", vi("Mẹ nhận con"), "2"),
    Choice("child_recognises_father", vi("Con nhận cha"), "3"),
    Choice("child_recognises_mother", vi("Con nhận mẹ"), "4"),
)

GUARDIAN_KINDS = (
    Choice("appointed", vi("Giám hộ cử")),
    Choice("natural", vi("Giám hộ đương nhiên")),
)

SUPERVISION_KINDS = (
    Choice("supervision", vi("Giám sát việc giám hộ")),
    Choice("supervision_ended", vi("Chấm dứt giám sát việc giám hộ")),
)

CHANGE_KINDS = (
    Choice("change", vi("Thay đổi hộ tịch")),
    Choice("rectification", vi("Cải chính hộ tịch")),
    Choice("supplement", vi("Bổ sung hộ tịch")),
    Choice("ethnicity", vi("Xác định lại dân tộc")),
    Choice("noted", vi("Ghi vào sổ theo bản án, quyết định")),
)

# 1 to 4 are marriage, at home or abroad, with a Vietnamese or a foreigner; which of the four
# has which number is the order in which the source names them.
MARITAL_STATUS_PURPOSES = (
    Choice("home_vietnamese", vi("Kết hôn trong nước với người Việt Nam"), "1"),
    Choice("home_foreigner", vi("Kết hôn trong nước với người nước ngoài"), "2"),
    Choice("abroad_vietnamese", vi("Kết hôn ở nước ngoài với người Việt Nam"), "3"),
    Choice("abroad_foreigner", vi("Kết hôn ở nước ngoài với người nước ngoài"), "4"),
    Choice("other", vi("Mục đích khác"), "5"),
)

FOREIGN_DIVORCE_KINDS = (
    Choice("divorce", vi("Ly hôn")),
    Choice("annulment", vi("Hủy việc kết hôn")),
)

OTHER_EVENT_KINDS = (
    Choice("nationality", vi("Thay đổi quốc tịch")),
    Choice("parentage", vi("Xác định cha, mẹ, con")),
    Choice("sex", vi("Xác định lại giới tính")),
    Choice("adoption", vi("Nuôi con nuôi hoặc chấm dứt việc nuôi con nuôi")),
    Choice("marriage_ended", vi("Ly hôn, hủy việc kết hôn")),
    Choice("marriage_recognised", vi("Công nhận việc kết hôn")),
    Choice("guardianship", vi("Công nhận giám hộ")),
    Choice("missing", vi("Tuyên bố hoặc hủy tuyên bố mất tích")),
    Choice("dead", vi("Tuyên bố hoặc hủy tuyên bố là đã chết")),
    Choice("capacity", vi("Tuyên bố mất hoặc hạn chế năng lực hành vi dân sự")),
    Choice("foreign_birth", vi("Khai sinh đã đăng ký ở nước ngoài")),
    Choice("foreign_death", vi("Khai tử đã đăng ký ở nước ngoài")),
    Choice("other", vi("Việc khác")),
)
