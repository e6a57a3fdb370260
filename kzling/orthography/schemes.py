"""The spelling schemes of resources/schemes/, each read and compiled when it is first used."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from kzling import data
from kzling.answers import Example, Scheme
from kzling.errors import InvalidResource, UnknownScheme
from kzling.orthography.table import Table, compile_table

#: How sure we are that people write so: a published norm, or from nearly always to seldom.
ATTESTATIONS = ("standard", "very-high", "high", "medium", "low")
#: The fewest examples of a scheme: enough to show what is its own, few enough to check by hand.
LEAST_EXAMPLES = 8

_FOLDER = "schemes"
#: No id is longer; what is longer still is not compared whole.
_LONGEST_ID = 40
_TEXTS = ("id", "name", "from_lang", "from_script", "script", "to_orthography", "attestation")
_OPTIONAL = {"classes", "rules", "letter_alt", "word_rules", "dotted_i", "capitals", "caps", "exonyms", "notes"}
_SHAPES: tuple[tuple[type, str, tuple[str, ...]], ...] = (
    (dict, "a mapping", ("letters", "classes", "letter_alt", "capitals")),
    (list, "a list", ("rules", "word_rules", "exonyms")),
    (str, "a string", ("notes",)),
    (bool, "true or false", ("dotted_i",)),
)
_KEYS = {*_TEXTS, "sources", "letters", "examples", "since", "until"} | _OPTIONAL


class Direction(NamedTuple):
    """What a scheme writes from and to: the language and script of its source, an orthography and its script."""

    source_language: str
    source_script: str
    target: str
    target_script: str


class _UnknownKey(UnknownScheme, KeyError):
    """The error of the mapping: also a KeyError, so that `in` and `.get()` work as for every mapping."""

    __str__ = Exception.__str__


class _Schemes(Mapping[str, Scheme]):
    def __getitem__(self, scheme_id: str) -> Scheme:
        check_id(scheme_id)
        return _scheme(scheme_id)

    def __contains__(self, scheme_id: object) -> bool:
        return scheme_id in scheme_ids()

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


def check_id(scheme_id: object) -> None:
    """Make sure that the id of a scheme is a string; whether there is such a scheme is seen when it is read.

    Raises:
        UnknownScheme: it is none.
    """
    if not isinstance(scheme_id, str):
        raise _UnknownKey(f"The id of a scheme is a string such as ru-pl, not {type(scheme_id).__name__}.")


def table(scheme_id: str) -> Table:
    """Give the compiled scheme.

    Raises:
        UnknownScheme: there is no such scheme; the message names the nearest ids.
        InvalidResource: its file breaks the rule format; the message names file and rule.
    """
    check_id(scheme_id)
    return _compiled(scheme_id)


@lru_cache(maxsize=1)
def tables() -> tuple[Table, ...]:
    """Give all schemes, compiled, in the order of their ids."""
    return tuple(table(scheme_id) for scheme_id in scheme_ids())


@lru_cache(maxsize=1)
def directions() -> Mapping[str, Direction]:
    """Give what each scheme writes from and to, by its id in their order; compiles nothing.

    >>> directions()["ru-pl"].target
    'pl'
    """
    return {scheme_id: _direction(_read(scheme_id)) for scheme_id in scheme_ids()}


def _direction(raw: Mapping[str, Any]) -> Direction:
    return Direction(raw["from_lang"], raw["from_script"], raw["to_orthography"], raw["script"])


@cache
def _compiled(scheme_id: str) -> Table:
    return compile_table(_read(scheme_id), path_of(scheme_id))


@cache
def _scheme(scheme_id: str) -> Scheme:
    raw = _read(scheme_id)
    return Scheme(
        raw["id"],
        raw["name"],
        *_direction(raw),
        attestation=raw["attestation"],
        sources=tuple(raw["sources"]),
        since=raw.get("since"),
        until=raw.get("until"),
        examples=tuple(Example(source, output) for source, output in raw["examples"]),
        exonyms=tuple(Example(source, output) for source, output in raw.get("exonyms", ())),
        reversible=is_reversible(_compiled(scheme_id)),
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


def path_of(scheme_id: str) -> str:
    """Give the path of a scheme's file, relative to resources/."""
    return f"{_FOLDER}/{scheme_id}.yml"


