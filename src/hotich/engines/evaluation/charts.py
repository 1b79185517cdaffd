"""Charts as SVG: no program runs in the page, colours follow its style sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 40, 48
_LEAST: Final = 0.1
"""The lowest value that a logarithmic axis shows; what is less stands on its line."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line: what it is called, and its points."""

    called: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: what it shows, from where to where, and how a value is written."""

    called: str
    low: float
    high: float
    written: Callable[[float], str]
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Return where on the axis a value stands, 0 to 1."""
        low, high, at = float(self.low), float(self.high), float(value)
        if self.logarithmic:
            low, high = log10(max(low, _LEAST)), log10(max(high, _LEAST * 10))
            at = log10(max(value, _LEAST))
        return min(1.0, max(0.0, (at - low) / (high - low))) if high > low else 0.0

    def ticks(self) -> list[float]:
        """Return the values to be written at the axis."""
        if self.logarithmic:
            lowest = floor(log10(max(self.low, _LEAST)))
            powers = (10.0**power for power in range(lowest, floor(log10(max(self.high, 1))) + 1))
            return [power for power in powers if power >= self.low]
        step = _round_step((self.high - self.low) / 6)
        first = -(-self.low // step) * step
        count = int((self.high - first) / step + 1e-9) + 1
        return [round(first + step * each, 10) for each in range(max(count, 0))]


def _round_step(rough: float) -> float:
    if rough <= 0:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= rough * 0.999)


def _x(axis: Axis, value: float) -> float:
    return _LEFT + axis.place(value) * (WIDTH - _LEFT - _RIGHT)


def _y(axis: Axis, value: float) -> float:
    return HEIGHT - _BOTTOM - axis.place(value) * (HEIGHT - _TOP - _BOTTOM)


def _text(x: float, y: float, text: str, anchor: str = "middle", cls: str = "") -> str:
    kind = f' class="{cls}"' if cls else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(text)}</text>'


def _line(points: tuple[float, float, float, float], cls: str) -> str:
    x1, y1, x2, y2 = points
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{cls}"/>'


def _frame(x: Axis, y: Axis) -> list[str]:
    """Return the grid, the values at the axes and what they show."""
    parts = []
    for value in x.ticks():
        at = _x(x, value)
        parts.append(_line((at, _TOP, at, HEIGHT - _BOTTOM), "grid"))
        parts.append(_text(at, HEIGHT - _BOTTOM + 16, x.written(value)))
    for value in y.ticks():
        at = _y(y, value)
        parts.append(_line((_LEFT, at, WIDTH - _RIGHT, at), "grid"))
        parts.append(_text(_LEFT - 6, at + 4, y.written(value), "end"))
    parts.append(_text((WIDTH + _LEFT) / 2, HEIGHT - 8, x.called, cls="axis"))
    parts.append(
        f'<text transform="translate(14 {HEIGHT / 2:.0f}) rotate(-90)" text-anchor="middle" '
        f'class="axis">{escape(y.called)}</text>'
    )
    return parts


def _svg(parts: Sequence[str], called: str, height: int = HEIGHT) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(called)}">'
        f"<title>{escape(called)}</title>{''.join(parts)}</svg>"
    )


def _legend(names: Sequence[str]) -> list[str]:
    parts = []
    for place, called in enumerate(names):
        if not called:
            continue
        x, y = _LEFT + 220 * place, 20
        parts.append(f'<rect x="{x}" y="{y - 9}" width="12" height="10" class="c{place}"/>')
        parts.append(_text(x + 18, y, called, "start"))
    return parts


def line_chart(
    called: str,
    x: Axis,
    y: Axis,
    series: Sequence[Series],
    marks: Sequence[tuple[float, float | None, str]] = (),
) -> str:
    """Return lines over two axes; a mark is a point, or an upright line where it has no height."""
    parts = _frame(x, y)
    for place, each in enumerate(series):
        points = " ".join(f"{_x(x, at):.1f},{_y(y, value):.1f}" for at, value in each.points)
        parts.append(f'<polyline points="{points}" class="l{place}"/>')
    for at, value, words in marks:
        across = _x(x, at)
        if value is None:
            parts.append(_line((across, _TOP, across, HEIGHT - _BOTTOM), "mark"))
            parts.append(_text(across + 4, HEIGHT - _BOTTOM - 6, words, "start", "note"))
        else:
            up = _y(y, value)
            parts.append(f'<circle cx="{across:.1f}" cy="{up:.1f}" r="5" class="dot"/>')
            parts.append(_text(across + 9, up - 6, words, "start", "note"))
    return _svg([*parts, *_legend([each.called for each in series])], called)


def histogram(
    called: str,
    x: Axis,
    y: Axis,
    width: float,
    series: Sequence[Series],
    marks: Sequence[tuple[float, str]] = (),
) -> str:
    """Return columns beside each other within every bin of that width."""
    parts = _frame(x, y)
    share = 1 / max(len(series), 1)
    for place, each in enumerate(series):
        for low, number in each.points:
            left, right = (
                _x(x, low + width * share * place),
                _x(x, low + width * share * (place + 1)),
            )
            top, foot = _y(y, number), HEIGHT - _BOTTOM
            if number:
                parts.append(
                    f'<rect x="{left:.1f}" y="{top:.1f}" class="c{place}" '
                    f'width="{max(right - left - 0.5, 0.5):.1f}" '
                    f'height="{max(foot - top, 1):.1f}"/>'
                )
    for place, (at, words) in enumerate(marks):
        across = _x(x, at)
        parts.append(_line((across, _TOP, across, HEIGHT - _BOTTOM), "mark"))
        parts.append(_text(across + 4, _TOP + 14 + 16 * place, words, "start", "note"))
    return _svg([*parts, *_legend([each.called for each in series])], called)


def bars(called: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return lying bars of (name, length, words at its end)."""
    longest = max((length for _, length, _ in rows), default=0) or 1
    left, line = 220, 20
    parts = []
    for place, (each, length, words) in enumerate(rows):
        y = 8 + place * line
        width = length / longest * (WIDTH - left - 190)
        parts.append(_text(left - 8, y + 13, each, "end"))
        parts.append(
            f'<rect x="{left}" y="{y}" width="{max(width, 0.5):.1f}" height="14" class="c0"/>'
        )
        parts.append(_text(left + width + 6, y + 12, words, "start", "note"))
    return _svg(parts, called, 16 + line * len(rows))
