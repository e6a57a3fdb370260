from collections.abc import Mapping, Sequence
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.corpus.charts import WIDTH, bar_chart, stacked_chart

SVG = "{http://www.w3.org/2000/svg}"
BLUE = "#0072b2"
YEARS = ["2021", "2022", "2023"]
MONTHS = [f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13)]
HOSTILE = "<script>alert('x')</script> ]]> \"&amp;"

#: Surrogates and control characters too.
anything = st.text(st.characters(codec=None), max_size=60)
counts = st.integers(min_value=0)
bars_of_anything = st.lists(st.tuples(anything, counts), max_size=8)


@st.composite
def stacks(draw: st.DrawFn) -> tuple[list[str], dict[str, list[int]]]:
    periods = draw(st.lists(anything, max_size=8))
    values = st.lists(counts, min_size=len(periods), max_size=len(periods))
    return periods, draw(st.dictionaries(anything, values, max_size=7))


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg.encode()).iter(SVG + name))


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name])


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in elements(svg, "text")]


def drawn(svg: str, fill: str) -> list[ElementTree.Element]:
    return [rect for rect in elements(svg, "rect") if rect.get("fill") == fill]


def bars_of(svg: str) -> list[ElementTree.Element]:
    return drawn(svg, BLUE)


def segments(svg: str) -> Mapping[float, Sequence[ElementTree.Element]]:
    """The rectangles of each column, from the bottom up, by where it stands."""
    paper, *rects = elements(svg, "rect")
    columns: dict[float, list[ElementTree.Element]] = {}
    for rect in rects:
        swatch = number(rect, "height") == number(rect, "width") == 11
        if rect.get("fill") != paper.get("stroke") and not swatch:
            columns.setdefault(number(rect, "x"), []).append(rect)
    return columns


def check(svg: str) -> None:
    """What holds of every picture."""
    root = ElementTree.fromstring(svg.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "desc", "rect", "text"}
    assert (root.get("role"), root.get("width")) == ("img", str(WIDTH))
    assert root.get("viewBox") == f"0 0 {WIDTH} {root.get('height')}"
    assert [child.tag for child in root][:2] == [SVG + "title", SVG + "desc"]
    assert (root[1].text or "").strip()
    assert (root[2].get("fill"), root[2].get("rx")) == ("#ffffff", "8")
    for rect in list(root)[2:]:
        if rect.tag == SVG + "rect":
            assert 0 <= number(rect, "x") <= number(rect, "x") + number(rect, "width") <= WIDTH
            assert 0 <= number(rect, "y") <= number(rect, "y") + number(rect, "height") <= int(root.get("height") or 0)


@given(anything, bars_of_anything, anything)
def test_any_bars_are_a_well_formed_picture(title: str, bars: list[tuple[str, int]], unit: str) -> None:
    svg = bar_chart(title, bars, unit=unit)
    check(svg)
    assert svg == bar_chart(title, list(bars), unit=unit)


@given(anything, stacks(), anything)
def test_any_stacks_are_a_well_formed_picture(
    title: str, data: tuple[list[str], dict[str, list[int]]], unit: str
) -> None:
    svg = stacked_chart(title, *data, unit=unit)
    check(svg)
    assert svg == stacked_chart(title, *data, unit=unit)


def test_hostile_text_is_shown_and_does_nothing() -> None:
    pictures = [
        bar_chart(HOSTILE, [(HOSTILE, 1)], unit=HOSTILE),
        stacked_chart(HOSTILE, [HOSTILE], {HOSTILE: [1]}, unit=HOSTILE),
    ]
    for svg in pictures:
        check(svg)
        assert texts(svg)[:2] == [HOSTILE, HOSTILE]
        assert "<script" not in svg
        assert "]]>" not in svg
        assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; ]]&gt;" in svg


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\x85", "\ud800", "\ufffe", "\u202e", "\u2069"])
def test_what_xml_or_the_order_of_text_cannot_bear_is_replaced(bad: str) -> None:
    assert "a\ufffdb" in texts(bar_chart("", [(f"a{bad}b", 1)], unit=""))


def test_bars_are_in_order_and_proportional() -> None:
    svg = bar_chart("Languages", [("ru", 50), ("kk", 200), ("none", 0), ("en", 100)], unit="documents")
    widths = [number(bar, "width") for bar in bars_of(svg)]
    assert widths == pytest.approx([widths[1] / 4, widths[1], 0, widths[1] / 2], abs=0.1)
    heights = [number(bar, "y") for bar in bars_of(svg)]
    assert heights == sorted(set(heights))
    assert texts(svg) == ["Languages", "documents", "ru", "50", "kk", "200", "none", "0", "en", "100"]


def test_a_value_has_separators_and_stands_behind_its_bar() -> None:
    svg = bar_chart("Languages", [("kk", 1234567)], unit="documents")
    value = next(text for text in elements(svg, "text") if text.text == "1,234,567")
    (bar,) = bars_of(svg)
    assert number(value, "x") > number(bar, "x") + number(bar, "width")


def test_labels_in_arabic_script_end_before_the_bars() -> None:
    svg = bar_chart("Scripts", [("قازاق (2021)", 5), ("kk", 3)], unit="documents")
    label = next(text for text in elements(svg, "text") if "قازاق" in (text.text or ""))
    assert (label.get("direction"), label.get("text-anchor")) == ("ltr", "end")
    assert label.text == "\u2068قازاق (2021)\u2069"
    assert number(label, "x") < number(bars_of(svg)[0], "x")
    assert "\u2068قازاق (2021)\u2069 5; kk 3" in svg


