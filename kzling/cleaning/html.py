"""HTML to block text with the parser of the standard library: blocks in order, one a line.

Scripts and styles are left out; which blocks are the article is for the cleaner to say.
"""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "title",
        "body",
    ]
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset(("script", "style"))


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data


def block_text(html: str) -> str:
    """Give the text of a page, each block in a line of its own, white space inside folded.

    >>> block_text("<h1>Title</h1><script>x</script><p>One <b>two</b></p>")
    'Title\\nOne two'
    """
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    # Only the white space of HTML is folded: no-break spaces are content.
    lines = (" ".join(_SPACE.split(line)).strip(" ") for line in parser.lines)
    return "\n".join(line for line in lines if line)
