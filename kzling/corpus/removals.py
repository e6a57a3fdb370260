"""The removal list: what owners of texts, and people named in them, want gone from a dataset.

It is a YAML file beside the configuration, kept under version control by whoever builds:

    urls: [https://example.kz/news/1]      # the article and all copies of its text
    documents: [63611cf0bd67d25195f503e3f27ed7c6]  # the same by the id of a row
    entities: [kz-person-example]          # nothing says where this entity is named

A list that removed something must be kept: the next build reads the same input again.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self

import yaml

from kzling.errors import MissingInput, UsageError
from kzling.ids import canonical_url, document_id
from kzling.model import Cue, Document, Edit, Mention, Translation
from kzling.translation.verdict import score

_LISTS = ("urls", "documents", "entities")
_ID = re.compile(r"[0-9a-f]{32}")
_WWW = "www."


class RemovedArticle(NamedTuple):
    """An article that must go: how the list names it, and the ids that its row may have."""

    entry: str
    ids: frozenset[str]


class Removals(NamedTuple):
    """What must go: articles, and the ids of entities."""

    articles: tuple[RemovedArticle, ...] = ()
    entities: frozenset[str] = frozenset()

    @property
    def documents(self) -> frozenset[str]:
        """The ids of all articles."""
        return frozenset[str]().union(*(article.ids for article in self.articles))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a removal list.

        Raises:
            MissingInput: the file does not exist.
            UsageError: it is not what a removal list looks like; a line that is not understood must not be passed
                over, since somebody waits for it.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
            content, twice = yaml.safe_load(text), _twice(text)
        except FileNotFoundError as error:
            raise MissingInput(f"There is no removal list {path}; check the path.") from error
        except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
            raise UsageError(f"The removal list {path} cannot be read: {' '.join(str(error).split())}") from error
        if twice:
            raise UsageError(f"The removal list {path} has {twice} twice; put all into one list.")
        lists = _lists(content, path)
        pages = [
            RemovedArticle(url, frozenset(document_id(source="", url=one) for one in _addresses(url)))
            for url in lists["urls"]
        ]
        rows = [RemovedArticle(id, frozenset([id])) for id in lists["documents"]]
        return cls((*pages, *rows), frozenset(lists["entities"]))


def _twice(text: str) -> str | None:
    """Give the name of a list that is there a second time: YAML would take the last alone."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    names = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    return next((str(name) for name in names if names.count(name) > 1), None)


def _addresses(url: str) -> Iterator[str]:
    """Give an address with and without www: those who ask for a removal mean the page."""
    page = canonical_url(url).removeprefix(_WWW)
    yield from (f"//{page}", f"//{_WWW}{page}")


def _lists(content: Any, path: str | Path) -> dict[str, list[str]]:
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise UsageError(f"The removal list {path} must be an object with the lists {', '.join(_LISTS)}.")
    if unknown := [key for key in content if key not in _LISTS]:
        raise UsageError(f"The removal list {path} knows no {unknown[0]!r}; there are {', '.join(_LISTS)}.")
    found = {name: [] if content.get(name) is None else content[name] for name in _LISTS}
    for name, items in found.items():
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise UsageError(f"In the removal list {path}, {name} must be a list of texts; put ids in quotes.")
    if bad := [url for url in found["urls"] if not canonical_url(url)]:
        raise UsageError(
            f"In the removal list {path}, {bad[0]!r} is not the address of a page; write it with https://."
        )
    if bad := [id for id in found["documents"] if not _ID.fullmatch(id)]:
        raise UsageError(
            f"In the removal list {path}, {bad[0]!r} is not the id of a document; write the 32 signs of its row."
        )
    return found


def without(document: Document, entities: Collection[str]) -> Document:
    """Take out all that says where a document names these entities: mentions, evidence, rewritten names."""
    if not entities:
        return document
    gone = [mention for mention in document.mentions if mention.entity_id in entities]
    told = _told(gone, entities)
    kept = [_unsaid(mention, told) for mention in document.mentions if mention.entity_id not in entities]
    text, edits = _rewritten(document, entities)
    return replace(
        document,
        mentions=tuple(kept),
        translation=_translation(document.translation, gone),
        text_normalized=text,
        normalized_edits=edits,
    )


def without_ids(value: Any, entities: Collection[str]) -> Any:
    """Take the ids of these entities out of plain data: attributes of others."""
    if isinstance(value, Mapping):
        return {key: without_ids(one, entities) for key, one in value.items() if not _is_id(one, entities)}
    if isinstance(value, (list, tuple)):
        return [without_ids(one, entities) for one in value if not _is_id(one, entities)]
    return value


def _is_id(value: Any, entities: Collection[str]) -> bool:
    return isinstance(value, str) and value in entities


def _told(gone: Collection[Mention], entities: Collection[str]) -> re.Pattern[str]:
    """Make a pattern for what says where these entities are named: their ids, and full names as they stand there."""
    names = {mention.surface for mention in gone if " " in mention.surface}
    # An id may be the beginning of another one.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted({*entities, *names})))})(?![\w-])")


def _unsaid(mention: Mention, told: re.Pattern[str]) -> Mention:
    """Leave out evidence that names one of these entities beside another one."""
    evidence = tuple(one for one in mention.evidence if not told.search(one.why))
    return mention if len(evidence) == len(mention.evidence) else replace(mention, evidence=evidence)


def _translation(found: Translation, gone: Collection[Mention]) -> Translation:
    kept = tuple(cue for cue in found.evidence if not any(_at(cue, mention) for mention in gone))
    return found if len(kept) == len(found.evidence) else replace(found, evidence=kept, score=score(kept))


def _at(cue: Cue, mention: Mention) -> bool:
    span = cue.span
    return span.space == mention.space and span.start < mention.end and mention.start < span.end


def _rewritten(document: Document, entities: Collection[str]) -> tuple[str | None, tuple[Edit, ...]]:
    """Give the normalised text with the names of these entities as they stand in the article."""
    text = document.text_normalized
    if text is None or not any(edit.entity_id in entities for edit in document.normalized_edits):
        return text, document.normalized_edits
    pieces: list[str] = []
    edits: list[Edit] = []
    position = shift = 0
    for edit in document.normalized_edits:
        pieces.append(text[position : edit.start])
        position = edit.end
        if edit.entity_id in entities:
            pieces.append(edit.before)
            shift += len(edit.before) - (edit.end - edit.start)
        else:
            pieces.append(text[edit.start : edit.end])
            edits.append(replace(edit, start=edit.start + shift, end=edit.end + shift))
    return "".join(pieces) + text[position:], tuple(edits)
