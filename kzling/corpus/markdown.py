"""Text from outside on a page of the dataset: it must not be read as Markdown or HTML."""

import html
import re

_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|~$-]")


def plain(text: str) -> str:
    """Make text from outside harmless in Markdown and HTML: on one line, every sign of markup for itself."""
    return _MARKUP.sub(r"\\\g<0>", html.escape(" ".join(text.split()), quote=False))
