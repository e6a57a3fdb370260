import gzip
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzling.compression import Broken
from kzling.corpus.readers.streams import STANDARD_INPUT, Fingerprint, chunks, head, utf8


def failing() -> Iterator[bytes]:
    yield b"before"
    raise Broken("fault")


def test_the_fingerprint_is_that_of_the_raw_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"text" * 50_000))
    taken = Fingerprint()
    assert b"".join(chunks(path, taken)) == b"text" * 50_000
    assert (taken.size, taken.sha256) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_file_that_is_left_early_has_no_digest_until_it_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_000_000)
    taken = Fingerprint()
    next(chunks(path, taken))
    assert taken.sha256 == ""
    taken.finish(path)
    assert (taken.size, taken.sha256) == (1_000_000, hashlib.sha256(path.read_bytes()).hexdigest())


def test_plain_content_under_a_name_that_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(b"plain")
    (tmp_path / "b.txt").write_bytes(gzip.compress(b"packed"))
    found = [b"".join(chunks(tmp_path / name, Fingerprint())) for name in ("a.txt.gz", "b.txt")]
    assert found == [b"plain", b"packed"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(b"text"))))
    taken = Fingerprint()
    assert b"".join(chunks(STANDARD_INPUT, taken)) == b"text"
    assert taken.sha256
    assert taken.size > 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
@pytest.mark.parametrize("length", [4, 7, 1000])
def test_unicode_with_a_mark_becomes_utf8(encoding: str, length: int) -> None:
    text = "Қасым-Жомарт 𐰴" * 20
    content = text.encode(encoding)
    found = utf8(content[at : at + length] for at in range(0, len(content), length))
    assert b"".join(found).decode() == text


def test_utf16_without_a_mark_is_known_by_the_option_alone() -> None:
    content = "Абай".encode("utf-16-be")
    assert b"".join(utf8(iter([content]), encoding="UTF-16BE")).decode() == "Абай"
    assert b"".join(utf8(iter([content]))) == content


def test_half_a_pair_is_replaced_and_half_a_character_is_told() -> None:
    content = "a\ud83db".encode("utf-16", "surrogatepass")
    assert b"".join(utf8(iter([content]))).decode() == "a\ufffdb"
    with pytest.raises(Broken, match="is cut off: its UTF-16 ends within a character"):
        list(utf8(iter([content[:-1]])))


def test_a_head_holds_its_fault_back() -> None:
    begun = head(failing(), 100)
    assert (begun.content, begun.whole) == (b"before", False)
    with pytest.raises(Broken):
        list(begun.rest)


@given(st.lists(st.binary(max_size=9)), st.integers(0, 30))
def test_a_head_and_its_rest_are_the_whole(pieces: list[bytes], most: int) -> None:
    begun = head(iter(pieces), most)
    rest = list(begun.rest)
    assert b"".join([begun.content, *rest]) == b"".join(pieces)
    assert begun.whole == (len(b"".join(pieces)) <= most)
    assert not (begun.whole and rest)
