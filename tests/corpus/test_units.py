from kzling.corpus import units as cutting
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.units import units
from kzling.pipeline import Origin


def article(number: int, text: str = "text") -> Article:
    return Article(text, Origin(source=str(number)))


def test_cut_by_number() -> None:
    sizes = [len(unit.records) for unit in units(map(article, range(600)), recipe="r")]
    assert sizes == [cutting.MOST_RECORDS, cutting.MOST_RECORDS, 600 - 2 * cutting.MOST_RECORDS]


def test_cut_by_size() -> None:
    big = "ә" * (cutting.MOST_BYTES // 4)
    assert [len(unit.records) for unit in units([article(n, big) for n in range(5)], recipe="r")] == [2, 2, 1]


def test_the_digest_names_content_and_recipe() -> None:
    (one,) = units([article(1), Rejected("a", 2, "bad")], recipe="r")
    (same,) = units([article(1), Rejected("a", 2, "bad")], recipe="r")
    others = [
        next(units([article(1, "other"), Rejected("a", 2, "bad")], recipe="r")),
        next(units([article(1), Rejected("a", 3, "bad")], recipe="r")),
        next(units([article(1), Rejected("a", 2, "bad")], recipe="s")),
    ]
    assert one == same
    assert len({one.digest, *(other.digest for other in others)}) == 4


def test_no_records_no_units() -> None:
    assert list(units([], recipe="r")) == []
