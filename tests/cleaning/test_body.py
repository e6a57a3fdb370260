from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.cleaning.body import judge
from kzling.cleaning.html import Page, page

#: Pages as the templates of the region's sites build them; what belongs to the article carries a mark in front.
LAYOUTS = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).with_name("layouts").iterdir()}
MARK = "¶"


def layout(name: str) -> Page:
    return page(LAYOUTS[name].replace(MARK, ""))


def kept(read: Page, taken: list[bool] | None = None) -> list[str]:
    removed = {item.block for item in judge(read, taken=taken)}
    return [read.line(block) for number, block in enumerate(read.blocks) if number not in removed]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_of_a_layout(name: str) -> None:
    marked = page(LAYOUTS[name])
    expected = [line.replace(MARK, "") for line in marked.text.split("\n") if line.startswith(MARK)]
    assert kept(layout(name)) == expected


def test_kinds_of_what_is_removed() -> None:
    read = layout("blog")
    kinds = {read.line(read.blocks[item.block]): item.kind for item in judge(read)}
    assert kinds["News"] == kinds["Home / News"] == "navigation"
    assert kinds["Share this:VK"] == "share"
    assert kinds["School"] == "tags"
    assert kinds["A bridge"] == "related"
    assert kinds["© Example"] == "footer"
    assert kinds["Your ad here"] == "advert"


def test_another_extractor_saves_prose_outside_the_article() -> None:
    read = layout("teasers")
    small_print = next(read.line(block) for block in read.blocks if "Certificate" in read.line(block))
    assert small_print not in kept(read)
    assert small_print in kept(read, [True] * len(read.blocks))


def test_another_extractor_alone_removes_no_paragraph_of_the_article() -> None:
    read = layout("plain")
    assert kept(read, [False] * len(read.blocks)) == read.text.split("\n")


def test_a_page_of_furniture_alone() -> None:
    assert kept(page("<nav><a href=/>Home</a></nav><footer>End</footer>")) == []
    assert kept(page("")) == []


def test_a_short_page_in_a_form() -> None:
    read = page("<form><div class=menu><a href=/>Home</a></div><h1>Snow</h1><p>It snowed.</p></form>")
    assert kept(read) == ["Snow", "It snowed."]


def test_captions_and_dates_of_furniture_go_with_it() -> None:
    card = "<div class=related-posts><figure><figcaption>A bridge</figcaption></figure><p>5.03.2022</p></div>"
    read = page(f"<h1>Snow</h1><p>It snowed.</p>{card}<p>It went on.</p>")
    assert kept(read) == ["Snow", "It snowed.", "It went on."]


def test_a_byline_may_be_a_link() -> None:
    top = "<p><a href=/author/5>Aigul Sadyk</a></p><p><a href=/n>News</a></p>"
    read = page(f"<h1>Snow</h1>{top}<p>It snowed in Kostanay on Monday, and on Tuesday.</p>")
    assert kept(read)[:2] == ["Snow", "Aigul Sadyk"]


def test_the_date_of_the_article_stays_and_that_of_today_goes() -> None:
    top = "<header><p>5.03.2023</p></header>"
    assert kept(page(f"{top}<p>5.03.2022</p><h1>Snow</h1><p>It snowed.</p>")) == ["5.03.2022", "Snow", "It snowed."]


def test_a_main_heading_that_the_page_does_not_state() -> None:
    read = page("<title>Winter is here</title><h3>Weather</h3><p>Frost</p><h1>Snow</h1><p>It snowed.</p>")
    assert kept(read) == ["Snow", "It snowed."]


TAGS = st.sampled_from(["<p>", "<h1>", "<div class=share>", "</div>", "<a href=x>", "</a>", "<article>", "</article>"])


@given(st.lists(TAGS | st.text(max_size=100), max_size=20).map("".join), st.randoms(use_true_random=False))
def test_judgements_are_in_order_and_of_blocks(html: str, random: object) -> None:
    read = page(html)
    judged = judge(read, taken=[random.random() < 0.5 for _ in read.blocks])  # type: ignore[attr-defined]
    numbers = [item.block for item in judged]
    assert numbers == sorted(set(numbers))
    assert all(0 <= number < len(read.blocks) for number in numbers)
    assert all(item.kind and item.score < 0 for item in judged)
