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

    >>> canonical_url("HTTPS://Example.org:443/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # no URL by any standard; it still names its page
        return url.strip()
    host = (parts.netloc.rpartition("@")[2]).lower()
    for default in (":80", ":443"):
        host = host.removesuffix(default)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    return host + parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")


def document_id(*, source: str, url: str | None = None) -> str:
    """Give the id of a document: from its canonical URL, else from its source (relative path + record key)."""
    return _digest("url", canonical_url(url)) if url else _digest("source", source)


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
