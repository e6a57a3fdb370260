import pytest

from kzling.ids import canonical_url, cluster_id, document_id, mention_id, story_id, text_hash


@pytest.mark.parametrize(
    "url",
    [
        "https://example.kz/news/1",
        "http://example.kz/news/1/",
        "HTTPS://EXAMPLE.KZ:443/news/1#comments",
        "https://example.kz/news/1?utm_source=tg&fbclid=9",
        "https://user:secret@example.kz/news/1",
    ],
)
def test_one_page_has_one_id(url: str) -> None:
    assert document_id(source="a", url=url) == document_id(source="b", url="https://example.kz/news/1")


def test_another_page_has_another_id() -> None:
    assert canonical_url("https://example.kz/news?id=1") != canonical_url("https://example.kz/news?id=2")
    assert canonical_url("https://example.kz/News/1") != canonical_url("https://example.kz/news/1")


@pytest.mark.parametrize("url", ["n/a", "#", "/", "http://[broken", "-", "http:///path"])
def test_what_names_no_page_gives_no_id(url: str) -> None:
    assert canonical_url(url) == ""
    assert document_id(source="a", url=url) == document_id(source="a")


def test_a_url_without_scheme_names_its_page() -> None:
    assert canonical_url("example.kz/news/1") == canonical_url("https://example.kz/news/1")


def test_ids_never_change_meaning() -> None:
    # Published datasets hold these: a change here breaks them all.
    assert document_id(source="a.txt") == "82167beb034cb2ddfec8f52c2ad43a56"
    assert document_id(source="a.txt", url="https://example.kz/1") == "10f7610a3ec1c9e39d09ff1aa1f16ae8"
    assert mention_id("d", 3, 9) == "d:3-9"
    assert mention_id("d", 3, 9, "raw") == "d:r3-9"
    assert text_hash("Тоқаев") == "cc103f2af7c7195e7d983bc49f159861"


def test_groups_are_named_by_their_smallest_member() -> None:
    assert cluster_id(("b", "a")) == cluster_id(("a", "c"))
    assert story_id(("b", "a")) == story_id(("a",))
    assert cluster_id(("a",)) != story_id(("a",)).replace("story", "cluster")
