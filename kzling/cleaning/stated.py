"""What the elements of a page state of it: meta elements, microdata, JSON-LD, times."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

# Limits, so that a page cannot make this dear: far above what any news page in use has (set in November 2026).
_MOST_STATED, _MOST_TIMES, _MOST_SCRIPTS = 500, 100, 20
_LONGEST_SCRIPT = 500_000
_LONGEST = 1000
_MOST_NODES = 10_000
#: The name of an author or publisher of microdata stands within so many lines of the element that begins it.
_NAME_WITHIN = 2

_SPACE = re.compile(r"\s+")


class Stated:
    """Collects what the elements of a page state, within limits; of two statements the first counts."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.times: list[tuple[int, str]] = []
        self.scripts: list[str] = []
        self._awaited = ""  # the property whose value is the text that comes next
        self._scope = ("", 0)  # the author or publisher whose name is still to come, and its line

    def element(self, name: str, found: dict[str, str], line: int) -> None:
        """Take a meta, link, html, time or author's element, or one with an itemprop, that stands before a line."""
        if name == "html":
            self._add("language", found.get("lang") or found.get("xml:lang", ""))
        elif name == "link" and "canonical" in found.get("rel", "").lower().split():
            self._add("canonical", found.get("href", ""))
        elif name == "meta":
            for key in ("property", "name"):
                self._add(found.get(key, ""), found.get("content", ""))
        elif name == "time" and len(self.times) < _MOST_TIMES:
            self.times.append((line, found.get("datetime", "")))
        if "author" in found.get("rel", "").lower().split():
            self._awaited = "rel:author"
        for item in found.get("itemprop", "").lower().split():
            self._item(item, found, line)

    def _item(self, item: str, found: dict[str, str], line: int) -> None:
        value = found.get("content") or found.get("datetime") or (item != "name" and found.get("href")) or ""
        scope, begun = self._scope
        if item in ("author", "publisher") and "itemscope" in found:
            self._scope = (item, line)
            return
        if item == "name" and scope and line - begun <= _NAME_WITHIN:
            item, self._scope = scope, ("", 0)
        self._add(f"itemprop:{item}", value)
        if not value:
            self._awaited = f"itemprop:{item}"

    def text(self, text: str) -> None:
        """Take text: the value of the property that the element right before it has."""
        if self._awaited and text.strip():
            self._add(self._awaited, text)
            self._awaited = ""

    def end(self) -> None:
        """Take an end tag: no text belongs to the element any more."""
        self._awaited = ""

    def title(self, text: str) -> None:
        """Take the title of the window."""
        self._add("title", text)

    def script(self, stated: str, text: str) -> None:
        """Take a script, if it is JSON-LD."""
        if "ld+json" in stated and len(text) <= _LONGEST_SCRIPT and len(self.scripts) < _MOST_SCRIPTS:
            self.scripts.append(text)

    def _add(self, key: str, value: str) -> None:
        key, value = key.strip().lower(), trimmed(value)
        if key and value and len(key) <= _LONGEST and len(self.values) < _MOST_STATED:
            self.values.setdefault(key, value)


def trimmed(value: str) -> str:
    """Give a value within limits, its white space folded."""
    return _SPACE.sub(" ", value[:_LONGEST]).strip()


def nodes(scripts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give the objects of JSON-LD, outer before inner; what is no JSON is left aside, as search engines do.

    >>> [sorted(node) for node in nodes(['{"@graph": [{"@type": "Article"}]}', "{"])]
    [['@graph'], ['@type']]
    """
    for script in scripts:
        try:
            queue: list[Any] = [orjson.loads(script)]
        except orjson.JSONDecodeError:
            continue
        for node in queue:
            inner = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
            queue += inner[: max(0, _MOST_NODES - len(queue))]
            if isinstance(node, dict):
                yield node
