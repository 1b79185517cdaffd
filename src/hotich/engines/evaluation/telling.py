"""The figures of an evaluation in words and tables, from which text and page are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hotich.core.words import vi
from hotich.engines.evaluation.counts import Counts
from hotich.engines.evaluation.figures import MOST_WRONG, PRECISION, Figures, Point
from hotich.engines.evaluation.shares import Share

Translate = Callable[[str], str]

OUTCOME_WORDS: Final[Mapping[str, str]] = {
    "consistent": vi("thống nhất"),
    "inconsistent": vi("chưa thống nhất"),
    "not_found": vi("không tìm thấy"),
    "undecided": vi("chưa kết luận"),
    "": vi("không rõ"),
}
SIDE_WORDS: Final[Mapping[str, str]] = {
    "none": vi("không có khác thường"),
    "real": vi("thông tin khác nhau thật"),
    "book": vi("cách ghi trong sổ"),
    "typing": vi("lỗi gõ"),
    "population": vi("lỗi ở dữ liệu dân cư"),
    "absent": vi("không có trong dữ liệu dân cư"),
    "case": vi("trường hợp đặc biệt"),
}
ABOUT_WORDS: Final[Mapping[str, str]] = {
    "truth": vi("Đáp án"),
    "result": vi("Kết quả đối chiếu"),
    "model": vi("Phiên bản quy tắc"),
    "mode": vi("Chế độ"),
    "persons": vi("Số người trong dữ liệu dân cư"),
}
_METRICS: Final = (
    vi("Liên kết sai trên 100.000 trường hợp"),
    vi("Người có trong dữ liệu mà bị coi là không có"),
    vi("Phải để cán bộ xem"),
    vi("Liên kết đúng trên số người có trong dữ liệu"),
    vi("Liên kết đúng trên số liên kết"),
    vi("Người không có bị gán vào người khác"),
    vi("Người đúng đứng đầu"),
    vi("Người đúng trong 5 người đầu"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it shows, its heading and rows; the first cell of a row names it."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Teller:
    """Tells the figures in one language."""

    def __init__(self, translate: Translate = str, *, comma: str = ",") -> None:
        self.t = translate
        self._comma = comma

    def number(self, value: float, places: int = 0) -> str:
        """Return a number with the language's signs for thousands and decimals."""
        text = f"{value:,.{places}f}"
        if self._comma == ",":
            return text.replace(",", " ").replace(".", ",").replace(" ", ".")
        return text

    def percent(self, value: float, places: int = 2) -> str:
        """Return a share in percent."""
        return f"{self.number(value * 100, places)} %"

    def share(self, each: Share, places: int = 2) -> str:
        """Return a share with its counts and interval."""
        low, high = self.number(each.low * 100, places), self.number(each.high * 100, places)
        counts = f"{self.number(each.count)}/{self.number(each.of)}"
        return f"{self.percent(each.value, places)} [{low}-{high}] ({counts})"

    def per_100k(self, each: Share) -> str:
        """Return how many of 100,000, with the interval."""
        low, high = self.number(each.low * 1e5, 1), self.number(each.high * 1e5, 1)
        return f"{self.number(each.value * 1e5, 1)} [{low}-{high}] ({self.number(each.count)})"

    def tables(self, figures: Figures) -> list[Table]:
        """Return every table of the report."""
        names = {side: self.t(words) for side, words in SIDE_WORDS.items()}
        return [
            self._main(figures),
            self._requirements(figures),
            self._confusion(figures),
            self._split(vi("Theo loại sổ"), figures.by_type, {"": self.t(vi("không rõ"))}),
            self._split(vi("Theo nhóm khác thường"), figures.by_side, names),
            self._split(vi("Theo từng loại khác thường"), figures.by_defect, {}),
        ]

    def _metrics(self, counts: Counts) -> list[str]:
        five = counts.among_five
        return [
            self.per_100k(counts.wrong_links),
            self.share(counts.existing_called_absent, 3),
            self.share(counts.clerk),
            self.share(counts.recall),
            self.share(counts.precision, 3),
            self.share(counts.absent_linked),
            self.share(counts.first),
            self.share(five) if five else "–",
        ]

    def _main(self, figures: Figures) -> Table:
        columns = zip(
            _METRICS, self._metrics(figures.all), self._metrics(figures.discrepant), strict=True
        )
        return Table(
            self.t(vi("Ở ngưỡng hiện nay")),
            ("", self.t(vi("Tất cả")), self.t(vi("Thông tin khác nhau thật"))),
            tuple((self.t(metric), all_, discrepant) for metric, all_, discrepant in columns),
            self.t(vi("Trong ngoặc vuông là khoảng tin cậy Wilson 95 %, trong ngoặc tròn là số.")),
        )

    def _requirements(self, figures: Figures) -> Table:
        precise = self.t(vi("Độ chính xác ít nhất {share}")).format(
            share=self.percent(PRECISION, 1)
        )
        few = self.t(vi("Nhiều nhất {count} liên kết sai trên 100.000")).format(count=MOST_WRONG)
        free = self.t(vi("{requirement}, nếu không có quy tắc chặn")).format(requirement=precise)
        rows = [
            (precise, figures.at_precision),
            (free, figures.without_vetoes),
            (few, figures.at_most_wrong),
        ]
        return Table(
            self.t(vi("Ở yêu cầu cố định")),
            (
                "",
                self.t(vi("Ngưỡng (bit)")),
                self.t(_METRICS[3]),
                self.t(_METRICS[4]),
                self.t(_METRICS[0]),
                self.t(_METRICS[2]),
            ),
            tuple((called, *self._point(point)) for called, point in rows),
            self.t(
                vi(
                    "Một trường hợp được liên kết ở ngưỡng t khi điểm của nó từ t trở lên. Điểm là "
                    "số nhỏ hơn trong hai số: trọng số ròng, và khoảng cách với người thứ hai cộng "
                    "hiệu của hai ngưỡng hiện nay. Trường hợp bị quy tắc chặn không bao giờ được "
                    "liên kết. Ngưỡng càng cao thì càng ít liên kết; ở đây chọn ngưỡng có nhiều "
                    "liên kết đúng nhất trong các ngưỡng đạt yêu cầu."
                )
            ),
        )

    def _point(self, point: Point | None) -> tuple[str, ...]:
        if point is None:
            return (self.t(vi("không ngưỡng nào đạt")), "", "", "", "")
        return (
            self.number(point.threshold, 2),
            self.share(point.recall),
            self.share(point.precision, 3),
            self.per_100k(point.wrong_links),
            self.share(point.clerk),
        )

    def _confusion(self, figures: Figures) -> Table:
        said = [*dict.fromkeys([*list(OUTCOME_WORDS)[:4], *(o for _, o in figures.confusion)])]
        true = [*dict.fromkeys(t for t, _ in figures.confusion)]
        rows = []
        for each in true:
            counts = [figures.confusion.get((each, outcome), 0) for outcome in said]
            rows.append((self._outcome(each), *map(self.number, counts), self.number(sum(counts))))
        return Table(
            self.t(vi("Kết quả đề xuất (cột) theo đáp án (dòng)")),
            ("", *map(self._outcome, said), self.t(vi("Tổng"))),
            tuple(rows),
        )

    def _outcome(self, outcome: str) -> str:
        return self.t(OUTCOME_WORDS[outcome]) if outcome in OUTCOME_WORDS else outcome

    def _split(self, title: str, split: Mapping[str, Counts], names: Mapping[str, str]) -> Table:
        heading = (
            "",
            self.t(vi("Trường hợp")),
            *(self.t(_METRICS[place]) for place in (0, 1, 2, 3, 6)),
        )
        five = any(counts.at_5 is not None for counts in split.values())
        rows = []
        for value, counts in split.items():
            among = counts.among_five
            rows.append(
                (
                    names.get(value, value),
                    self.number(counts.entries),
                    self.per_100k(counts.wrong_links),
                    self.share(counts.existing_called_absent, 3),
                    self.share(counts.clerk),
                    self.share(counts.recall),
                    self.share(counts.first),
                    *([self.share(among) if among else "–"] if five else []),
                )
            )
        return Table(
            self.t(title), (*heading, *([self.t(_METRICS[7])] if five else [])), tuple(rows)
        )

    def about(self, figures: Figures) -> list[tuple[str, str]]:
        """Return what the figures rest on: files, version, sizes."""
        told = [
            (self.t(ABOUT_WORDS[key]) if key in ABOUT_WORDS else key, value)
            for key, value in figures.about.items()
        ]
        told.append(
            (self.t(vi("Trường hợp có trong cả hai tệp")), self.number(figures.all.entries))
        )
        without, beyond = figures.missing
        if without or beyond:
            told.append((self.t(vi("Chỉ có trong đáp án")), self.number(without)))
            told.append((self.t(vi("Chỉ có trong kết quả")), self.number(beyond)))
        return told


def plain_text(figures: Figures, teller: Teller, *, tables: int | None = None) -> str:
    """Return the report as text, the first tables only if so asked."""
    lines = [f"{called}: {value}" for called, value in teller.about(figures)]
    for table in teller.tables(figures)[:tables]:
        lines += ["", table.title, "=" * len(table.title)]
        rows = [table.heading, *table.rows]
        widths = [max(len(row[place]) for row in rows) for place in range(len(table.heading))]
        for row in rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            lines.append("  ".join(cells).rstrip())
        if table.note:
            lines += ["", table.note]
    return "\n".join(lines) + "\n"
