"""All schemes that write one script, turned round and laid over a form at once.

A lattice has an arc for every output of every rule: the source letters, and which schemes have it, as a set of bits
(one a scheme). A form is walked from left to right; at each place the most name-like beginnings of native spellings
are kept, each with the schemes that could have written it so far. What follows a letter is not looked at on the way,
so what arrives may still be more than the rules allow: `kzling.orthography.replay` tells.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kzling.orthography.alike import Alike
from kzling.orthography.folding import bare, folded
from kzling.orthography.likeness import EDGE, model
from kzling.orthography.schemes import table, tables
from kzling.orthography.table import APOSTROPHES, Rule, Table, Test

#: Longer tokens are no names; they have no sources.
MAX_LENGTH = 40

# Of the apostrophes that a scheme drops alike, the typographic one stands for all.
_APOSTROPHE = "’"
# So many letters back does likeness look on the way.
_BEHIND = 1
# Likelihood that a letter has lost its diacritics, or is written in another way than the rule's, as logarithms: they
# only decide which beginnings are kept.
_BARE = -1.5
_OTHER = -2.0
# Arcs kept by what precedes them and by the letters of the form: some tens of thousands after a day's names.
_KEPT = 1 << 16
# Names often begin alike: what so many letters give is kept, for so many beginnings, where few are kept at a place.
_SHARED = 4
_BEGUN = 1 << 12
_NARROW = 20


#: A beginning of a source spelling: its likelihood (a logarithm), the letters, the schemes that can have written it
#: with the outputs of their rules, and those that can with at most one alternative output (the first among them).
Start = tuple[float, str, int, int]


class _Arc(NamedTuple):
    """A way to read some letters of a form, with the schemes that have it where diacritics do not count.

    `rivals` are rules for the same letters that go before this one. `exact` has the rule's own outputs with the
    schemes of each, `own` all of these, `other` those with an alternative output.
    """

    rule: Rule
    rivals: tuple[Rule, ...]
    exact: dict[str, int]
    own: int
    other: int


# Source letters, the schemes that have them with the output of a rule and with an alternative one, and how likely
# they are (a logarithm) behind the letters before them.
_Extension = tuple[str, int, int, float]

# Beginnings found by the letters of the form that they stand for, and whether a word ends there; most likely first.
Places = dict[tuple[str, bool], list[Start]]


class Lattice:
    """Some schemes that write one script; bit i of a set stands for `tables[i]`."""

    def __init__(self, script: str, schemes: Iterable[Table]) -> None:
        """Turn the rules of schemes round that write `script` (ISO 15924)."""
        self.script = script
        self.tables = tuple(schemes)
        self.all = (1 << len(self.tables)) - 1
        self.sources = _bits((compiled.source_language, i) for i, compiled in enumerate(self.tables))
        self._signs = {rule.prefix for compiled in self.tables for rule in compiled.word_rules}
        self._arcs = _arcs(self.tables, script)
        self._silent = self._arcs.pop("", ())
        self._longest = max(map(len, self._arcs), default=0)
        self._counted = model()
        self._heard: dict[str, tuple[_Arc, ...]] = {}
        self._near = {piece: max(map(_reach, arcs), default=1) for piece, arcs in self._arcs.items()}
        self._reach = {piece: max(_BEHIND, near) for piece, near in self._near.items()}
        self._alike = {
            piece: Alike(rule for arc in (*arcs, *self._silent) for rule in (arc.rule, *arc.rivals))
            for piece, arcs in self._arcs.items()
        }
        self._possible: dict[tuple[str, str, bool, bool], list[_Extension]] = {}
        self._weights: dict[str, float] = {}
        self._kept: dict[tuple[str, bool, bool], dict[str, list[_Extension]]] = {}
        self._begun: dict[tuple[int, int, float], Places] = {}

    def without_signs(self, form: str) -> str:
        """Give a form without the signs that schemes put before words (the hamza of Kazakh in Arabic script)."""
        for sign in self._signs:
            form = form.replace(sign, "")
        return form

    def walk(
        self,
        form: str,
        *,
        allowed: int,
        beam: int,
        far: float = math.inf,
        each: int = 0,
        exact: bool = False,
        places: Places | None = None,
    ) -> list[Start]:
        """Give source spellings (small letters) that may become a form, most likely first.

        Args:
            form: a token in small letters, without signs before words.
            allowed: the schemes to ask.
            beam: beginnings kept at each place.
            far: beginnings that are so much less likely (in natural logarithms) than the best of their place are not.
            each: beginnings kept beside them of each language in which the rules' own outputs write them, so that
                letters that are rare in most languages (Ukrainian ґ) are found too.
            exact: only what the rules themselves write; otherwise diacritics and apostrophes may be dropped, one
                output may be an alternative, and silent letters are put back only where names have them.
            places: what has been found for beginnings of the form; is filled, so that forms that begin alike share it.
        """
        if places is None:
            places = {}
        level = bare(form, self.script)
        begun = self._begun.setdefault((allowed, beam, far), {}) if beam <= _NARROW and not exact else {}
        places["", True] = places["", False] = [(0.0, "", allowed, allowed)]
        for end in range(1, len(form) + 1):
            key = (form[:end], end == len(form) or form[end] == "-")
            if key not in places:
                found = begun.get(key)
                if found is None:
                    found = sorted(self._place(form, level, end, key[1], far, places, exact), key=_by_score)
                    found = self._best(found, beam, each)
                    if end <= _SHARED:
                        if len(begun) >= _BEGUN:
                            begun.clear()
                        begun[key] = found
                places[key] = found
        return places[form, True]

    def _best(self, ranked: list[Start], beam: int, each: int) -> list[Start]:
        best = ranked[:beam]
        wanted, missing = dict.fromkeys(self.sources, each), self.all if each else 0
        for start in ranked[beam:]:
            if not missing:
                break
            if start[2] & missing:
                best.append(start)
                for language, its in self.sources.items():
                    if start[2] & missing & its:
                        wanted[language] -= 1
                        missing &= -1 if wanted[language] else ~its
        return best

    def _place(
        self, form: str, level: str, end: int, closed: bool, far: float, places: Places, exact: bool
    ) -> list[Start]:
        found: dict[str, Start] = {}
        least = -math.inf
        for begin in range(end - 1, max(0, end - self._longest) - 1, -1):
            reach = self._reach.get(level[begin:end])
            if reach is None:
                continue
            piece = form[begin:end]
            kept = self._kept.setdefault((piece, closed, exact), {})
            for score, source, plain, loose in places[form[:begin], form[begin] == "-"]:
                if score < least:
                    break
                # An apostrophe is no edge of a word, so that the letter before it counts too.
                tail = source[-reach - (source[-1:] in APOSTROPHES) :]
                extensions = kept.get(tail)
                if extensions is None:
                    extensions = kept[tail] = self._extensions(tail, piece, closed, exact)
                for letters, own, other, likely in extensions:
                    likely += score
                    if likely < least:
                        break
                    some = loose & own | plain & other
                    if some:
                        if likely - far > least:
                            least = likely - far
                        longer = source + letters
                        new = (likely, longer, plain & own, some)
                        known = found.get(longer)
                        found[longer] = new if known is None else _either(known, new)
        return [start for start in found.values() if start[0] >= least]

    def _extensions(self, tail: str, piece: str, closed: bool, exact: bool) -> list[_Extension]:
        if max(len(self._kept), len(self._possible), len(self._weights)) >= _KEPT:
            self._kept.clear()
            self._possible.clear()
            self._weights.clear()
        level = bare(piece, self.script)
        near = tail[-self._near[level] - (tail[-1:] in APOSTROPHES) :].translate(self._alike[level])
        possible = self._possible.get((near, piece, closed, exact))
        if possible is None:
            possible = self._possible[near, piece, closed, exact] = list(self._extended(near, piece, closed, exact))
        edge = EDGE if closed else ""
        before = tail[-_BEHIND:]
        weigh, weights = self._weigh, self._weights
        found = []
        for letters, own, other, penalty in possible:
            row = before + letters + edge
            weight = weights.get(row)
            if weight is None:
                weight = weights[row] = weigh(before, letters + edge)
            found.append((letters, own, other, penalty + weight))
        found.sort(key=_by_weight)
        return found

    def _weigh(self, tail: str, letters: str) -> float:
        """Give the logarithm of the likelihood of what follows the tail in a row of letters."""
        if "-" in letters:
            return 0.0
        before = EDGE * _BEHIND + tail.rpartition("-")[2]
        chain = before + letters
        return sum(self._counted.any_last(chain[i - _BEHIND : i + 1]) for i in range(len(before), len(chain)))

    def _extended(self, tail: str, piece: str, closed: bool, exact: bool) -> Iterator[_Extension]:
        if piece == "-":
            yield "-", self.all, 0, 0.0
            return
        # What the letters may be as they stand, and what they may be before a silent letter.
        plain: dict[str, list[int]] = {}
        before: dict[str, list[int]] = {}
        for arc in self._arcs[bare(piece, self.script)]:
            if _fits(arc, tail):
                source = arc.rule.source
                text = tail + source
                _add(before, source, arc, piece)
                if arc.rule.fits_ahead(text, len(text)) if closed else not _ends_word(arc.rule):
                    _add(plain, source, arc, piece)
        for source, (as_is, own, other) in before.items():
            text = tail + source
            for arc in self._silent if exact else self._silent_behind(text[-1]):
                silent = arc.rule.source
                if _fits(arc, text):
                    found = plain.setdefault(source + silent, [0, 0, 0])
                    found[0] |= as_is & arc.exact.get("", 0)
                    found[1] |= own & arc.own
                    found[2] |= other & arc.own
        for letters, (as_is, own, other) in plain.items():
            if not exact:
                yield letters, own, other, 0.0 if as_is else _BARE if own else _OTHER
            elif as_is:
                yield letters, as_is, 0, 0.0

    def _silent_behind(self, letter: str) -> tuple[_Arc, ...]:
        """Give the arcs of letters that are not written, as far as names have them behind this one."""
        found = self._heard.get(letter)
        if found is None:
            arcs = (arc for arc in self._silent if self._counted.knows(letter + arc.rule.source[0]))
            found = self._heard[letter] = tuple(arcs)
        return found


@cache
def lattice(script: str) -> Lattice:
    """Give the lattice of the schemes that write a script."""
    return Lattice(script, (compiled for compiled in tables() if compiled.target_script == script))


@cache
def lattice_of(scheme: str) -> Lattice:
    """Give the lattice of one scheme."""
    return Lattice(table(scheme).target_script, [table(scheme)])


def _by_score(start: Start) -> float:
    return -start[0]


def _by_weight(extension: _Extension) -> float:
    return -extension[3]


def _either(known: Start, new: Start) -> Start:
    return (max(known[0], new[0]), known[1], known[2] | new[2], known[3] | new[3])


def _add(found: dict[str, list[int]], source: str, arc: _Arc, piece: str) -> None:
    masks = found.setdefault(source, [0, 0, 0])
    masks[0] |= arc.exact.get(piece, 0)
    masks[1] |= arc.own
    masks[2] |= arc.other


def _fits(arc: _Arc, text: str) -> bool:
    return arc.rule.fits_behind(text, len(text)) and not any(
        rival.fits_behind(text, len(text)) for rival in arc.rivals
    )


def _reach(arc: _Arc) -> int:
    """Give how many letters before it an arc depends on."""
    tests = [test for rule in (arc.rule, *arc.rivals) for test in (rule.after, rule.not_after) if test is not None]
    return max((len(string) for test in tests for string in (*test.strings, "-")), default=1)


def _ends_word(rule: Rule) -> bool:
    """Whether a rule is for the ends of words alone."""
    return rule.before is not None and not rule.before.letters and not rule.before.strings


def _bits(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, bit in pairs:
        found[key] = found.get(key, 0) | 1 << bit
    return found


_Conditions = tuple[str, tuple[Test | None, ...], tuple[tuple[Test | None, ...], ...]]


def _arcs(group: tuple[Table, ...], script: str) -> dict[str, tuple[_Arc, ...]]:
    found: dict[str, dict[_Conditions, _Arc]] = {"-": {}}
    for bit, compiled in enumerate(group):
        for rule, rivals in _ranked(compiled):
            tests = (rule.after, rule.not_after, rule.before, rule.not_before)
            conditions = (rule.source, tests, tuple((rival.after, rival.not_after) for rival in rivals))
            for number, output in enumerate((rule.output, *rule.alternatives)):
                for piece in folded(output, script):
                    arcs = found.setdefault(piece, {})
                    arc = arcs.get(conditions) or _Arc(rule, rivals, {}, 0, 0)
                    if number:
                        arc = arc._replace(other=arc.other | 1 << bit)
                    else:
                        arc.exact[output] = arc.exact.get(output, 0) | 1 << bit
                        arc = arc._replace(own=arc.own | 1 << bit)
                    arcs[conditions] = arc
    return {piece: tuple(arcs.values()) for piece, arcs in found.items()}


def _ranked(compiled: Table) -> Iterator[tuple[Rule, tuple[Rule, ...]]]:
    """Give the rules of a scheme, each with those for the same letters that always win where they fit."""
    for group in compiled.rules.values():
        rivals: dict[str, tuple[Rule, ...]] = {}
        for rule in group:
            if rule.source in APOSTROPHES and rule.source != _APOSTROPHE:
                continue
            yield rule, rivals.get(rule.source, ())
            if rule.before is None and rule.not_before is None:
                rivals[rule.source] = (*rivals.get(rule.source, ()), rule)
