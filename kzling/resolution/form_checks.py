"""Checks of a derivation's steps from a listed name to the form in a text: endings, schemes, parts, spellings."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import regex

from kzling.answers import Analysis
from kzling.mentions.listed import WORD
from kzling.model import Entity, Name
from kzling.morphology.forms import known, lemmas
from kzling.morphology.paradigms import CONSONANT, Cut, endings_of
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes
from kzling.resolution.full_names import Token, tokens
from kzling.resolution.matches import core_of
from kzling.resolution.person_parts import Roles, roles_of, same_initials
from kzling.resolution.proof import Derivation
from kzling.resolution.stated import Role
from kzling.resolution.ties import tie
from kzling.text.fold import fold
from kzling.text.nfc import nfc
from kzling.text.scripts import script_of
from kzling.text.tokens import words

CheckVerdict = Literal["confirmed", "refuted", "unclear"]

# Between the words of a name, a hyphen, a space and quotation marks stand for each other.
_BETWEEN = regex.compile(r"[\s\-\"«»“”„']+|\.(?=\s)")
# Before and behind a word stands none of these.
_IN_WORD = r"[\p{L}\p{M}\p{N}]"


class Step(NamedTuple):
    """One thing that was checked, and what came of it."""

    verdict: CheckVerdict
    why: str


def step(holds: bool, said: str, otherwise: str) -> Step:
    """Give the step of what is confirmed or refuted."""
    return Step("confirmed", said) if holds else Step("refuted", otherwise)


def fuller(derived: Derivation, full: str, text: str | None) -> Iterator[Step]:
    """Check that a fuller name has the words of the name in the text, and stands in the text, where there is one."""
    left = list(tokens(full))
    asked = tokens(derived.surface)
    for token in asked:
        fitting = [other for other in left if _fits(token, other, derived.around)]
        if not fitting:
            yield Step("refuted", f"{full} has no word that {token.text} may stand for.")
            return
        left.remove(fitting[0])
    yield step(bool(asked), f"{derived.surface} stands for {full}.", f"{derived.surface} is no part of {full}.")
    if text is not None:
        yield in_text(full, text)


def in_text(name: str, text: str) -> Step:
    """Check that a name stands in a text, its words whole, with any space between them; behind initials maybe none.

    >>> in_text("Иван Петров", "Иван Петровский").verdict
    'refuted'
    """
    pattern = regex.escape(" ".join(name.split()), literal_spaces=True)
    pattern = pattern.replace(r"\. ", r"\.\s*").replace(" ", r"\s+")
    found = _whole_words(pattern).search(text) is not None
    return step(found, f"{name} stands in the text.", f"{name} does not stand in the text.")


def _whole_words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!{_IN_WORD}){pattern}(?!{_IN_WORD})")


def _fits(token: Token, other: Token, lang: str | None) -> bool:
    if token.initial or other.initial:
        return fold(token.text)[:1] == fold(other.text)[:1]
    return not lemmas(token.text, lang).isdisjoint(lemmas(other.text, lang))


def as_listed(derived: Derivation, surface: str, name: Name) -> Iterator[Step]:
    """Check a name as listed or in a case: endings are taken off it, and the schemes write the listed name."""
    if (derived.how == "inflected") != bool(derived.cuts):
        yield Step("refuted", f"A derivation of kind {derived.how} states {len(derived.cuts)} endings.")
    yield from map(_paradigm, derived.cuts)
    base_form = _without_endings(surface, derived.cuts)
    form, lang = name.text, name.lang
    for scheme in derived.route:
        known = schemes().get(scheme)
        if known is None or (known.source_language, known.source_script) != (lang, script_of(form)):
            yield Step("refuted", f"{scheme} is no scheme for {form} ({lang}).")
            return
        before, form, lang = form, transliterate(form, scheme), known.target
        yield Step("confirmed", f"{before} is {form} by {scheme}.")
    yield step(_plain(base_form) == _plain(form), f"{base_form} is {form}.", f"{base_form} is not {form}.")


def _plain(name: str) -> str:
    plain: str = _BETWEEN.sub(" ", fold(name))
    return plain.strip()


def _without_endings(surface: str, cuts: tuple[Analysis, ...]) -> str:
    """Put the base forms in the place of the words with endings, each word at its first place behind the last one."""
    pieces: list[str] = []
    at = 0
    for cut in cuts:
        word = _whole_words(regex.escape(cut.form))
        found = word.search(surface, at)
        if found is None:
            return surface
        pieces += [surface[at : found.start()], cut.lemma]
        at = found.end()
    return "".join([*pieces, surface[at:]])


def _paradigm(cut: Analysis) -> Step:
    """Check that a base form with an ending of the language, in that case, is the word."""
    said = f"{cut.form} is {cut.lemma} with -{cut.ending} ({cut.language} {cut.case})."
    ending, lemma, form = map(_small, (cut.ending, cut.lemma, cut.form))
    found = any(
        one.case == cut.case and _generated(lemma, one, ending, table.consonants) == form
        for table in endings_of(cut.language, script_of(cut.form))
        for one in table.cuts.get(ending, ())
    )
    return step(found, said, f"No paradigm has this: {said}")


def _generated(lemma: str, cut: Cut, ending: str, consonants: frozenset[str]) -> str | None:
    """Give the form of a base form with an ending; None where its paradigm does not fit."""
    kept = lemma.removesuffix(cut.tail)
    stands = kept[-1:] in consonants if cut.stem == CONSONANT else kept.endswith(cut.stem)
    return kept + ending if kept and stands and lemma.endswith(cut.tail) else None


def _small(text: str) -> str:
    return nfc(text).replace("İ", "i").lower()


def as_part(derived: Derivation, surface: str, name: Name, entity: Entity) -> Iterator[Step]:
    """Check that each word is one of the listed name in its role, and that initials fit."""
    if derived.roles == ("core",) and entity.type != "person":
        yield from map(_paradigm, derived.cuts)
        base_form = _without_endings(surface, derived.cuts)
        yield _in_role(base_form, "core", tuple(filter(None, [core_of(name.text, known(name.lang))])), name)
        return
    asked = tokens(surface)
    initials_alone = "initials" in derived.roles and "family" not in derived.roles
    if len(asked) != len(derived.roles) or initials_alone or not asked or entity.type != "person":
        yield Step("refuted", f"{surface} does not have the roles {', '.join(derived.roles)}.")
        return
    if WORD.findall(surface) != WORD.findall(" ".join(token.text for token in asked)):
        yield Step("unclear", f"{surface} has other words than those of a name.")
    yield from map(_paradigm, derived.cuts)
    bases = {cut.form: cut.lemma for cut in derived.cuts}
    for form in bases.keys() - {token.text for token in asked}:
        yield Step("refuted", f"{surface} has no word {form}.")
    listed = roles_of(name.text, name.lang)
    initials = []
    for token, role in zip(asked, derived.roles, strict=True):
        if token.initial != (role == "initials"):
            yield Step("refuted", f"{token.text} is not {role}.")
        elif role == "initials":
            initials.append(token.text)
        else:
            yield _in_role(bases.get(token.text, token.text), role, listed._asdict().get(role, ()), name)
    if initials:
        yield _initials(initials, listed, name)


def _in_role(word: str, role: Role, listed: tuple[str, ...], name: Name) -> Step:
    said = f"{role} of {name.text}."
    return step(fold(word) in listed, f"{word} is the {said}", f"{word} is not the {said}")


def _initials(initials: list[str], listed: Roles, name: Name) -> Step:
    fit = same_initials(initials, listed)
    said = f"{' '.join(initials)} and the names of {name.text}"
    if fit is None:
        return Step("unclear", f"{said} are not equally many.")
    return step(fit, f"{said} begin alike.", f"{said} do not begin alike.")


def as_spelling(derived: Derivation, surface: str, name: Name, entity: Entity) -> Iterator[Step]:
    """Lay the words of two spellings side by side: schemes, endings or the table of given names have to tie them.

    Two spellings may also come of one word in another name of the entity.
    """
    if fold(surface) == fold(name.text):
        yield Step("refuted", f"{surface} is {name.text} as listed.")
        return
    # Some names with hyphens are written in one, of others the first part is declined.
    laid = [_laid(surface, name, entity, derived.around, divide) for divide in (_whole, WORD.findall)]
    yield from max(laid, key=lambda steps: all(one.verdict == "confirmed" for one in steps))


def _whole(name: str) -> list[str]:
    return [word.text for word in words(name)]


def _laid(
    surface: str, name: Name, entity: Entity, lang: str | None, divide: Callable[[str], list[str]]
) -> list[Step]:
    """Tie each word to another one of the listed name, which may have a patronymic more."""
    steps: list[Step] = []
    asked, left = divide(surface), divide(name.text)
    native = dict.fromkeys((word, one.lang) for one in entity.names for word in divide(one.text))
    for word in asked:
        ties = ((why, other) for other in left if (why := tie(word, other, lang, name.lang, native)))
        why, other = next(ties, ("", ""))
        if not why:
            return [Step("unclear", f"{word} and {name.text} are only alike.")]
        left.remove(other)
        steps.append(Step("confirmed", why))
    patronymic = _whole(" ".join(roles_of(name.text, name.lang).patronymic))
    lacks = " ".join(word for word in left if fold(word) not in patronymic)
    return [*steps, Step("unclear", f"{' '.join(asked)} lacks {lacks}.")] if lacks or not asked else steps
