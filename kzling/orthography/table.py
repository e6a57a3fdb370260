"""What a scheme file becomes when it is compiled: rules with tests, found by their first letter."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from kzling.errors import InvalidResource

APOSTROPHES = frozenset("'’ʼ‘ʻ`")

#: Letters before which an apostrophe is spelling (Український правопис 2019, § 7; Belarusian law 420-З, § 16). Before
#: others it belongs to a foreign name: О'Ніл, Кот-д'Івуар.
_IOTATED = {"uk": frozenset("яюєї"), "be": frozenset("еёюяі")}

_WORD = regex.compile(r"\p{L}+")
_RULE_KEYS = {"from", "to", "after", "before", "not_after", "not_before", "alt", "note"}


class Test(NamedTuple):
    """What may stand beside a rule's letters: a word boundary, one of some letters, one of some strings."""

    boundary: bool
    letters: frozenset[str]
    strings: tuple[str, ...]

    def behind(self, text: str, position: int) -> bool:
        """Whether one of the alternatives ends right before `position`."""
        return (
            (position > 0 and text[position - 1] in self.letters)
            or (self.boundary and starts_word(text, position))
            or (self.strings != () and text.endswith(self.strings, 0, position))
        )

    def ahead(self, text: str, position: int) -> bool:
        """Whether one of the alternatives begins at `position`."""
        return (
            (position < len(text) and text[position] in self.letters)
            or (self.boundary and ends_word(text, position))
            or (self.strings != () and text.startswith(self.strings, position))
        )


class Rule(NamedTuple):
    """One rewrite; `alternatives` are other outputs seen in use, which only readings follow.

    `number` is the rule's place among the rules of its file, 0 for one of its letters.
    """

    source: str
    output: str
    name: str
    alternatives: tuple[str, ...] = ()
    after: Test | None = None
    before: Test | None = None
    not_after: Test | None = None
    not_before: Test | None = None
    number: int = 0

    @property
    def place(self) -> str:
        """Where the rule stands in its file: "rule 3 (е)", "letters е"."""
        return f"rule {self.number} ({self.source})" if self.number else f"letters {self.source}"

    @property
    def unconditional(self) -> bool:
        """Whether the rule rewrites its letters whatever stands beside them."""
        return self.after is None and self.before is None and self.not_after is None and self.not_before is None

    def fits_behind(self, text: str, start: int) -> bool:
        """Whether the conditions on what precedes `start` hold in the (lower-case) source."""
        return (self.after is None or self.after.behind(text, start)) and not (
            self.not_after is not None and self.not_after.behind(text, start)
        )

    def fits_ahead(self, text: str, end: int) -> bool:
        """Whether the conditions on what follows `end` hold in the (lower-case) source."""
        return (self.before is None or self.before.ahead(text, end)) and not (
            self.not_before is not None and self.not_before.ahead(text, end)
        )


class WordRule(NamedTuple):
    """A sign before every word whose source has one of some letters and none of others."""

    prefix: str
    if_contains: frozenset[str]
    unless_contains: frozenset[str]
    name: str


class Table(NamedTuple):
    """A compiled scheme. `rules` lists the rules of a first letter in the order in which they are tried.

    They are those that look for something (`conditional`) and then the one for the letter alone (`otherwise`), which
    many letters have only.
    """

    id: str
    source_language: str
    source_script: str
    target: str
    target_script: str
    rules: Mapping[str, tuple[Rule, ...]]
    conditional: Mapping[str, tuple[Rule, ...]]
    otherwise: Mapping[str, Rule]
    letters: frozenset[str]
    word_rules: tuple[WordRule, ...]
    capitals: Mapping[str, str]
    caps_first: bool
    examples: tuple[tuple[str, str], ...]

    def match(self, text: str, position: int) -> Rule | None:
        """Give the rule that rewrites the (lower-case) text at this position, None where no rule does."""
        letter = text[position]
        for rule in self.conditional.get(letter, ()):
            if (
                text.startswith(rule.source, position)
                and rule.fits_behind(text, position)
                and rule.fits_ahead(text, position + len(rule.source))
            ):
                return rule
        return self.otherwise.get(letter)

    def signs(self, text: str) -> dict[int, "WordRule"]:
        """Give the signs that stand before words of a (lower-case) text, by the place where the word begins."""
        found: dict[int, WordRule] = {}
        if self.word_rules:
            for match in _WORD.finditer(text):
                letters = set(match.group())
                for rule in self.word_rules:
                    if letters & rule.if_contains and not letters & rule.unless_contains:
                        found[match.start()] = rule
        return found

    def upper(self, text: str) -> str:
        """Give an output in capitals, with the pairs of letters that this orthography has."""
        return "".join(self.capitals.get(char) or char.upper() for char in text)

    def capitalise(self, text: str) -> str:
        """Give an output with its first letter as a capital; signs before that letter stay."""
        for i, char in enumerate(text):
            capital = self.capitals.get(char) or char.upper()
            if capital != char:
                return text[:i] + capital + text[i + 1 :]
        return text

    def lower(self, text: str) -> str:
        """Undo `upper`, letter by letter: the result has the length of the text."""
        if self.capitals:
            text = text.translate({ord(capital): small for small, capital in self.capitals.items()})
        return lower(text)


