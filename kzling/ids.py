"""Ids: what they are made of. They never change meaning, so neither do these functions.

Entities of the default base carry readable ids of our own. All other ids are hashes (sha256, 128 bits) of things
that stay the same wherever and however often a corpus is built.
"""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from kzling.model import Space

#: Parameters of a URL that say where a reader came from, never which page it is.
_TRACKING = ("utm_", "fbclid", "gclid", "yclid", "_openstat")


def canonical_url(url: str) -> str:
    """Give the part of a URL that names the page: no scheme, fragment, tracking parameter or final slash.

    Text that names no host ("n/a", "#") gives "".

    >>> canonical_url("HTTPS://Example.org:443/a/?utm_source=x&id=7#top"), canonical_url("n/a")
    ('example.org/a?id=7', '')
    """
    stated = url.strip()
    try:
        parts = urlsplit(stated if "//" in stated else f"//{stated}")
    except ValueError:  # brackets that are no IPv6 address
        return ""
    host = parts.netloc.rpartition("@")[2].lower()
    for default in (":80", ":443"):
        host = host.removesuffix(default)
    if "." not in host.strip(".") and host.partition(":")[0] != "localhost":
        return ""
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    return host + parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")


def document_id(*, source: str, url: str | None = None) -> str:
    """Give the id of a document: from its canonical URL if it has one, else from its source.

    A source is a path relative to the input root with the key of the record: `a.txt`, `a.jsonl#KEY` for a record
    with an id of its own, `a.jsonl:LINE` for one without.
    """
    page = canonical_url(url) if url else ""
    return _digest("url", page) if page else _digest("source", source)


def mention_id(document: str, start: int, end: int, space: Space = "text") -> str:
    """Give the id of a mention: document id + position; positions in raw space carry an `r`."""
    return f"{document}:{'r' if space == 'raw' else ''}{start}-{end}"


def cluster_id(members: tuple[str, ...]) -> str:
    """Give the id of a cluster of unknown names: hash of its smallest member (a mention id)."""
    return "cluster-" + _digest("cluster", min(members))


def story_id(members: tuple[str, ...]) -> str:
    """Give the id of a story: hash of its smallest member (a document id)."""
    return "story-" + _digest("story", min(members))


def text_hash(text: str) -> str:
    """Give the hash of a text, equal for equal texts."""
    return _digest("text", text)


def _digest(space: str, text: str) -> str:
    return hashlib.sha256(f"{space}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
