"""The gazetteer finder: every name of a knowledge base, in any language, in any grammatical case.

It knows no language: each word of a text may stand for itself or for the lemmas that any language of its script
would cut from it. A name written with a capital is only found with a capital, and abbreviations only in capitals.
Forms that the base calls ambiguous (`attributes.ambiguous`: also ordinary words, or better known as another's name)
are not looked for, since context is not weighed yet; `resolve` still knows them.
"""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple
from weakref import WeakKeyDictionary

import regex

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.found import Bearers, Found
from kzling.mentions.lemmas import Lemma, Lemmas, plain_fold
from kzling.mentions.listed import Listed, words_apart
from kzling.mentions.table import FormTable, form_table, order
from kzling.model import EntityType
from kzling.text.forms import Forms

#: Raised when the finder's rules change.
VERSION = 1

_GAP = regex.compile(r"[ \u00a0]?[-‐‑–][ \u00a0]?|\.?[ \u00a0]|[\"«»“”„']? ?[\"«»“”„']")
#: So many word forms of a generation are kept with what they may begin (see `Forms`): some 10 MB.
_MOST_FORMS = 1 << 15
#: So many runs of words are kept with the name that they are (about 8 MB when full), then all are dropped.
_MOST_RUNS = 1 << 14


#: A listed form that a text has; the characters at its end that are no part of the name; whether it stands as listed.
_Fitting = tuple[Listed, int, bool]


class _Match(NamedTuple):
    """A listed form in a text: the last `outside` characters of its `words` words are no part of the name."""

    words: int
    outside: int
    facts: tuple[str, EntityType, str, Bearers, bool, tuple[str, ...]]  # what a `Found` holds behind its offsets


class _Start(NamedTuple):
    """What a word form may begin: names of several words, of which these may be the first, or a name by itself."""

    longer: tuple[Lemma, ...]
    alone: _Match | None


class Gazetteer:
    """Finds the names of a base; make it with `gazetteer(base)`, which keeps one a base."""

    def __init__(self, table: FormTable) -> None:
        self._table = table
        self._lemmas = Lemmas(table.all)
        self._best = _Best(table)
        self._starts = _Starts(table, self._lemmas, self._best)
        # The names that two words may begin, with the most words that one has; what was found for a run of so many.
        self._options: dict[tuple[str, str], tuple[int, Sequence[Listed]]] = {}
        self._runs: dict[tuple[str, ...], _Match | None] = {}

    def scan(self, text: str) -> list[Found]:
        """Find all names of the base: longest match first, from left to right, without overlaps."""
        parts = words_apart(text)
        words = parts[1::2]
        # Most words begin no name: they cost one look-up each, and a text without names no more than that.
        starts = list(map(self._starts.__getitem__, words))
        found: list[Found] = []
        free = read = at = 0  # the first `read` parts are the first `at` characters
        for place in compress(range(len(words)), starts):
            start = starts[place]
            if place < free or start is None:
                continue
            match = (self._longest(parts, place, start) if start.longer else None) or start.alone
            if match is None:
                continue
            free = place + match.words
            if match.facts[1] != "place" or not _part_of_another(parts, place, free, match.outside):
                begin = at + len("".join(parts[read : 2 * place + 1]))
                read = 2 * free
                at = begin + len("".join(parts[2 * place + 1 : read]))
                found.append(Found(begin, at - match.outside, *match.facts))
        return found

    def _longest(self, parts: Sequence[str], place: int, start: _Start) -> _Match | None:
        """Give the longest name of several words that begins here."""
        first = 2 * place + 1
        if first + 2 >= len(parts) or not self._lemmas[parts[first + 2]]:
            return None
        pair = (parts[first], parts[first + 2])
        if pair not in self._options:
            if len(self._options) >= _MOST_RUNS:
                self._options.clear()
            found = self._beginning(*pair, start)
            self._options[pair] = max((len(entry.words) for entry in found), default=0), found
        size, options = self._options[pair]
        if not size:
            return None
        # Words and gaps decide all: what was found for the same run is found again.
        run = tuple(parts[first : first + 2 * size - 1])
        if run not in self._runs:
            if len(self._runs) >= _MOST_RUNS:
                self._runs.clear()
            self._runs[run] = self._match(run, options)
        return self._runs[run]

    def _beginning(self, first: str, second: str, start: _Start) -> Sequence[Listed]:
        """Give the names that two words may begin, by the base form of the first, then in the order of the table."""
        itself = self._lemmas[first][0].form
        found: list[Listed] = []
        for one in start.longer:
            entries = (entry for other in self._lemmas[second] for entry in self._table.named(one.form, other.form))
            fitting = (entry for entry in entries if _case_fits(entry, first, exact=one.form == itself))
            found += sorted(fitting, key=order)
        return found

    def _match(self, run: Sequence[str], options: Sequence[Listed]) -> _Match | None:
        words, gaps = run[::2], run[1::2]
        matches = []
        for entry in options:
            outside = self._outside(entry, words, gaps)
            if outside is not None:
                matches.append((entry, outside, self._exact(entry, words, outside)))
        return self._best(matches) if matches else None

    def _outside(self, entry: Listed, words: Sequence[str], gaps: Sequence[str]) -> int | None:
        """Say how many characters at the end of the match are no part of the name, None where nothing matches."""
        if len(entry.words) > len(words):
            return None
        cut = 0
        for place, word in enumerate(entry.words[1:], start=1):
            gap = gaps[place - 1]
            if cut or not (gap == entry.gaps[place - 1] or _GAP.fullmatch(gap)):
                return None
            cuts = [lemma.outside for lemma in self._lemmas[words[place]] if lemma.form == word]
            if not cuts:
                return None
            cut = min(cuts)
        return cut

    def _exact(self, entry: Listed, words: Sequence[str], outside: int) -> bool:
        """Say whether the text has the form as listed; what an apostrophe parts off is no ending of the name."""
        last = len(entry.words) - 1
        return all(
            (place == last and outside > 0) or word == self._lemmas[words[place]][0].form
            for place, word in enumerate(entry.words)
        )


