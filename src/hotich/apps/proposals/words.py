"""What do runs, lists and faults say on the screen?"""

from datetime import timedelta

from django.utils.translation import gettext, ngettext

from hotich.apps.entry.views.words import EXPECTED as OF_ENTRY
from hotich.apps.entry.views.words import sentence as sentence_of_entry
from hotich.apps.proposals import problems
from hotich.core.words import vi

EXPECTED = (*OF_ENTRY, problems.OverError, problems.NothingDueError)
# The three lists: address, list, what its tab says.
TABS = (
    ("dung", "link", vi("Nhiều khả năng là người này")),
    ("xem", "look", vi("Cán bộ phải xem")),
    ("khong", "absent", vi("Chưa thấy ai gần giống")),
)
ADVICE = {
    "link": vi(
        "Đối chiếu từng người với sổ rồi mới xác nhận. Xác nhận ở đây là liên kết, như khi chọn"
        " người ở trang của trường hợp."
    ),
    "look": vi("Mở từng trường hợp để tra cứu và chọn người."),
    "absent": vi(
        "Máy chưa thấy ai gần giống. Chỉ cán bộ mới kết luận không tìm thấy, sau khi tra cứu ở"
        " trang của trường hợp."
    ),
}
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def sentence(fault: Exception) -> str:
    """Return the Vietnamese sentence of an expected fault."""
    if isinstance(fault, problems.OverError):
        return gettext(
            "Đề xuất này không còn dùng được: trường hợp hoặc dữ liệu dân cư đã thay đổi, hoặc đã"
            " có người trả lời. Hãy tra cứu lại."
        )
    if isinstance(fault, problems.NothingDueError):
        return gettext("Trong phạm vi này không còn ai chờ. Không có gì để bắt đầu.")
    return sentence_of_entry(fault)


def time_left(left: timedelta) -> str:
    """Return about how long it takes yet."""
    if left < _MINUTE:
        return gettext("còn chưa đến 1 phút")
    if left < _HOUR:
        minutes = round(left / _MINUTE)
        return ngettext("còn khoảng %(n)s phút", "còn khoảng %(n)s phút", minutes) % {"n": minutes}
    hours = round(left / _HOUR)
    return ngettext("còn khoảng %(n)s giờ", "còn khoảng %(n)s giờ", hours) % {"n": hours}
