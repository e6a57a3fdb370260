"""Plain records as the readers make them: fields that say nothing are left out, no name stands twice."""

from collections.abc import Iterable, Mapping
from typing import Any

from kzling.model import NameKind


def name(
    text: str,
    lang: str = "und",
    *,
    kind: NameKind = "alias",
    script: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> dict[str, Any]:
    """Give a name as plain data.

    >>> name("Astana", "en", since="2022-09-17")
    {'text': 'Astana', 'lang': 'en', 'kind': 'alias', 'since': '2022-09-17'}
    """
    optional = {"script": script, "since": since, "until": until}
    return {"text": text, "lang": lang, "kind": kind, **{key: value for key, value in optional.items() if value}}


def distinct(names: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Leave out empty names and repetitions, that is names with the text, language and dates of an earlier one.

    >>> [n["text"] for n in distinct([name("Orda"), name(" "), name("Orda", kind="official"), name("Orda", "kk")])]
    ['Orda', 'Orda']
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in names:
        key = (one["text"], one.get("lang"), one.get("since"), one.get("until"))
        if one["text"].strip():
            found.setdefault(key, dict(one))
    return list(found.values())


def record(
    id: str,
    type: str,
    names: Iterable[Mapping[str, Any]],
    *,
    attributes: Mapping[str, Any] | None = None,
    ids: Mapping[str, str] | None = None,
    source: str = "",
) -> dict[str, Any]:
    """Give a record as plain data; `source` is that of all its names."""
    optional = {"attributes": dict(attributes or {}), "ids": dict(ids or {})}
    filled = {key: value for key, value in optional.items() if value}
    return {"id": id, "type": type, "names": [{**one, "source": source} for one in distinct(names)], **filled}