class _Starts(Forms[_Start | None]):
    """Word form -> what it may begin, None for most; filled as forms are met."""

    def __init__(self, table: FormTable, lemmas: Lemmas, best: "_Best") -> None:
        super().__init__(self._start, most=_MOST_FORMS)
        self._table = table
        self._lemmas = lemmas
        self._best = best

    def _start(self, word: str) -> _Start | None:
        folded = plain_fold(word)
        beginning = self._table.small if word[0].islower() else self._table.first
        if folded is not None and not beginning.may_have(folded):
            return None
        lemmas = self._lemmas[word]
        longer = tuple(lemma for lemma in lemmas if not lemma.outside and lemma.form in beginning.words)
        single = [
            (entry, lemma.outside, exact)
            for lemma in lemmas
            for exact in [lemma.outside > 0 or lemma.form == lemmas[0].form]
            for entry in self._table.named(lemma.form)
            if _case_fits(entry, word, exact=exact)
        ]
        return _Start(longer, self._best(single) if single else None) if longer or single else None


class _Best:
    """Chooses among forms that a text has at one place."""

    def __init__(self, table: FormTable) -> None:
        self._table = table
        # Equal choices are one object: forms of a name share their match, by which `links` knows it again.
        self._known: dict[tuple[tuple[int, int, bool], ...], _Match] = {}

    def __call__(self, matches: Sequence[_Fitting]) -> _Match:
        key = tuple((entry.number, outside, exact) for entry, outside, exact in matches)
        if key not in self._known:
            if len(self._known) >= _MOST_FORMS:
                self._known.clear()
            self._known[key] = self._chosen(matches)
        return self._known[key]

    def _chosen(self, matches: Sequence[_Fitting]) -> _Match:
        """Choose the longest; then a form as listed before one that is inflected or re-spelt."""
        best = max((len(entry.words), exact, not entry.route) for entry, _, exact in matches)
        chosen = [match for match in matches if (len(match[0].words), match[2], not match[0].route) == best]
        entry, outside, exact = chosen[0]
        kind = self._table.bearer(entry)[0].type
        # A form can be several names of one entity, each with its own dates.
        bearers = tuple(self._table.bearer(one) for one, _, _ in sorted(chosen, key=lambda match: match[0].entity))
        return _Match(len(entry.words), outside, (entry.form, kind, "gazetteer", bearers, exact, entry.route))


def _part_of_another(parts: Sequence[str], first: int, behind: int, outside: int) -> bool:
    """Say whether a hyphen binds a place to another capitalised word: Форт-Шевченко is not Шевченко."""
    before, after = 2 * first, 2 * behind  # the gaps around it
    return (before > 0 and parts[before] == "-" and parts[before - 1][0].isupper()) or (
        not outside and after + 1 < len(parts) and parts[after] == "-" and parts[after + 1][0].isupper()
    )


def _case_fits(entry: Listed, text: str, *, exact: bool) -> bool:
    if entry.abbreviation:
        return text.isupper()
    # In capitals stand names of firms, which are too easily re-spelt names in some language's case.
    if entry.route and not exact and text.isupper():
        return False
    return text[0].isupper() or not entry.capital or not text[0].islower()


_GAZETTEERS: WeakKeyDictionary[KnowledgeBase, Gazetteer] = WeakKeyDictionary()


def gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Give the gazetteer of a base, built when first asked for."""
    if base not in _GAZETTEERS:
        _GAZETTEERS[base] = Gazetteer(form_table(base))
    return _GAZETTEERS[base]
