"""Differences as inline SVG: one dot per thing compared, on a scale of powers of ten, with what is allowed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from migrate.verify.differences import Row

_LOW, _HIGH = -10, 1  # powers of ten, relative to the scale
_WIDTH, _LINE, _LEFT, _TOP = 900, 16, 330, 26
_MOST = 60  # rows that are drawn


def difference_plot(rows: Sequence[Row]) -> str:
    """A dot plot of ``difference / scale``, the largest first; a line for one; empty when no row has numbers."""
    measured = [
        (row, row.difference / row.scale, (row.allowed or 0.0) / row.scale)
        for row in rows
        if row.difference is not None and row.scale
    ]
    if not measured:
        return ""
    if len(measured) == 1:  # a line says as much
        row, value, allowed = measured[0]
        state = "bad" if row.problem else "good"
        return f'<p>{escape(row.name)}: <span class="{state}">{value:.1e}</span>, allowed {allowed:.1e}</p>'
    measured.sort(key=lambda item: -item[1] / (item[2] or 1.0))
    shown = measured[:_MOST]
    height = _TOP + _LINE * len(shown) + 8
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" aria-label="differences">'
    ]
    for power in range(_LOW, _HIGH + 1):
        x = _x(10.0**power)
        parts.append(f'<line x1="{x}" x2="{x}" y1="{_TOP - 6}" y2="{height}" class="grid"/>')
        label = "equal" if power == _LOW else f"1e{power}"
        parts.append(f'<text x="{x}" y="{_TOP - 10}" class="tick">{label}</text>')
    for number, (row, value, allowed) in enumerate(shown):
        y = _TOP + _LINE * number + _LINE // 2
        label = row.name if len(row.name) <= 48 else "…" + row.name[-47:]
        state = "bad" if row.problem else "good"
        title = f"{row.name}: {row.difference:.3g} apart at a scale of {row.scale:.3g}"
        parts.append(f'<text x="{_LEFT - 10}" y="{y + 4}" class="label">{escape(label)}</text>')
        parts.append(
            f'<line x1="{_x(allowed)}" x2="{_x(allowed)}" y1="{y - 6}" y2="{y + 6}" class="allowed"/>'
        )
        parts.append(
            f'<circle cx="{_x(value)}" cy="{y}" r="4" class="{state}"><title>{escape(title)}</title></circle>'
        )
    parts.append("</svg>")
    if len(measured) > len(shown):
        parts.append(f"<p>{len(measured) - len(shown)} more, all closer to what is allowed.</p>")
    return "".join(parts)


def _x(value: float) -> float:
    power = math.log10(value) if value > 0 else _LOW
    place = (min(max(power, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)
    return round(_LEFT + place * (_WIDTH - _LEFT - 20), 1)
