"""The elements of HTML that matter for its text (https://html.spec.whatwg.org/multipage/indices.html)."""

from typing import Literal

BlockKind = Literal["heading", "paragraph", "caption", "item", "quote", "cell", "other"]

# fmt: off
#: What makes lines of its own, with the kind of block that it makes; "" takes the kind of the element around.
BLOCKS: dict[str, BlockKind | Literal[""]] = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "figcaption": "caption", "caption": "caption",
    "li": "item", "dt": "item", "dd": "item",
    "td": "cell", "th": "cell",
    "blockquote": "quote",
    "p": "paragraph",
    **dict.fromkeys((
        "address", "article", "aside", "body", "button", "center", "details", "dialog", "dir", "div", "dl",
        "fieldset", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav",
        "noscript", "ol", "optgroup", "option", "pre", "search", "section", "select", "summary", "table",
        "tbody", "textarea", "tfoot", "thead", "tr", "ul",
    ), ""),
}
#: A paragraph is of these kinds if the element around it is; in a cell of a layout table it stays a paragraph.
STRONGER = frozenset({"quote", "caption", "item", "heading"})
#: A start tag closes the nearest of these elements if it lies inside the nearest of those.
CLOSES = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr",), ("table",)),
    "option": (("option",), ("select",)),
}
#: Elements that group blocks: the prose in them is counted together. Of the others only those with a mark count.
CONTAINERS = frozenset((
    "article", "aside", "body", "center", "details", "dialog", "div", "dl", "fieldset", "footer", "form",
    "header", "html", "main", "nav", "ol", "section", "table", "tbody", "td", "th", "ul",
))
#: Elements deeper than this are not told apart (the limit of browsers with Blink).
DEEPEST = 512
# fmt: on