def lower(text: str) -> str:
    """Lower the case without changing the length: a letter whose small form is longer stays.

    >>> lower("İ Щ")
    'İ щ'
    """
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def starts_word(text: str, position: int) -> bool:
    """Whether a word can begin here. A hyphen, a space or a digit divides words, an apostrophe inside one does not.

    >>> [starts_word("нур-султан п’ять", i) for i in (0, 3, 4, 13)]
    [True, False, True, False]
    """
    if position == 0:
        return True
    char = text[position - 1]
    if char in APOSTROPHES:
        return position == 1 or not text[position - 2].isalpha()
    return not char.isalpha()


def ends_word(text: str, position: int) -> bool:
    """Whether a word can end here; the mirror of `starts_word`."""
    if position >= len(text):
        return True
    char = text[position]
    if char in APOSTROPHES:
        return position + 1 >= len(text) or not text[position + 1].isalpha()
    return not char.isalpha()


def compile_table(data: Mapping[str, Any], path: str) -> Table:
    """Compile a scheme file.

    Raises:
        InvalidResource: the file breaks the rule format; the message names file and rule.
    """
    compiler = _Compiler(data, path)
    rules = [*compiler.context_rules(), *compiler.letter_rules()]
    by_first: dict[str, list[Rule]] = {}
    conditional: dict[str, list[Rule]] = {}
    otherwise: dict[str, Rule] = {}
    # A stable sort: rules of one length keep the order of the file, and letters come after rules.
    for rule in sorted(rules, key=lambda rule: -len(rule.source)):
        first = rule.source[0]
        by_first.setdefault(first, []).append(rule)
        if first in otherwise:
            continue
        if rule.source == first and rule.unconditional:
            otherwise[first] = rule
        else:
            conditional.setdefault(first, []).append(rule)
    return Table(
        id=data["id"],
        source_language=data["from_lang"],
        source_script=data["from_script"],
        target=data["to_orthography"],
        target_script=data["script"],
        rules={first: tuple(group) for first, group in by_first.items()},
        conditional={first: tuple(group) for first, group in conditional.items()},
        otherwise=otherwise,
        letters=compiler.letters,
        word_rules=compiler.word_rules(),
        capitals=compiler.capitals(),
        caps_first=data.get("caps") == "first",
        examples=tuple((source, output) for source, output in data["examples"]),
    )


# Most schemes write most letters as others do.
@lru_cache(maxsize=1 << 13)
def _letter_rule(
    letter: str, output: str, alternatives: tuple[str, ...], after: Test | None, before: Test | None
) -> Rule:
    return Rule(letter, output, f"{letter} → {output}", alternatives, after=after, before=before)


