"""Through which spelling systems one token is another, for the reasons of a comparison."""

from collections.abc import Iterator

from kzling.answers import Step
from kzling.names.sounds import sounds
from kzling.names.spelling import Token
from kzling.orthography.forward import trace, transliterate
from kzling.orthography.readings import readings
from kzling.orthography.schemes import directions
from kzling.text.scripts import script_of

# Whose name a Cyrillic token may be, if the language of its text is not known, the likeliest first.
_LANGUAGES = ("ru", "kk", "uk", "be")
# So many letters are shown.
_SHOWN = 4

Route = tuple[str, ...]


def route(a: Token, b: Token) -> str:
    """Say by which schemes one token is written from the other, or both from one native spelling; "" if none does.

    Beside the schemes stands what they write otherwise than most do.

    >>> from kzling.names.spelling import token
    >>> route(token("Tokajew", "pl"), token("Токаев", "ru"))
    'ru-pl: е after а → je, в → w'
    """
    for native, written in ((a, b), (b, a)):
        for way in ways(native, written):
            if _written(native.text, way) == written.text.lower():
                return _told(native.text, way)
    return _from_one(a, b)


def ways(native: Token, written: Token) -> Iterator[Route]:
    """Give the schemes that lead from a Cyrillic token to the script of another, straight or through a neighbour.

    Those of the likelier languages go first, and among them those that the other token's language writes by.
    """
    if not native.alphabet.startswith("Cyrl"):
        return
    languages = (native.lang,) if native.lang and native.alphabet != "Cyrl" else _LANGUAGES
    script = script_of(written.text)
    known = directions()
    direct = sorted(
        (one for one, way in known.items() if way.source_language in languages and way.source_script == "Cyrl"),
        key=lambda one: (languages.index(known[one].source_language), known[one].target != written.lang),
    )
    yield from ((one,) for one in direct if known[one].target_script == script)
    for first in direct:
        if known[first].target_script == "Cyrl":
            onward = [
                one
                for one, way in known.items()
                if (way.source_language, way.source_script) == (known[first].target, "Cyrl")
                and way.target_script == script
            ]
            yield from ((first, one) for one in sorted(onward, key=lambda one: known[one].target != written.lang))


def _written(name: str, way: Route) -> str:
    for scheme in way:
        name = transliterate(name, scheme)
    return name.lower()


def _told(name: str, way: Route) -> str:
    """Name the schemes, and what the last one writes otherwise than most do."""
    for scheme in way[:-1]:
        name = transliterate(name, scheme)
    steps = trace(name, way[-1])
    telling = [_step(name, step) for step in steps if step.output.lower() not in _usual(step.source)]
    shown = ", ".join(list(dict.fromkeys(telling))[:_SHOWN])
    return f"{' + '.join(way)}: {shown}" if shown else " + ".join(way)


def _usual(letters: str) -> tuple[str, ...]:
    return letters.lower(), sounds(letters).line


def _step(name: str, step: Step) -> str:
    """Say what becomes of letters, with their neighbours where the scheme looks at them."""
    before, after = name[: step.start][-1:].lower(), name[step.end :][:1].lower()
    where = f" after {before}" if " after " in step.rule and before.isalpha() else ""
    where += f" before {after}" if " before " in step.rule and after.isalpha() else ""
    return f"{step.source.lower()}{where} → {step.output.lower() or 'nothing'}"


def _from_one(a: Token, b: Token) -> str:
    """Say from which native spelling two forms, neither of them native, are written."""
    for lang_a, lang_b in dict.fromkeys(((a.lang, b.lang), (None, None))):
        sources: dict[tuple[str, str], Route] = {}
        for source, way in _sources(a.text, lang_a):
            sources.setdefault(source, way)
        for source, way in _sources(b.text, lang_b):
            # One way to two forms goes through outputs that are seldom seen: that is no reason.
            if sources.get(source, way) != way:
                return f"{source[0]} by {' + '.join(sources[source])} and {' + '.join(way)}"
    return ""


def _sources(form: str, lang: str | None) -> Iterator[tuple[tuple[str, str], Route]]:
    """Give the native spellings that a form in no case stands for, with their languages, and by which schemes."""
    for reading in readings(form, lang=lang):
        if reading.route and not reading.analysis.ending:
            yield (reading.source, reading.source_language), reading.route
