"""What is wrong with a scheme file beyond its format: rules that never apply, letters left out, examples that fail.

Whoever writes a scheme runs this; the tests run it over every file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, product
from typing import Any
from unicodedata import combining

import regex

from kzling import data
from kzling.errors import InvalidResource
from kzling.orthography.forward import steps, write
from kzling.orthography.schemes import path_of, shape_faults
from kzling.orthography.table import APOSTROPHES, Rule, Table, Test, compile_table, lower
from kzling.text.nfc import nfc
from kzling.text.scripts import SCRIPTS

#: Signs that alphabets and standards write beside letters: apostrophes and primes, hyphen, middle dot.
SIGNS = "'’ʼ‘ʻ`\"”ʹʺ-·"

# A letter that no rule names: it stands for all that a rule does not look for.
_OTHER = "ꙮ"


def faults(raw: Any, scheme_id: str) -> list[str]:
    """Give the faults of a scheme file, each with file and rule or example; empty if there is none.

    A fault is a key of the wrong shape (see `shape_faults`), a rule that can never apply or that no example uses, a
    letter of the source alphabet (resources/alphabets.yml) that becomes nothing, an output in another script than
    the scheme's, an example that the rules do not give, an exonym that they do. Outputs that only reading follows
    (`alt`, `letter_alt`) may be in any script, as print is.

    >>> faults(data.read_yaml("schemes/ru-iso9.yml"), "ru-iso9")
    []

    Args:
        raw: the content of the file.
        scheme_id: the name of the file, without its ending.
    """
    found: list[_Fault] = [(None, why) for why in shape_faults(raw, scheme_id)]
    if not found:
        try:
            compiled = compile_table(raw, path_of(scheme_id))
        except InvalidResource as error:
            return [str(error)]
        found = [*_rule_faults(compiled), *_alphabet_faults(compiled), *_output_faults(compiled)]
        found += [*_example_faults(compiled), *_exonym_faults(raw.get("exonyms", []), compiled)]
    where = f"resources/{path_of(scheme_id)}"
    return [f"{where}, {place}: {why}." if place else f"{where}: {why}." for place, why in found]


# Where in the file (None: no single place), and what is wrong there.
_Fault = tuple[str | None, str]


def _rule_faults(compiled: Table) -> Iterator[_Fault]:
    used = {step.rule for source, _ in compiled.examples for step in steps(source, compiled)}
    rules = list(chain.from_iterable(compiled.rules.values()))
    names = Counter(rule.name for rule in rules)
    for rule in rules:
        unused = rule.name not in used
        # Of two rules of one name an example does not tell which it uses.
        why = _never_applies(rule, compiled) if unused or names[rule.name] > 1 else None
        if why:
            yield rule.place, f"it can never apply: {why}"
        elif unused and rule.number:
            yield rule.place, f"no example uses it ({rule.name})"
    for word_rule in compiled.word_rules:
        if word_rule.name not in used:
            yield "word_rules", f"no example uses it ({word_rule.name})"


def _never_applies(rule: Rule, compiled: Table) -> str | None:
    """Say why a rule applies in no surroundings whatever, None if it applies in some.

    A test sees only the letter or string that it names, the edge of a word or something else; so it is enough to try
    each of these on either side.
    """
    if rule.source != lower(nfc(rule.source)) or any(map(combining, rule.source)):
        return "text is compared in NFC, in small letters and without marks"
    group = compiled.rules[rule.source[0]]
    taken: set[str] = set()
    for before, after in product(_behind(group), _ahead(rule, group)):
        text, start = before + rule.source + after, len(before)
        if rule.fits_behind(text, start) and rule.fits_ahead(text, start + len(rule.source)):
            applied = compiled.match(text, start)
            if applied is rule:
                return None
            if applied is not None:
                taken.add(applied.place)
    return f"{' and '.join(sorted(taken))} always comes first" if taken else "its conditions exclude each other"


def _behind(group: tuple[Rule, ...]) -> list[str]:
    named = _named(chain.from_iterable((rule.after, rule.not_after) for rule in group))
    return sorted({"", _OTHER, *named, *(_OTHER + sign for sign in named & APOSTROPHES)})


def _ahead(rule: Rule, group: tuple[Rule, ...]) -> list[str]:
    """Give what may follow a rule; twice over where a longer rule begins alike and looks further."""
    longer = {other.source.removeprefix(rule.source) for other in group if other.source.startswith(rule.source)} - {""}
    named = _named(chain.from_iterable((other.before, other.not_before) for other in group)) | longer
    once = {"", _OTHER, *named, *(sign + _OTHER for sign in named & APOSTROPHES)}
    return sorted(once | {one + other for one in once for other in once} if longer else once)


def _named(tests: Iterable[Test | None]) -> set[str]:
    return {item for test in tests if test is not None for item in (*test.letters, *test.strings)}


def _alphabet_faults(compiled: Table) -> Iterator[_Fault]:
    alphabet = _alphabets().get(f"{compiled.source_language}-{compiled.source_script}")
    if alphabet is None:
        yield None, f"resources/alphabets.yml has no {compiled.source_language}-{compiled.source_script}"
        return
    for letter in alphabet:
        # The last rule of a letter is the one for all places that no condition names.
        rules = [rule for rule in compiled.rules.get(letter, ()) if rule.source == letter]
        if not rules or not (rules[-1].number == 0 or rules[-1].unconditional):
            yield f"letters {letter}", "the letter of the source alphabet is missing"


@lru_cache(maxsize=1)
def _alphabets() -> dict[str, str]:
    return {name: "".join(letters.split()) for name, letters in data.read_yaml("alphabets.yml")["letters"].items()}


def _output_faults(compiled: Table) -> Iterator[_Fault]:
    script = compiled.target_script
    if script not in SCRIPTS:
        yield None, f"the script {script} is none of {', '.join(SCRIPTS)}"
        return
    fitting = regex.compile(rf"(?:\p{{Script={script}}}|\p{{Mn}}|[{regex.escape(SIGNS)}])*")
    rules = chain.from_iterable(compiled.rules.values())
    outputs = [(rule.place, rule.output) for rule in rules]
    outputs += [("word_rules", rule.prefix) for rule in compiled.word_rules]
    outputs += [(f"capitals {small}", capital) for small, capital in compiled.capitals.items()]
    for place, output in outputs:
        if not fitting.fullmatch(output):
            yield place, f"the output {output!r} is not in the script {script}"


def _example_faults(compiled: Table) -> Iterator[_Fault]:
    for source, output in compiled.examples:
        given = write(source, compiled)
        if given != output:
            yield f"example [{source}, {output}]", f"the rules give {given}"


def _exonym_faults(exonyms: list[list[str]], compiled: Table) -> Iterator[_Fault]:
    for source, exonym in exonyms:
        if write(source, compiled) == exonym:
            yield f"exonym [{source}, {exonym}]", "it is no exonym: the rules give it"
