"""The charts of the report: what is drawn is as large as its number says, where it says, and readable."""

from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from transforms.report.charts import (
    BAR_WIDTH,
    DOTS_AT_MOST,
    LABEL_LENGTH,
    LABEL_WIDTH,
    TICKS_AT_MOST,
    WIDTH,
    Lane,
    Strip,
    histogram,
    scale_ends,
    spread_chart,
    stacked_bar,
    strip_chart,
    tick_places,
    timeline,
)

NEAR = 0.02  # numbers are drawn to two places


def elements(chart: Markup, name: str, of_class: str | None = None) -> list[Element]:
    every = ElementTree.fromstring(str(chart)).iter(name)
    return [one for one in every if of_class in (None, one.get("class"))]


def number(element: Element, name: str) -> float:
    return float(element.attrib[name])


@given(st.lists(st.integers(0, 900), min_size=1, max_size=6), st.integers(1, 900))
def test_parts_of_a_bar_lie_side_by_side_as_long_as_their_share_of_the_most(values: list[int], more: int) -> None:
    most = sum(values) + more
    drawn = elements(stacked_bar([(f"t{tone}", value) for tone, value in enumerate(values)], most), "rect")
    shown = [(f"t{tone}", value) for tone, value in enumerate(values) if value]
    assert [part.get("class") for part in drawn] == [tone for tone, _ in shown]
    for part, (_, value) in zip(drawn, shown, strict=True):
        assert number(part, "width") == pytest.approx(BAR_WIDTH * value / most, abs=NEAR)
    for left, right in pairwise(drawn):
        assert number(right, "x") == pytest.approx(number(left, "x") + number(left, "width"), abs=NEAR)
    assert all(number(part, "x") == 0 for part in drawn[:1])


def test_bars_of_all_strips_are_drawn_to_one_scale_and_stand_on_their_row() -> None:
    strips = [Strip("Lantern", "t0", [10, 0, 40]), Strip("Courier", "t1", [0, 20, 0])]
    chart = strip_chart("Articles", strips, ["1 May", "2 May", "3 May"])
    tall, low = elements(chart, "rect", "t0"), elements(chart, "rect", "t1")
    assert [number(bar, "height") for bar in (*tall, *low)] == [5.25, 21, 10.5]
    for bars, row in ((tall, 1), (low, 2)):
        assert {number(bar, "y") + number(bar, "height") for bar in bars} == {38 * row - 4}
    first, last = (number(bar, "x") for bar in tall)
    assert last - first == pytest.approx(2 * (number(low[0], "x") - first), abs=NEAR)
    assert [label.text for label in elements(chart, "text", "label")] == ["Lantern", "Courier"]
    assert [label.text for label in elements(chart, "text", "tick")] == ["1 May", "2 May", "3 May"]


def test_one_beside_thousands_can_still_be_seen() -> None:
    bars = elements(strip_chart("Articles", [Strip("Lantern", "t0", [1, 9000])], ["1 May", "2 May"]), "rect")
    assert number(bars[0], "height") == 1.5


def test_who_cannot_see_a_strip_without_bars_hears_that_there_are_none() -> None:
    (told,) = elements(strip_chart("Words", [Strip("Orm", "ink", [0, 0])], ["1 May", "2 May"]), "desc")
    assert told.text == "Orm: none."


def test_long_labels_are_cut_where_the_room_for_them_ends() -> None:
    names = ["a" * LABEL_LENGTH, "b" * (LABEL_LENGTH + 1)]
    chart = strip_chart("Articles", [Strip(name, "t0", [1]) for name in names], ["1 May"])
    kept, cut = (label.text or "" for label in elements(chart, "text", "label"))
    assert (kept, cut) == (names[0], "b" * (LABEL_LENGTH - 1) + "…")


@given(st.integers(1, 400))
def test_steps_are_labelled_evenly_from_the_first_on_and_not_too_often(steps: int) -> None:
    places = tick_places(steps)
    assert places[0] == 0
    assert len({b - a for a, b in pairwise(places)}) <= 1
    assert TICKS_AT_MOST // 2 < len(places) <= TICKS_AT_MOST or places == list(range(steps))
    assert places[-1] < steps


def test_dots_of_a_time_line_stand_in_their_step_and_pile_up() -> None:
    chart = timeline("Told", [(0, "t0"), (9, "t1"), (9, "t2"), (0, "t3"), (9, "t0")], 10)
    dots = elements(chart, "circle")
    assert [dot.get("class") for dot in dots] == ["t0", "t3", "t1", "t2", "t0"]
    assert [number(dot, "cx") for dot in dots] == pytest.approx([15.4, 15.4, 184.6, 184.6, 184.6])
    assert [number(dot, "cy") for dot in dots] == [23, 14.5, 23, 14.5, 6]


