"""Text from outside on a page of the dataset: it must not be read as Markdown, HTML or TeX."""

import html
import re

from kzling.text.printable import one_line

_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|~$-]")
_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+|[\w.+-]+@[A-Za-z0-9.-]+", re.ASCII)
#: Braces cannot be quoted in BibTeX: it counts them all.
_TEX = str.maketrans(
    {**{sign: f"\\{sign}" for sign in "$&%#_"}, "{": "(", "}": ")", "<": r"\textless{}", ">": r"\textgreater{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def plain(text: str) -> str:
    """Make text from outside harmless in Markdown and HTML: on one line, every sign of markup for itself."""
    return _MARKUP.sub(r"\\\g<0>", html.escape(one_line(text), quote=False))


def address(text: str) -> str:
    """Give an address of the web or of mail as a link, which `plain` would break; any other text as `plain` does.

    >>> address("https://example.org/a_form"), address("ask at the *desk*")
    ('<https://example.org/a_form>', 'ask at the \\\\*desk\\\\*')
    """
    return f"<{text}>" if _ADDRESS.fullmatch(text) else plain(text)


def bibtex(text: str) -> str:
    """Give text from outside as the value of a field in BibTeX."""
    return one_line(text).translate(_TEX)
