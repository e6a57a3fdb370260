"""Verification: what a link's derivation states is checked step by step, without the search that found the link.

It reads the record of the entity, the tables of case endings, the spelling schemes and the overrides. What contradicts
them refutes the link. What they do not decide, such as two spellings that no scheme ties, leaves it unclear.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kzling import data
from kzling.errors import KzlingError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.dates import valid_on
from kzling.knowledge.judgements import Link, override_of
from kzling.knowledge.roles import seats
from kzling.model import Entity, Name
from kzling.resolution.form_checks import CheckVerdict, Step, as_listed, as_part, as_spelling, fuller, step
from kzling.resolution.noun_checks import as_head, as_title
from kzling.resolution.proof import Derivation

#: What may be stated beside the name and its dates, by the kind of derivation.
_STATED = {
    "exact": {"full", "place", "route"},
    "inflected": {"full", "place", "route", "cuts"},
    "spelling": {"full", "place"},
    "part": {"full", "cuts", "roles"},
    "title": set[str](),
    "head": {"full"},
    "override": {"line"},
}


class Checked(NamedTuple):
    """What became of a derivation, and why: the steps of what was confirmed, else what speaks against it."""

    verdict: CheckVerdict
    reasons: tuple[str, ...]


def verify(derived: Derivation, base: KnowledgeBase, *, text: str | None = None) -> Checked:
    """Replay a derivation.

    Args:
        derived: what `kzling.resolution.proof.read` gives.
        base: the knowledge base that it is checked against, also where it was made with other data.
        text: the text around the name, if there is one: the fuller name has to stand in it.

    >>> said = Derivation(surface="Astana", how="exact", entity="kz-place-astana", name="Astana", lang="en", data="")
    >>> verify(said, KnowledgeBase.default()).verdict
    'refuted'
    """
    steps = list(_steps(derived, base, text))
    reached = {one.verdict for one in steps}
    verdict: CheckVerdict = "refuted" if "refuted" in reached else "unclear" if "unclear" in reached else "confirmed"
    now = data.data_version()
    remark = (f"Made with data version {derived.data}, checked against {now}.",) if derived.data != now else ()
    return Checked(verdict, (*remark, *(one.why for one in steps if one.verdict == verdict)))


def _steps(derived: Derivation, base: KnowledgeBase, text: str | None) -> Iterator[Step]:
    stated = ("full", "place", "route", "cuts", "roles", "line")
    for field in (field for field in stated if getattr(derived, field) and field not in _STATED[derived.how]):
        yield Step("refuted", f"A derivation of kind {derived.how} has no use for {field}.")
    missing = [one for one in (derived.entity, derived.place) if one is not None and one not in base]
    if missing:
        yield Step("refuted", f"The base has no entity {missing[0]}.")
        return
    entity = base.get(derived.entity)
    if entity.id != derived.entity:
        yield Step("confirmed", f"{derived.entity} is {entity.id} now.")
    if derived.how == "override":
        yield from _by_override(derived, entity, base)
    elif derived.how == "title":
        yield from as_title(derived, entity, base)
    else:
        yield from _by_name(derived, entity, base, text)


def _by_name(derived: Derivation, entity: Entity, base: KnowledgeBase, text: str | None) -> Iterator[Step]:
    bearer = entity
    if derived.place is not None:
        bearer = base.get(derived.place)
        yield _stands_for(bearer, entity, derived.day, base)
    name = _listed(derived, bearer)
    if name is None:
        yield Step("refuted", _not_borne(derived, bearer))
        return
    yield Step("confirmed", f"{bearer.id} bears the name {name.text} ({name.lang}).")
    in_use = valid_on(name, derived.day)
    said = f"{derived.name} was {'' if in_use else 'not '}in use on {derived.day or 'this day'}."
    yield step(in_use == derived.used, said, said)
    if derived.how == "head":
        yield from as_head(derived, entity, text)
        return
    if derived.full is not None:
        yield from fuller(derived, derived.full, text)
    written = derived.full or derived.surface
    if derived.how in ("exact", "inflected"):
        yield from as_listed(derived, written, name)
    else:
        yield from (as_part if derived.how == "part" else as_spelling)(derived, written, name, bearer)


def _listed(derived: Derivation, entity: Entity) -> Name | None:
    """Give the name of the record that is stated, with these dates; of several, one that is in use as stated."""
    said = (derived.name, derived.lang, derived.since, derived.until)
    found = [name for name in entity.names if (name.text, name.lang, name.since, name.until) == said]
    return next((name for name in found if valid_on(name, derived.day) == derived.used), next(iter(found), None))


def _not_borne(derived: Derivation, entity: Entity) -> str:
    others = [name for name in entity.names if name.text == derived.name]
    if any(name.lang == derived.lang for name in others):
        return f"{entity.id} bears the name {derived.name} on other dates."
    return f"{entity.id} does not bear the name {derived.name}{' in this language' if others else ''}."


def _stands_for(place: Entity, body: Entity, day: str | None, base: KnowledgeBase) -> Step:
    of = [one for one, now in seats(place, day) if now]
    found = any(one == body.id or any(body.id == other.id for other in base.governments(one)) for one in of)
    return step(found, f"{place.id} is a seat of {body.id}.", f"{place.id} is no seat of {body.id} on this day.")


def _by_override(derived: Derivation, entity: Entity, base: KnowledgeBase) -> Iterator[Step]:
    """Check that the line is among the overrides of the base, and the one that holds for the name."""
    try:
        line = override_of(derived.line)
    except KzlingError as error:
        yield Step("refuted", str(error))
        return
    if not isinstance(line, Link) or line not in list(base.overrides):
        yield Step("refuted", "The overrides of the base have no such line.")
        return
    where = f"the line of {line.by}, {line.when}"
    followed = base.overrides.link(
        derived.surface, lang=derived.around, type=line.type, date=derived.day, document=line.document
    )
    said = (derived.name, derived.lang, derived.since, derived.until, derived.used)
    if followed != line or said != (line.name, "und", line.since, line.until, True):
        yield Step("refuted", f"For {derived.surface}, {where} does not hold.")
        return
    meant = line.entity is not None and line.entity in base and base.get(line.entity).id == entity.id
    said_by = f"By {where}, {derived.surface} is"
    yield step(meant, f"{said_by} {entity.id}: {line.why}", f"{said_by} not {entity.id}.")
