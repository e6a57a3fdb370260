"""What readers take and give: input files, articles, rejects."""

from pathlib import Path
from typing import Literal, NamedTuple

from kzling.pipeline import Origin


class InputFile(NamedTuple):
    """A file to read, with the path it is known by: relative to its input, with forward slashes.

    `format` is that of its content, "" to find out when it is read; how it is compressed its first bytes tell.
    """

    path: Path
    source: str
    format: str = ""


class Article(NamedTuple):
    """A usable record, as it was read.

    `content` is text, or bytes that the worker decodes (then `charset` is the encoding that was declared, if any).
    `source` and `position` say where it stands: the file, and its line or number in it (counting from 1, 0 for the
    whole file).
    """

    content: str | bytes
    origin: Origin
    source: str = ""
    position: int = 0
    format: Literal["text", "html"] = "text"
    charset: str | None = None


class Rejected(NamedTuple):
    """A record that cannot be used: file, line (counting from 1, 0 for the whole file), why."""

    source: str
    position: int
    reason: str
