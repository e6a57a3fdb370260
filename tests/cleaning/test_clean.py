from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.article import Furniture
from kzling.cleaning.clean import clean
from kzling.model import Normalized

PAGE = """NewsNew school opens in Taraz

New school opens in Taraz

By Aigerim Sadykova

Pupils at the\u00a0gate on the first day. [Photo: school archive]
Pupils at the\u00a0gate on the first day. [Photo: school archive]

The school took three years to build.

Share on Facebook
Tags: Taraz, school
"""


def test_a_page() -> None:
    page = clean(PAGE)
    assert page.text.splitlines() == [
        "New school opens in Taraz",
        "By Aigerim Sadykova",
        "Pupils at the gate on the first day. [Photo: school archive]",
        "The school took three years to build.",
    ]
    assert page.title == "New school opens in Taraz"
    assert page.byline is not None
    assert page.byline.name == "Aigerim Sadykova"
    assert page.text[page.byline.start : page.byline.end] == "Aigerim Sadykova"
    assert [removed.kind for removed in page.removed] == ["repeated_title", "repeated_caption", "share", "tags"]


def test_removed_spans_point_into_raw() -> None:
    for removed in clean(PAGE).removed:
        assert removed.span.space == "raw"
        assert PAGE[removed.span.start : removed.span.end] == removed.text


def test_a_paragraph_alone_has_no_title() -> None:
    assert clean("The school took three years to build.").title is None


def test_furniture_that_is_known_goes_first() -> None:
    start = PAGE.index("Pupils")
    end = PAGE.index("\n", start)
    page = clean(PAGE, [Furniture(start, end, "caption of another page")])
    # What was the second of two equal lines is the first one now, and stays.
    assert page.text.count("Pupils") == 1
    removed = next(removed for removed in page.removed if removed.kind == "caption of another page")
    assert (removed.span.start, removed.span.end) == (start, end)


_LINES = st.sampled_from(PAGE.splitlines()) | st.text(max_size=30)


@given(st.lists(_LINES, max_size=12).map("\n".join))
def test_any_page_can_be_undone(raw: str) -> None:
    page = clean(raw)
    assert Normalized(page.text, page.edits).undo() == raw
    assert all(raw[r.span.start : r.span.end] == r.text for r in page.removed)
    assert page.text == "\n".join(line.strip() for line in page.text.split("\n") if line.strip())


@given(
    st.lists(
        st.sampled_from(["Snow in Kostanay", "It snowed.", "\u00a0 Aigul Sadyk ", "", "By Bek Aliev"]), max_size=20
    )
)
def test_the_byline_stands_where_it_says(lines: list[str]) -> None:
    cleaned = clean("\n".join(lines))
    byline = cleaned.byline
    assert byline is None or cleaned.text[byline.start : byline.end] == byline.name
