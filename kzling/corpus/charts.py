"""Pictures for a dataset's card: SVG text that is the same on every machine and harmless whatever its labels say."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, count, cycle, pairwise
from unicodedata import bidirectional, category, east_asian_width

from kzling.text.printable import one_line

#: The Hub shows a card's pictures about this wide; the height follows from the content.
WIDTH = 760
_EDGE = 24
_RIGHT = WIDTH - _EDGE
#: What lies above this line is the title and the unit.
_TOP = 76
_TITLE, _BODY, _SMALL = 18, 13, 11
_ROW, _THICK, _PLOT, _SWATCH = 26, 18, 220, 16
#: One period alone would else be a wall.
_WIDEST_COLUMN = 56
#: Labels, in code points and pixels, and how many are said in words: enough to know them by, with room for the data.
_LETTERS, _ROOM, _SAID = 40, 300, 12
#: The first and last period may stand out of the plot by half of this.
_PERIOD_ROOM = 72

_INK, _PALE, _LINE, _PAPER = "#1f2328", "#59636e", "#d1d9e0", "#ffffff"
#: Okabe and Ito's colours, which colour-blind readers tell apart, without yellow, which white paper swallows.
_HUES = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#3d3d3d")
_OTHER = "#a6a6a6"
_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"

_JOINER = "\u200d"
#: Hundredths of the letters' size that capitals and signs without a width take.
_EMS = {"Lu": 76, "Mn": 0, "Me": 0, "Cf": 0}


def bar_chart(title: str, bars: Sequence[tuple[str, int]], *, unit: str) -> str:
    """Draw horizontal bars, one below the other in the order given.

    Args:
        title: stands on top.
        bars: label and value (0 or more) of each.
        unit: says what is counted.

    Returns:
        The text of an SVG file.

    Example:
        >>> "12,345" in bar_chart("Languages", [("kk", 12345), ("ru", 678)], unit="documents")
        True
    """
    if not bars:
        return _no_data(title, unit)
    labels = [_fit(label, _BODY) for label, _ in bars]
    values = [_fit(f"{value:,}", _BODY) for _, value in bars]
    left = _EDGE + _widest(labels, _BODY) + 10
    length = max(_RIGHT - left - _widest(values, _BODY) - 6, _EDGE)
    most = max(value for _, value in bars)
    body = [_rect(left - 1, _TOP, 1, _ROW * len(bars), _LINE)]
    for row, (label, value, (_, number)) in enumerate(zip(labels, values, bars, strict=True)):
        y = _TOP + _ROW * row
        wide = _part(number, most, length)
        body += [
            _text(left - 8, y + 18, label, anchor="end"),
            _rect(left, y + (_ROW - _THICK) // 2, wide, _THICK, _HUES[0]),
            _text(left + wide + 6, y + 18, value),
        ]
    said = _listed(zip(labels, values, strict=True))
    return _picture(title, unit, f"Bars: {said}.", _TOP + _ROW * len(bars) + _EDGE, body)


def stacked_chart(title: str, periods: Sequence[str], series: Mapping[str, Sequence[int]], *, unit: str) -> str:
    """Draw a column for each period, in which the series stand on one another, the first at the bottom.

    Args:
        title: stands on top.
        periods: years or months, in the order of time.
        series: a value (0 or more) for each period, by name; at most 7, one named "other" is grey.
        unit: says what is counted.

    Returns:
        The text of an SVG file.

    Example:
        >>> "<title>Articles</title>" in stacked_chart("Articles", ["2021"], {"kk": [5], "ru": [3]}, unit="articles")
        True
    """
    if not periods or not series:
        return _no_data(title, unit)
    names, times = [_fit(name, _SMALL) for name in series], [_fit(time, _SMALL, _PERIOD_ROOM) for time in periods]
    columns = list(zip(*series.values(), strict=True))
    hues = _hues(series)
    legend, top = _legend(names, hues)
    ticks = _ticks(max(map(sum, columns)))
    left = _EDGE + _widest(map(_tick, ticks), _SMALL) + 8
    slot = (_RIGHT - _EDGE - left) / len(periods)
    wide, every = min(slot * 0.8, _WIDEST_COLUMN), _label_step(times, slot)
    body = [*legend, *_axis(ticks, left, top)]
    for place, (time, column) in enumerate(zip(times, columns, strict=True)):
        middle = left + slot * (place + 0.5)
        body += _stack(column, hues, middle - wide / 2, wide, top + _PLOT, ticks[-1])
        if place % every == 0:
            body.append(_text(middle, top + _PLOT + 18, time, size=_SMALL, fill=_PALE, anchor="middle"))
    said = _stacks_said(times, columns, zip(names, map(_tick, map(sum, series.values())), strict=True))
    return _picture(title, unit, said, top + _PLOT + 18 + _EDGE, body)


def _no_data(title: str, unit: str) -> str:
    body = [_text(WIDTH // 2, _TOP + 24, "No data", fill=_PALE, anchor="middle")]
    return _picture(title, unit, "No data.", _TOP + 24 + 2 * _EDGE, body)


def _picture(title: str, unit: str, said: str, height: int, body: Iterable[str]) -> str:
    name, counted = _fit(title, _TITLE, _RIGHT - _EDGE, 100), _fit(unit, _BODY, _RIGHT - _EDGE, 100)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="{_FONTS}">',
        f"<title>{html.escape(_isolated(name))}</title>",
        f"<desc>{html.escape(f'{said} Unit: {_isolated(counted)}.')}</desc>",
        # Dark pages too show dark letters on white; half a pixel keeps the border within the picture.
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8" fill="{_PAPER}" stroke="{_LINE}"/>',
        _text(_EDGE, 34, name, size=_TITLE),
        _text(_EDGE, 55, counted, fill=_PALE),
        *body,
        "</svg>\n",
    ]
    return "\n".join(lines)


def _tick(value: int) -> str:
    return _fit(f"{value:,}", _SMALL)


def _axis(ticks: Sequence[int], left: int, top: int) -> Iterator[str]:
    for tick in ticks:
        y = top + _PLOT - _part(tick, ticks[-1], _PLOT)
        yield _rect(left, y, _RIGHT - left, 1, _LINE)
        yield _text(left - 8, y + 4, _tick(tick), size=_SMALL, fill=_PALE, anchor="end")


def _stack(column: Sequence[int], hues: Sequence[str], x: float, wide: float, floor: int, most: int) -> Iterator[str]:
    edges = [_part(total, most, _PLOT) for total in accumulate(column, initial=0)]
    for (low, high), hue in zip(pairwise(edges), hues, strict=True):
        if high > low:
            yield _rect(x, floor - high, wide, high - low, hue)


def _legend(names: Sequence[str], hues: Sequence[str]) -> tuple[list[str], int]:
    """Give the legend, in as many rows as it needs, and where the plot begins below it."""
    x, y, drawn = _EDGE, _TOP, list[str]()
    for name, hue in zip(names, hues, strict=True):
        wide = _SWATCH + _width(name, _SMALL)
        if x > _EDGE and x + wide > _RIGHT:
            x, y = _EDGE, y + 20
        drawn += [_rect(x, y, 11, 11, hue), _text(x + _SWATCH, y + 10, name, size=_SMALL)]
        x += wide + 18
    return drawn, y + 32


def _hues(names: Iterable[str]) -> list[str]:
    free = cycle(_HUES)
    return [_OTHER if name.casefold() == "other" else next(free) for name in names]


def _ticks(most: int) -> list[int]:
    """Give 3 to 5 round numbers from 0 to the first that is no less than `most`."""
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if 4 * step >= most)
    return [step * place for place in range(max(-(-most // step), 2) + 1)]


def _label_step(times: Sequence[str], slot: float) -> int:
    """Give every how many-th period has room for its label, by steps that are at home in a year of months."""
    room = _widest(times, _SMALL) + 8
    return next(step for step in chain((1, 2, 3, 4, 6), count(12, 12)) if step * slot >= room)


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    said = [f"{_isolated(label)} {value}" for label, value in pairs]
    return "; ".join(said[:_SAID]) + (f"; and {len(said) - _SAID} more" if len(said) > _SAID else "")


def _stacks_said(times: Sequence[str], columns: Iterable[Sequence[int]], sums: Iterable[tuple[str, str]]) -> str:
    totals = [sum(column) for column in columns]
    peak = totals.index(max(totals))
    span = f"from {_isolated(times[0])} to {_isolated(times[-1])}"
    return f"Columns {span}. In all: {_listed(sums)}. Highest: {_isolated(times[peak])} with {_tick(totals[peak])}."


def _part(value: int, whole: int, length: int) -> float:
    """Give the length that stands for a value, to a tenth: so the parts of a stack add up in the file too."""
    return round(value / whole * length, 1) if whole else 0.0


def _rect(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(wide)}" height="{_number(high)}" fill="{fill}"/>'


def _text(x: float, y: float, text: str, *, size: int = _BODY, fill: str = _INK, anchor: str = "start") -> str:
    # The element itself is left-to-right whatever it says, for in right-to-left text "end" is the left end.
    where = f'x="{_number(x)}" y="{_number(y)}" direction="ltr" text-anchor="{anchor}"'
    return f'<text {where} font-size="{size}" fill="{fill}">{html.escape(_isolated(text))}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _isolated(text: str) -> str:
    """Let right-to-left text keep its own order without turning what stands around it."""
    turns = any(bidirectional(char) in ("R", "AL", "AN") for char in text)
    return f"\u2068{text}\u2069" if turns else text


def _fit(text: str, size: int, room: int = _ROOM, letters: int = _LETTERS) -> str:
    """Give text from outside on one line, without bad characters, cut to its room before a letter, not a mark."""
    line = one_line(text)
    if len(line) <= letters and _width(line, size) <= room:
        return line
    end = min(letters, len(line)) - 1
    while end and (_belongs(line, end) or _width(f"{line[:end]}…", size) > room):
        end -= 1
    return f"{line[:end].rstrip()}…"


def _belongs(line: str, place: int) -> bool:
    return category(line[place])[0] == "M" or _JOINER in line[place - 1 : place + 1]


def _widest(texts: Iterable[str], size: int) -> int:
    return max(_width(text, size) for text in texts)


def _width(text: str, size: int) -> int:
    """Guess how many pixels text takes, rather too many: which font a reader has cannot be known here."""
    return sum(_EMS.get(category(c), 100 if east_asian_width(c) in "WF" else 62) for c in text) * size // 100 + 1
