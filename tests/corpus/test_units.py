from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kzling.corpus import units as cutting
from kzling.corpus.readers.records import Article
from kzling.corpus.units import Unit, units
from kzling.pipeline import Origin


def article(number: int, text: str | bytes = "text") -> Article:
    return Article(text, Origin(source=str(number)))


def cut(articles: Sequence[Article], recipe: str = "r") -> list[Unit]:
    return list(units(articles, recipe=recipe))


def test_all_articles_in_order_within_the_bounds() -> None:
    articles = list(map(article, range(5_000)))
    found = cut(articles)
    assert [one for unit in found for one in unit.articles] == articles
    sizes = [len(unit.articles) for unit in found[:-1]]
    assert min(sizes) >= cutting.LEAST_RECORDS
    assert max(sizes) <= cutting.MOST_RECORDS
    assert len(set(sizes)) > 5


def test_cut_by_size() -> None:
    big = "ә" * (cutting.MOST_BYTES // 4)
    assert [len(unit.articles) for unit in cut([article(n, big) for n in range(5)])] == [2, 2, 1]


@given(st.integers(0, 1_999), st.sampled_from(["add", "change", "drop"]))
def test_a_change_disturbs_at_most_its_neighbourhood(place: int, change: str) -> None:
    articles = list(map(article, range(2_000)))
    before = {unit.digest for unit in cut(articles)}
    new = {"add": [article(10_000), articles[place]], "change": [article(place, "new")], "drop": []}[change]
    after = [unit.digest for unit in cut([*articles[:place], *new, *articles[place + 1 :]])]
    assert len(set(after) - before) <= 4


def test_the_digest_names_content_and_recipe_but_not_the_line() -> None:
    def one(item: Article, recipe: str = "r") -> str:
        return cut([item], recipe)[0].digest

    first = article(1)
    moved = first._replace(position=7)
    others = [article(1, "other"), article(2), article(1, b"text"), first._replace(format="html")]
    assert one(first) == one(moved)
    assert len({one(first), one(first, "s"), *map(one, others)}) == 6


def test_no_articles_no_units() -> None:
    assert cut([]) == []
