"""The report as one HTML page that needs nothing else: no program, no file, no network."""

from html import escape
from itertools import pairwise
from typing import Final

from hotich.core.words import vi
from hotich.engines.evaluation.charts import Axis, Series, bars, histogram, line_chart
from hotich.engines.evaluation.figures import Figures, Point
from hotich.engines.evaluation.telling import Table, Teller

_POINTS: Final = 400
_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1a1a1a;--page:#fff;--soft:#667;--grid:#dde;--a:#1f6fb2;
--b:#c2471d;--c:#4f8a3a;--mark:#a0006d}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8ea;--page:#16181c;--soft:#a4a8b3;--grid:#333944;
--a:#6db3f2;--b:#ff9068;--c:#8fd175;--mark:#ff8fd6}}
body{font:16px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:62rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.86rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--grid);text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left;min-width:11rem}td{white-space:nowrap}p.note,dt{color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dd{margin:0}
svg{width:100%;height:auto;font-size:11px}svg text{fill:var(--ink)}svg .note{fill:var(--mark)}
.grid{stroke:var(--grid)}.mark{stroke:var(--mark);stroke-dasharray:4 3}.dot{fill:var(--mark)}
.l0,.l1,.l2{fill:none;stroke-width:2}.l0{stroke:var(--a)}.l1{stroke:var(--b)}.l2{stroke:var(--c)}
.c0{fill:var(--a)}.c1{fill:var(--b)}.c2{fill:var(--c)}
@media print{body{max-width:none}}
"""


def page(figures: Figures, teller: Teller, *, language: str = "vi") -> str:
    """Return the whole page."""
    t = teller.t
    title = t(vi("Đánh giá đối chiếu"))
    about = "".join(
        f"<dt>{escape(called)}</dt><dd>{escape(value)}</dd>"
        for called, value in teller.about(figures)
    )
    tables = teller.tables(figures)
    plots = _charts(figures, teller)
    body = "".join(
        [
            *map(_table, tables[:2]),
            *(f"<h2>{escape(called)}</h2>{svg}" for called, svg in plots),
            *map(_table, tables[2:]),
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><dl>{about}</dl>"
        f"{body}</body></html>\n"
    )


def _table(table: Table) -> str:
    heading = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.heading)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return (
        f'<h2>{escape(table.title)}</h2><div class="wide"><table><thead><tr>{heading}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{note}"
    )


def _thinned(sweep: tuple[Point, ...]) -> list[Point]:
    """Return so many of the points that a line of them looks the same."""
    step = max(1, len(sweep) // _POINTS)
    return [*sweep[::step], *sweep[-1:]]


def _charts(figures: Figures, teller: Teller) -> list[tuple[str, str]]:
    made = []
    if figures.sweep:
        made += [_threshold_chart(figures, teller), _trade_off(figures, teller)]
    if figures.histogram:
        made.append(_weights(figures, teller))
    if figures.by_defect:
        made.append(_defects(figures, teller))
    return made


def _threshold_chart(figures: Figures, teller: Teller) -> tuple[str, str]:
    t = teller.t
    points = _thinned(figures.sweep)
    called = t(vi("Độ chính xác và độ đầy đủ theo ngưỡng"))
    lowest = min(0.9, *(min(p.precision.value, p.recall.value) for p in points[len(points) // 4 :]))
    x = Axis(t(vi("ngưỡng (bit)")), points[-1].threshold, points[0].threshold, teller.number)
    y = Axis("", max(lowest, 0.0), 1.0, lambda v: teller.percent(v, 1))
    lines = [
        Series(
            t(vi("liên kết đúng / số liên kết")), [(p.threshold, p.precision.value) for p in points]
        ),
        Series(
            t(vi("liên kết đúng / số người có")), [(p.threshold, p.recall.value) for p in points]
        ),
    ]
    return called, line_chart(
        called, x, y, lines, [(figures.limits.link, None, t(vi("ngưỡng hiện nay")))]
    )


def _trade_off(figures: Figures, teller: Teller) -> tuple[str, str]:
    t = teller.t
    points = _thinned(figures.sweep)
    called = t(vi("Liên kết sai và phần để cán bộ xem"))
    most = max(max(p.wrong_links.value for p in points) * 1e5, 10.0)
    x = Axis(t(vi("phần để cán bộ xem")), 0.0, min(1.0, 0.4), lambda v: teller.percent(v, 0))
    y = Axis(
        t(vi("liên kết sai trên 100.000")),
        0.1,
        most,
        lambda v: teller.number(v, 1 if v < 1 else 0),
        logarithmic=True,
    )
    line = Series("", [(p.clerk.value, p.wrong_links.value * 1e5) for p in points])
    now = (
        figures.all.clerk.value,
        figures.all.wrong_links.value * 1e5,
        t(vi("hiện nay")),
    )
    return called, line_chart(called, x, y, [line], [now])


def _weights(figures: Figures, teller: Teller) -> tuple[str, str]:
    t = teller.t
    called = t(vi("Trọng số của người đứng đầu"))
    rows = figures.histogram
    width = min((b[0] - a[0] for a, b in pairwise(rows)), default=2.0)
    most = max(max(row[1:]) for row in rows)
    x = Axis(t(vi("trọng số ròng (bit)")), rows[0][0], rows[-1][0] + width, teller.number)
    y = Axis(t(vi("số trường hợp")), 0.9, float(most), teller.number, logarithmic=True)
    series = [
        Series(t(words), [(row[0], float(row[place])) for row in rows])
        for place, words in (
            (1, vi("đúng người")),
            (2, vi("người khác đứng đầu")),
            (3, vi("người không có trong dữ liệu")),
        )
    ]
    marks = [
        (figures.limits.link, t(vi("liên kết"))),
        (figures.limits.absent, t(vi("coi là không có"))),
    ]
    return called, histogram(called, x, y, width, series, marks)


def _defects(figures: Figures, teller: Teller) -> tuple[str, str]:
    called = teller.t(vi("Không được liên kết đúng, theo loại khác thường"))
    missed = {
        defect: 1 - counts.recall.value
        for defect, counts in figures.by_defect.items()
        if counts.existing
    }
    counted = {
        defect: teller.number(counts.existing) for defect, counts in figures.by_defect.items()
    }
    ordered = sorted(missed, key=lambda defect: -missed[defect])[:40]
    return called, bars(
        called,
        [
            (
                defect,
                missed[defect],
                f"{teller.percent(missed[defect], 1)} / {counted[defect]}",
            )
            for defect in ordered
        ],
    )
