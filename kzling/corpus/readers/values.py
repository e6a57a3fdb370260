"""What stands in a cell of a table or in a field of a JSON object, as the type that a record wants.

Each function gives None for a cell that holds nothing (null, blank, not a number) and raises `Unfit` for one that
holds something else than asked for.
"""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from kzling.ids import canonical_url
from kzling.language.dates import written_time

#: Numbers of more digits than 20220306024500000 are no dates.
_LARGEST_NUMBER = 10**18
#: Code points of a value that a message shows.
_LONGEST_SHOWN = 60


class Unfit(ValueError):
    """A value is of another type than asked for; the message says what is wrong with it ("is not a string")."""


def as_text(value: Any) -> str | bytes | None:
    """Give a text: a string, bytes that are decoded later, or a list of strings as its paragraphs.

    >>> as_text("Су"), as_text(["Су", "келді"]), as_text(" "), as_text(None)
    ('Су', 'Су\\nкелді', None, None)
    """
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value) if bytes(value).strip() else None
    if isinstance(value, (list, tuple)) and value and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if is_nothing(value):
        return None
    if not isinstance(value, str):
        raise Unfit("is not a string")
    return value


def as_html(value: Any) -> str | bytes | None:
    """Give the source of a page: a string or bytes with a tag in it."""
    page = as_text(value)
    if page is None or (b"<" in page if isinstance(page, bytes) else "<" in page):
        return page
    raise Unfit("is no HTML")


def as_words(value: Any) -> str | None:
    """Give a short text without space around it; an object stands for its `name`, a list for its only item.

    >>> as_words(" Су "), as_words({"name": "KazTAG"}), as_words(["Су"]), as_words(float("nan"))
    ('Су', 'KazTAG', 'Су', None)
    """
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping) and "name" in value:
        value = value["name"]
    if is_nothing(value):
        return None
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unfit("is not UTF-8") from error
    if not isinstance(value, str):
        raise Unfit("is not a string")
    return value.strip() or None


def as_author(value: Any) -> str | None:
    """Give the authors as one text: a list is joined with ", ".

    >>> as_author(["A. Жұмабаев", {"name": "B. Иванов"}, None])
    'A. Жұмабаев, B. Иванов'
    """
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(as_words, value))) or None
    return as_words(value)


def as_publisher(value: Any) -> str | None:
    """Give the name of a publisher, which an address is not."""
    words = as_words(value)
    if words and "://" in words:
        raise Unfit("is an address")
    return words


def as_page(value: Any) -> str | None:
    """Give the address of a page on the web, which the address of a whole site is not.

    >>> as_page("https://e.kz/1")
    'https://e.kz/1'
    """
    words = as_words(value)
    if words and not (words.lower().startswith(("http://", "https://")) and re.search("[/?]", canonical_url(words))):
        raise Unfit("is no address of a page")
    return words


def as_id(value: Any) -> str | None:
    """Give an id: a string or a number, whole numbers without the ".0" of columns that miss some.

    >>> as_id("k1"), as_id(7), as_id(7.0), as_id(""), as_id({"$oid": "5f1a"})
    ('k1', '7', '7', None, '5f1a')
    """
    if isinstance(value, Mapping) and len(value) == 1:  # MongoDB's way to export its ids
        value = value.get("$oid")
    if is_nothing(value):
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal, UUID)):
        raise Unfit("is neither a string nor a number")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def as_time(value: Any) -> str | None:
    """Give a moment as "YYYY-MM-DDTHH:MM:SSZ": of a date, of a written one, or of seconds or milliseconds since 1970.

    Raises:
        Unfit: the value is not understood as a date.

    >>> as_time("6 наурыз 2022"), as_time(20220306024500), as_time(1646534700)
    ('2022-03-06T00:00:00Z', '2022-03-06T02:45:00Z', '2022-03-06T02:45:00Z')
    """
    if isinstance(value, Mapping) and len(value) == 1:  # MongoDB's way to export its dates
        value = value.get("$date")
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if is_nothing(value):
        return None
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        # As digits, because tables keep 20220306024500 as a number too.
        value = f"{value:.0f}" if 0 < value < _LARGEST_NUMBER else ""
    moment = written_time(value)
    if moment is None:
        raise Unfit("is not understood")
    return moment


def is_nothing(value: Any) -> bool:
    """Say whether a cell is null, blank, or not a number, which is how tables write null in a column of numbers."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Decimal):
        return value.is_nan()
    return value is None or (isinstance(value, float) and math.isnan(value))


def shown(value: Any) -> str:
    """Give a value for a message, cut to a length that fits a line."""
    text = repr(value[: _LONGEST_SHOWN + 1] if isinstance(value, (str, bytes)) else value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