class _Compiler:
    """The parts of one scheme file; only lives while it is compiled."""

    def __init__(self, data: Mapping[str, Any], path: str) -> None:
        self.data = data
        self.path = path
        self.classes = {name: frozenset(letters) for name, letters in data.get("classes", {}).items()}
        self.letters = frozenset(letter for letter in data["letters"] if letter not in APOSTROPHES)

    def fail(self, place: str, why: str) -> InvalidResource:
        return InvalidResource(f"resources/{self.path}, {place}: {why}.")

    def letter_rules(self) -> list[Rule]:
        rules = []
        alternatives = self.data.get("letter_alt", {})
        for letter in alternatives:
            if letter not in self.data["letters"]:
                raise self.fail(f"letter_alt {letter}", "the letter is not in letters")
        for letter, output in self.data["letters"].items():
            place = f"letters {letter}"
            if not isinstance(letter, str) or len(letter) != 1 or letter.isspace():
                raise self.fail(place, "a key must be one letter")
            others = self._outputs(alternatives[letter], place) if letter in alternatives else ()
            after = before = None
            if letter in APOSTROPHES:
                # Elsewhere it is a quotation mark or part of a foreign name.
                after = Test(False, self.letters, ())
                before = Test(False, _IOTATED.get(self.data["from_lang"], self.letters), ())
            rules.append(_letter_rule(letter, self._output(output, place), others, after, before))
        return rules

    def context_rules(self) -> list[Rule]:
        rules = []
        for number, raw in enumerate(self.data.get("rules") or (), start=1):
            place = f"rule {number} ({raw.get('from') if isinstance(raw, Mapping) else raw})"
            if not isinstance(raw, Mapping) or not isinstance(raw.get("from"), str) or not raw["from"]:
                raise self.fail(place, "a rule needs the key from, a string")
            if any(map(str.isspace, raw["from"])):
                raise self.fail(place, "a rule rewrites what stands inside a word, no space")
            unknown = [key for key in raw if key not in _RULE_KEYS]
            if unknown or "to" not in raw:
                raise self.fail(place, f"unknown key {unknown[0]}" if unknown else "the key to is missing")
            tests = {
                key: self._test(raw[key], place)
                for key in ("after", "before", "not_after", "not_before")
                if key in raw
            }
            conditions = "".join(f" {key} {'|'.join(map(str, raw[key]))}" for key in tests)
            others = self._outputs(raw["alt"], place) if "alt" in raw else ()
            output = self._output(raw["to"], place)
            name = f"{raw['from']} → {output}{conditions}"
            rules.append(Rule(raw["from"], output, name, others, **tests, number=number))
        return rules

    def word_rules(self) -> tuple[WordRule, ...]:
        return tuple(self._word_rule(raw) for raw in self.data.get("word_rules", ()))

    def _word_rule(self, raw: Any) -> WordRule:
        if not isinstance(raw, Mapping) or not {"prefix", "if_contains"} <= set(raw):
            raise self.fail("word_rules", "a rule for words needs the keys prefix and if_contains")
        if not all(isinstance(value, str) for value in raw.values()):
            raise self.fail("word_rules", "prefix, if_contains and unless_contains must be strings")
        return WordRule(
            prefix=self._output(raw["prefix"], "word_rules"),
            if_contains=frozenset(raw["if_contains"]),
            unless_contains=frozenset(raw.get("unless_contains", "")),
            name=f"word {raw['prefix']}",
        )

    def capitals(self) -> dict[str, str]:
        pairs = {"i": "İ", "ı": "I"} if self.data.get("dotted_i") else {}
        return pairs | dict(self.data.get("capitals", {}))

    def _output(self, output: Any, place: str) -> str:
        if not isinstance(output, str):
            raise self.fail(place, f"the output {output!r} must be a string")
        if not unicodedata.is_normalized("NFC", output):
            raise self.fail(place, f"the output {output!r} is not in NFC")
        return output

    def _outputs(self, outputs: Any, place: str) -> tuple[str, ...]:
        if not isinstance(outputs, list):
            raise self.fail(place, f"the other outputs {outputs!r} must be a list of strings")
        return tuple(self._output(output, place) for output in outputs)

    def _test(self, alternatives: Any, place: str) -> Test:
        if not isinstance(alternatives, list) or not all(isinstance(item, str) and item for item in alternatives):
            raise self.fail(place, f"the condition {alternatives!r} must be a list of strings")
        if any(map(str.isspace, "".join(alternatives))):
            raise self.fail(place, "a condition looks no further than the word: it names no space")
        letters: set[str] = set()
        strings: list[str] = []
        for item in alternatives:
            if item in self.classes:
                letters |= self.classes[item]
            elif item != "#" and item != item.lower():
                raise self.fail(place, f"no class is called {item}")
            elif len(item) == 1:
                letters |= {item} - {"#"}
            else:
                strings.append(item)
        return Test("#" in alternatives, frozenset(letters), tuple(strings))
