"""Text from outside where people read it: on a page or a terminal, which its characters must not steer."""

import re

#: What XML 1.0 forbids, the other control characters, and what would turn the direction of the text behind it.
_BAD = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Put text on one line, with a sign of its own (U+FFFD) for each character that no page can bear.

    >>> one_line("a\\nb \\x1b[31m")
    'a b \ufffd[31m'
    """
    return " ".join(_BAD.sub("\ufffd", text).split())
