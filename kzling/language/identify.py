"""In which Latin alphabet or romanisation a Kazakh text is written.

Each scheme writes the sounds of Kazakh with letters and letter groups of its own. How often each of them must come is
counted from common Kazakh words, written by the scheme. A text is cut into the groups of a scheme, and the scheme
under which it is likeliest is the one it follows: a letter that only one scheme has tells at once, and that a text has
many sh and no ş tells, too.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from kzling import data
from kzling.answers import Evidence
from kzling.language.detect import detect
from kzling.orthography.schemes import directions, schemes, table
from kzling.orthography.table import APOSTROPHES, Table
from kzling.record import Record
from kzling.text.nfc import nfc

_LANGUAGE, _SCRIPT = "kk", "Latn"
_PROFILE = "languages/kk-Cyrl.yml"

_WORD = regex.compile(r"\p{Latin}(?:[\p{Latin}\p{M}]|['’ʼ‘ʻ`](?=\p{Latin}|$|[^'’\"»]))*")
_PLAIN = regex.compile(r"[A-Za-z ]*")
_TO_ONE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# The logarithm of the likelihood of a letter that a scheme never writes.
_STRANGE = math.log(1e-4)
# Added to each count, so that a group that no common word has is unlikely and not impossible.
_SMOOTHING = 0.2
# Letters come in words and are not independent: their evidence counts by half.
_WEIGHT = 0.5
#: Shorter texts tell nothing unless a letter does that not all schemes have.
LEAST_LETTERS = 30
#: A text may be so much less likely than the common words of its scheme, in nats a letter, and so much in all.
#: Set in November 2026 on 200 sentences of NTREX-128 in each of Kazakh, English, Turkish, Uzbek, German and Polish:
#: 97% of the Kazakh and 17% of the English ones are within.
_MOST_UNLIKELY, _ALLOWANCE = 0.5, 3.0
# A text that is in another language with such a confidence is not Kazakh. November 2026, 200 sentences of NTREX-128 in
# each language: none in English, German, Polish, Turkish and Uzbek gets a guess, 97 % of the Kazakh ones or more do.
_SURE = 0.95
# Guesses less probable than this are not given; so many groups are shown as evidence.
_LEAST_SCORE, _SHOWN = 0.02, 8
# The way Kazakh names are written in other languages is seldom that of a whole text.
_OF_NAMES = 0.1
# A longer text tells no more.
_MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class SchemeGuess(Record):
    """A scheme that a text may follow; score from 0 to 1: how probable it is among all Kazakh schemes."""

    scheme: str
    score: float
    evidence: tuple[Evidence, ...] = ()


class _Model(NamedTuple):
    """A scheme with the logarithm of how often each of its letter groups comes."""

    table: Table
    cut: re.Pattern[str]
    likely: Mapping[str, float]
    usual: float  # of common words, a letter


def identify_scheme(text: str) -> list[SchemeGuess]:
    """Give the Kazakh Latin alphabets and romanisations that a text may follow, best first.

    The text is taken to be Kazakh, unless it is surely in another language or unlikely under all schemes: then, and
    where it tells nothing, there is no guess. Schemes that write a text alike (the alphabets of January and April 2021
    where it has no ң) share the probability, and the newer comes first. The evidence of a guess are its letter groups
    that not all schemes write; the weight is how often one comes, divided by the number of schemes that write it.

    >>> identify_scheme("Túrkistan men Ońtústik óńiri")[0].scheme
    'kk-latn-2018'
    """
    running = " ".join(_WORD.findall(nfc(text[: 2 * _MOST_LETTERS]).translate(_TO_ONE)))[:_MOST_LETTERS]
    letters = len(running) - running.count(" ")
    if not letters or (letters < LEAST_LETTERS and _PLAIN.fullmatch(running)):
        return []
    if _in_another_language(text[:_MOST_LETTERS]):
        return []
    found = {model.table.id: _groups(running, model) for model in _models()}
    totals = {scheme: sum(weight for _, weight in groups.values()) for scheme, groups in found.items()}
    best, usual = max((totals[model.table.id], model.usual) for model in _models())
    if best < letters * (usual - _MOST_UNLIKELY) - _ALLOWANCE:
        return []
    shares = {scheme: _prior(scheme) * math.exp(_WEIGHT * (total - best)) for scheme, total in totals.items()}
    whole = sum(shares.values())
    return [
        SchemeGuess(scheme, round(shares[scheme] / whole, 4), _evidence(found[scheme], scheme))
        for scheme in sorted(_newest_first(), key=lambda scheme: -shares[scheme])
        if shares[scheme] / whole >= _LEAST_SCORE
    ]


def _in_another_language(text: str) -> bool:
    told = detect(text)
    return told.language != _LANGUAGE and told.confidence >= _SURE


def _prior(scheme: str) -> float:
    return 1.0 if schemes()[scheme].target.startswith(_LANGUAGE) else _OF_NAMES


@lru_cache(maxsize=1)
def _newest_first() -> tuple[str, ...]:
    ids = sorted(model.table.id for model in _models())
    return tuple(sorted(ids, key=lambda scheme: schemes()[scheme].since or "", reverse=True))


def _groups(running: str, model: _Model) -> dict[str, tuple[int, float]]:
    """Cut words into the groups of a scheme: group -> how often it comes, and the logarithm of its likelihood."""
    counts = Counter(model.cut.findall(model.table.lower(running)))
    return {group: (count, count * model.likely.get(group, _STRANGE * len(group))) for group, count in counts.items()}


def _evidence(groups: Mapping[str, tuple[int, float]], scheme: str) -> tuple[Evidence, ...]:
    known = {model.table.id: model.likely for model in _models()}
    sharing = {group: sum(group in likely for likely in known.values()) for group in groups}
    telling = [group for group in groups if group in known[scheme] and sharing[group] < len(known)]
    shown = sorted(telling, key=lambda group: (-groups[group][0] / sharing[group], group))[:_SHOWN]
    return tuple(_speaks(group, groups[group][0], sharing[group], len(known)) for group in shown)


def _speaks(group: str, count: int, sharing: int, schemes: int) -> Evidence:
    who = "only this scheme writes it" if sharing == 1 else f"{sharing} of {schemes} schemes write it"
    return Evidence("letter", round(count / sharing, 3), f"{group} ({count} times): {who}")


@lru_cache(maxsize=1)
def _models() -> tuple[_Model, ...]:
    words = data.read_yaml(_PROFILE)
    common = " ".join([words["words"], words["suffixes"]])
    fitting = [
        scheme
        for scheme, direction in directions().items()
        if (direction.source_language, direction.target_script) == (_LANGUAGE, _SCRIPT)
    ]
    return tuple(_model(table(scheme), common) for scheme in fitting)


def _model(table: Table, common: str) -> _Model:
    written = sorted({rule.output.translate(_TO_ONE) for group in table.rules.values() for rule in group} - {""})
    counts = Counter(output.translate(_TO_ONE) for output in _outputs(common, table))
    total = sum(counts.values()) + _SMOOTHING * len(written)
    likely = {group: math.log((counts[group] + _SMOOTHING) / total) for group in written}
    shares = {group: math.exp(likely[group]) for group in written}
    usual = sum(share * likely[group] for group, share in shares.items())
    usual /= sum(share * len(group) for group, share in shares.items())
    # A group of one letter is cut off as any letter is.
    longest_first = sorted((group for group in written if len(group) > 1), key=len, reverse=True)
    return _Model(table, re.compile("|".join([*map(re.escape, longest_first), r"\S"])), likely, usual)


def _outputs(small: str, table: Table) -> Iterator[str]:
    """Give what a scheme writes for each of the letters, or groups of them, of a text in small letters."""
    position = 0
    while position < len(small):
        rule = table.match(small, position)
        if rule is not None:
            yield rule.output
        position += 1 if rule is None else len(rule.source)
