import pytest

from kzling import data
from kzling.cleaning.tokenizer import tags
from kzling.cleaning.zones import Mark, Place, Zone, mark, places, totals

EXAMPLES = data.read_yaml("cleaning/html/hints.yml")["examples"].items()


@pytest.mark.parametrize(("tag", "kind"), EXAMPLES)
def test_examples_of_the_data(tag: str, kind: str) -> None:
    (read,) = tags(tag)
    assert mark(read.name, read.attributes).kind == kind


@pytest.mark.parametrize(
    ("name", "stated", "region"),
    [
        ("nav", "", "nav"),
        ("div", " role=Navigation", "nav"),
        ("div", " role=banner", "header"),
        ("button", " type=submit", "form"),
        ("div", " role=none", ""),
    ],
)
def test_regions(name: str, stated: str, region: str) -> None:
    assert mark(name, stated).region == region


def test_what_is_hidden_says_so() -> None:
    assert mark("div", " hidden").kind == mark("div", " style='color:red; DISPLAY : none'").kind == "hidden"


PAGE = [Zone(-1, Mark()), Zone(0, Mark("form")), Zone(1, Mark("", "share")), Zone(0, Mark("", "comments"))]


def test_the_outermost_furniture_decides() -> None:
    assert places(PAGE, {0: 500, 1: 100, 3: 100}, {}, {})[1:] == [
        Place("form", "form"),
        Place("form", "form"),
        Place("", "comments"),
    ]


def test_a_form_around_the_page_is_no_furniture() -> None:
    assert places(PAGE, {1: 400, 3: 300}, {1: 1}, {})[1:] == [Place("", ""), Place("", "share"), Place("", "comments")]
    assert places(PAGE, {1: 400}, {}, {})[1] == Place("", "")


def test_comments_may_be_longer_than_the_article() -> None:
    assert places(PAGE, {0: 10, 3: 900}, {0: 1}, {})[3] == Place("", "comments")


def test_totals_go_up_to_all_zones_around() -> None:
    assert totals(PAGE, {2: 1, 1: 10, 3: 100}) == [111, 11, 1, 100]


NAMED = [Zone(-1, Mark()), Zone(0, Mark("", "comments")), Zone(1, Mark("", "body")), Zone(0, Mark("", "notice"))]


def test_an_element_that_says_it_is_the_body_frees_those_around_it() -> None:
    assert places(NAMED, {2: 900, 3: 100}, {}, {2: 3, 3: 1})[1:3] == [Place("", ""), Place("", "")]


def test_an_element_with_most_of_the_prose_is_the_article_whatever_it_is_called() -> None:
    zones = [Zone(-1, Mark()), Zone(0, Mark("", "advert")), Zone(0, Mark("", ""))]
    assert places(zones, {1: 600, 2: 400}, {}, {1: 3, 2: 2})[1] == Place("", "")
    assert places(zones, {1: 600, 2: 400}, {}, {1: 1, 2: 2})[1] == Place("", "advert")


def test_long_notices_leave_a_short_article_alone() -> None:
    zones = [Zone(-1, Mark()), Zone(0, Mark("", "notice"))]
    assert places(zones, {0: 100, 1: 800}, {}, {0: 1, 1: 5})[1] == Place("", "notice")


def test_a_page_with_much_prose_is_not_all_furniture() -> None:
    zones = [Zone(-1, Mark()), Zone(0, Mark("", "hidden")), Zone(0, Mark("", "notice"))]
    assert places(zones, {1: 700, 2: 400}, {}, {1: 4, 2: 2}) == [
        Place("", ""),
        Place("", ""),
        Place("", "notice"),
    ]
