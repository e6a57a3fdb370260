"""The encodings that are read: their names in headers and pages, and the characters of those of one byte a letter."""

import codecs
import re
from functools import lru_cache

#: The encodings of one byte a letter that occur between Poland and Kazakhstan, as Python calls them, and how much
#: likelier than the others each is, in nats. Equal scores go to the earlier one. Set by hand with
#: tests/quality/page_encodings.py: what Windows wrote before UTF-8 first, what is left of DOS, Unix and Mac OS after
#: it.
SINGLE_BYTE = {
    "cp1252": 1.0,
    "cp1251": 1.0,
    "cp1250": 1.0,
    "kz1048": 0.5,
    "koi8-r": 0.5,
    "cp1254": 0.5,
    "iso8859-2": 0.5,
    "cp866": 0.5,
    "ptcp154": 0.0,
    "koi8-u": 0.0,
    "iso8859-5": 0.0,
    "mac-cyrillic": 0.0,
}
#: Read where they are declared, but never looked for.
_DECLARED_ONLY = (
    "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859-4", "iso8859-6", "iso8859-7", "iso8859-8",
    "iso8859-10", "iso8859-13", "iso8859-15", "iso8859-16", "mac-roman", "gb18030", "big5", "cp932", "euc_jp", "cp949",
)  # fmt: skip
# WHATWG Encoding Standard, section 4.2: a page that says one of these is read as the larger encoding.
_LARGER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_PUBLIC_NAMES = {
    **{f"cp{number}": f"windows-{number}" for number in range(1250, 1259)},
    **{f"iso8859-{number}": f"iso-8859-{number}" for number in range(1, 17)},
    "cp866": "ibm866",
}

# "win-1251" is no registered name, but pages have it.
_LABEL = re.compile(r"(?:x-)?(?:win-?(?=\d))?([a-z0-9][a-z0-9._:-]{0,30})")


def codec_of(label: str) -> str | None:
    """Give Python's name for the encoding that a page or a header names; None for one that is not read.

    Labels that browsers read as a larger encoding give that; UTF-16 and UTF-32 are known by their bytes alone.

    >>> codec_of("x-cp1251"), codec_of("ISO-8859-1"), codec_of("rot13")
    ('cp1251', 'cp1252', None)
    """
    match = _LABEL.fullmatch(label.strip().lower())
    try:
        name = codecs.lookup(match.group(1)).name if match else None
    except LookupError:
        return None
    name = _LARGER.get(name or "", name)
    return name if name in SINGLE_BYTE or name in _DECLARED_ONLY or name == "utf-8" else None


def public_name(codec: str) -> str:
    """Give the name that both browsers and Python know: windows-1251 for cp1251."""
    return _PUBLIC_NAMES.get(codec, codec)


@lru_cache(maxsize=64)
def table(codec: str) -> str:
    """Give the 256 characters of a single-byte encoding; bytes that it leaves open become C1 controls, as in browsers.

    >>> table("cp1252")[0xE9], table("cp1252")[0x81]
    ('é', '\\x81')
    """
    characters = (bytes([byte]).decode(codec, "replace") for byte in range(256))
    return "".join(chr(byte) if found == "\ufffd" else found for byte, found in enumerate(characters))
