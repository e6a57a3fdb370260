import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.compression import Broken
from kzling.corpus.readers.arrays import elements, json_document
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.lines import Table
from kzling.corpus.readers.records import Article

TABLE = Table("a.json", columns({}))
MORE = "holds more than one array of records: what stands behind the first is not read"
BEHIND = "what stands behind the first array is not read"
VALUES = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def pieces(content: bytes, length: int) -> Iterator[bytes]:
    return (content[at : at + length] for at in range(0, len(content), length))


def read(content: bytes, length: int = 1000) -> list[str | bytes | tuple[int, str]]:
    found: list[str | bytes | tuple[int, str]] = []
    try:
        for record in json_document(pieces(content, length), TABLE):
            found.append(record.content if isinstance(record, Article) else record[1:])
    except Broken as error:
        found.append((0, str(error)))
    return found


@pytest.mark.parametrize("length", [1, 3, 1000])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"text": "a", "images": [{"text": "no"}]}', ["a"]),
        (b'[{"text": "a"},\n {"text": "], \\" \\\\"}]\n', ["a", '], " \\']),
        (b'{"n": [1], "articles": [{"text": "a"}, {"text": "b"}], "more": [{}]}', ["a", "b", (0, MORE)]),
        (b'{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        (b"[]", []),
        (b'\n [ {"text": "a"}, ]', ["a"]),
        (b"", [(0, "holds no text")]),
        (b"text", [(0, "is no JSON: begins with neither { nor [")]),
        (b'[7, {"text": "a"}]', [(1, "is not a JSON object"), "a"]),
        (b'[{"text": "a"}][{"text": "b"}]', ["a", (0, f"holds more than one JSON value: {BEHIND}")]),
        (b'[{"text": "a"}, {"text": "b"', ["a", (0, "is cut off: the array of records does not end")]),
        (b'{"data": [{"text": "a"}, {"text": "b"', ["a", (0, "is cut off: the array of records does not end")]),
    ],
)  # fmt: skip
def test_documents(content: bytes, expected: list[object], length: int) -> None:
    assert read(content, length) == expected


@pytest.mark.parametrize("length", [1, 5, 1000])
def test_a_broken_element_costs_itself(length: int) -> None:
    content = b'[\n{"text": "a"},\n{"text": "b},\n{"text": "c"},\n{"text" "d"},\n{"text": "e"},\n{"text": "f\n]'
    assert read(content, length) == [
        "a",
        (2, "invalid JSON: Unterminated string starting at (character 11)"),
        "c",
        (4, "invalid JSON: Expecting ':' delimiter (character 10)"),
        "e",
        (6, "invalid JSON: Unterminated string starting at (character 11)"),
    ]


def test_lines_of_which_the_first_is_broken_are_lines() -> None:
    found = read(b'{"text" "a"}\n{"text": "b"}\n')
    assert found[1:] == ["b"]
    assert found[0] == (1, "invalid JSON: Expecting ':' delimiter (character 9)")


def test_an_object_without_a_text_is_told_once() -> None:
    found = read(b'{"name": "x", "tags": ["y"]}')
    assert len(found) == 1
    assert found[0][0] == 1


def test_an_object_longer_than_a_record_may_be() -> None:
    long = b'"' + b"x" * 17_000_000 + b'"'
    assert read(b'{"text": ' + long + b"}", 65_536) == [(1, "is longer than 16 MB")]
    assert read(b'[{"text": ' + long + b'}, {"text": "b"}]', 65_536) == [(1, "is longer than 16 MB"), "b"]
    assert read(b'{"data": [{"text": "a"}, {"text": ' + long + b'}, {"text": "b"}]}', 65_536) == [
        "a",
        (2, "is longer than 16 MB"),
        "b",
    ]


def test_many_escaped_quotes_take_no_time() -> None:
    assert len(read(b'{"a": [' + b'\\"' * 5_000_000)) == 1


@given(st.lists(VALUES), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_elements_are_those_of_the_array(values: list[object], length: int, indent: int | None, escaped: bool) -> None:
    content = json.dumps(values, indent=indent, ensure_ascii=escaped).encode("utf-8", "replace")
    found = [json.loads(element or b"null") for element in elements(pieces(content[1:], length)) if element != b""]
    assert found == json.loads(content) or (not values and not "".join(map(str, found)).strip())


@given(st.binary(), st.sampled_from([b"", b"[", b"{", b'[{"a":"', b'{"a":[{']), st.integers(1, 9))
def test_any_bytes_are_read_or_told(rest: bytes, start: bytes, length: int) -> None:
    content = start + rest
    assert read(content, length) == read(content)


ARTICLES = b'[{"text": "one"}, {"text": "two"}]'


@pytest.mark.parametrize("length", [1000, 7])
@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'{"meta": [{"x": 1}], "articles": %s, "page": 1}' % ARTICLES, None),
        (b'{"articles": %s, "next": {"page": 2, "tags": [1]}}' % ARTICLES, None),
        (b'{"articles": %s} {"articles": %s}' % (ARTICLES, ARTICLES), "holds more than one array of records"),
        (b'{"articles": %s, "more": %s}' % (ARTICLES, ARTICLES), "holds more than one array of records"),
        (b'{"articles": %s, "cut' % ARTICLES, "is cut off: the object around the array does not end"),
        (b'{"articles": %s' % ARTICLES, "is cut off: the object around the array does not end"),
    ],
)
def test_what_stands_around_the_array_of_articles(content: bytes, fault: str | None, length: int) -> None:
    found: list[object] = []
    try:
        found += [record.content for record in json_document(pieces(content, length), TABLE) if record]  # type: ignore[union-attr]
        seen = None
    except Broken as error:
        seen = str(error)
    if fault is None:
        assert found == ["one", "two"]
    assert (seen or "").startswith(fault or "")
    assert (seen is None) == (fault is None)
