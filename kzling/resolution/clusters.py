"""Names that nobody in the base bears: equal full names are one cluster."""

from collections import defaultdict
from collections.abc import Iterable

from kzling.ids import cluster_id
from kzling.text.fold import fold

#: Raised when the rule changes.
VERSION = 1


def cluster_key(lemma: str) -> str:
    """Give the key under which unknown names fall together: the folded full name.

    Single words get no cluster across documents, because a bare surname is shared by strangers; they return "".

    >>> cluster_key("Kanat  ALTYNBAYEV"), cluster_key("Altynbayev")
    ('kanat altynbayev', '')
    """
    return fold(lemma) if len(lemma.split()) > 1 else ""


def clusters(members: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give mention id -> cluster id for (mention id, cluster key) pairs; mentions without a key stand alone."""
    groups: dict[str, list[str]] = defaultdict(list)
    for mention, key in members:
        groups[key or f"\0{mention}"].append(mention)
    return {mention: cluster_id(tuple(group)) for group in groups.values() for mention in group}
