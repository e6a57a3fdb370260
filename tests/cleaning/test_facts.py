import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.facts import Facts, agree
from kzling.cleaning.html import page


def facts(html: str) -> Facts:
    return page(html).facts


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{orjson.dumps(data).decode()}</script>'


def test_facts_of_a_page() -> None:
    html = (
        '<html lang="kk-KZ"><head><title>Таразда мектеп ашылды | Жаңалық</title>'
        '<link rel="canonical" href="https://example.org/news/5"><meta property="og:site_name" content="Жаңалық">'
        '<meta name="author" content="Айгүл Садық">'
        '<meta property="article:published_time" content="2022-03-06T10:00:00+06:00">'
        "<body><h1>Таразда мектеп ашылды</h1>"
    )
    assert facts(html) == Facts(
        url="https://example.org/news/5",
        title="Таразда мектеп ашылды",
        author="Айгүл Садық",
        publisher="Жаңалық",
        published="2022-03-06T04:00:00Z",
        language="kk",
    )


def test_nothing_is_said() -> None:
    assert facts("<p>text") == Facts()


@pytest.mark.parametrize(
    "url", ["/news/5", "https://example.org", "https://example.org/", "ftp://a.b/c", "http://[/a"]
)
def test_addresses_that_name_no_page(url: str) -> None:
    assert facts(f'<link rel=canonical href="{url}"><meta property=og:url content="{url}">').url is None


def test_the_second_address_where_the_first_is_none() -> None:
    html = '<link rel=canonical href="/"><meta property=og:url content="https://example.org/a">'
    assert facts(html).url == "https://example.org/a"


def test_a_logo_is_not_the_title() -> None:
    html = "<title>Snow in Kostanay - Example</title><h1>Example</h1><h1>Snow in Kostanay</h1>"
    assert facts(html).title == "Snow in Kostanay"


def test_the_name_of_the_site_is_cut_off() -> None:
    html = "<title>Snow in Kostanay — Example</title><meta property=og:site_name content=Example>"
    assert facts(html).title == "Snow in Kostanay"


def test_linked_data() -> None:
    graph = [
        {"@type": "WebSite", "name": "Example", "author": "nobody"},
        {
            "@type": ["NewsArticle"],
            "author": [{"name": "Aigul Sadyk"}, {"name": "Bek Aliev"}],
            "publisher": {"name": "Example"},
            "datePublished": "2021-09-12",
        },
    ]
    found = facts(linked(**{"@graph": graph}))
    assert (found.author, found.publisher) == ("Aigul Sadyk, Bek Aliev", "Example")
    assert found.published == "2021-09-12T00:00:00Z"


@pytest.mark.parametrize("author", ["admin", "https://example.org/a", "Example"])
def test_authors_that_are_no_names(author: str) -> None:
    html = f'<meta name=author content="{author}"><meta property=og:site_name content=Example>'
    assert facts(html).author is None
    assert facts(html + linked(**{"@type": "Article", "author": "Aigul Sadyk"})).author == "Aigul Sadyk"


def test_the_time_near_the_title() -> None:
    menu = "<time datetime=2024-01-01>today</time>" + "<p>a</p>" * 20
    assert facts(f"{menu}<h1>Snow</h1><time datetime=2021-11-02>2 November</time>").published == "2021-11-02T00:00:00Z"
    assert facts("<p itemprop=datePublished content=2021-11-03>a</p>").published == "2021-11-03T00:00:00Z"


@given(st.text(max_size=40), st.text(max_size=40))
def test_agreement_is_total(line: str, title: str) -> None:
    assert agree(line, title) in (True, False)
    assert agree(title, title)


KEYS = st.sampled_from(["@type", "author", "name", "@graph"])
JSON = st.recursive(
    st.none() | st.text(max_size=5) | st.just("Article"),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=15,
)


@given(JSON)
def test_any_linked_data(value: object) -> None:
    text = orjson.dumps(value).decode()
    assert isinstance(facts(f"<script type=application/ld+json>{text}</script>"), Facts)
