from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.facts import Facts
from kzling.cleaning.html import page
from kzling.cleaning.stated import Stated, nodes, trimmed


def facts(html: str) -> Facts:
    return page(html).facts


def test_microdata_with_a_name_inside() -> None:
    html = (
        "<p itemprop=publisher itemscope><meta itemprop=name content=Example></p>"
        "<p>6 March - <span itemprop=author itemscope><b itemprop=name>Aigul Sadyk</b></span>, Taraz</p>"
        "<link itemprop=mainEntityOfPage href=https://example.org/a>"
    )
    found = facts(html)
    assert (found.publisher, found.author, found.url) == ("Example", "Aigul Sadyk", "https://example.org/a")


def test_the_text_of_an_element_is_its_value() -> None:
    assert facts("<p>By <span itemprop=author>Aigul Sadyk</span> in Taraz</p>").author == "Aigul Sadyk"
    assert facts("<p><a rel=author href=/5>Aigul Sadyk</a></p>").author == "Aigul Sadyk"
    assert facts("<p><span itemprop=author></span>In Taraz it snowed.</p>").author is None


def test_a_name_far_below_is_not_the_author() -> None:
    html = "<div itemprop=author itemscope></div>" + "<p>It snowed.</p>" * 5 + "<p itemprop=name>Home</p>"
    assert facts(html).author is None


def test_vocabularies_of_meta_elements() -> None:
    for name in ("DC.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author"):
        assert facts(f"<meta name={name} content='Aigul Sadyk'>").author == "Aigul Sadyk"
    for name in ("DC.date", "dcterms.date", "dcterms.issued", "sailthru.date", "citation_date"):
        assert facts(f"<meta name={name} content='6 March 2022'>").published == "2022-03-06T00:00:00Z"


def test_dates_that_cannot_be_read_give_way() -> None:
    html = "<meta property=article:published_time content=yesterday><meta name=pubdate content=2022-03-06>"
    assert facts(html).published == "2022-03-06T00:00:00Z"


TAGS = st.sampled_from(
    ["<p itemprop=author itemscope>", "<b itemprop=name>", "</b>", "<meta itemprop=name content=a>"]
)


@given(st.lists(TAGS | st.text(max_size=20), max_size=20).map("".join))
def test_any_markup_states_something_or_nothing(html: str) -> None:
    author = facts(html).author
    assert author is None or author == trimmed(author)


@given(st.text(max_size=200))
def test_any_script_is_read(text: str) -> None:
    stated = Stated()
    stated.script("application/ld+json", text)
    assert all(isinstance(node, dict) for node in nodes(stated.scripts))
