"""Stand-off: a document without the article's words, and back again where somebody has the text.

What goes is running text: `raw`, `text`, `title`, `author`, `text_normalized`, and what edits and removed furniture
repeat of it. What stays is ids, addresses, hashes, offsets and annotation, the names of known entities included. Of
persons whom the knowledge base does not know, the name goes too.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kzling.errors import InvalidRecord
from kzling.ids import text_hash
from kzling.knowledge.records import CLUSTER
from kzling.model import Document, Edit, Mention, Removed

_STRETCH = re.compile(r"(\d+)-(\d+)", re.ASCII)


def stand_off(document: Document) -> Document:
    """Leave the article's words out of a document."""
    strangers = {name for mention in document.mentions if _is_stranger(mention) for name in _names(mention)}
    return replace(
        document,
        title=None,
        author=None,
        raw="",
        text="",
        edits=_unquoted(document.edits),
        removed=tuple(replace(one, text="") for one in document.removed),
        mentions=tuple(_nameless(mention, strangers) for mention in document.mentions),
        text_normalized=_put_in(document.text_normalized, document.normalized_edits),
        normalized_edits=_unquoted(document.normalized_edits),
    )


def joined(document: Document, read: Document) -> Document:
    """Give a document its words back.

    Args:
        document: as `stand_off` left it.
        read: the same article, read and cleaned anew; its names do not matter.

    Raises:
        InvalidRecord: the text of the article is another one now, or its page was laid out in another way.
    """
    if text_hash(read.text) != document.provenance.text_hash:
        raise InvalidRecord("the article has another text")
    if (_unquoted(read.edits), _places(read.removed)) != (document.edits, _places(document.removed)):
        raise InvalidRecord("the article has the same text, but another page around it")
    normalized, edits = _normalized(document, read.text)
    return replace(
        document,
        title=read.title,
        author=read.author,
        raw=read.raw,
        text=read.text,
        edits=read.edits,
        removed=read.removed,
        mentions=tuple(_named(mention, read) for mention in document.mentions),
        text_normalized=normalized,
        normalized_edits=edits,
    )


def _unquoted(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return tuple(replace(edit, before="") for edit in edits)


def _places(removed: Sequence[Removed]) -> list[Removed]:
    return [replace(one, text="") for one in removed]


def _put_in(text: str | None, edits: Sequence[Edit]) -> str | None:
    """Give only what the edits of a normalised text put in: standard names, which are ours."""
    return None if text is None else "".join(text[edit.start : edit.end] for edit in edits)


def _normalized(document: Document, text: str) -> tuple[str | None, tuple[Edit, ...]]:
    put_in = document.text_normalized
    if put_in is None:
        return None, ()
    pieces: list[str] = []
    position = taken = 0
    for edit in document.normalized_edits:
        length = edit.end - edit.start
        pieces += (text[position : edit.raw_start], put_in[taken : taken + length])
        position, taken = edit.raw_end, taken + length
    edits = (replace(edit, before=text[edit.raw_start : edit.raw_end]) for edit in document.normalized_edits)
    return "".join(pieces) + text[position:], tuple(edits)


def _is_stranger(mention: Mention) -> bool:
    """Say whether a mention is of a person whom the base does not know."""
    return mention.type == "person" and (mention.entity_id is None or mention.entity_id.startswith(CLUSTER))


def _names(mention: Mention) -> Iterator[str]:
    yield from (name for name in (mention.surface, mention.lemma, mention.canonical) if name)


def _nameless(mention: Mention, strangers: Collection[str]) -> Mention:
    """Leave out the names of persons whom the base does not know: their own, and in what is said of others."""
    known = not _is_stranger(mention)
    # One word may also be a part of the name of somebody whom the base knows.
    told = [name for name in strangers if not known or " " in name]
    evidence = tuple(one for one in mention.evidence if not any(name in one.why for name in told))
    if known:
        return mention if evidence == mention.evidence else replace(mention, evidence=evidence)
    lemma = shorthand(mention.lemma, mention.surface)
    canonical = None if mention.canonical is None else shorthand(mention.canonical, mention.surface)
    return replace(mention, surface="", lemma=lemma, canonical=canonical, evidence=evidence)


def _named(mention: Mention, read: Document) -> Mention:
    if mention.surface:
        return mention
    surface = (read.text if mention.space == "text" else read.raw)[mention.start : mention.end]
    canonical = None if mention.canonical is None else written_out(mention.canonical, surface)
    return replace(mention, surface=surface, lemma=written_out(mention.lemma, surface), canonical=canonical)


def shorthand(text: str, beside: str) -> str:
    """Write a text as stretches of another one, with what is not in it: a base form by the name as it stands.

    >>> shorthand("Иван Петров", "Ивану Петрову"), written_out("0-4|5-12", "Ивану Петрову")
    ('0-4|5-12', 'Иван Петров')
    """
    pieces = []
    for kind, start, end, i, j in SequenceMatcher(None, beside, text, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(f"{start}-{end}")
        elif i != j:
            pieces.append("=" + text[i:j].replace("\\", r"\b").replace("|", r"\p"))
    return "|".join(pieces)


def written_out(code: str, beside: str) -> str:
    """Give the text that `shorthand` wrote."""
    return "".join(_written(piece, beside) for piece in code.split("|") if piece)


def _written(piece: str, beside: str) -> str:
    if piece.startswith("="):
        return piece[1:].replace(r"\p", "|").replace(r"\b", "\\")
    found = _STRETCH.fullmatch(piece)
    if found is None:
        raise InvalidRecord(f"{piece[:40]!r} is no stretch of a name; the dataset is damaged")
    return beside[int(found[1]) : int(found[2])]
