import datetime
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling import data
from kzling.corpus.readers.columns import FIELDS, article, columns, needed
from kzling.corpus.readers.records import Article, Rejected
from kzling.errors import UsageError

USUAL = columns({})


def made(row: dict[str, Any], given: dict[str, str] | None = None) -> Article:
    record = article(row, columns(given or {}), source="a.jsonl", position=3)
    assert isinstance(record, Article), record
    return record


def reason(row: dict[str, Any], given: dict[str, str] | None = None) -> str:
    record = article(row, columns(given or {}), source="a.jsonl", position=3, unit="row")
    assert isinstance(record, Rejected), record
    assert (record.source, record.position) == ("a.jsonl", 3)
    return record.reason


def test_a_record_of_our_own() -> None:
    record = made({"id": "k1", "text": "T", "url": " https://e.kz/1 ", "published": "2022-03-06T02:45:00+03:00"})
    assert (record.content, record.format, record.source, record.position) == ("T", "text", "a.jsonl", 3)
    assert (record.origin.source, record.origin.url) == ("a.jsonl#k1", "https://e.kz/1")
    assert (record.origin.published, record.origin.warnings) == ("2022-03-05T23:45:00Z", ())


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("", "a.jsonl:3"),
        (None, "a.jsonl:3"),
        (" ", "a.jsonl:3"),
        (float("nan"), "a.jsonl:3"),
        (Decimal("sNaN"), "a.jsonl:3"),
        (0, "a.jsonl#0"),
        (7.0, "a.jsonl#7"),
        (7.5, "a.jsonl#7.5"),
        (Decimal(7), "a.jsonl#7"),
        (UUID(int=1), "a.jsonl#00000000-0000-0000-0000-000000000001"),
        ({"$oid": "5f1a"}, "a.jsonl#5f1a"),
    ],
)
def test_ids(key: Any, source: str) -> None:
    assert made({"id": key, "text": "T"}).origin.source == source


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # What the crawlers and corpora in resources/corpus/columns.yml write.
        (
            {"text": "T", "timestamp": "2022-03-06T02:45:00Z", "url": "https://e.kz/1"},
            {"url": "https://e.kz/1", "published": "2022-03-06T02:45:00Z"},
        ),
        (
            {"maintext": "T", "title": "Су", "authors": ["A. B.", "C. D."], "date_publish": "2022-03-06 02:45:00",
             "date_download": "2023-01-01 00:00:00", "source_domain": "e.kz", "url": "https://e.kz/1"},
            {"url": "https://e.kz/1", "title": "Су", "author": "A. B., C. D.", "publisher": "e.kz",
             "published": "2022-03-06T02:45:00Z"},
        ),
        (
            {"content": "T", "warc_headers": {"warc-target-uri": "https://e.kz/1", "warc-date": "2022-03-06T02:45Z"}},
            {"url": "https://e.kz/1", "published": "2022-03-06T02:45:00Z"},
        ),
        (
            {"text": "T", "u": "https://e.kz/1", "ts": "2022-03-06T02:45:00Z"},
            {"url": "https://e.kz/1", "published": "2022-03-06T02:45:00Z"},
        ),
        (
            {"text": "T", "source": "https://e.kz/1", "source-hostname": "Ел", "hostname": "e", "date": "2022-03-06"},
            {"url": "https://e.kz/1", "publisher": "Ел", "published": "2022-03-06T00:00:00Z"},
        ),
        (
            {"headline": "Су", "articleBody": "T", "author": {"@type": "Person", "name": "A. B."},
             "publisher": {"name": "Ел"}, "datePublished": "2022-03-06"},
            {"title": "Су", "author": "A. B.", "publisher": "Ел", "published": "2022-03-06T00:00:00Z"},
        ),
        (
            {"source": {"id": None, "name": "Ел"}, "content": "T", "publishedAt": "2022-03-06T02:45:00Z"},
            {"publisher": "Ел", "published": "2022-03-06T02:45:00Z"},
        ),
        (
            {"text": "T", "DocumentIdentifier": "https://e.kz/1", "SourceCommonName": "e.kz", "DATE": 20220306024500},
            {"url": "https://e.kz/1", "publisher": "e.kz", "published": "2022-03-06T02:45:00Z"},
        ),
        (
            {"text": "T", "meta": {"url": "https://e.kz/1"}, "Pub Date": "6 наурыз 2022"},
            {"url": "https://e.kz/1", "published": "2022-03-06T00:00:00Z"},
        ),
    ],
    ids=["C4", "news-please", "OSCAR", "HPLT", "trafilatura", "schema.org", "NewsAPI", "GDELT", "other"],
)  # fmt: skip
def test_usual_names(row: dict[str, Any], expected: dict[str, str]) -> None:
    record = made(row)
    origin = record.origin
    assert record.content == "T"
    known = {name: getattr(origin, name) for name in ("url", "title", "author", "publisher", "published")}
    assert {name: value for name, value in known.items() if value is not None} == expected


