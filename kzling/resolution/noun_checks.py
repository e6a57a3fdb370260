"""Checks of derivations without a name: the title of an office ("the president"), a common noun ("the party")."""

from collections.abc import Iterator

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.roles import Office, country, offices
from kzling.model import Entity
from kzling.morphology.forms import lemmas
from kzling.resolution.beside import words_of_offices
from kzling.resolution.form_checks import Step, in_text, step
from kzling.resolution.heads import concepts, concepts_of
from kzling.resolution.proof import Derivation
from kzling.resolution.ties import has_form
from kzling.resolution.titles import ARTICLES
from kzling.resolution.topics import countries_in
from kzling.text.fold import fold
from kzling.text.tokens import words


def as_title(derived: Derivation, entity: Entity, base: KnowledgeBase) -> Iterator[Step]:
    """Check that an entity holds the office as stated, and that the words are its title, its country, "first"."""
    stated = (derived.since, derived.until, derived.lang)
    held = [one for one in offices(entity) if derived.name in one.titles and (one.since, one.until, "und") == stated]
    what = f"{derived.name} from {derived.since or 'long ago'} to {derived.until or 'today'}"
    yield step(bool(held), f"{entity.id} is listed as {what}.", f"{entity.id} is not listed as {what}.")
    if not held:
        return
    office, lang = held[0], derived.around
    on_day = office.held_on(derived.day)
    said = f"{'It was' if on_day else 'It was not'} so on {derived.day or 'this day'}."
    yield step(on_day == derived.used, said, said)
    asked = [word.text for word in words(derived.surface) if fold(word.text) not in ARTICLES]
    title = {part for one in office.titles for part in one.split()}
    rest = [word for word in asked if not any(has_form(part, word, lang) for part in title)]
    said = f"{derived.surface} has words of the title {derived.name}."
    yield step(len(rest) < len(asked), said, f"{derived.surface} has no word of the title {derived.name}.")
    for word in rest:
        if lemmas(word, lang) & words_of_offices("first"):
            first = _is_first(office, derived.name, base)
            yield step(first, f"{entity.id} was the first.", f"{entity.id} was not the first.")
        elif not _names_one(word, {office.of, country(entity)}, lang, base):
            yield Step("unclear", f"The office does not say what {word} means.")


def as_head(derived: Derivation, entity: Entity, text: str | None) -> Iterator[Step]:
    """Check that a common noun says what an entity is, and that the text names the entity."""
    listed = {fold(word.text) for name in entity.names for word in words(name.text)}
    lang = derived.around
    noun = " ".join(word.text for word in words(derived.surface) if fold(word.text) not in ARTICLES)
    found = any(has_form(part, noun, lang) for part in listed) or concepts(noun, lang) & concepts_of(entity)
    said = f"{noun} {'says' if found else 'does not say'} what {entity.id} is by its names and attributes."
    yield Step("confirmed" if found else "unclear", said)
    if derived.full is None:
        yield Step("unclear", f"Where the text names {entity.id} is not stated.")
        return
    here = [lemmas(word.text, lang) for word in words(derived.full)]
    names = ([fold(word.text) for word in words(name.text)] for name in entity.names)
    named = any(len(one) == len(here) and all(a in b for a, b in zip(one, here, strict=True)) for one in names)
    said = f"{derived.full} is {'' if named else 'not '}listed for {entity.id}."
    yield Step("confirmed" if named else "unclear", said)
    if text is not None:
        yield in_text(derived.full, text)


def _is_first(office: Office, title: str, base: KnowledgeBase) -> bool:
    others = (one for entity in base.holding(title) for one in offices(entity))
    return not any(
        one.since and one.since < (office.since or "") for one in others if one.of == office.of and title in one.titles
    )


def _names_one(word: str, of: set[str | None], lang: str | None, base: KnowledgeBase) -> bool:
    """Say whether a word names one of these countries or entities."""
    bearers = (entity for form in lemmas(word, lang) for entity, _ in base.bearers(form))
    return any(code in of for code in countries_in([word])) or any(entity.id in of for entity in bearers)
