import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.compression import Broken
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.lines import Table
from kzling.corpus.readers.records import Article
from kzling.corpus.readers.tables import begins_like_table, csv_rows

TABLE = Table("a.csv", columns({}))
NOT_CLOSED = "has a quote that is not closed"


def read(content: bytes, table: Table = TABLE) -> list[tuple[int, str | bytes]]:
    found: list[tuple[int, str | bytes]] = []
    try:
        for record in csv_rows(iter([content]), table):
            found.append((record.position, record.content) if isinstance(record, Article) else record[1:])
    except Broken as error:
        found.append((0, str(error)))
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_quotes_delimiters_and_newlines_in_fields(delimiter: str, line_end: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
    rows = ['said "no"', "one\ntwo", "a,b;c\td|e", '5" tall', " ", "last"]
    writer.writerows([["id", "the title, long", "text"], *([n, "t", row] for n, row in enumerate(rows))])
    found = read(stream.getvalue().encode())
    assert [text for _, text in found] == [*rows[:4], "has no text in the field 'text'", rows[5]]
    assert [position for position, _ in found] == [2, 3, 5, 6, 7, 8]


def test_a_quote_that_is_not_closed_costs_its_line() -> None:
    content = b'id,text\n1,"open\n2,b\n3,"c"\n4,"two\nlines"\n5,"open again\n6,f\n'
    assert read(content) == [(2, NOT_CLOSED), (3, "b"), (4, "c"), (5, "two\nlines"), (7, NOT_CLOSED), (8, "f")]


def test_a_quote_in_the_middle_of_a_field_is_none() -> None:
    assert read(b'id,text\n1,5" tall\n2,"5"" tall"\n') == [(2, '5" tall'), (3, '5" tall')]


def test_rows_of_another_length() -> None:
    reason = "has another number of columns than the first line: {} instead of 2"
    assert read(b"id,text\n1\n2,b\n3,c,d\n") == [(2, reason.format(1)), (3, "b"), (4, reason.format(3))]


def test_nul_bytes_and_lone_carriage_returns() -> None:
    found = read(b"id,text\n1,a\0b\n2,a\rb\n3,c\n")
    assert found[0] == (2, "a\0b")
    assert str(found[1][1]).startswith("invalid CSV: new-line character")
    assert found[2] == (4, "c")


def test_long_fields_do_not_need_the_limit_of_the_process() -> None:
    before = csv.field_size_limit()
    assert read(b"id,text\n1," + b"x" * 1_000_000) == [(2, "x" * 1_000_000)]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-le", "utf-8-sig", "koi8-r"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = "Глава государства провёл совещание в столице"
    assert read(f"id,text\n1,{text}\n2,{text}\n".encode(encoding)) == [(2, text), (3, text)]


def test_articles_say_that_the_encoding_was_found() -> None:
    content = "id,text\n1,Глава государства провёл совещание\n".encode("cp1251")
    (record,) = csv_rows(iter([content]), TABLE)
    assert isinstance(record, Article)
    assert record.origin.warnings == ("read as windows-1251 (detected)",)


def test_an_encoding_that_is_named() -> None:
    content = "id,text\n1,Сәкен\n".encode("kz1048")
    assert read(content, TABLE._replace(encoding="kz1048")) == [(2, "Сәкен")]


def test_a_row_that_is_not_utf8_in_a_file_that_is() -> None:
    long = b"1," + b"text " * 20_000 + b"\n"
    found = read(b"id,text\n" + long * 20 + b"2,\xff\n3,c\n")
    assert len(found) == 22
    assert str(found[-2][1]).startswith("is not UTF-8 (byte 0xff")
    assert found[-1] == (23, "c")


@pytest.mark.parametrize(
    ("content", "position", "reason"),
    [
        (b"", 1, "has no line with the names of the columns"),
        (b"\n \n", 1, "has no line with the names of the columns"),
        (b"a,b\n1,2\n3,4\n", 0, "has no text: the columns are a, b; name the one with the text"),
        (b"x" * 17_000_000, 1, "is longer than 16 MB"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 0, "is no text"),
    ],
)
def test_a_file_that_is_no_table_has_one_reject(content: bytes, position: int, reason: str) -> None:
    ((found, why),) = read(content)
    assert (found, str(why)[: len(reason)]) == (position, reason)


def test_what_stands_before_a_fault_is_given() -> None:
    def content() -> Iterator[bytes]:
        yield b"id,text\n1,a\n2,b\n3,"
        raise Broken("fault")

    records = csv_rows(content(), TABLE)
    assert [next(records).position, next(records).position] == [2, 3]
    with pytest.raises(Broken):
        next(records)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_what_csv_writes_is_read(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["title", "text"], *rows])
    found = [text for _, text in read(stream.getvalue().encode())]
    assert found == [row[1] if row[1].strip() else "has no text in the field 'text'" for row in rows]


@given(st.binary(), st.text('",\nab|', max_size=60))
def test_any_bytes_are_read_or_told(content: bytes, rows: str) -> None:
    assert all(position >= 0 for position, _ in read(content))
    found = read(b"id,text\n" + rows.encode() + b"\n")
    assert [position for position, _ in found] == sorted({position for position, _ in found})


@pytest.mark.parametrize(
    ("first", "table"),
    [
        ("title,text,url", True),
        ('"Заголовок";"Текст";"Дата"', True),
        ("id\tbody", True),
        ("price;city", False),
        ("Tokayev left Astana, the text says, and came back.", False),
        ("text", False),
        ("", False),
    ],
)
def test_a_table_of_unknown_format_is_told_by_its_columns(first: str, table: bool) -> None:
    assert begins_like_table(f"{first}\nmore".encode(), Table("stdin", columns({}))) == table


def test_of_two_columns_with_one_name_the_first_that_holds_something_counts() -> None:
    assert read(b"id,text,text\n1,one,\n2,,two\n3,a,b\n") == [(2, "one"), (3, "two"), (4, "a")]


def test_quotation_marks_in_tables_with_tabs_join_no_rows() -> None:
    content = 'id\ttext\n1\t"Ашық тырнақша\n2\tжабық"\n3\t"екі\nжол"\n'.encode()
    assert read(content) == [(2, '"Ашық тырнақша'), (3, 'жабық"'), (4, "екі\nжол")]


def test_the_delimiter_in_a_line_of_its_own() -> None:
    assert read(b"sep=;\r\nid;text\r\n1;one, two\r\n") == [(3, "one, two")]
