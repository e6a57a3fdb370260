"""The gazetteer finder: every name of a knowledge base, in any language, in any grammatical case.

It knows no language: each word of a text may stand for itself or for the lemmas that any language of its script
would cut from it. A name written with a capital is only found with a capital, and abbreviations only in capitals.
Forms that the base calls ambiguous (`attributes.ambiguous`: also ordinary words, or better known as another's name)
are not looked for, since context is not weighed yet; `resolve` still knows them.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

import regex

from kzling.knowledge.base import KnowledgeBase
from kzling.mentions.found import Found
from kzling.model import Entity, Name
from kzling.morphology.analysis import analyses
from kzling.orthography.forward import transliterate
from kzling.orthography.schemes import schemes
from kzling.text.fold import fold

#: Raised when the finder's rules change.
VERSION = 1

# Hyphens part words here: "Astana-based" holds Astana, and «Нур-Султан» is also written apart.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’ʼʻ‘`][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*")
_GAP = regex.compile(r"[ \u00a0]?[-‐‑–][ \u00a0]?|\.?[ \u00a0]|[\"«»“”„']? ?[\"«»“”„']")
_APOSTROPHES = "'’ʼʻ‘`"
#: A lemma shorter than this is not looked up: cutting endings off short words finds anything.
_SHORTEST_LEMMA = 3
#: A longer word is no name (an encoded picture, say); it is passed over as it is.
_LONGEST_WORD = 80
#: Kazakh names are also written in these Latin alphabets.
_KAZAKH_LATIN = ("kk-latn-2021-apr", "kk-latn-2021", "kk-latn-2018", "kk-qazaqparat")


class _Entry(NamedTuple):
    words: tuple[str, ...]
    gaps: tuple[str, ...]  # what stands between the words of the form, for names such as Kaspi.kz
    form: str
    entity: Entity
    name: Name
    capital: bool
    abbreviation: bool
    route: tuple[str, ...]


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    lemmas: tuple[tuple[str, int], ...]  # folded form, and how many characters at the end are no part of the name


class Gazetteer:
    """An index over the names of a base; make it with `gazetteer(base)`, which keeps one a base."""

    def __init__(self, base: KnowledgeBase) -> None:
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for entry in _entries(base):
            entries[entry.words[0]].append(entry)
        self._entries = {
            word: sorted(found, key=lambda e: (-len(e.words), len(e.route), -e.entity.weight, e.entity.id))
            for word, found in entries.items()
        }

    def scan(self, text: str) -> list[Found]:
        """Find all names of the base: longest match first, from left to right, without overlaps."""
        tokens = [_Token(m.start(), m.end(), m.group(), _lemmas(m.group())) for m in _WORD.finditer(text)]
        found: list[Found] = []
        position = 0
        while position < len(tokens):
            match = self._match(text, tokens, position)
            if match is None:
                position += 1
                continue
            if not _part_of_another(match[0], text, tokens, position, position + match[1]):
                found.append(match[0])
            position += match[1]
        return found

    def _match(self, text: str, tokens: Sequence[_Token], position: int) -> tuple[Found, int] | None:
        matches: list[tuple[_Entry, int, bool]] = []
        for lemma, cut in tokens[position].lemmas:
            for entry in self._entries.get(lemma, ()):
                outside = _outside(entry, text, tokens, position, cut)
                if outside is not None:
                    matches.append((entry, outside, _exact(entry, tokens, position, outside)))
        if not matches:
            return None
        # The longest; then a form as listed before one that is inflected or re-spelt.
        best = max((len(entry.words), exact, not entry.route) for entry, _, exact in matches)
        chosen = [match for match in matches if (len(match[0].words), match[2], not match[0].route) == best]
        entry, outside, exact = chosen[0]
        # A form can be several names of one entity, each with its own dates.
        bearers = sorted(((match[0].entity, match[0].name) for match in chosen), key=lambda pair: pair[0].id)
        end = tokens[position + len(entry.words) - 1].end - outside
        return Found(
            tokens[position].start,
            end,
            entry.form,
            entry.entity.type,
            "gazetteer",
            tuple(bearers),
            exact,
            entry.route,
        ), len(entry.words)


def _outside(entry: _Entry, text: str, tokens: Sequence[_Token], position: int, cut: int) -> int | None:
    """Say how many characters at the end of the match are no part of the name, None where nothing matches."""
    first = tokens[position]
    if position + len(entry.words) > len(tokens) or not _case_fits(entry, first.text):
        return None
    for offset, word in enumerate(entry.words[1:], start=1):
        token, before = tokens[position + offset], tokens[position + offset - 1]
        gap = text[before.end : token.start]
        if cut or not (gap == entry.gaps[offset - 1] or _GAP.fullmatch(gap)):
            return None
        cuts = [c for lemma, c in token.lemmas if lemma == word]
        if not cuts:
            return None
        cut = min(cuts)
    return cut


def _part_of_another(found: Found, text: str, tokens: Sequence[_Token], first: int, behind: int) -> bool:
    """Say whether a hyphen binds the place to another capitalised word: Форт-Шевченко is not Шевченко."""
    if found.type != "place":
        return False
    before = first > 0 and text[tokens[first - 1].end : found.start] == "-" and tokens[first - 1].text[0].isupper()
    after = behind < len(tokens) and text[found.end : tokens[behind].start] == "-" and tokens[behind].text[0].isupper()
    return before or after


def _exact(entry: _Entry, tokens: Sequence[_Token], position: int, outside: int) -> bool:
    """Say whether the text has the form as listed; what an apostrophe parts off is no ending of the name."""
    last = len(entry.words) - 1
    return all(
        word == tokens[position + i].lemmas[0][0] or (i == last and outside > 0) for i, word in enumerate(entry.words)
    )


def _case_fits(entry: _Entry, text: str) -> bool:
    if entry.abbreviation:
        return text.isupper()
    return text[0].isupper() or not entry.capital or not text[0].islower()


@lru_cache(maxsize=1 << 17)
def _lemmas(word: str) -> tuple[tuple[str, int], ...]:
    """Folded forms that a word can stand for, itself first, with the length of an ending behind an apostrophe."""
    if len(word) > _LONGEST_WORD:
        return ((word, 0),)
    found = {fold(word): 0}
    for analysis in analyses(word):
        if len(analysis.lemma) >= _SHORTEST_LEMMA:
            outside = len(analysis.ending) if analysis.ending[:1] in _APOSTROPHES and analysis.ending else 0
            found.setdefault(fold(analysis.lemma), outside)
    return tuple(found.items())


def _entries(base: KnowledgeBase) -> Iterator[_Entry]:
    for entity in base:
        ambiguous = entity.attributes.get("ambiguous", ())
        for name in (name for name in entity.names if name.text not in ambiguous):
            yield from _entry(entity, name, name.text, ())
            for form, route in _respelt(entity, name):
                yield from _entry(entity, name, form, route)


def _entry(entity: Entity, name: Name, form: str, route: tuple[str, ...]) -> Iterator[_Entry]:
    found = list(_WORD.finditer(form))
    words = [match.group() for match in found]
    if words:
        short = len(words) == 1 and len(form) <= 6 and form.isupper() and len(form) > 1
        folded = tuple(fold(word) for word in words)
        gaps = tuple(form[one.end() : other.start()] for one, other in itertools.pairwise(found))
        yield _Entry(folded, gaps, form, entity, name, words[0][0].isupper(), short, route)


def _respelt(entity: Entity, name: Name) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Spellings of a name that no list has: Kazakh in its Latin alphabets, persons in every orthography."""
    if name.script != "Cyrl" or name.kind in ("literal", "misspelling"):
        return
    own = _KAZAKH_LATIN if name.lang == "kk" else ()
    for scheme in own if entity.type != "person" else (*own, *_schemes_from(name.lang)):
        yield transliterate(name.text, scheme), (scheme,)


@cache
def _schemes_from(language: str) -> tuple[str, ...]:
    return tuple(s.id for s in schemes().values() if s.source_language == language and s.target_script == "Latn")


_GAZETTEERS: WeakKeyDictionary[KnowledgeBase, Gazetteer] = WeakKeyDictionary()


def gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Give the gazetteer of a base, built when first asked for."""
    if base not in _GAZETTEERS:
        _GAZETTEERS[base] = Gazetteer(base)
    return _GAZETTEERS[base]