def _read(scheme_id: str) -> Mapping[str, Any]:
    if scheme_id not in scheme_ids():
        # Seldom needed, and not imported in no time.
        import difflib

        near = difflib.get_close_matches(scheme_id.lower()[:_LONGEST_ID], scheme_ids(), n=3, cutoff=0)
        raise _UnknownKey(f"There is no scheme {scheme_id!r}; near it are {', '.join(near)}.")
    return _checked(data.read_yaml(path_of(scheme_id)), scheme_id)


def _checked(raw: Any, scheme_id: str) -> Mapping[str, Any]:
    """Check the shape of a file, so that the compiler can rely on it."""
    faults = shape_faults(raw, scheme_id)
    if faults:
        raise InvalidResource(f"resources/{path_of(scheme_id)}: {faults[0]}.")
    return raw  # type: ignore[no-any-return]


def shape_faults(raw: Any, scheme_id: str) -> list[str]:
    """Give what is wrong with the keys of a scheme file; its rules are the compiler's and the validator's to judge.

    >>> shape_faults({}, "ru-pl")[0]
    'id must be a string'
    """
    if not isinstance(raw, Mapping):
        return ["the file must be a mapping"]
    faults = [f"unknown key {key}" for key in raw if key not in _KEYS]
    faults += [f"{key} must be a string" for key in _TEXTS if not isinstance(raw.get(key), str)]
    if raw.get("id") != scheme_id:
        faults.append(f"the id must be the name of the file, {scheme_id}")
    if raw.get("attestation") not in ATTESTATIONS:
        faults.append(f"the attestation must be one of {', '.join(ATTESTATIONS)}")
    faults += _date_faults(raw)
    for kind, what, keys in _SHAPES:
        faults += [f"{key} must be {what}" for key in keys if not isinstance(raw.get(key, kind()), kind)]
    if "letters" not in raw:
        faults.append("letters must be a mapping")
    sources = raw.get("sources")
    if not isinstance(sources, list) or not sources or not all(isinstance(source, str) for source in sources):
        faults.append("sources must be a list of strings, at least one")
    if raw.get("caps", "first") != "first":
        faults.append(f"caps must be first, not {raw['caps']!r}")
    for key in ("classes", "capitals"):
        faults += _pairing_faults(key, raw.get(key))
    return faults + _pair_faults("exonym", raw.get("exonyms")) + _example_faults(raw.get("examples"))


def _pairing_faults(key: str, pairing: Any) -> list[str]:
    """Give the entries of a mapping that do not lead from a string to a string."""
    entries = pairing.items() if isinstance(pairing, Mapping) else ()
    return [
        f"{key} {name} must be a string, not {value!r}"
        for name, value in entries
        if not (isinstance(name, str) and isinstance(value, str))
    ]


def _pair_faults(what: str, pairs: Any) -> list[str]:
    """Give the entries of a list that are no pair of strings."""
    return [
        f"{what} {pair} must be a pair [source, output]"
        for pair in (pairs if isinstance(pairs, list) else ())
        if not (isinstance(pair, list) and list(map(type, pair)) == [str, str])
    ]


def _date_faults(raw: Mapping[str, Any]) -> list[str]:
    given = {key: raw[key] for key in ("since", "until") if key in raw}
    faults = [f"{key} must be a quoted date, not {value}" for key, value in given.items() if not _is_date(value)]
    if not faults and len(given) == 2 and _first_day(given["since"]) >= _first_day(given["until"]):
        faults.append(f"since, {given['since']}, must be before until, {given['until']}")
    return faults


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
        return False
    try:
        date.fromisoformat(_first_day(value))
    except ValueError:
        return False
    return True


def _first_day(value: str) -> str:
    return (value + "-01-01")[:10]


def _example_faults(examples: Any) -> list[str]:
    if not isinstance(examples, list):
        return ["examples must be a list of pairs [source, output]"]
    faults = _pair_faults("example", examples)
    if len(examples) < LEAST_EXAMPLES:
        faults.append(f"there must be {LEAST_EXAMPLES} examples or more, not {len(examples)}")
    return faults
