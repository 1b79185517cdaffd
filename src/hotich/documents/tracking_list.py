"""The separate tracking list (danh sách theo dõi riêng) for printing and for Excel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hotich.core.words import vi
from hotich.documents.sheets import SheetColumn, text_table
from hotich.documents.typesetting import to_pdf

TITLE = vi("Danh sách theo dõi riêng")
ABOUT = vi(
    "Trường hợp thông tin trong sổ hộ tịch và CSDLQGVDC chưa thống nhất, số liệu đến ngày {day}"
)
SHEET_NAME = vi("Danh sách theo dõi")
EMPTY = vi("Không có trường hợp nào.")
PREPARED_BY = vi("Người lập danh sách")
CONFIRMED_BY = vi("Xác nhận của cơ quan")
PLACE_TO_SIGN = vi("(Ký, ghi rõ họ tên)")
AUDIT_HEAD = vi("Mã đầu chuỗi nhật ký: {head}")

Translate = Callable[[str], str]


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class TrackingRow:
    """One difference of one case; texts as they are to be shown, the number already masked."""

    case: str
    book: str
    entry: str
    full_name: str
    birth_date: str
    pin: str
    field: str
    register_text: str
    population_value: str
    kind: str
    state: str
    opened_on: str
    owner: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrackingList:
    """A list as one office prints it; `filtered_by` tells what was left out."""

    agency: str
    as_of: date
    rows: tuple[TrackingRow, ...]
    superior_agency: str = ""
    filtered_by: str = ""
    audit_head: str = ""
    watermark: str = ""


#: (attribute, heading, width in the sheet, share of the page)
_COLUMNS = (
    ("case", vi("Mục"), 9, 0.6),
    ("book", vi("Sổ, cơ quan đăng ký"), 24, 1.5),
    ("entry", vi("Số, năm"), 11, 0.75),
    ("full_name", vi("Họ, chữ đệm, tên"), 24, 1.6),
    ("birth_date", vi("Ngày sinh"), 12, 1.2),
    ("pin", vi("Số định danh"), 16, 1.35),
    ("field", vi("Thông tin"), 16, 1.05),
    ("register_text", vi("Theo sổ"), 26, 1.6),
    ("population_value", vi("Theo CSDLQGVDC"), 26, 1.6),
    ("kind", vi("Loại khác biệt"), 16, 1),
    ("state", vi("Tình trạng"), 18, 1.1),
    ("opened_on", vi("Ngày mở"), 12, 1.2),
    ("owner", vi("Người theo dõi"), 18, 1.1),
    ("note", vi("Ghi chú"), 20, 1.1),
)


def tracking_xlsx(listed: TrackingList, translate: Translate = _same) -> bytes:
    """Return the list as a workbook; every cell is text."""
    titles = [translate(TITLE), listed.agency, _about(listed, translate)]
    if listed.audit_head:
        titles.append(translate(AUDIT_HEAD).format(head=listed.audit_head))
    if listed.watermark:
        titles.append(listed.watermark)
    return text_table(
        translate(SHEET_NAME),
        [SheetColumn(translate(label), width) for _, label, width, _ in _COLUMNS],
        _texts(listed.rows),
        titles=titles,
    )


def tracking_pdf(listed: TrackingList, translate: Translate = _same) -> bytes:
    """Return the list as landscape PDF with repeated headings."""
    return to_pdf("tracking_list", tracking_data(listed, translate))


def tracking_data(listed: TrackingList, translate: Translate = _same) -> dict[str, object]:
    """Return what the printed list is set from."""
    columns = [
        {"label": translate(label), "group": "", "width": share, "align": "left"}
        for _, label, _, share in _COLUMNS
    ]
    head = translate(AUDIT_HEAD).format(head=listed.audit_head) if listed.audit_head else ""
    return {
        "document_title": translate(TITLE),
        "title": translate(TITLE),
        "agency": listed.agency,
        "superior_agency": listed.superior_agency,
        "about": _about(listed, translate),
        "empty": translate(EMPTY),
        "prepared_by": translate(PREPARED_BY),
        "confirmed_by": translate(CONFIRMED_BY),
        "place_to_sign": translate(PLACE_TO_SIGN),
        "table": {"columns": columns, "rows": _texts(listed.rows), "bold_rows": 0},
        "foot": head,
        "watermark": listed.watermark,
    }


def _about(listed: TrackingList, translate: Translate) -> str:
    about = translate(ABOUT).format(day=f"{listed.as_of:%d/%m/%Y}")
    return f"{about}. {listed.filtered_by}" if listed.filtered_by else about


def _texts(rows: Sequence[TrackingRow]) -> list[list[str]]:
    return [[str(getattr(row, attribute)) for attribute, *_ in _COLUMNS] for row in rows]