def test_the_day_of_the_download_is_the_last_resort() -> None:
    assert made({"text": "T", "timestamp": "2022-03-06"}).origin.warnings == ("the date is that of the download",)
    both = made({"text": "T", "timestamp": "2022-03-06", "date": "2021-01-01"}).origin
    assert (both.published, both.warnings) == ("2021-01-01T00:00:00Z", ("fields not read: timestamp",))


def test_our_own_names_come_first() -> None:
    record = made({"body": "B", "text": "T", "link": "https://e.kz/2", "URL": "https://e.kz/1"})
    assert (record.content, record.origin.url) == ("T", "https://e.kz/1")
    assert record.origin.warnings == ("fields not read: body, link",)


def test_an_empty_column_gives_way_to_the_next() -> None:
    record = made({"text": None, "content": " ", "body": "T", "published": "", "date": "2022-03-06"})
    assert (record.content, record.origin.published) == ("T", "2022-03-06T00:00:00Z")


def test_a_usual_name_counts_only_where_its_value_fits() -> None:
    origin = made({"text": "T", "source": "dump", "link": 5, "uri": "https://e.kz", "authors": {"n": 1}}).origin
    assert (origin.url, origin.author, origin.publisher) == (None, None, None)
    assert origin.warnings == ("fields not read: authors, link, source, uri",)


def test_a_mapped_field_is_read_from_its_column_alone() -> None:
    row = {"text": "T", "body": "B", "meta": {"a.b": "x", "Title": "Су"}, "title": "no", "a.b": "A. B."}
    record = made(row, {"text": "body", "title": "meta.Title", "author": "a.b"})
    assert (record.content, record.origin.title, record.origin.author) == ("B", "Су", "A. B.")
    assert made(row, {"title": "meta.title"}).origin.title is None
    assert made(row, {"author": "text.x"}).origin.author is None


def test_a_column_that_is_mapped_is_not_guessed_for_another_field() -> None:
    origin = made({"title": "T", "date": "2022-03-06"}, {"text": "title", "id": "date"}).origin
    assert (origin.title, origin.published, origin.source) == (None, None, "a.jsonl#2022-03-06")


def test_a_mapped_column_that_is_missing() -> None:
    assert made({"text": "T"}, {"author": "by"}).origin.warnings == ("there is no column by",)
    assert (
        reason({"text": "T", "b": 1}, {"text": "body"})
        == "has no text: there is no column 'body'; the columns are text, b"
    )


def test_no_other_field_can_be_mapped() -> None:
    with pytest.raises(UsageError, match="'date' is no field of a record; under 'columns' there can be text, html"):
        columns({"date": "day"})


def test_html_without_text() -> None:
    record = made({"html": "<p>T</p>", "title": "Су"})
    assert (record.content, record.format) == ("<p>T</p>", "html")
    assert made({"raw_html": b"<p>T</p>", "text": ""}).format == "html"
    assert made({"text": "T", "html": "<p>T</p>"}).format == "text"
    assert made({"text": "T", "page": "<p>P</p>"}, {"html": "page"}).content == "<p>P</p>"
    assert reason({"body": " ", "html": "<p>T</p>"}, {"text": "body"}) == "has no text in the field 'body'"
    assert reason({"page_source": "crawler 7"}) == "has no text in the field 'page_source'"


def test_texts_that_are_no_strings() -> None:
    assert made({"text": b"\xd1\xf3"}).content == b"\xd1\xf3"
    assert made({"paragraphs": 1, "text": ["Су", "келді"]}).content == "Су\nкелді"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, "has no text: the row has no columns"),
        (
            {"a": 1, "b\n": 2},
            "has no text: the columns are a, 'b\\n'; name the one with the text under 'columns' in the configuration",
        ),
        ({"title": "no text"}, "has no text: the columns are title; name"),
        ({f"c{n}": n for n in range(100_000)}, "c18, c19 and 99980 more; name"),
        ({"text": "  "}, "has no text in the field 'text'"),
        ({"text": None}, "has no text in the field 'text'"),
        ({"text": 5}, "has no text in the field 'text', which is not a string"),
        ({"text": {"a": 1}}, "has no text in the field 'text', which is not a string"),
        ({"text": ["a", 1]}, "has no text in the field 'text', which is not a string"),
        ({"text": "T", "url": 5}, "the field 'url' is not a string"),
        ({"text": "T", "title": ["a", "b"]}, "the field 'title' is not a string"),
        ({"text": "T", "title": b"\xff"}, "the field 'title' is not UTF-8"),
        ({"text": "T", "author": {"a": 1}}, "the field 'author' is not a string"),
        ({"text": "T", "id": [1]}, "the field 'id' is neither a string nor a number"),
        ({"text": "T", "id": True}, "the field 'id' is neither a string nor a number"),
    ],
)
def test_a_row_that_cannot_be_used(row: dict[str, Any], expected: str) -> None:
    assert expected in reason(row)


