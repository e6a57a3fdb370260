"""HTML to tags: a linear reader of start and end tags, attributes and character references.

The parser of the standard library takes quadratic time on unclosed tags and quotes and raises on some declarations
and references, so pages of strangers cannot be given to it. This one follows the tokenizer of the HTML standard
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization) in comments, attribute quoting and raw text
elements. Every quantifier is possessive: no input makes it go back. Nothing raises.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import NamedTuple

_ATTRIBUTE = r"""(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
# A tag, or a declaration, processing instruction or end tag without a name, which the standard drops.
# Comments are found by their start alone, because two ends are possible.
_MARKUP = re.compile(
    rf"<(?:(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)(?:>|\Z)|(!--)|[!?/][^>]*+(?:>|\Z))", re.ASCII
)
_COMMENT_END = re.compile(r"--!?>")
_NAMED = re.compile(r"""([^\s/>=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+))|[^\s/>=]++""", re.ASCII)
# No code point has more digits than these once leading zeros are gone; int() refuses thousands of them.
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")
_ZEROS = re.compile(r"(&#[xX]?)0+(?=[0-9a-fA-F])")

#: What stands in these elements is code or a picture, not text of the page.
SILENT = frozenset({"script", "style", "template", "iframe", "noembed", "noframes", "svg", "math", "object"})
#: What stands in these elements is text without tags.
_PLAIN = frozenset({"title", "textarea", "xmp"})
_ENDS = {name: re.compile(rf"</{name}(?![^\s/>])[^>]*+(?:>|\Z)", re.IGNORECASE | re.ASCII) for name in SILENT | _PLAIN}
_TO_THE_END = frozenset({"script", "style"})
#: Attributes beyond this number are not looked at. No page of a browser's author has so many; hostile ones do.
_MOST_ATTRIBUTES = 100


class Tag(NamedTuple):
    """A tag at `start`:`end` of the page, or a comment or declaration, which has no name.

    `inner` is what stands in a silent or plain element, else "".
    """

    start: int
    end: int
    name: str
    closing: bool
    attributes: str
    inner: str


def tags(html: str) -> Iterator[Tag]:
    """Give the tags of a page in order, names in small letters; text lies between them.

    A silent or plain element is one tag that reaches behind its end tag. Without an end tag, scripts and styles
    reach to the end of the page, as in browsers; other elements of this kind are read as ordinary ones.

    >>> [(tag.name, tag.closing, tag.inner) for tag in tags("<P>a<!-- b --><script>x<y</script></p>")]
    [('p', False, ''), ('', False, ''), ('script', False, 'x<y'), ('p', True, '')]
    """
    position = 0
    search = _MARKUP.search
    endless: set[str] = set()
    while match := search(html, position):
        start, position = match.span()
        closing, name, stated, comment = match.groups()
        inner = ""
        if comment:
            # "<!-->" and "<!--->" are whole comments: the dashes of the start may be those of the end.
            end = _COMMENT_END.search(html, start + 2)
            position = end.end() if end else len(html)
        elif name:
            name = name.lower()
            if name in _ENDS and not closing and name not in endless and not _empty(name, stated):
                last = _ENDS[name].search(html, position)
                if last:
                    inner, position = html[position : last.start()], last.end()
                elif name in _TO_THE_END:
                    inner, position = html[position:], len(html)
                else:
                    endless.add(name)
        yield Tag(start, position, name or "", closing == "/", stated or "", inner)


def _empty(name: str, stated: str) -> bool:
    return name in ("svg", "math") and stated.endswith("/")


def attributes(stated: str) -> dict[str, str]:
    """Read the attributes of a tag; of two with one name the first counts.

    >>> attributes(" id=top CLASS='a &amp; b' hidden")
    {'id': 'top', 'class': 'a & b', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in islice(_NAMED.finditer(stated), _MOST_ATTRIBUTES):
        name = match.group(1)
        value = (match.group(2) or match.group(3) or match.group(4) or "") if name else ""
        found.setdefault((name or match.group()).lower(), decoded(value))
    return found


def decoded(text: str) -> str:
    """Replace character references as the HTML standard does, also those with a million digits.

    >>> decoded("a &amp; b &#1178;&#9999999999;")
    'a & b Қ\\ufffd'
    """
    if "&" not in text:
        return text
    if "&#" in text and _LONG_REFERENCE.search(text):
        text = _LONG_REFERENCE.sub("&#xfffd;", _ZEROS.sub(r"\1", text))
    return unescape(text)
