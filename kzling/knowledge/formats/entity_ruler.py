"""Patterns of spaCy's EntityRuler: a line for each spelling of a name, with the entity's id.

Load them with `nlp.add_pipe("entity_ruler").from_disk("patterns.jsonl")`; an entity then has the id in `ent_id_`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from os import PathLike
from typing import Any

from kzling.knowledge.formats.output import write_objects

#: Labels of the English models of spaCy (OntoNotes) for our types; "other" has none.
LABELS: Mapping[str, str] = {
    "person": "PERSON",
    "place": "LOC",
    "organization": "ORG",
    "event": "EVENT",
    "work": "WORK_OF_ART",
    "product": "PRODUCT",
    "group": "NORP",
}


def write(
    records: Iterable[Mapping[str, Any]],
    path: str | PathLike[str],
    *,
    languages: Collection[str] | None = None,
    labels: Mapping[str, str] = LABELS,
) -> int:
    """Write the patterns of all names, and give the number of entities that have one.

    Args:
        records: records.
        path: a file in .jsonl, as spaCy asks for.
        languages: only names in these languages, and in none ("und").
        labels: the label of each type; entities of other types are left out.

    Raises:
        UnwritableOutput: the file cannot be written.
    """
    number = 0

    def all_patterns() -> Iterator[dict[str, str]]:
        nonlocal number
        for one in records:
            found = patterns(one, languages=languages, labels=labels)
            number += bool(found)
            yield from found

    write_objects(all_patterns(), path)
    return number


def patterns(
    one: Mapping[str, Any], *, languages: Collection[str] | None = None, labels: Mapping[str, str] = LABELS
) -> list[dict[str, str]]:
    """Give the patterns of a record, each once.

    >>> patterns({"id": "x", "type": "place", "names": [{"text": "Orda"}, {"text": "Orda", "lang": "en"}]})
    [{'label': 'LOC', 'pattern': 'Orda', 'id': 'x'}]
    """
    label = labels.get(one.get("type", "other"))
    names = [n for n in one["names"] if languages is None or n.get("lang", "und") in ("und", *languages)]
    texts = dict.fromkeys(n["text"] for n in names)
    return [{"label": label, "pattern": text, "id": one["id"]} for text in texts] if label else []
