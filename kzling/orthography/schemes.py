"""The spelling schemes of resources/schemes/, each read and compiled when it is first used."""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from kzling import data
from kzling.answers import Example, Scheme
from kzling.errors import InvalidResource, UnknownScheme
from kzling.orthography.table import Table, compile_table

_FOLDER = "schemes"
_TEXTS = ("id", "name", "from_lang", "from_script", "script", "to_orthography", "attestation")
_OPTIONAL = {"classes", "rules", "letter_alt", "word_rules", "dotted_i", "capitals", "caps", "exonyms", "notes"}
_KEYS = {*_TEXTS, "sources", "letters", "examples", "since", "until"} | _OPTIONAL


class _UnknownKey(UnknownScheme, KeyError):
    """The error of the mapping: also a KeyError, so that `in` and `.get()` work as for every mapping."""

    __str__ = Exception.__str__


class _Schemes(Mapping[str, Scheme]):
    def __getitem__(self, scheme_id: str) -> Scheme:
        return _scheme(scheme_id)

    def __iter__(self) -> Iterator[str]:
        return iter(scheme_ids())

    def __len__(self) -> int:
        return len(scheme_ids())


def schemes() -> Mapping[str, Scheme]:
    """Give all spelling schemes by id; a file is read when its scheme is asked for.

    >>> schemes()["ru-pl"].source_language
    'ru'

    Raises:
        UnknownScheme: (on access) there is no such scheme; the message names the nearest ids.
        InvalidResource: (on access) the file of the scheme breaks the rule format.
    """
    return _Schemes()


@lru_cache(maxsize=1)
def scheme_ids() -> tuple[str, ...]:
    """Give the ids of all schemes, sorted; reads the names of the files only."""
    return tuple(path.removeprefix(f"{_FOLDER}/").removesuffix(".yml") for path in data.names(_FOLDER))


@cache
def table(scheme_id: str) -> Table:
    """Give the compiled scheme.

    Raises:
        UnknownScheme: there is no such scheme; the message names the nearest ids.
        InvalidResource: its file breaks the rule format; the message names file and rule.
    """
    return compile_table(_read(scheme_id), _path(scheme_id))


@lru_cache(maxsize=1)
def tables() -> tuple[Table, ...]:
    """Give all schemes, compiled, in the order of their ids."""
    return tuple(table(scheme_id) for scheme_id in scheme_ids())


@cache
def _scheme(scheme_id: str) -> Scheme:
    raw = _read(scheme_id)
    return Scheme(
        id=raw["id"],
        name=raw["name"],
        source_language=raw["from_lang"],
        source_script=raw["from_script"],
        target=raw["to_orthography"],
        target_script=raw["script"],
        attestation=raw["attestation"],
        sources=tuple(raw["sources"]),
        since=raw.get("since"),
        until=raw.get("until"),
        examples=tuple(Example(source, output) for source, output in raw["examples"]),
        reversible=is_reversible(table(scheme_id)),
    )


def is_reversible(compiled: Table) -> bool:
    """Whether every output (in lower case) leads back to one source, whatever the context.

    Strict: a scheme whose contexts alone keep two sources apart counts as not reversible. The test is that of
    Sardinas and Patterson: no rest of one output after another may lead to an output again.

    >>> is_reversible(table("ru-iso9")), is_reversible(table("ru-icao"))
    (True, False)
    """
    outputs = [rule.output for group in compiled.rules.values() for rule in group]
    code = set(outputs)
    if len(code) < len(outputs) or "" in code or compiled.word_rules:
        return False
    rests = {b.removeprefix(a) for a in code for b in code if a != b and b.startswith(a)}
    seen: set[str] = set()
    while rests - seen:
        seen |= rests
        rests = {
            b.removeprefix(a)
            for one, other in ((code, rests), (rests, code))
            for a in one
            for b in other
            if b.startswith(a)
        }
        if "" in rests:
            return False
    return True


def _path(scheme_id: str) -> str:
    return f"{_FOLDER}/{scheme_id}.yml"


def _read(scheme_id: str) -> Mapping[str, Any]:
    if scheme_id not in scheme_ids():
        near = difflib.get_close_matches(str(scheme_id), scheme_ids(), n=3, cutoff=0.4)
        hint = f"; near it are {', '.join(near)}" if near else ""
        raise _UnknownKey(f"There is no scheme {scheme_id!r}{hint}.")
    return _checked(data.read_yaml(_path(scheme_id)), scheme_id)


def _checked(raw: Any, scheme_id: str) -> Mapping[str, Any]:
    """Check the shape of a file, so that the compiler can rely on it."""
    faults = _faults(raw, scheme_id)
    if faults:
        raise InvalidResource(f"resources/{_path(scheme_id)}: {faults[0]}.")
    return raw  # type: ignore[no-any-return]


def _faults(raw: Any, scheme_id: str) -> list[str]:
    if not isinstance(raw, Mapping):
        return ["the file must be a mapping"]
    faults = [f"unknown key {key}" for key in raw if key not in _KEYS]
    faults += [f"{key} must be a string" for key in _TEXTS if not isinstance(raw.get(key), str)]
    faults += [f"{key} must be a quoted date" for key in ("since", "until") if not isinstance(raw.get(key, ""), str)]
    if raw.get("id") != scheme_id:
        faults.append(f"the id must be the name of the file, {scheme_id}")
    if not isinstance(raw.get("letters"), Mapping):
        faults.append("letters must be a mapping")
    if not isinstance(raw.get("sources"), list):
        faults.append("sources must be a list")
    examples = raw.get("examples")
    if not isinstance(examples, list):
        faults.append("examples must be a list of pairs [source, output]")
    else:
        faults += [
            f"example {pair} must be a pair [source, output]"
            for pair in examples
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair))
        ]
    return faults
