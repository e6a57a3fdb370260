"""Originals: entities as they came, kept beside what overrides have made of them.

With them the overrides of a base can be changed later, and a record that comes again is changed by them again.
"""

from collections.abc import Iterable, Iterator

import orjson

from kzling.errors import InvalidRecord
from kzling.knowledge.judgements import NameChange, TypeChange
from kzling.knowledge.overrides import Overrides


def touched(overrides: Overrides) -> frozenset[str]:
    """Give the ids of the entities that overrides change or unite; of united ones the id that stays.

    >>> said = {"by": "ann", "when": "2026-11-03", "why": "one man"}
    >>> touched(Overrides.from_records([said | {"op": "same", "a": "x", "b": "y"}]))
    frozenset({'x'})
    """
    changes = (one for one in overrides if isinstance(one, (TypeChange, NameChange)))
    return frozenset(overrides.redirects.values()) | {overrides.current(one.entity) for one in changes}


def lines(overrides: Overrides) -> Iterator[bytes]:
    """Give overrides as lines of JSON.

    Raises:
        InvalidRecord: a text cannot be written as UTF-8.
    """
    for record in overrides.records():
        try:
            yield orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
        except TypeError as error:
            raise InvalidRecord(f"The overrides cannot be written as JSON: {error}.") from error


def from_lines(kept: Iterable[bytes]) -> Overrides:
    """Give the overrides of lines that `lines` gave."""
    return Overrides.from_records(orjson.loads(line) for line in kept)
