"""The estimates beside the present rules, in words."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from hotich.core.matching import LEVEL_WORDS
from hotich.core.words import vi
from hotich.engines.calibration.estimating import Estimate

Translate = Callable[[str], str]

TABLE_WORDS: Final[Mapping[str, str]] = {
    "pin": vi("số định danh cá nhân"),
    "old_id": vi("số chứng minh nhân dân 9 số"),
    "name": vi("họ tên"),
    "birth": vi("ngày sinh"),
    "sex": vi("giới tính"),
    "parent": vi("họ tên cha, mẹ"),
    "spouse": vi("họ tên vợ hoặc chồng"),
    "commune": vi("xã đăng ký khai sinh"),
}
WARNING_WORDS: Final[Mapping[str, str]] = {
    "few_confirmed": vi("ít trường hợp đã xác nhận"),
    "few_by_chance": vi("ít cặp ngẫu nhiên"),
    "wide": vi("khoảng tin cậy rộng"),
    "family": vi("anh chị em ruột cũng giống nhau; phải có mức trần"),
}
_HEADING: Final = (
    vi("Mức"),
    vi("Bit hiện nay"),
    vi("Bit ước lượng"),
    vi("Khoảng tin cậy 95 %"),
    vi("Đã xác nhận"),
    vi("Ngẫu nhiên"),
    vi("Lưu ý"),
)


def report_text(
    estimates: Sequence[Estimate],
    *,
    version: str,
    candidate: str,
    method: str,
    translate: Translate = str,
) -> str:
    """Return the report as text: a table for each fact, the estimates that are kept marked *."""
    t = translate
    lines = [
        t(vi("Hiệu chỉnh quy tắc {version}, phương án {candidate}")).format(
            version=version, candidate=candidate
        ),
        t(METHOD_WORDS[method]),
        t(vi("Dấu * là số được ghi vào phương án; còn lại giữ số hiện nay.")),
        t(vi("Phương án chưa được áp dụng: người có trách nhiệm xem xét và ký rồi mới dùng.")),
    ]
    for table in dict.fromkeys(each.table for each in estimates):
        rows = [tuple(map(t, _HEADING))]
        rows += [_row(each, t) for each in estimates if each.table == table]
        widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADING))]
        lines += ["", t(TABLE_WORDS.get(table, table))]
        for row in rows:
            cells = [row[0].ljust(widths[0])]
            cells += [c.rjust(w) for c, w in zip(row[1:-1], widths[1:-1], strict=True)]
            lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines) + "\n"


METHOD_WORDS: Final[Mapping[str, str]] = {
    "confirmed": vi("Đếm trên các trường hợp đã xác nhận và trên các cặp ngẫu nhiên."),
    "splink": vi("Ước lượng không cần đáp án, bằng thuật toán EM của Splink."),
}


def _row(each: Estimate, t: Translate) -> tuple[str, ...]:
    words = t(LEVEL_WORDS.get(each.level, each.level))
    return (
        f"{words} ({each.level})" + (" +" if each.rarity else ""),
        f"{each.present:.1f}",
        f"{each.estimated:.2f}" + ("*" if each.usable else ""),
        f"[{each.low:.2f}; {each.high:.2f}]",
        f"{each.confirmed}",
        f"{each.by_chance}",
        ", ".join(t(WARNING_WORDS[code]) for code in each.warnings),
    )


def report_json(estimates: Sequence[Estimate], *, version: str, candidate: str, method: str) -> str:
    """Return the report as JSON."""
    content = {
        "version": version,
        "candidate": candidate,
        "method": method,
        "levels": [asdict(each) | {"usable": each.usable} for each in estimates],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
