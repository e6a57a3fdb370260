import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.tokenizer import attributes, decoded, tags


def names(html: str) -> list[str]:
    return [("/" if tag.closing else "") + tag.name for tag in tags(html)]


def test_quoted_and_unquoted_attributes() -> None:
    assert attributes(""" a="x > y" b='1"2' c=d/e f = g h A=second""") == {
        "a": "x > y",
        "b": '1"2',
        "c": "d/e",
        "f": "g",
        "h": "",
    }


def test_a_greater_sign_in_quotes_does_not_end_a_tag() -> None:
    assert names('<a title="x>y">t</a>') == ["a", "/a"]


def test_what_is_no_tag_is_text() -> None:
    assert names("1 < 2 <3 <- a") == []


@pytest.mark.parametrize(
    "comment", ["<!-- <p> -->", "<!--><!-->", "<!---><!-- -->", "<!-- a --!>", "<!DOCTYPE html>", "<?x?>"]
)
def test_comments_and_declarations_have_no_name(comment: str) -> None:
    assert names(comment + "<b>")[-1] == "b"
    assert set(names(comment)) == {""}


def test_text_of_scripts_and_titles_is_not_read_as_tags() -> None:
    found = list(tags("<script>if (a<b) '</p>'</SCRIPT ><title>x<b>y</title>"))
    assert [(tag.name, tag.inner) for tag in found] == [("script", "if (a<b) '</p>'"), ("title", "x<b>y")]


def test_without_an_end_tag_scripts_reach_to_the_end_and_others_do_not() -> None:
    assert names("<template><p>a") == ["template", "p"]
    assert names("<script><p>a") == ["script"]


def test_a_picture_that_is_closed_at_once_hides_nothing() -> None:
    assert names("<svg/><p>a</p><svg></svg>") == ["svg", "p", "/p", "svg"]


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("&lt;&amp;amp;&nbsp;", "<&amp;\u00a0"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#x" + "f" * 5000, "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("a & b &c; &", "a & b &c; &"),
    ],
)
def test_references(stated: str, meant: str) -> None:
    assert decoded(stated) == meant


@given(st.text(alphabet="<>/!-&;pb \"'=scriptem#9x\0", max_size=80))
def test_tags_lie_in_order_in_the_page(html: str) -> None:
    position = 0
    for tag in tags(html):
        assert position <= tag.start < tag.end <= len(html)
        position = tag.end
        assert isinstance(attributes(tag.attributes), dict)
    assert isinstance(decoded(html), str)
