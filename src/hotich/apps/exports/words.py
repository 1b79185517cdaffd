"""What is said when a file cannot go out?"""

from django.utils.translation import gettext, ngettext

from hotich.apps.exports import problems
from hotich.core.words import vi

REFUSALS = (
    problems.TooManyRowsError,
    problems.NothingToGiveError,
    problems.KeyUnusableError,
    problems.SamePersonError,
    problems.AlreadyDecidedError,
    problems.NotConfirmedError,
    problems.TooLateError,
)


def words(fault: Exception) -> str:
    """Return what is wrong and what to do next."""
    if isinstance(fault, problems.TooManyRowsError):
        told = ngettext(
            "Tệp này có %(rows)s dòng, mỗi tệp chỉ được giao %(most)s dòng. Hãy chia nhỏ.",
            "Tệp này có %(rows)s dòng, mỗi tệp chỉ được giao %(most)s dòng. Hãy chia nhỏ.",
            fault.rows,
        )
        return told % {"rows": fault.rows, "most": fault.most}
    return gettext(_SENTENCES[type(fault)])


_SENTENCES = {
    problems.NothingToGiveError: vi("Không có dòng nào để giao."),
    problems.KeyUnusableError: vi("Khóa của người nhận không dùng được. Hãy yêu cầu lại."),
    problems.SamePersonError: vi("Người yêu cầu không được tự xác nhận. Hãy nhờ người thứ hai."),
    problems.AlreadyDecidedError: vi("Yêu cầu này đã được quyết định. Hãy tải lại trang."),
    problems.NotConfirmedError: vi("Chưa có người thứ hai xác nhận yêu cầu này."),
    problems.TooLateError: vi("Đã hết hạn lấy tệp. Hãy yêu cầu lại."),
}
