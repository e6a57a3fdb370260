"""Writing a native spelling by all schemes of a lattice at once, to see which of them give a form, and how closely.

What a scheme makes of a letter depends on a few letters around it. For such a window the outputs of all schemes are
worked out once, as sets of bits, and kept.
"""

from functools import cache
from typing import NamedTuple

from kzling.orthography.alike import Alike
from kzling.orthography.folding import bare, folded
from kzling.orthography.lattice import Lattice, lattice
from kzling.orthography.table import APOSTROPHES, Rule, Test, WordRule

#: What divides the tokens of a name; schemes copy it.
SEPARATORS = " -‐‑"

# Windows kept; a day's names have some tens of thousands.
_KEPT = 1 << 16


class Closeness(NamedTuple):
    """The schemes that write a form from a spelling: with the outputs of their rules, or with one alternative.

    The bare ones write it where diacritics and apostrophes do not count. Each set holds those that are closer.
    """

    exact: int
    other: int
    bare: int
    bare_other: int


class _Output(NamedTuple):
    """What some letters of the source become: with all diacritics if exact, by the own output of a rule or another.

    `own` and `other` are the schemes.
    """

    length: int
    form: str
    exact: bool
    own: int
    other: int


# The outputs at a place by the letter, without diacritics, with which they begin; empty ones are among those of each,
# and alone under "".
_Outputs = dict[str, tuple[_Output, ...]]
_Masks = dict[tuple[int, str, bool], list[int]]
_Program = tuple[tuple[str, tuple[Test | None, ...]], ...]


class _Letter:
    """The rules of all schemes for the sources that begin with one letter."""

    def __init__(self, schemes: list[tuple[int, tuple[Rule, ...]]], script: str) -> None:
        self._behind = 0
        reaches: dict[str, int] = {}
        groups: dict[_Program, tuple[tuple[Rule, ...], list[_Masks]]] = {}
        for bit, rules in schemes:
            program = tuple((r.source, (r.after, r.not_after, r.before, r.not_before)) for r in rules)
            _, outputs = groups.setdefault(program, (rules, [{} for _ in rules]))
            for rule, found in zip(rules, outputs, strict=True):
                for number, output in enumerate((rule.output, *rule.alternatives)):
                    for form, exact in ((output, True), *((form, False) for form in folded(output, script))):
                        key = (len(rule.source), form, exact)
                        found.setdefault(key, [0, 0])[number > 0] |= 1 << bit
        self._script = script
        self._groups = tuple(groups.values())
        self._alike = Alike(rule for rules, _ in self._groups for rule in rules)
        for rules, _ in self._groups:
            for rule in rules:
                self._behind = max(self._behind, _reach(rule.after), _reach(rule.not_after))
                ahead = len(rule.source) + max(_reach(rule.before), _reach(rule.not_before))
                reaches[rule.source] = max(ahead, reaches.get(rule.source, 0))
        self._reaches = tuple(sorted(reaches.items(), key=lambda reach: -reach[1]))
        self._kept: dict[tuple[int, str], _Outputs] = {}

    def outputs(self, text: str, position: int) -> _Outputs:
        """Give what the letters at a position become; every scheme has its own among them, if any.

        The text has no apostrophes.
        """
        ahead = 1
        for source, reach in self._reaches:
            if text.startswith(source, position):
                ahead = reach
                break
        behind = min(position, self._behind)
        key = (behind, text[position - behind : position + ahead].translate(self._alike))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[key] = self.worked_out(text, position)
        return found

    def worked_out(self, text: str, position: int) -> _Outputs:
        """Give the same without looking at what is kept."""
        masks: _Masks = {}
        for rules, of_rules in self._groups:
            for rule, of_rule in zip(rules, of_rules, strict=True):
                if (
                    text.startswith(rule.source, position)
                    and rule.fits_behind(text, position)
                    and rule.fits_ahead(text, position + len(rule.source))
                ):
                    for key, (own, other) in of_rule.items():
                        found = masks.setdefault(key, [0, 0])
                        found[0] |= own
                        found[1] |= other
                    break
        outputs = [_Output(*key, own, other) for key, (own, other) in masks.items()]
        return _by_first(outputs, self._script)


