"""What went wrong, in a sentence that says what to do next."""

from django.utils import timezone
from django.utils.translation import gettext as _

from hotich.apps.entry import problems
from hotich.apps.entry.typed import PROBLEM_WORDS
from hotich.core.registers import VALUE_PROBLEM_WORDS, ValueProblem
from hotich.core.words import vi

_EVIDENCE = {
    "no_lookup": "search",
    "silent": "silent",
    "narrow": "search",
    "not_shown": "search",
    "stale": "stale",
    "same_person": "same_person",
}

SHARED = vi(
    "Công dân đã nhập mới cho người này còn được liên kết ở trường hợp khác."
    " Hãy gỡ liên kết ở trường hợp đó trước."
)
EXPECTED = (
    problems.NotTypingError,
    problems.NumberTakenError,
    problems.TakenOverError,
    problems.HalfTypedError,
    problems.UndoRefusedError,
    problems.AlreadyEnteredError,
    problems.EvidenceError,
    problems.AlreadyLinkedError,
    problems.NotLinkedError,
    problems.PersonSharedError,
    problems.NotCorrectableError,
    problems.SecondOfficerError,
    problems.UnreadableNumberError,
    problems.OccurrenceReasonError,
    problems.ReasonMissingError,
    problems.LifeMissingError,
    problems.TokenUsedError,
)


def sentence(fault: Exception) -> str:
    """Return the Vietnamese sentence of an expected fault."""
    if isinstance(fault, problems.NumberTakenError):
        text = _("Số này đang do %(holder)s giữ đến %(until)s. Hãy chọn số khác hoặc chờ.")
        until = f"{timezone.localtime(fault.until):%H:%M}"
        return text % {"holder": fault.holder, "until": until}
    if isinstance(fault, problems.TakenOverError):
        text = _("%(holder)s đã nhận nhập tiếp số này lúc %(at)s, cùng những gì đã gõ.")
        return text % {"holder": fault.holder, "at": f"{timezone.localtime(fault.at):%H:%M}"}
    if isinstance(fault, problems.HalfTypedError):
        text = _("%(holder)s đã gõ dở số này. Hãy nhập tiếp phần gõ dở, hoặc chọn số khác.")
        return text % {"holder": fault.holder}
    if isinstance(fault, problems.UndoRefusedError):
        return _undo(fault.why)
    if isinstance(fault, problems.EvidenceError):
        return _evidence(fault.why)
    return _plain().get(type(fault), _("Chưa làm được. Hãy tải lại trang rồi thử lại."))


def at_field(code: str) -> str:
    """Return the sentence for a text that cannot be stored."""
    if code in PROBLEM_WORDS:
        return _(PROBLEM_WORDS[code])
    return _(VALUE_PROBLEM_WORDS[ValueProblem(code)])


def _plain() -> dict[type[Exception], str]:
    return {
        problems.NotTypingError: _(
            "Quyển sổ này không giao cho tổ của bạn hoặc không còn mở để nhập."
        ),
        problems.AlreadyEnteredError: _("Số này đã được nhập. Hãy mở trường hợp đó để xem."),
        problems.AlreadyLinkedError: _("Người này đã được liên kết. Hãy gỡ liên kết trước."),
        problems.NotLinkedError: _("Không có liên kết nào để gỡ."),
        problems.PersonSharedError: _(SHARED),
        problems.NotCorrectableError: _(
            "Không sửa được: chỉ người đã nhập mới sửa, và chỉ trước khi đối soát xong."
        ),
        problems.SecondOfficerError: _(
            "Dữ liệu sổ đã chốt. Công chức hộ tịch phải cho phép trước ở trang trường hợp này."
        ),
        problems.UnreadableNumberError: _(
            "Không đọc được số này. Hãy nhập như 87, 87bis hoặc 87/1998."
        ),
        problems.OccurrenceReasonError: _("Hãy ghi lý do số này có hai lần trong sổ."),
        problems.ReasonMissingError: _("Hãy ghi lý do."),
        problems.TokenUsedError: _("Trang đã cũ. Hãy tải lại trang rồi gửi lại."),
        problems.LifeMissingError: _("Hãy chọn tình trạng của người này và ghi căn cứ."),
    }


def _evidence(why: str) -> str:
    sentences = {
        "stale": _("Họ tên hoặc ngày sinh đã sửa sau khi tra cứu. Hãy tra cứu lại."),
        "silent": _("CSDLQGVDC chưa trả lời. Hãy tra cứu lại, hoặc lưu là chưa kết luận."),
        "same_person": _(
            "Người này đã được chọn cho một người khác trong cùng trường hợp. Hãy xem lại sổ."
        ),
        "search": _("Kết quả tra cứu không còn dùng được. Hãy tra cứu lại."),
    }
    return sentences[_EVIDENCE.get(why, "search")]


def _undo(why: str) -> str:
    reasons = {
        "not_own": _("không phải bạn đã nhập trường hợp này"),
        "not_last": _("sau đó bạn đã lưu trường hợp khác của quyển sổ này"),
        "closed": _("quyển sổ không còn mở để nhập"),
        "returned": _("trường hợp này đã bị trả lại"),
        "checked": _("trường hợp này đã có người đối soát"),
        "corrected": _("người khác đã sửa trường hợp này"),
        "noted": _("trường hợp này đã có ghi chú của sổ"),
        "decided": _("người khác đã kết luận về người trong sổ"),
        "case": _("đã có người giải quyết mục theo dõi"),
        "request": _("đề nghị cấp số định danh đã có người xử lý"),
        "allotted": _("số định danh đã được cấp"),
        "shared": _("người nhập mới còn được liên kết ở trường hợp khác"),
    }
    text = _("Không hoàn tác được: %(why)s. Hãy mở lại để sửa, hoặc hủy trường hợp.")
    return text % {"why": reasons[why]}
