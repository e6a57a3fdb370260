"""Sets of strings in a few bytes each, for telling fast what is not in them."""

from collections.abc import Collection
from typing import Self
from zlib import crc32

#: So many bits a string, at the least: of strings that are not in a set, up to 3% are taken for its own.
_BITS = 32


class Hashed:
    """A set of strings as bits at the places of their hashes: it has all of them, and a few others by chance.

    >>> words = Hashed.of(["Алматы", "Астана"])
    >>> "Алматы" in words, "Атырау" in words
    (True, False)

    Args:
        bits: what another one has; as many bytes as a power of two.
    """

    def __init__(self, bits: bytes) -> None:
        self.bits = bits
        self._last = 8 * len(bits) - 1

    @classmethod
    def of(cls, strings: Collection[str]) -> Self:
        """Make the set of strings."""
        size = 1 << (len(strings) * _BITS // 8).bit_length()
        bits, last = bytearray(size), 8 * size - 1
        for string in strings:
            place = crc32(string.encode("utf-8", "surrogatepass")) & last
            bits[place >> 3] |= 1 << (place & 7)
        return cls(bytes(bits))

    def __contains__(self, string: str) -> bool:
        place = crc32(string.encode("utf-8", "surrogatepass")) & self._last
        return self.bits[place >> 3] >> (place & 7) & 1 == 1
