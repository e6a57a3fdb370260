"""Derivations: why a link says that a name is an entity's, in so few words that every link carries them.

A link's derivation is its evidence of kind "proof", of weight 0, whose `why` is JSON: the fields of `Derivation` that
say anything. `kzling.resolution.verify` replays it without the search that found the link.

What costs more than some microseconds is not stated: by which schemes two spellings are tied is found when a
derivation of kind "spelling" is verified.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal

from kzling import data
from kzling.answers import Analysis, Evidence
from kzling.errors import InvalidRecord, UsageError
from kzling.knowledge.dates import valid_on
from kzling.knowledge.judgements import Link
from kzling.record import Record
from kzling.resolution.matches import Match
from kzling.resolution.stated import Role, core_in, led, office, roles_in
from kzling.text.fold import fold

#: The kind of the evidence that holds a derivation.
PROOF = "proof"

How = Literal["exact", "inflected", "spelling", "part", "title", "head", "override"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation(Record):
    """What leads from a name in a text to an entity.

    Attributes:
        surface: the name in the text.
        around: the language around it, if known.
        full: the fuller name in the same text that it stands for; the rest is then said of this one.
        how: whether that is the listed name as it is, in a grammatical case, spelt otherwise, a part of it, the title
            of an office, a common noun for what `full` names ("the party"), or what a person has judged.
        cuts: the endings that were cut off, each with its word and the word without it.
        route: the schemes that lead from the listed name to another spelling, which the text has.
        roles: for a part of a name, what each of its words is in the listed name; a place's name without the word
            for its kind is its core.
        entity: the id of the entity.
        place: the id of the place whose name it is, where a capital or seat stands for the entity.
        name: the listed name; for an office its title.
        lang: the language of the listed name.
        since: from when on it is or was in use.
        until: until when.
        day: the day on which it was used in the text; None is today.
        used: whether the listed name was in use on that day, or the office held.
        line: the line of the overrides.
        data: the version of the data.
    """

    surface: str
    around: str | None = None
    full: str | None = None
    how: How
    cuts: tuple[Analysis, ...] = ()
    route: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    entity: str
    place: str | None = None
    name: str
    lang: str = "und"
    since: str | None = None
    until: str | None = None
    day: str | None = None
    used: bool = True
    line: Mapping[str, Any] | None = None
    data: str


_CUT = ("form", "lemma", "language", "case", "ending")
_DEFAULTS = {field.name: field.default for field in fields(Derivation) if field.default is not MISSING}
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def derivation(
    match: Match,
    *,
    surface: str,
    lang: str | None,
    day: str | None,
    route: Sequence[str] = (),
    full: str | None = None,
    place: str | None = None,
) -> Evidence:
    """Give the evidence that holds the derivation of a link.

    Args:
        match: the entity, which of its names it is, and how.
        surface: the name in the text.
        lang: the language around it, if known.
        day: ISO date of the text; None for today.
        route: the schemes that the finder states.
        full: the fuller name in the text, if the match is that of one; for a common noun the name in the text that it
            stands for.
        place: the id of the place whose name it is, if the entity is the body that sits there.
    """
    entity, listed, how, cuts = match.entity, match.name, match.how, match.cuts
    name, its_lang, since, until = listed.text, listed.lang, listed.since, listed.until
    written = full or surface
    used = valid_on(listed, day)
    roles: tuple[Role, ...] = ()
    schemes_used: tuple[str, ...] = ()
    if how == "part":
        roles, cuts = (roles_in if entity.type == "person" else core_in)(written, lang, name, its_lang)
    elif how == "title":
        held = office(entity, written, lang, day)
        if held is not None:
            name, its_lang, since, until = held.titles[0], "und", held.since, held.until
            used = held.held_on(day)
    elif how in ("exact", "inflected") and not cuts and fold(written) != fold(name):
        cuts, schemes_used = led(written, lang, name, its_lang, tuple(route))
        how = "inflected" if cuts else "exact"
    return _evidence(
        {
            "surface": surface,
            "around": lang,
            "full": full,
            "how": how,
            "cuts": tuple([(cut.form, cut.lemma, cut.language, cut.case, cut.ending) for cut in cuts]),
            "route": schemes_used,
            "roles": roles,
            "entity": entity.id,
            "place": place,
            "name": name,
            "lang": its_lang,
            "since": since,
            "until": until,
            "day": day,
            "used": used,
        }
    )


def judged(link: Link, entity: str, *, surface: str, lang: str | None, day: str | None) -> Evidence:
    """Give the evidence that holds the derivation of a link that a person has judged.

    Args:
        link: the line of the overrides.
        entity: the id of the entity that it means now.
        surface: the name in the text.
        lang: the language around it, if known.
        day: ISO date of the text; None for today.
    """
    return _evidence(
        {
            "surface": surface,
            "around": lang,
            "how": "override",
            "entity": entity,
            "name": link.name,
            "since": link.since,
            "until": link.until,
            "day": day,
            "line": link.line(),
        }
    )


def read(proof: Evidence | str) -> Derivation:
    """Read a derivation.

    Raises:
        UsageError: it is evidence of another kind.
        InvalidRecord: the text is no derivation; the message names the field.
    """
    if isinstance(proof, Evidence) and proof.kind != PROOF:
        raise UsageError(f"Evidence of kind {proof.kind!r} holds no derivation; take that of kind {PROOF!r}.")
    try:
        stated = json.loads(proof.why if isinstance(proof, Evidence) else proof)
    except (ValueError, RecursionError) as error:
        raise InvalidRecord(f"A derivation is a JSON object: {error}.") from error
    if isinstance(stated, dict) and isinstance(stated.get("cuts"), list):
        stated["cuts"] = [_named(cut) for cut in stated["cuts"]]
    return Derivation.from_dict(stated)


def written(derived: Derivation) -> Evidence:
    """Give the evidence that holds a derivation: what `read` takes.

    >>> read(written(Derivation(surface="Astana", how="exact", entity="x", name="Astana", data="1"))).name
    'Astana'
    """
    stated = {name: getattr(derived, name) for name in Derivation.__slots__}
    return _evidence(stated | {"cuts": tuple(tuple(getattr(cut, part) for part in _CUT) for cut in derived.cuts)})


def _evidence(stated: dict[str, Any]) -> Evidence:
    said = {name: value for name, value in stated.items() if name not in _DEFAULTS or value != _DEFAULTS[name]}
    said.setdefault("data", data.data_version())
    return Evidence(PROOF, 0.0, _encode(said))


def _named(cut: object) -> object:
    return dict(zip(_CUT, cut, strict=True)) if isinstance(cut, list) and len(cut) == len(_CUT) else cut
