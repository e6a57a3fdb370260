"""Entities of annotated Russian news with the forms that some of the documents have, asked in those of the others.

An entity is what has one normal name; a person of whom only the family name is given is the one of that family name
where the documents have but one. What an entity of a document is called lies beside the text, not in the base.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kb_data import record
from name_data import half

TYPES = {"Person": "person", "Location": "place", "LocOrg": "place", "Org": "organization"}
_PERSON = ("firstname", "patronymic", "lastname")
#: Spans that are no name: "мэр" beside "Лужков", "российский" for Россия.
_NO_NAME = ("descr", "job", "adj")
#: The documents are few: they are halved so often, each time otherwise.
TIMES = 5


class Form(NamedTuple):
    """A written form in a document; `entity` is type and normal name."""

    document: str
    form: str
    entity: str


class Split(NamedTuple):
    """Records for a base, and forms it has never seen."""

    records: Sequence[dict[str, Any]]
    queries: Sequence[Form]


def texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


def splits(folder: Path, *, times: int = TIMES) -> list[Split]:
    """Halve the documents so often; either half makes a base that is asked in the forms of the other."""
    found = _joined([form for document, text in texts(folder).items() for form in forms(folder, document, text)])
    return [
        _split(found, {form.document for form in found if half(f"{time} {form.document}") == side})
        for time in range(times)
        for side in (0, 1)
    ]


def _split(found: Sequence[Form], own: Collection[str]) -> Split:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for form in found:
        if form.document in own:
            names[form.entity][form.form] = None
    records = [_record(entity, list(forms)) for entity, forms in names.items()]
    seen = {name["text"].casefold() for one in records for name in one["names"]}
    others = (form for form in found if form.document not in own and form.entity in names)
    return Split(records, [form for form in dict.fromkeys(others) if form.form.casefold() not in seen])


def _record(entity: str, written: list[str]) -> dict[str, Any]:
    type, _, normal = entity.partition(":")
    names = record(entity, type, {"ru": [normal]})["names"]
    names += record(entity, type, {"ru": [form for form in written if form != normal]}, "inflected")["names"]
    return {"id": entity, "type": type, "names": names}


def _joined(found: Sequence[Form]) -> list[Form]:
    """Take for one what differs in capital letters alone, and a family name for the full name that alone has it."""
    spelt: dict[str, str] = {}
    full: dict[str, set[str]] = defaultdict(set)
    for form in found:
        entity = spelt.setdefault(form.entity.casefold(), form.entity)
        type, _, normal = entity.partition(":")
        if type == "person" and " " in normal:
            full[f"person:{normal.rpartition(' ')[2]}".casefold()].add(entity)
    one = spelt | {family: min(own) for family, own in full.items() if len(own) == 1}
    return [form._replace(entity=one[form.entity.casefold()]) for form in found]


def forms(folder: Path, document: str, text: str) -> Iterator[Form]:
    """Give the names that are annotated in a document."""
    spans = {row[0]: row for row in rows(folder / f"{document}.spans")}
    normal = _normal_names(folder / f"{document}.coref")
    for id, kind, *parts in rows(folder / f"{document}.objects"):
        own = [
            (int(spans[part][2]), int(spans[part][3])) for part in parts if part in spans and _names(spans[part][1])
        ]
        if kind in TYPES and id in normal and own:
            start, end = min(own)[0], max(start + length for start, length in own)
            # A name with other words inside is none that stands as it is.
            if end - start <= sum(length for _, length in own) + 2 * len(own):
                yield Form(document, " ".join(text[start:end].split()), f"{TYPES[kind]}:{normal[id]}")


def _names(kind: str) -> bool:
    return not any(part in kind for part in _NO_NAME)


def rows(path: Path) -> Iterator[list[str]]:
    """Give the cells of each line of a file of spans or objects."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if cells := line.partition("#")[0].split():
            yield cells


def _normal_names(path: Path) -> dict[str, str]:
    """Give the normal name of each object: blocks of a line of ids and lines of a field and a value."""
    found: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.split(maxsplit=1) for line in block.strip().splitlines()]
        values = {line[0]: line[1] for line in reversed(lines[1:]) if len(line) == 2}
        name = values.get("name") or " ".join(values[field] for field in _PERSON if field in values)
        if lines and name:
            found |= dict.fromkeys(block.strip().splitlines()[0].split()[1:], " ".join(name.split()))
    return found
