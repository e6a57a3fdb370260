"""Records of a knowledge base: what is asked of one, and the short form in which it is kept."""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import orjson

from kzling.checks import is_language
from kzling.errors import InvalidRecord
from kzling.knowledge.dates import iso_date
from kzling.model import Entity, Name
from kzling.text.scripts import script_of

#: What ids of unknown names begin with (`kzling.ids.cluster_id`): no entity may be called so.
CLUSTER = "cluster-"

#: What no id holds: control characters, line ends (ids are lines and cells of files), halves of surrogate pairs.
_NOT_IN_IDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_NAME_DEFAULTS = {field.name: field.default for field in fields(Name) if field.name != "text"}


def entity_of(record: Mapping[str, Any], number: int) -> Entity:
    """Give the entity of a record, scripts filled in; `number` says in errors which record it is.

    Raises:
        InvalidRecord: the record breaks the schema; the message names record and field.

    >>> entity_of({"id": "x", "names": [{"text": "Нұр-Сұлтан", "lang": "kk"}]}, 1).names[0].script
    'Cyrl'
    """
    try:
        entity = Entity.from_dict(record)
    except InvalidRecord as error:
        known = record.get("id", "without id") if isinstance(record, Mapping) else "not an object"
        raise InvalidRecord(f"Record {number} ({_shown(known)}): {error}") from error
    return checked(entity, f"Record {number} ({_shown(entity.id)})")


def checked(entity: Entity, where: str) -> Entity:
    """Give an entity with scripts filled in; `where` begins the messages of errors.

    Raises:
        InvalidRecord: a name is empty or cannot be written as UTF-8; a date, language, id or weight is none.
    """
    if not entity.names or not all(name.text.strip() for name in entity.names):
        raise InvalidRecord(f"{where}: needs at least one name, and no name may be empty.")
    if _NOT_IN_IDS.search(entity.id):
        raise InvalidRecord(f"{where}: an id may hold no control character, line end or half a surrogate pair.")
    for name in entity.names:
        if _SURROGATE.search(name.text):
            raise InvalidRecord(f"{where}: the name {name.text!r} holds half a surrogate pair; write the character.")
        for day in (name.since, name.until):
            if day is not None and iso_date(day) != day:
                raise InvalidRecord(f"{where}: {day!r} is no date; write 2022, 2022-09 or 2022-09-17.")
        if not is_language(name.lang):
            raise InvalidRecord(f"{where}: {name.lang!r} is no language; write two or three small letters, or und.")
    if not entity.id.strip() or entity.id.startswith(CLUSTER) or not 0 <= entity.weight < math.inf:
        raise InvalidRecord(
            f"{where}: an id may be neither empty nor begin with '{CLUSTER}', a weight is a number from 0 up."
        )
    if all(name.script for name in entity.names):
        return entity
    return replace(entity, names=tuple(map(_with_script, entity.names)))


def packed(entity: Entity) -> bytes:
    """Give an entity as the bytes that are kept; what has its default value is left out.

    Raises:
        InvalidRecord: an attribute cannot be written as JSON.
    """
    record = {
        "id": entity.id,
        "type": entity.type,
        "names": [_short(name) for name in entity.names],
        "weight": entity.weight,
        "attributes": entity.attributes,
        "ids": entity.ids,
    }
    try:
        return orjson.dumps(record)
    except TypeError as error:
        raise InvalidRecord(f"An attribute of {entity.id} cannot be written as JSON: {error}.") from error


def unpacked(kept: bytes) -> Entity:
    """Give the entity back; nothing is checked a second time."""
    record = orjson.loads(kept)
    record["names"] = tuple(Name(**name) for name in record["names"])
    return Entity(**record)


class Tally:
    """A hash of all that a base holds, whatever the order in which it came; it goes along with every change.

    >>> one, other = Tally(), Tally()
    >>> one.add(b"a"), one.add(b"b"), other.add(b"b"), other.add(b"c"), other.remove(b"c"), other.add(b"a")
    (None, None, None, None, None, None)
    >>> one.digest == other.digest
    True
    """

    def __init__(self, digest: str = "0") -> None:
        self._sum = int(digest, 16)

    def add(self, part: bytes) -> None:
        """Take in a part."""
        self._sum += _hashed(part)

    def remove(self, part: bytes) -> None:
        """Take out a part that was taken in."""
        self._sum -= _hashed(part)

    @property
    def digest(self) -> str:
        """The hash, 64 characters."""
        return f"{self._sum % (1 << 256):064x}"


def redirect_part(before: str, now: str) -> bytes:
    """Give a redirect as a part of the tally."""
    return orjson.dumps(["redirect", before, now])


def override_part(place: int, line: bytes) -> bytes:
    """Give an override as a part of the tally; their order counts."""
    return b"override %d %s" % (place, line)


def _hashed(part: bytes) -> int:
    return int.from_bytes(hashlib.sha256(part).digest(), "big")


def _shown(entity_id: object) -> str:
    """Give an id as one line that can be printed."""
    return repr(str(entity_id))[1:-1]


def _short(name: Name) -> dict[str, str]:
    kept = {"text": name.text}
    for field, default in _NAME_DEFAULTS.items():
        value = getattr(name, field)
        if value != default:
            kept[field] = value
    return kept


def _with_script(name: Name) -> Name:
    if name.script:
        return name
    # Written out: `dataclasses.replace` takes several times as long, and there are millions of names.
    script = script_of(name.text)
    return Name(name.text, name.lang, script, name.kind, name.since, name.until, name.basis, name.source)