@pytest.mark.parametrize(("told", "drawn"), [(4, 4), (9, 9), (300, 12)])
def test_a_pile_of_many_dots_is_no_higher_than_one_of_three(told: int, drawn: int) -> None:
    """Of six outlets that told a statement on one day three were drawn."""
    heights = [number(dot, "cy") for dot in elements(timeline("Told", [(0, "t0")] * told, 1), "circle")]
    assert (len(heights), heights[0], heights[-1]) == (drawn, 23, 6)


def test_bins_are_as_high_as_their_counts_and_the_doubtful_ones_in_the_colour_of_warning() -> None:
    chart = histogram("Confidence", [1, 0, 2, 4], 2)
    bars = elements(chart, "rect")
    assert [bar.get("class") for bar in bars] == ["warn", "warn", "t0", "t0"]
    assert [number(bar, "height") for bar in bars] == [17.5, 0, 35, 70]
    assert {number(bar, "y") + number(bar, "height") for bar in bars} == {92}
    assert [count.text for count in elements(chart, "text", "count")] == ["1", "0", "2", "4"]
    (told,) = elements(chart, "desc")
    assert told.text == "0 to 0.25: 1, 0.25 to 0.5: 0, 0.5 to 0.75: 2, 0.75 to 1: 4."


def test_bins_that_hold_nothing_are_drawn() -> None:
    assert [number(bar, "height") for bar in elements(histogram("Confidence", [0, 0], 1), "rect")] == [0, 0]


def test_a_spread_shows_the_middle_half_the_median_and_each_of_few_values() -> None:
    chart = spread_chart("Ease", [Lane("Lantern", "ink", [20.0, 40.0, 60.0, 80.0, 100.0])], "Higher is easier")
    (box,), (stroke,) = elements(chart, "rect", "ink soft"), elements(chart, "rect", "ink")
    room = WIDTH - LABEL_WIDTH - 16
    assert number(box, "x") == LABEL_WIDTH + room * 0.25
    assert number(box, "width") == room * 0.5
    assert number(stroke, "x") + 1.5 == LABEL_WIDTH + room * 0.5
    dots = [number(dot, "cx") for dot in elements(chart, "circle", "ink")]
    assert dots == [LABEL_WIDTH + room * place for place in (0, 0.25, 0.5, 0.75, 1)]
    assert [tick.text for tick in elements(chart, "text", "tick")] == ["20", "40", "60", "80", "100"]
    assert [told.text for told in elements(chart, "desc")] == ["Higher is easier. Lantern: median 60.0."]


@pytest.mark.parametrize(("values", "dots"), [(DOTS_AT_MOST, DOTS_AT_MOST), (DOTS_AT_MOST + 1, 0)])
def test_many_values_are_a_box_and_no_dots(values: int, dots: int) -> None:
    lane = Lane("Lantern", "ink", [float(value) for value in range(values)])
    assert len(elements(spread_chart("Ease", [lane], "unit"), "circle")) == dots


def test_lanes_of_one_group_share_its_label_and_one_without_values_keeps_its_room() -> None:
    lanes = [Lane("Lantern", "ink", [1.0]), Lane("Lantern", "accent", []), Lane("Courier", "ink", [1.0])]
    chart = spread_chart("Ease", lanes, "unit")
    labels = elements(chart, "text", "label")
    assert [label.text for label in labels] == ["Lantern", "Courier"]
    assert number(labels[1], "y") - number(labels[0], "y") == 44
    (told,) = elements(chart, "desc")
    assert told.text == "unit. Lantern: median 1.0. Courier: median 1.0."


@given(st.lists(st.floats(-5000, 5000).map(lambda value: round(value, 1)), min_size=1, max_size=9))
def test_a_scale_ends_at_round_numbers_with_all_values_between(values: list[float]) -> None:
    low, high = scale_ends(values)
    assert low <= min(values) <= max(values) <= high
    assert low < high
    assert low % 20 == high % 20 == 0
    span = max(values) - min(values)
    assert high - low <= span + 2 * max(20, span)


def test_wide_charts_scroll_and_can_be_reached_by_keyboard_and_narrow_ones_need_not() -> None:
    wide = ElementTree.fromstring(str(strip_chart("Articles", [], [])))
    assert (wide.tag, wide.get("class"), wide.get("tabindex")) == ("div", "scroll", "0")
    assert [chart.get("class") for chart in wide] == ["chart wide"]
    narrow = ElementTree.fromstring(str(timeline("Told", [], 1)))
    assert (narrow.tag, narrow.get("class"), narrow.get("aria-label")) == ("svg", "chart", "Told")
    assert not elements(timeline("Told", [], 1), "desc")
