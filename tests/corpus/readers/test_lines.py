from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.lines import Line, Table, Unusable, json_lines, json_value, lines
from kzling.corpus.readers.records import Article, Rejected

TABLE = Table("a.jsonl", columns({}))


def reasons(content: bytes, table: Table = TABLE) -> list[tuple[int, str]]:
    return [record[1:] for record in json_lines(iter([content]), table) if isinstance(record, Rejected)]


def texts(content: bytes, table: Table = TABLE) -> list[str | bytes]:
    return [record.content for record in json_lines(iter([content]), table) if isinstance(record, Article)]


@given(st.lists(st.binary(max_size=9)))
def test_lines_are_those_of_the_whole_content(pieces: list[bytes]) -> None:
    expected = b"".join(pieces).split(b"\n")
    if not expected[-1]:
        del expected[-1]
    assert list(lines(iter(pieces))) == [Line(number, line) for number, line in enumerate(expected, start=1)]


def test_a_line_that_is_too_long_is_skipped() -> None:
    def content() -> Iterator[bytes]:
        yield b"one\ntwo"
        for _ in range(170):
            yield b"x" * 100_000
        yield b"\nthree\n" + b"y" * 20_000_000

    assert list(lines(content())) == [Line(1, b"one"), Line(2, None), Line(3, b"three"), Line(4, None)]


def test_blank_lines_count_but_are_no_records() -> None:
    content = b'{"text": "a"}\n\n  \r\n{"text": "b"}\r\n{broken\n'
    assert [record.position for record in json_lines(iter([content]), TABLE)] == [1, 4, 5]


def test_liberties_of_json_are_taken() -> None:
    assert json_value(b'{"a": NaN, "a": -Infinity}') == {"a": float("-inf")}
    assert json_value(b'["x\ty\0", "\\ud83d\\ude00 \\ud83d \\ude00"]') == ["x\ty\0", "😀 \ufffd \ufffd"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": 1 "b"}', "invalid JSON: Expecting ',' delimiter (character 9)"),
        (b"{", "invalid JSON: Expecting property name"),
        (b"[" * 100_000, "invalid JSON: is nested too deeply"),
        (b'{"a":' * 100_000, "invalid JSON: is nested too deeply"),
        (b'[NaN, "\xff"]', "is not UTF-8 (byte 0xff at offset 7); name the encoding"),
        (b"[NaN, %s]" % (b"1" * 5000), "invalid JSON: Exceeds the limit"),
        (b"\0\0\0", "invalid JSON: Expecting value"),
    ],
)
def test_what_is_no_json(content: bytes, reason: str) -> None:
    with pytest.raises(Unusable) as error:
        json_value(content)
    assert str(error.value).startswith(reason)


def test_lines_in_another_encoding_need_its_name() -> None:
    content = '{"text": "Абай"}\n'.encode() + '{"text": "Мұхтар"}\n{"text": "Сәкен"}\n'.encode("kz1048")
    assert [position for position, _ in reasons(content)] == [2, 3]
    assert texts(content, TABLE._replace(encoding="kz1048")) == ["Абай", "Мұхтар", "Сәкен"]
    assert reasons(b'{"text": "\x98"}', TABLE._replace(encoding="cp1251")) == [
        (1, "is neither UTF-8 nor cp1251 (byte 0x98 at offset 10)")
    ]


def test_values_that_are_no_objects() -> None:
    assert reasons(b'[1]\n"text"\n') == [(1, "is not a JSON object"), (2, "is not a JSON object")]


@given(st.binary())
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    for encoding in (None, "cp1251"):
        records = list(json_lines(iter([content]), TABLE._replace(encoding=encoding)))
        assert len(records) == sum(1 for line in content.split(b"\n") if line.strip())
