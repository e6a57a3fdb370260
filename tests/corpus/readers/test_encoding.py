import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kzling.corpus.readers.codepages import SINGLE_BYTE, codec_of, public_name, table
from kzling.corpus.readers.encoding import Decoded, NoText, decoded
from kzling.corpus.readers.readability import readability

RUSSIAN = "Глава государства провёл совещание с членами правительства о новом бюджете."
KAZAKH = "Мемлекет басшысы үкімет мүшелерімен жаңа бюджет туралы кеңес өткізді."
POLISH = "Głowa państwa spotkała się wczoraj z członkami rządu w sprawie nowego budżetu."
GERMAN = "Das Staatsoberhaupt beriet mit den Mitgliedern der Regierung über den neuen Haushalt."
TURKISH = "Devlet başkanı hükümet üyeleriyle yeni bütçe hakkında bir toplantı yaptı."
UKRAINIAN = "Глава держави провів нараду з членами уряду щодо нового бюджету."

ENCODED = [
    *((RUSSIAN, codec) for codec in ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")),
    (KAZAKH, "kz1048"),
    (KAZAKH, "ptcp154"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (GERMAN, "cp1252"),
    (TURKISH, "cp1254"),
    (UKRAINIAN, "koi8-u"),
]


@pytest.mark.parametrize(("text", "codec"), ENCODED)
def test_detected(text: str, codec: str) -> None:
    found = decoded(text.encode(codec))
    assert found.text == text
    assert found.warning == f"read as {found.encoding} (detected)"
    assert text.encode(found.encoding) == text.encode(codec)


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, POLISH, "plain", ""])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "utf-16", "no such thing"])
def test_utf8_wins_over_any_declaration(text: str, declared: str | None) -> None:
    found = decoded(text.encode(), declared=declared)
    wrong = declared not in (None, "utf-8") and not text.isascii()
    assert found == Decoded(text, "utf-8", f"declared {declared}, read as utf-8" if wrong else None)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_wins(codec: str) -> None:
    found = decoded(RUSSIAN.encode(codec), declared="koi8-r")
    assert found.text == RUSSIAN
    assert found.encoding.startswith(codec[:5])


@pytest.mark.parametrize("codec", ["utf-16le", "utf-16be"])
@pytest.mark.parametrize("text", [RUSSIAN, "The budget", "Тоқаев"])
def test_utf16_without_a_mark(text: str, codec: str) -> None:
    assert decoded(text.encode(codec)) == Decoded(text, codec)


def test_declared_and_right_is_no_news() -> None:
    assert decoded(RUSSIAN.encode("cp1251"), declared="X-CP1251") == Decoded(RUSSIAN, "windows-1251")


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "koi8-r", "junk"])
def test_wrong_declaration(declared: str) -> None:
    found = decoded(RUSSIAN.encode("cp1251"), declared=declared)
    assert found == Decoded(RUSSIAN, "windows-1251", f"declared {declared}, read as windows-1251")


def test_declaration_decides_where_the_bytes_do_not() -> None:
    greek = "Ο αρχηγός του κράτους συναντήθηκε με την κυβέρνηση"
    assert decoded(greek.encode("cp1253"), declared="windows-1253").text == greek
    chinese = "国家元首会见了政府成员。"
    assert decoded(chinese.encode("gb18030"), declared="gb2312").text == chinese


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=cp1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_declared_in_the_page(head: str) -> None:
    page = (head + "<p>Да</p>").encode("cp1251")
    assert decoded(page, html=True).warning is None
    assert decoded(page, html=True, declared="utf-8").text.endswith("<p>Да</p>")


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (RUSSIAN.encode()[:-2], 1),
        (RUSSIAN.encode() + b"\xff" + RUSSIAN.encode(), 1),
        ("—".encode()[:2] + RUSSIAN.encode(), 2),
    ],
)
def test_nearly_utf8(content: bytes, count: int) -> None:
    found = decoded(content)
    assert found.encoding == "utf-8"
    assert found.text.replace("\ufffd", "") in content.decode("utf-8", "ignore")
    assert found.warning == f"{count} byte{'s' if count > 1 else ''} could not be read as utf-8"