def _by_first(outputs: list[_Output], script: str) -> _Outputs:
    firsts = {bare(one.form[:1], script) for one in outputs} | {""}
    return {first: tuple(one for one in outputs if bare(one.form[:1], script) in (first, "")) for first in firsts}


def _reach(test: Test | None) -> int:
    return 0 if test is None else max((1, *map(len, test.strings)))


class Replay:
    """The forward rules of the schemes of a lattice, and which of them give what."""

    def __init__(self, schemes: Lattice) -> None:
        """Gather the rules by the first letter of their source."""
        self._script = schemes.script
        by_letter: dict[str, list[tuple[int, tuple[Rule, ...]]]] = {}
        for bit, compiled in enumerate(schemes.tables):
            for letter, rules in compiled.rules.items():
                by_letter.setdefault(letter, []).append((bit, rules))
        self._letters = {letter: _Letter(rules, schemes.script) for letter, rules in by_letter.items()}
        self._signed = [(1 << bit, table) for bit, table in enumerate(schemes.tables) if table.word_rules]
        self._copied = {
            char: _by_first([_Output(1, char, True, schemes.all, 0)], schemes.script) for char in SEPARATORS
        }

    def __call__(self, source: str, small: str, asked: int) -> Closeness:
        """Say which of the schemes asked give a form.

        Args:
            source: a native spelling in small letters.
            small: the form in small letters.
            asked: the schemes.
        """
        level = bare(small, self._script)
        # An apostrophe shifts the edges of words, so that what stands next does not tell all.
        known = APOSTROPHES.isdisjoint(source)
        # Place in the source -> how far the output has come -> the schemes that have come so.
        ways: list[dict[int, _Sets]] = [{} for _ in range(len(source) + 1)]
        ways[0][0] = (asked, asked, asked, asked)
        for position, written in enumerate(ways[:-1]):
            if not written:
                continue
            for bit, compiled in self._signed:
                if bit & asked:
                    _put_sign(written, bit, compiled.signs(source).get(position), small)
            outputs = self._outputs(source, position, known)
            for place, (e, o, b, bo) in written.items():
                for length, form, exact, own, other in outputs.get(level[place : place + 1]) or outputs[""]:
                    if not (small if exact else level).startswith(form, place):
                        continue
                    both = bo & own | b & other
                    if both:
                        # The exact ones are among the bare.
                        new = (e & own, o & own | e & other, b & own, both) if exact else (0, 0, b & own, both)
                        further, reached = ways[position + length], place + len(form)
                        further[reached] = _union(further[reached], new) if reached in further else new
        return Closeness(*ways[-1].get(len(small), (0, 0, 0, 0)))

    def _outputs(self, source: str, position: int, known: bool) -> _Outputs:
        rules = self._letters.get(source[position])
        if rules is None:
            return self._copied.get(source[position], _NOTHING)
        return rules.outputs(source, position) if known else rules.worked_out(source, position)


@cache
def replay(script: str) -> Replay:
    """Give the replay of the schemes that write a script."""
    return Replay(lattice(script))


_Sets = tuple[int, int, int, int]
_NOTHING: _Outputs = {"": ()}


def _put_sign(written: dict[int, _Sets], bit: int, sign: WordRule | None, small: str) -> None:
    """Move a scheme on by its sign where the form has it; where the form lacks it, the sign has been dropped."""
    if sign is None:
        return
    for place, sets in list(written.items()):
        e, o, b, bo = (found & bit for found in sets)
        if small.startswith(sign.prefix, place):
            further = place + len(sign.prefix)
            written[further] = _union(written.get(further, (0, 0, 0, 0)), (e, o, b, bo))
            written[place] = (sets[0] & ~bit, sets[1] & ~bit, sets[2] & ~bit, sets[3] & ~bit)
        else:
            written[place] = (sets[0] & ~bit, sets[1] & ~bit, sets[2], sets[3])


def _union(known: _Sets, new: _Sets) -> _Sets:
    return (known[0] | new[0], known[1] | new[1], known[2] | new[2], known[3] | new[3])
