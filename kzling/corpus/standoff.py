"""Stand-off: a document without the article's words, and back again where somebody has the text.

What goes is running text: `raw`, `text`, `title`, `author`, `text_normalized`, and what edits and removed furniture
repeat of it. What stays is ids, addresses, paths, publishers, hashes, offsets and annotation, the names of known
entities included. Of persons whom the knowledge base does not know, the name goes too, and with it what was found out
about it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from kzling.answers import Evidence
from kzling.corpus.decide import warning_kind
from kzling.errors import InvalidRecord
from kzling.ids import text_hash
from kzling.knowledge.records import CLUSTER
from kzling.model import Document, Edit, Mention, Removed

_STRETCH = re.compile(r"([\^_]?)(\d{1,9})-(\d{1,9})", re.ASCII)
#: The sign before a stretch -> what is done with its letters: names stand in capitals here and there.
_CASES: Mapping[str, Callable[[str], str]] = {"": str, "^": str.upper, "_": str.lower}


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
        provenance=replace(document.provenance, warnings=tuple(map(warning_kind, document.provenance.warnings))),
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
        provenance=replace(document.provenance, warnings=_warnings(document, read)),
    )


def _warnings(document: Document, read: Document) -> tuple[str, ...]:
    """Give the warnings in full, if they are the same: whoever joins may read the article from another table."""
    kinds, full = document.provenance.warnings, read.provenance.warnings
    return full if tuple(map(warning_kind, full)) == kinds else kinds


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
    if not _is_stranger(mention):
        evidence = tuple(one for one in mention.evidence if not _tells_of(one, strangers))
        return mention if evidence == mention.evidence else replace(mention, evidence=evidence)
    lemma = shorthand(mention.lemma, mention.surface)
    canonical = None if mention.canonical is None else shorthand(mention.canonical, mention.surface)
    # To name whom a stranger is spelt like is to name the stranger.
    return replace(mention, surface="", lemma=lemma, canonical=canonical, evidence=())


def _tells_of(evidence: Evidence, strangers: Collection[str]) -> bool:
    """Say whether evidence on a name may give another person's: "it stands for ... That is somebody else"."""
    if evidence.kind == "chain" and evidence.weight < 0:
        return True
    # One word may also be a part of the name of somebody whom the base knows.
    return any(name in evidence.why for name in strangers if " " in name)


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
    >>> shorthand("ПЕТРОВ", "Петрову")
    '0-1|^1-6'
    """
    pieces: list[str] = []
    letters, others = ([letter.lower() for letter in one] for one in (text, beside))
    for kind, start, end, i, j in SequenceMatcher(None, others, letters, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces += _stretches(text[i:j], beside[start:end], start)
        elif i != j:
            pieces.append(_literal(text[i:j]))
    return "|".join(pieces)


def _stretches(text: str, beside: str, start: int) -> Iterator[str]:
    """Write a text as stretches of one that differs in capitals alone, and begins at `start`."""
    signs = (next((s for s, done in _CASES.items() if done(b) == a), None) for a, b in zip(text, beside, strict=True))
    for sign, run in groupby(enumerate(signs), itemgetter(1)):
        places = [place for place, _ in run]
        first, end = places[0], places[-1] + 1
        yield _literal(text[first:end]) if sign is None else f"{sign}{start + first}-{start + end}"


def _literal(text: str) -> str:
    return "=" + text.replace("\\", r"\b").replace("|", r"\p")


def written_out(code: str, beside: str) -> str:
    """Give the text that `shorthand` wrote."""
    return "".join(_written(piece, beside) for piece in code.split("|") if piece)


def _written(piece: str, beside: str) -> str:
    if piece.startswith("="):
        return piece[1:].replace(r"\p", "|").replace(r"\b", "\\")
    found = _STRETCH.fullmatch(piece)
    if found is None:
        raise InvalidRecord(f"{piece[:40]!r} is no stretch of a name; the dataset is damaged")
    # Letter by letter, since a Greek letter at the end of a word is another one.
    return "".join(map(_CASES[found[1]], beside[int(found[2]) : int(found[3])]))
