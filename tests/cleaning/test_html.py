import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.html import Page, block_text, page


def kinds(html: str) -> list[tuple[str, str]]:
    read = page(html)
    return [(block.kind, read.line(block)) for block in read.blocks]


def test_blocks_in_order() -> None:
    html = "<html><head><title>T</title><style>p{}</style></head><body><h1>One &amp; two</h1><p>a<br>b</p></body>"
    assert block_text(html) == "One & two\na\nb"


def test_kinds_of_blocks() -> None:
    html = (
        "<h2>Heading</h2><p>Paragraph<figure><img><figcaption>Caption</figcaption></figure>"
        "<ul><li>Item<li><p>Item two</ul><blockquote><p>Quote</p></blockquote>"
        "<table><caption>Of a table</caption><tr><th>A<th>B<tr><td>1<td><p>2</table>text"
    )
    assert kinds(html) == [
        ("heading", "Heading"),
        ("paragraph", "Paragraph"),
        ("caption", "Caption"),
        ("item", "Item"),
        ("item", "Item two"),
        ("quote", "Quote"),
        ("caption", "Of a table"),
        ("cell", "A"),
        ("cell", "B"),
        ("cell", "1"),
        ("paragraph", "2"),
        ("other", "text"),
    ]


def test_what_is_not_shown_is_left_out() -> None:
    html = "<!-- a --><script>b</script><style>c</style><template>d</template><svg><title>e</title></svg><p>f</p>"
    assert block_text(html) == "f"


def test_an_unclosed_element_swallows_nothing() -> None:
    assert block_text("<noscript><p>a</p><svg><template></svg><p>Body text</p>") == "a\nBody text"
    assert block_text("<p>a<a href='x>b</a></p><p>c") == "ab\nc"


def test_no_break_spaces_are_content_and_others_are_folded() -> None:
    assert block_text("<p> a&nbsp;train\t <b> to </b>\n Taraz </p>") == "a\u00a0train to Taraz"


def test_lines_of_preformatted_text_stay() -> None:
    assert block_text("<pre>one\r\ntwo\n\nthree</pre> four\nfive") == "one\ntwo\nthree\nfour five"


def test_words_in_inline_elements_stay_whole() -> None:
    assert block_text("<p>Қа<b>зақ</b>стан</p>") == "Қазақстан"


def test_links() -> None:
    read = page("<p>One <a href='/a'> two <b>three</b> </a> four <a name=x>five</a><a href=/b>six</a></p>")
    assert read.text == "One two three four fivesix"
    assert [(read.text[link.start : link.end], link.href) for link in read.blocks[0].links] == [
        ("two three ", "/a"),
        ("six", "/b"),
    ]


def test_links_that_stand_apart_by_style_are_not_run_together() -> None:
    assert block_text("<div><a href=/a>One</a><a href=/b>Two</a></div>") == "One Two"


def test_regions_of_tags_roles_and_classes() -> None:
    read = page(
        "<nav>a</nav><div role=contentinfo>b</div><main><article><header>c</header></article></main>"
        "<div class='postShare-box'>d</div><p hidden>e</p>"
    )
    assert [(block.region, block.furniture) for block in read.blocks] == [
        ("nav", "navigation"),
        ("footer", "footer"),
        ("article", ""),
        ("", "share"),
        ("", "hidden"),
    ]


def spans_cover_the_lines(read: Page) -> bool:
    lines = [read.line(block) for block in read.blocks]
    inside = all(block.start <= link.start < link.end <= block.end for block in read.blocks for link in block.links)
    return "\n".join(lines) == read.text and all("\n" not in line and line.strip() for line in lines) and inside


# fmt: off
PIECES = st.sampled_from([
    "<p>", "</p>", "<div class=share>", "</div>", "<li>", "<ul>", "</ul>", "<td>", "<tr>", "<table>", "</table>",
    "<a href=x>", "</a>", "<pre>", "</pre>", "<br>", "<h1>", "</h1>", "<script>", "</script>", "<!--", "-->",
    "<article>", "</article>", "<nav>", "<title>", "<a href='", "&nbsp;", "&#10;", "\n", "\r", "\0", "\ud800", " ",
])
# fmt: on


@given(st.lists(PIECES | st.text(max_size=10), max_size=40).map("".join))
def test_any_string_is_a_page(html: str) -> None:
    assert spans_cover_the_lines(page(html))


HOSTILE = {
    "nested": "<div>" * 100_000 + "x",
    "nested inline": "<b>" * 100_000 + "x",
    "nested with text": "<div>x" * 20_000,
    "attributes": "<p " + "a=1 " * 1_000_000 + ">x",
    "quotes": "<a href='" * 100_000 + "x",
    "tags": "<a " * 300_000 + "x",
    "comments": "<!--" * 300_000,
    "declarations": "<![" * 300_000,
    "end tags": "<div>" * 500 + "</span></p></li>" * 20_000,
    "cells": "<table><tr><td>" * 10_000,
    "items": "<ul>" * 300 + "<li>x" * 10_000,
    "templates": "<template>" * 50_000,
    "references": "<p>" + "&#" + "9" * 1_000_000,
    "half a pair": "<p>\ud800" * 5_000,
    "nul": "<p>" + "\0" * 1_000_000,
    "classes": "".join(f"<p class='a{n}'>x" for n in range(15_000)),
    "long class": "<p class='" + "share " * 300_000 + "'>x",
    "white space": "<p>" + " " * 1_000_000 + "x",
    "json": '<script type="application/ld+json">' + "[" * 400_000 + "</script>x",
    "large": "<p>" + "word " * 2_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str) -> None:
    assert spans_cover_the_lines(page(HOSTILE[name]))


def test_a_link_that_is_never_closed_is_none() -> None:
    read = page("<a href=/a>" + "<p>It snowed.</p>" * 20)
    assert [block.links for block in read.blocks] == [()] * 20
    assert page("<a href=/a>" + "<p>It snowed.</p>" * 3 + "</a>").blocks[2].linked == 1


def test_the_footer_of_a_quotation_names_its_speaker() -> None:
    read = page("<blockquote><p>It snowed.</p><footer>Aigul Sadyk</footer></blockquote><footer>End</footer>")
    assert [block.furniture for block in read.blocks] == ["", "", "footer"]