def test_what_was_not_understood_is_kept_in_mind() -> None:
    origin = made({"text": "T", "published": "last week", "rating": 5, "url": "n/a", "empty": float("nan")}).origin
    assert origin.warnings == (
        "the date 'last week' is not understood",
        "'n/a' is no address of a page",
        "fields not read: rating",
    )
    assert made({"text": "T", "published": float("nan"), "title": " "}).origin.warnings == ()
    (warning,) = made({"text": "T", "published": "x" * 10**6}).origin.warnings
    assert len(warning) < 100


@pytest.mark.parametrize(
    "stated",
    [
        datetime.datetime(2022, 3, 6, 2, 45, tzinfo=datetime.UTC),
        datetime.datetime(2022, 3, 6, 2, 45),
        "2022-03-06 02:45",
        "6 марта 2022, 02:45",
        b"2022-03-06T02:45:00Z",
        ["2022-03-06T02:45:00Z"],
        {"$date": "2022-03-06T02:45:00Z"},
        1646534700,
        1646534700.0,
        1646534700000,
        "1646534700",
        20220306024500,
    ],
)
def test_dates(stated: Any) -> None:
    assert made({"text": "T", "published": stated}).origin.published == "2022-03-06T02:45:00Z"


@pytest.mark.parametrize("stated", [True, -1, float("inf"), 10**30, 2022, {"a": 1}, ["a", "b"], Decimal("1e50")])
def test_what_is_no_date(stated: Any) -> None:
    origin = made({"text": "T", "published": stated}).origin
    assert origin.published is None
    assert origin.warnings[0].endswith(" is not understood")


def test_columns_that_have_to_be_read() -> None:
    present = ["embedding", "Title", "text", "metadata", "id", "raw_html", "body"]
    assert needed(USUAL, present) == ["Title", "text", "metadata", "id", "raw_html", "body"]
    assert needed(columns({"text": "body", "url": "embedding.url"}), present) == [
        "embedding",
        "Title",
        "metadata",
        "id",
        "body",
    ]
    assert needed(USUAL, []) == []


def test_the_usual_names() -> None:
    stated = data.read_yaml("corpus/columns.yml")
    assert set(stated["fields"]) == set(FIELDS)
    names = [name for listed in (*stated["fields"].values(), stated["downloaded"]) for name in listed]
    assert len(names) == len(set(names))
    assert not set(names) & set(FIELDS)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.decimals() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4) | st.just("name"), inner, max_size=3)
    ),
    max_leaves=5,
)
known_names = st.sampled_from([*FIELDS, "date", "source", "metadata", "timestamp", "_id", "warc_headers", "authors"])


@given(st.dictionaries(known_names | st.text(max_size=5), values, max_size=8))
def test_every_row_gives_a_record_or_one_clear_reason(row: dict[str, Any]) -> None:
    record = article(row, USUAL, source="a", position=1)
    if isinstance(record, Rejected):
        assert record.reason.strip()
        assert "\n" not in record.reason
    else:
        assert record.content
        assert json.dumps(record.origin.warnings)
        assert set(needed(USUAL, list(row))) <= set(row)


@given(
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", "a.b"])), st.dictionaries(known_names, values)
)
def test_a_table_read_in_part_gives_the_same_record(given: dict[str, str], row: dict[str, Any]) -> None:
    chosen = columns(given)
    whole = article(row, chosen, source="a", position=1)
    part = article({name: row[name] for name in needed(chosen, list(row))}, chosen, source="a", position=1)
    assert type(whole) is type(part)
    if isinstance(whole, Article) and isinstance(part, Article):
        assert (whole.content, whole.origin.url, whole.origin.published) == (
            part.content, part.origin.url, part.origin.published,
        )  # fmt: skip
