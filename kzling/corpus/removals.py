"""The removal list: what owners of texts, and people named in them, want gone from a dataset.

It is a YAML file beside the configuration, kept under version control by whoever builds:

    urls: [https://example.kz/news/1]      # the article and all copies of its text
    documents: [63611cf0bd67d25195f503e3f27ed7c6]  # the same by the id of a row
    entities: [kz-person-example]          # nothing says where this entity is named

A list that removed something must be kept: the next build reads the same input again.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self

import yaml

from kzling.errors import MissingInput, UsageError
from kzling.ids import canonical_url, document_id
from kzling.model import Cue, Document, Edit, Mention, Translation

_LISTS = ("urls", "documents", "entities")


class Removals(NamedTuple):
    """Ids of documents and of entities that must go."""

    documents: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a removal list.

        Raises:
            MissingInput: the file does not exist.
            UsageError: it is not what a removal list looks like; a line that is not understood must not be passed
                over, since somebody waits for it.
        """
        try:
            content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise MissingInput(f"There is no removal list {path}; check the path.") from error
        except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
            raise UsageError(f"The removal list {path} cannot be read: {' '.join(str(error).split())}") from error
        lists = _lists(content, path)
        pages = frozenset(document_id(source="", url=url) for url in lists["urls"])
        return cls(pages | frozenset(lists["documents"]), frozenset(lists["entities"]))


def _lists(content: Any, path: str | Path) -> dict[str, list[str]]:
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise UsageError(f"The removal list {path} must be an object with the lists {', '.join(_LISTS)}.")
    if unknown := [key for key in content if key not in _LISTS]:
        raise UsageError(f"The removal list {path} knows no {unknown[0]!r}; there are {', '.join(_LISTS)}.")
    found = {name: content.get(name) or [] for name in _LISTS}
    for name, items in found.items():
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise UsageError(f"In the removal list {path}, {name} must be a list of texts; put ids in quotes.")
    if bad := [url for url in found["urls"] if not canonical_url(url)]:
        raise UsageError(
            f"In the removal list {path}, {bad[0]!r} is not the address of a page; write it with https://."
        )
    return found


def without(document: Document, entities: Collection[str]) -> Document:
    """Take out all that says where a document names these entities: mentions, evidence, rewritten names."""
    gone = [mention for mention in document.mentions if mention.entity_id in entities]
    kept = [_unsaid(mention, entities) for mention in document.mentions if mention.entity_id not in entities]
    text, edits = _rewritten(document, entities)
    return replace(
        document,
        mentions=tuple(kept),
        translation=_translation(document.translation, gone),
        text_normalized=text,
        normalized_edits=edits,
    )


def _unsaid(mention: Mention, entities: Collection[str]) -> Mention:
    """Leave out evidence that names one of these entities beside another one."""
    evidence = tuple(one for one in mention.evidence if not any(entity in one.why for entity in entities))
    return mention if len(evidence) == len(mention.evidence) else replace(mention, evidence=evidence)


def _translation(found: Translation, gone: Collection[Mention]) -> Translation:
    kept = tuple(cue for cue in found.evidence if not any(_at(cue, mention) for mention in gone))
    return replace(found, evidence=kept, score=found.score - sum(c.weight for c in found.evidence if c not in kept))


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