@pytest.mark.parametrize("letter", ["и\u0306", "e\u0301\u0323", "👩\u200d🌾", "न\u093f"])
def test_a_cut_leaves_marks_on_their_letters(letter: str) -> None:
    label = texts(bar_chart("", [(letter * 60, 1)], unit=""))[2]
    assert len(label) <= 40
    assert label.endswith("…")
    assert label[:-1] == letter * (len(label[:-1]) // len(letter))


def test_a_label_that_fits_is_whole() -> None:
    assert "a" * 30 in texts(bar_chart("", [("a" * 30, 1)], unit=""))
    assert "…" in texts(bar_chart("", [("\u0301" * 99, 1)], unit=""))


@given(st.lists(st.tuples(*[st.integers(0, 10**9)] * 3), min_size=1, max_size=60))
def test_stacks_stand_on_each_other_and_add_up(columns: list[tuple[int, int, int]]) -> None:
    series = {name: [column[place] for column in columns] for place, name in enumerate(("kk", "ru", "other"))}
    svg = stacked_chart("Articles", MONTHS[: len(columns)], series, unit="articles")
    stacked = segments(svg)
    top = max(int(text.replace(",", "")) for text in texts(svg) if text.replace(",", "").isdigit())
    expected = [220 * sum(column) / top for column in columns]
    found = [sum(number(rect, "height") for rect in stacked[x]) for x in sorted(stacked)]
    assert found == pytest.approx([height for height in expected if height >= 0.05], abs=0.06)
    for rects in stacked.values():
        for lower, upper in pairwise(rects):
            assert number(upper, "y") + number(upper, "height") == pytest.approx(number(lower, "y"), abs=0.01)


def test_series_have_their_own_colours_and_other_is_grey() -> None:
    series = {name: [1] for name in ("kk", "ru", "en", "zh", "tr", "uz", "other")}
    (column,) = segments(stacked_chart("", ["2021"], series, unit="")).values()
    colours = [rect.get("fill") for rect in column]
    assert len(set(colours)) == len(series)
    assert colours[-1] == "#a6a6a6"


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 9, 10, 41, 99, 12345, 10**12])
def test_the_axis_has_few_round_ticks(most: int) -> None:
    svg = stacked_chart("", ["a period"], {"kk": [most]}, unit="")
    ticks = [int(text.replace(",", "")) for text in texts(svg) if text.replace(",", "").isdigit()]
    assert 3 <= len(ticks) <= 5
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert len({b - a for a, b in pairwise(ticks)}) == 1
    assert str(ticks[1]).strip("0") in {"1", "2", "5"}


@pytest.mark.parametrize("periods", [YEARS, MONTHS, MONTHS[:7], [str(year) for year in range(1960, 2020)]])
@pytest.mark.parametrize("most", [1, 10**12])
def test_period_labels_do_not_collide(periods: list[str], most: int) -> None:
    svg = stacked_chart("Articles", periods, {"kk": [most] * len(periods)}, unit="articles")
    labels = [text for text in elements(svg, "text") if text.text in periods]
    assert labels[0].text == periods[0]
    assert len(labels) >= min(len(periods), 7)
    # 0.65 of the size is a digit of the widest common font (DejaVu Sans, Verdana).
    halves = [0.65 * number(text, "font-size") * len(text.text or "") / 2 for text in labels]
    spans = [(number(text, "x") - half, number(text, "x") + half) for text, half in zip(labels, halves, strict=True)]
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    assert spans[0][0] >= 0
    assert spans[-1][1] <= WIDTH


def test_the_legend_goes_on_in_another_row() -> None:
    series = {f"a long name of a series, the {number}th": [1] for number in range(7)}
    svg = stacked_chart("", ["2021"], series, unit="")
    check(svg)
    rows = {number(text, "y") for text in elements(svg, "text") if (text.text or "").startswith("a long")}
    assert len(rows) > 1


def test_the_description_says_the_data() -> None:
    bars = [(f"l{place}", place * 1000) for place in range(20)]
    (said,) = elements(bar_chart("Languages", bars, unit="documents"), "desc")
    assert "l1 1,000; l2 2,000" in (said.text or "")
    assert "and 8 more. Unit: documents." in (said.text or "")
    (said,) = elements(stacked_chart("Articles", YEARS, {"kk": [1, 5, 5], "ru": [2, 0, 0]}, unit="articles"), "desc")
    assert said.text == "Columns from 2021 to 2023. In all: kk 11; ru 2. Highest: 2022 with 5. Unit: articles."


def test_no_data() -> None:
    empty = [
        bar_chart("Languages", [], unit="documents"),
        stacked_chart("Articles", [], {"kk": []}, unit="articles"),
        stacked_chart("Articles", YEARS, {}, unit="articles"),
    ]
    for svg in empty:
        check(svg)
        assert "No data" in texts(svg)


def test_zero_totals() -> None:
    assert [number(bar, "width") for bar in bars_of(bar_chart("", [("kk", 0), ("ru", 0)], unit=""))] == [0, 0]
    assert not segments(stacked_chart("", YEARS, {"kk": [0, 0, 0]}, unit=""))


def test_series_must_fit_the_periods() -> None:
    with pytest.raises(ValueError, match="zip"):
        stacked_chart("", YEARS, {"kk": [1, 2]}, unit="")
