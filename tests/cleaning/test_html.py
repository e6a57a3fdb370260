from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.html import block_text


def test_blocks_in_order() -> None:
    page = "<html><head><title>T</title><style>p{}</style></head><body><h1>One &amp; two</h1><p>a<br>b</p></body>"
    assert block_text(page) == "T\nOne & two\na\nb"


def test_an_unclosed_element_swallows_nothing() -> None:
    assert block_text("<noscript><p>a</p><svg><template></svg><p>Body text</p>") == "a\nBody text"


def test_no_break_spaces_are_content() -> None:
    assert block_text("<p>a&nbsp;train</p>") == "a\u00a0train"


@given(st.text(alphabet="<>/!-&;pbr \"'=abscript", max_size=60))
def test_broken_html_never_raises(page: str) -> None:
    assert isinstance(block_text(page), str)
