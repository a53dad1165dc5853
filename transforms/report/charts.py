"""Charts as inline SVG: drawn from numbers, coloured by the page's style sheet, told in words to who cannot see them.

Every chart has a title and a description for screen readers. Colours are classes (`t0`, `t1`, …), never
attributes, so that light, dark and print follow the page; the page's content security policy forbids inline styles.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

BAR_WIDTH = 200
WIDTH = 720
LABEL_WIDTH = 190
LABEL_LENGTH = 24  # characters, in the widest of the page's typefaces within LABEL_WIDTH
ROW_HEIGHT = 38
BAR_ROOM = 21
STEP_AT_MOST = 44
DIGIT_WIDTH = 6.5  # a number is drawn where it is no wider than its step
RIGHT_EDGE = 20  # room for half of the last label
TICKS_AT_MOST = 10
LANE_HEIGHT = 22
DOTS_AT_MOST = 30
PILED_AT_MOST = 12


class Strip(NamedTuple):
    """A row of a strip chart: a name, a colour, a count a step."""

    label: str
    tone: str
    counts: Sequence[int]


class Lane(NamedTuple):
    """A row of a spread chart: values of one group, and the colour of its scope."""

    label: str
    tone: str
    values: Sequence[float]


def stacked_bar(parts: Iterable[tuple[str, float]], most: float) -> Markup:
    """A bar of (tone, value) parts, as long as their sum is of `most`. Decoration: its numbers stand beside it."""
    shown, x = [], 0.0
    for tone, value in parts:
        width = BAR_WIDTH * value / most if most else 0.0
        if width > 0:
            shown.append(_element("rect", class_=tone, x=x, y=0, width=width, height=10))
        x += width
    box = f"0 0 {BAR_WIDTH} 10"
    return _element("svg", *shown, class_="bar", viewBox=box, preserveAspectRatio="none", aria_hidden="true")


def strip_chart(title: str, strips: Sequence[Strip], labels: Sequence[str]) -> Markup:
    """Small bars a step, a row a strip, all to one scale; numbered where there is room, else at its peak."""
    step = min(STEP_AT_MOST, (WIDTH - LABEL_WIDTH - RIGHT_EDGE) / max(1, len(labels)))
    most = max((count for strip in strips for count in strip.counts), default=0)
    numbered = len(f"{most:,}") * DIGIT_WIDTH <= step
    rows = [_strip_row(strip, ROW_HEIGHT * (row + 1) - 4, step, most, numbered) for row, strip in enumerate(strips)]
    foot = ROW_HEIGHT * len(strips)
    ticks = [_text(LABEL_WIDTH + step * (i + 0.5), foot + 16, labels[i], "tick") for i in tick_places(len(labels))]
    told = [f"{strip.label}: {_tell_counts(strip.counts, labels)}." for strip in strips]
    return _figure(title, " ".join(told), WIDTH, foot + 24, *rows, *ticks, wide=True)


def _strip_row(strip: Strip, base: float, step: float, most: int, numbered: bool) -> Markup:
    peak = max(strip.counts, default=0)
    drawn = [_text(LABEL_WIDTH - 10, base - 4, _clip(strip.label), "label"), _line(LABEL_WIDTH, base, WIDTH, base)]
    for i, count in enumerate(strip.counts):
        if count:
            height = max(1.5, BAR_ROOM * count / most)
            x = LABEL_WIDTH + step * i + step * 0.15
            box = {"x": x, "y": base - height, "width": step * 0.7, "height": height}
            drawn.append(_element("rect", class_=strip.tone, **box))
            if numbered or count == peak:
                drawn.append(_text(x + step * 0.35, base - height - 3, f"{count:,}", "count"))
    return _element("g", *drawn)


def _tell_counts(counts: Sequence[int], labels: Sequence[str]) -> str:
    told = [f"{label} {count:,}" for label, count in zip(labels, counts, strict=True) if count]
    return ", ".join(told) or "none"


def tick_places(n: int) -> list[int]:
    """Which of `n` steps get a label: evenly spaced, the first among them.

    >>> tick_places(5), tick_places(25)
    ([0, 1, 2, 3, 4], [0, 3, 6, 9, 12, 15, 18, 21, 24])
    """
    return list(range(0, n, -(-n // TICKS_AT_MOST) or 1))


def timeline(title: str, marks: Sequence[tuple[int, str]], n_steps: int) -> Markup:
    """A line over all steps with a dot for each (step, tone) mark; dots of one step are stacked, many one into another.

    As many as a step has are drawn, so that nobody counts fewer, up to `PILED_AT_MOST`.
    """
    height, radius, room = 30, 4.0, 17
    tones: dict[int, list[str]] = {}
    for step, tone in marks:
        tones.setdefault(step, []).append(tone)
    dots = []
    for step, piled in tones.items():
        piled = piled[:PILED_AT_MOST]
        x, rise = 6 + (BAR_WIDTH - 12) * (step + 0.5) / n_steps, room / max(2, len(piled) - 1)
        dots += [
            _element("circle", class_=tone, cx=x, cy=height - 7 - place * rise, r=radius)
            for place, tone in enumerate(piled)
        ]
    return _figure(title, "", BAR_WIDTH, height, _line(0, height - 2, BAR_WIDTH, height - 2), *dots)


def histogram(title: str, counts: Sequence[int], doubtful: int) -> Markup:
    """Counts of equal bins from 0 to 1; the first `doubtful` bins in the warning colour."""
    width, base, step = 420, 92, 420 / len(counts)
    edges = [f"{i / len(counts):.2g}" for i in range(len(counts) + 1)]
    most = max(counts, default=0) or 1
    drawn = []
    for i, count in enumerate(counts):
        height = 70 * count / most
        tone = "warn" if i < doubtful else "t0"
        drawn.append(_element("rect", class_=tone, x=step * i + 2, y=base - height, width=step - 4, height=height))
        drawn.append(_text(step * (i + 0.5), base - height - 4, f"{count:,}", "count"))
        drawn.append(_text(step * (i + 0.5), base + 14, f"{edges[i]}–", "tick"))
    told = ", ".join(f"{edges[i]} to {edges[i + 1]}: {count:,}" for i, count in enumerate(counts))
    return _figure(title, f"{told}.", width, base + 20, _line(0, base, width, base), *drawn)


def spread_chart(title: str, lanes: Sequence[Lane], unit: str) -> Markup:
    """For each lane the middle half of its values as a box, the median as a stroke, and each value while few."""
    values = [value for lane in lanes for value in lane.values]
    low, high = scale_ends(values)
    foot = LANE_HEIGHT * len(lanes)

    def place(value: float) -> float:
        return LABEL_WIDTH + (WIDTH - LABEL_WIDTH - 16) * (value - low) / (high - low)

    ticks = [low + (high - low) * i / 4 for i in range(5)]
    grid = [_line(place(tick), 0, place(tick), foot) for tick in ticks]
    grid += [_text(place(tick), foot + 15, f"{tick:g}", "tick") for tick in ticks]
    rows, label = [], None
    for row, lane in enumerate(lanes):
        middle = row * LANE_HEIGHT + LANE_HEIGHT / 2
        if lane.label != label:
            rows.append(_text(LABEL_WIDTH - 10, middle + 4, _clip(lane.label), "label"))
        label = lane.label
        rows.append(_spread_lane(lane, middle, place))
    told = [f"{lane.label}: median {quantile(lane.values, 0.5):.1f}." for lane in lanes if lane.values]
    return _figure(title, f"{unit}. {' '.join(told)}", WIDTH, foot + 22, *grid, *rows, wide=True)


def _spread_lane(lane: Lane, middle: float, place: Callable[[float], float]) -> Markup:
    if not lane.values:
        return Markup()
    low, median, high = (place(quantile(lane.values, share)) for share in (0.25, 0.5, 0.75))
    box = _element("rect", class_=f"{lane.tone} soft", x=low, y=middle - 6, width=max(1, high - low), height=12)
    shown = lane.values if len(lane.values) <= DOTS_AT_MOST else ()
    dots = [_element("circle", class_=lane.tone, cx=place(value), cy=middle, r=2.5) for value in shown]
    stroke = _element("rect", class_=lane.tone, x=median - 1.5, y=middle - 9, width=3, height=18)
    return _element("g", box, *dots, stroke)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of `values` lie, interpolated.

    >>> quantile([4, 1, 2, 3], 0.5)
    2.5
    """
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def scale_ends(values: Sequence[float]) -> tuple[float, float]:
    """Round ends of a scale in which all `values` lie: multiples of 20, or of a wider step where they span more.

    >>> scale_ends([31.0, 74.5]), scale_ends([-900.0, 110.0])
    ((20.0, 80.0), (-1000.0, 200.0))
    """
    if not values:
        return 0.0, 100.0
    step = 20.0
    while (max(values) - min(values)) > 10 * step:
        step *= 10
    low, high = min(values) // step * step, -(-max(values) // step) * step
    return low, high if high > low else low + step


# --- elements -----------------------------------------------------------------------------------------------


def _figure(title: str, description: str, width: float, height: float, *content: Markup, wide: bool = False) -> Markup:
    """An SVG image with its name and description; a wide one keeps its size on a phone and scrolls there."""
    head = [_element("title", escape(title))]
    if description:
        head.append(_element("desc", escape(description)))
    box = f"0 0 {width:g} {height:g}"
    size = "chart wide" if wide else "chart"
    drawn = _element("svg", *head, *content, class_=size, viewBox=box, role="img", aria_label=title)
    return _element("div", drawn, class_="scroll", tabindex="0") if wide else drawn


def _text(x: float, y: float, words: str, class_: str) -> Markup:
    return _element("text", escape(words), class_=class_, x=x, y=y)


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return _element("line", x1=x1, y1=y1, x2=x2, y2=y2)


def _element(name: str, *content: Markup, **attributes: object) -> Markup:
    """An element; attribute names lose a trailing underscore and get hyphens for the others."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{told}>{''.join(content)}</{name}>")


def _value(value: object) -> str:
    return escape(f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value)


def _clip(label: str) -> str:
    return label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…"
