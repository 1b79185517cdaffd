"""Which sections does the plan ask of a report, beside the figures?"""

from dataclasses import dataclass

from hotich.core.words import vi


@dataclass(frozen=True)
class ReportSection:
    """One section the officer writes: its code, title, and what the plan wants there."""

    code: str
    title: str
    hint: str


REPORT_SECTIONS: tuple[ReportSection, ...] = (
    ReportSection(
        "planning_direction",
        vi("Công tác xây dựng kế hoạch, chỉ đạo triển khai"),
        vi("Văn bản đã ban hành, cuộc họp, việc kiểm tra, đôn đốc trong kỳ."),
    ),
    ReportSection(
        "staffing",
        vi("Bố trí nhân lực, trang thiết bị"),
        vi("Số người của tư pháp, công an và lực lượng khác; số máy tính đã kiểm tra an ninh."),
    ),
    ReportSection(
        "money",
        vi("Kinh phí"),
        vi("Dự toán được giao, số đã chi, số còn thiếu."),
    ),
    ReportSection(
        "difficulties",
        vi("Khó khăn, vướng mắc"),
        vi("Việc chưa làm được, nguyên nhân."),
    ),
    ReportSection(
        "proposals",
        vi("Đề xuất, kiến nghị"),
        vi("Việc cần cấp trên tháo gỡ, cơ quan giải quyết."),
    ),
)


def report_section(code: str) -> ReportSection | None:
    """Return the section of that code, or None."""
    return next((section for section in REPORT_SECTIONS if section.code == code), None)
