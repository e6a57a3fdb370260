import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.article import article
from kzling.cleaning.clean import clean
from kzling.errors import UsageError
from kzling.ids import document_id
from kzling.model import Normalized
from kzling.pipeline import Origin, analyze

BLOG = (Path(__file__).with_name("layouts") / "blog.html").read_text(encoding="utf-8")
PAGE = (
    '<html lang=en><head><title>Snow in Kostanay - Example</title><meta name=author content="Aigul Sadyk">'
    "<link rel=canonical href=https://example.org/news/5><meta property=og:site_name content=Example>"
    "<meta property=article:published_time content=2022-03-06T10:00:00+06:00></head>"
    "<body><nav><a href=/>Home</a></nav><h1>Snow in Kostanay</h1><p>It snowed in&nbsp;Kostanay on Monday.</p>"
    "<div class=share>Share&shy; <b>on\u2028VK</b></div><p>Views: 5</p><footer>End</footer></body></html>"
)


def test_a_page_becomes_a_record() -> None:
    document = analyze(PAGE, format="html")
    assert document.text == "Snow in Kostanay\nIt snowed in Kostanay on Monday."
    assert document.title == "Snow in Kostanay"
    assert (document.author, document.publisher) == ("Aigul Sadyk", "Example")
    assert document.published == "2022-03-06T04:00:00Z"
    assert document.url == "https://example.org/news/5"
    assert document.id == document_id(source="", url="https://example.org/news/5")
    assert [removed.kind for removed in document.removed] == ["navigation", "share", "views", "footer"]
    assert all(document.raw[item.span.start : item.span.end] == item.text for item in document.removed)


def test_what_is_known_from_outside_counts_more() -> None:
    origin = Origin(source="a.html", url="https://example.org/6", title="T", author="A", publisher="P")
    document = analyze(PAGE, format="html", date="2020-01-02", origin=origin)
    assert (document.url, document.title, document.author) == ("https://example.org/6", "T", "A")
    assert (document.publisher, document.published) == ("P", "2020-01-02T00:00:00Z")
    assert document.id == document_id(source="a.html", url="https://example.org/6")


def test_a_page_as_it_is() -> None:
    document = analyze(PAGE, format="html", clean=False)
    assert document.text == document.raw
    assert document.removed == ()


def test_the_vote_of_trafilatura() -> None:
    html = BLOG.replace("¶", "")
    document = analyze(html, format="html", body="trafilatura")
    marked = [line for line in article(BLOG).raw.split("\n") if line.startswith("¶")]
    assert document.text.split("\n") == [line.replace("¶", "") for line in marked]
    assert document.provenance.warnings == ()
    short = analyze("<b>" * 300 + "Astana", format="html", body="trafilatura")
    assert short.text == "Astana"
    assert len(short.provenance.warnings) == 1


def test_options_that_are_not_known() -> None:
    with pytest.raises(UsageError, match="trafilatura"):
        analyze(PAGE, format="html", body="readability")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="html"):
        analyze(PAGE, body="trafilatura")


def test_what_the_article_shows_fills_what_the_page_does_not_state() -> None:
    top = "<title>News - Example</title><p><b>Snow in Kostanay</b></p><p>11 апреля 2006 г., Павлодар</p>"
    sentence = "<p>It snowed in Kostanay on Monday, and the roads to the north were closed until noon.</p>"
    document = analyze(top + sentence * 3 + "<p>Aigul Sadyk</p>", format="html")
    assert (document.title, document.published) == ("Snow in Kostanay", "2006-04-11T00:00:00Z")
    assert document.author == "Aigul Sadyk"


TAGS = st.sampled_from(["<p>", "<h1>", "<br>", "<div class=share>", "</div>", "<a href=x>", "</a>", "<nav>"])
CHARACTERS = st.sampled_from(["&shy;", "\u2028", "&nbsp;", "\r", "\ud800"])


@given(st.lists(TAGS | CHARACTERS | st.text(max_size=40), max_size=20).map("".join))
def test_the_way_back_to_raw(html: str) -> None:
    found = article(html)
    cleaned = clean(found.raw, found.furniture)
    assert Normalized(cleaned.text, cleaned.edits).undo() == found.raw
    assert all(found.raw[item.span.start : item.span.end] == item.text for item in cleaned.removed)
    for item in found.furniture:
        inner = "".join(removed.text for removed in cleaned.removed if item.start <= removed.span.start < item.end)
        # Invisible characters at the ends of a line are repaired away, whatever it is.
        assert re.sub(r"\W+", "", inner) == re.sub(r"\W+", "", found.raw[item.start : item.end])