@pytest.mark.parametrize(
    ("content", "count"),
    [(RUSSIAN.encode("utf-16") + b"a", "1 byte"), (RUSSIAN.encode("utf-16") + b"\x00\xd8", "2 bytes")],
)
def test_half_a_character_of_utf16(content: bytes, count: str) -> None:
    assert decoded(content) == Decoded(RUSSIAN + "\ufffd", "utf-16le", f"{count} could not be read as utf-16le")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n...", "is no text: begins like PDF"),
        (b"PK\x03\x04....", "is no text: begins like ZIP"),
        (b"\x89PNG\r\n\x1a\n", "is no text: begins like PNG"),
        (b"ab\0\0\0\0\0\0\0\0\0\0" * 9, "is no text (83 % control bytes)"),
    ],
)
def test_binary(content: bytes, reason: str) -> None:
    with pytest.raises(NoText) as raised:
        decoded(content)
    assert str(raised.value) == reason


def test_a_few_controls_are_damage() -> None:
    assert decoded((RUSSIAN + "\0").encode()).text == RUSSIAN + "\0"


def test_nothing_readable_is_a_guess() -> None:
    found = decoded(b"\x80\x81" * 50)
    assert found.warning == f"read as {found.encoding} (a guess)"


@given(st.binary(max_size=300), st.none() | st.text(max_size=20), st.booleans())
@example(b"\xff\xfe\x00", None, False)
@example(b"\xff\xfe\x00\x00\x00\x00\xff\xff" * 20, None, False)
@example(b"\xef\xbb\xbf\xc3", "hz", True)
def test_any_bytes(content: bytes, declared: str | None, html: bool) -> None:
    try:
        found = decoded(content, declared=declared, html=html)
    except NoText as error:
        assert str(error).startswith("is no text")
    else:
        assert decoded(content, declared=declared, html=html) == found
        assert "".encode(found.encoding) in (b"", b"\xff\xfe")
        found.text.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_in_utf8(text: str) -> None:
    if not text.startswith(("\ufeff", "%PDF-", "GIF8", "{\\rtf", "PAR1")):
        assert decoded(text.encode()).text == text


@given(st.sampled_from(ENCODED), st.integers(3, 40))
def test_long_enough_text_comes_back(encoded: tuple[str, str], times: int) -> None:
    text, codec = encoded
    assert decoded((text + " ").encode(codec) * times).text == (text + " ") * times


@pytest.mark.parametrize("content", [b"a" * 2**24 + b"\xe9", b"\xc3" * 2**24, b"\xd0 " * 2**23, b"<meta" * 2**21])
def test_large_content_that_is_hard_to_judge(content: bytes) -> None:
    found = decoded(content, html=True)
    assert len(found.text) >= len(content) / 2


def test_random_bytes_are_no_text() -> None:
    with pytest.raises(NoText, match="control bytes"):
        decoded(b"\x01" + random.Random(1).randbytes(100_000))


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        (" Windows-1251 ", "cp1251"), ("cp1251", "cp1251"), ("x-cp1251", "cp1251"), ("win-1251", "cp1251"),
        ("KOI8-R", "koi8-r"), ("utf8", "utf-8"), ("latin1", "cp1252"), ("us-ascii", "cp1252"), ("ibm866", "cp866"),
        ("iso-8859-9", "cp1254"), ("x-mac-cyrillic", "mac-cyrillic"), ("gbk", "gb18030"), ("kz-1048", "kz1048"),
        ("utf-7", None), ("unicode_escape", None), ("../../etc", None), ("", None), ("кои-8", None), ("\0", None),
    ],
)  # fmt: skip
def test_labels(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize("codec", SINGLE_BYTE)
def test_tables_and_names(codec: str) -> None:
    assert len(set(table(codec))) == 256
    assert table(codec)[:128].encode() == bytes(range(128))
    assert codec_of(public_name(codec)) == codec


@given(st.text(max_size=300))
def test_readability_is_total(text: str) -> None:
    assert readability(text) == readability(text)
