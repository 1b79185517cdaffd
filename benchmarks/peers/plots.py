"""Bar charts as SVG files that read well on light and dark pages; they load nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import log10

WIDTH, _LEFT, _RIGHT, _BAR, _GAP, _TOP = 720, 190, 110, 20, 14, 34
_COLOURS = ("own", "peer", "third")
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2933}.quiet{fill:#52606d}"
    ".own{fill:#0f6ab4}.peer{fill:#b4690f}.third{fill:#5b7f3a}.axis{stroke:#9aa5b1}"
    "@media (prefers-color-scheme:dark){text{fill:#e4e7eb}.quiet{fill:#b8c2cc}"
    ".own{fill:#5aa9e6}.peer{fill:#e6a15a}.third{fill:#9dc183}.axis{stroke:#616e7c}}"
)


@dataclass(frozen=True)
class Group:
    """Bars that belong together, one for each series; None where there is no figure."""

    called: str
    values: Sequence[float | None]


def bars(
    title: str,
    series: Sequence[str],
    groups: Sequence[Group],
    written: Callable[[float], str],
    *,
    logarithmic: bool = False,
    low: float = 0.0,
) -> str:
    """Return a chart of horizontal bars; a logarithmic one begins a decade below the least."""
    known = [value for group in groups for value in group.values if value is not None]
    least, most = min(known, default=0.0), max(known, default=1.0)

    def length(value: float) -> float:
        if logarithmic:
            start = log10(max(least, 1e-9)) - 0.5
            return (log10(max(value, 1e-9)) - start) / max(log10(max(most, 1e-9)) - start, 1e-9)
        return (value - low) / max(most - low, 1e-9)

    parts, y = [_legend(series)], _TOP
    for group in groups:
        middle = y + len(group.values) * _BAR / 2 + 4
        parts.append(_text(_LEFT - 8, middle, group.called, "end"))
        for place, value in enumerate(group.values):
            parts.append(_bar(place, y, value, length, written))
            y += _BAR
        y += _GAP
    parts.append(f'<line class="axis" x1="{_LEFT}" x2="{_LEFT}" y1="{_TOP - 4}" y2="{y - _GAP}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img"'
        f' aria-label="{escape(title)}"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f"{''.join(parts)}</svg>\n"
    )


def _bar(
    place: int,
    y: float,
    value: float | None,
    length: Callable[[float], float],
    written: Callable[[float], str],
) -> str:
    if value is None:
        return _text(_LEFT + 6, y + 14, "–", "start", "quiet")
    width = max(1.0, min(1.0, max(0.0, length(value))) * (WIDTH - _LEFT - _RIGHT))
    colour = _COLOURS[place % len(_COLOURS)]
    return (
        f'<rect class="{colour}" x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR - 3}"/>'
        + _text(_LEFT + width + 6, y + 13, written(value), "start", "quiet")
    )


def _legend(series: Sequence[str]) -> str:
    parts = []
    for place, called in enumerate(series):
        x = _LEFT + 160 * place
        colour = _COLOURS[place % len(_COLOURS)]
        parts.append(f'<rect class="{colour}" x="{x}" y="7" width="12" height="12"/>')
        parts.append(_text(x + 18, 18, called, "start"))
    return "".join(parts)


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(text)}</text>'
