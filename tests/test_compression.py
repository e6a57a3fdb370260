import bz2
import gzip
import lzma
import random
from collections.abc import Callable, Iterator

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kzling.compression import Broken, unwrapped

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "Zstandard": zstandard.ZstdCompressor(write_checksum=True).compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
#: Text that does not compress much, so that a cut falls between pieces of it.
CONTENT = random.Random(1).randbytes(1_000_000).hex().encode()


def pieces(content: bytes, length: int) -> Iterator[bytes]:
    return (content[at : at + length] for at in range(0, len(content), length))


def before_fault(content: Iterator[bytes]) -> tuple[bytes, str]:
    given = bytearray()
    try:
        for piece in content:
            given += piece
    except Broken as error:
        return bytes(given), str(error)
    return bytes(given), ""


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("length", [17, 1000, 65_536])
def test_all_members_are_read_and_padding_between_them_is_not(name: str, length: int) -> None:
    pack = PACKERS[name]
    packed = pack(b"one") + pack(b"") + pack(CONTENT) + b"\0" * 512 + pack(b"last") + b"\0\0"
    assert before_fault(unwrapped(pieces(packed, length))) == (b"one" + CONTENT + b"last", "")


@pytest.mark.parametrize("name", PACKERS)
def test_what_stands_before_a_cut_is_read(name: str) -> None:
    packed = PACKERS[name](CONTENT)
    found, reason = before_fault(unwrapped(pieces(packed[: len(packed) * 9 // 10], 4096)))
    assert CONTENT.startswith(found)
    assert reason == f"is cut off: its {name} data end after {len(found)} bytes of content"
    assert found


@pytest.mark.parametrize("name", PACKERS)
def test_a_cut_at_any_place_is_told(name: str) -> None:
    packed = PACKERS[name](b"a text that is short")
    for end in range(12, len(packed)):
        assert before_fault(unwrapped(iter([packed[:end]])))[1].startswith("is cut off")


@pytest.mark.parametrize("name", PACKERS)
def test_damage_is_told(name: str) -> None:
    packed = bytearray(PACKERS[name](CONTENT))
    middle = len(packed) // 2
    packed[middle : middle + 64] = bytes(255 - byte for byte in packed[middle : middle + 64])
    assert before_fault(unwrapped(pieces(bytes(packed), 4096)))[1].startswith(f"is broken: its {name} data")


@pytest.mark.parametrize("name", PACKERS)
def test_what_follows_a_member_must_be_one(name: str) -> None:
    found, reason = before_fault(unwrapped(iter([PACKERS[name](b"text") + b"something else, thirty bytes of it"])))
    assert found == b"text"
    assert reason.startswith(f"is broken: its {name} data are damaged after 4 bytes")


def test_more_window_than_memory_should_take() -> None:
    settings = zstandard.ZstdCompressionParameters(window_log=28)
    packed = zstandard.ZstdCompressor(compression_params=settings).compressobj().compress(b"x" * 200_000) + b"x" * 9
    assert before_fault(unwrapped(iter([packed])))[1].startswith("is broken: its Zstandard data are damaged")


def test_text_that_begins_like_a_mark_is_text() -> None:
    for text in (b"BZh is a name", b"\x1f\x8b", b""):
        assert before_fault(unwrapped(iter([text]))) == (text, "")


@given(st.sampled_from([b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"BZh91AY&SY", b"\xfd7zXZ\0"]), st.binary(max_size=300))
def test_any_bytes_behind_a_mark_are_read_or_told(mark: bytes, rest: bytes) -> None:
    _, reason = before_fault(unwrapped(pieces(mark + rest, 64)))
    assert reason.startswith(("is cut off", "is broken"))
