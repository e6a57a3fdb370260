"""Which of several entities a name means: what speaks for and against each, as sums of logarithms of odds."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from kzling.answers import Evidence, Verdict
from kzling.knowledge.dates import valid_on
from kzling.model import Candidate, Entity, EntityType, Name, Resolution
from kzling.resolution.matches import FOUND, Match

# What each sign weighs, in natural logarithms of odds. Set by hand in November 2026: see the README of
# tests/resolution/gold; `python tests/quality/resolution.py --only dated` says what comes of it.
EXACT, INFLECTED = 5.0, 4.5
#: The least and the most that a comparison of spellings weighs.
LEAST_ALIKE, MOST_ALIKE = -4.0, 4.5
IN_USE, NOT_YET, NO_MORE, LONG_NO_MORE = 1.0, -3.5, -1.5, -2.5
OWN_LANGUAGE = 0.3
#: A case form that is listed is the base form of no other: Китае is not of Китая, but of Китай.
OF_INFLECTED = -2.0
#: Years after which a former name is seldom used of the present.
_LONG = 10
#: Kinds of names that are seldom meant.
SELDOM: Mapping[str, float] = {"literal": -0.5, "nickname": -0.3, "misspelling": -0.5}
#: For nobody in the base.
NOBODY = 0.5

#: From which share on, of all that it could be, a name is one entity's. The second was set in November 2026 on all
#: rows of tests/resolution/gold; at .7 two fewer are right.
SAME, LIKELY = 0.95, 0.65
_MOST_CANDIDATES = 10


#: What it weighs that the base lists a form as ambiguous: alone it leaves a name unclear. By hand, November 2026.
AMBIGUOUS = -5.0


class Option(NamedTuple):
    """An entity that may be meant, by which match, and the reasons for and against it."""

    match: Match
    reasons: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        """The sum of the reasons."""
        return sum(reason.weight for reason in self.reasons)


def by_form(match: Match, *, lang: str | None, date: str | None, type: EntityType | None = None) -> Option:
    """Give what the form of a name, its dates and its entity's weight say; `type` is what was asked for."""
    reasons = [_form(match), *_dated(match.name, date)]
    if type is None and match.how in ("exact", "inflected") and is_ambiguous(match.entity, match.name):
        why = f"{match.name.text} is also a word, or better known as another's name."
        reasons.append(Evidence("ambiguous", AMBIGUOUS, why))
    if lang is not None and match.name.lang == lang:
        reasons.append(Evidence("language", OWN_LANGUAGE, f"{match.name.text} is its name in this language."))
    if match.name.kind == "inflected" and match.how == "inflected":
        reasons.append(Evidence("kind", OF_INFLECTED, f"{match.name.text} is a case form itself."))
    if match.name.kind in SELDOM:
        reasons.append(Evidence("kind", SELDOM[match.name.kind], f"{match.name.text} is a {match.name.kind} of it."))
    if match.entity.weight > 0 and match.entity.weight != 1:
        reasons.append(Evidence("weight", round(log(match.entity.weight), 3), "How often it is in the news."))
    return Option(match, tuple(reasons))


def is_ambiguous(entity: Entity, name: Name) -> bool:
    """Say whether a form of a person or place is listed as ambiguous; bodies are named by ordinary words."""
    return entity.type in ("person", "place") and name.text in entity.attributes.get("ambiguous", ())


class Choice(NamedTuple):
    """What was chosen, by which match (None where there was nothing to choose from), and for which day."""

    resolution: Resolution
    match: Match | None
    day: str | None = None


def chosen(options: Iterable[Option]) -> Choice:
    """Choose the entity for which most speaks; unclear where another one is nearly as good, or nobody may be meant."""
    best: dict[str, Option] = {}
    for option in options:
        known = best.get(option.match.entity.id)
        if known is None or option.weight > known.weight:
            best[option.match.entity.id] = option
    if not best:
        return Choice(Resolution(None, 0.0, "different"), None)
    ranked = sorted(best.values(), key=lambda o: (-o.weight, -o.match.entity.weight, o.match.entity.id))
    shares = _shares(ranked)
    first, score = ranked[0], shares[0]
    candidates = tuple(
        Candidate(option.match.entity.id, option.match.name.text, share)
        for option, share in zip(ranked[:_MOST_CANDIDATES], shares, strict=False)
    )
    verdict = _verdict(score, ranked)
    entity = first.match.entity if verdict in FOUND else None
    # What speaks for the nearest stranger is no reason for anything.
    reasons = () if verdict == "different" else first.reasons
    return Choice(Resolution(entity, score, verdict, candidates, reasons), first.match)


def _verdict(score: float, ranked: Sequence[Option]) -> Verdict:
    if score >= LIKELY:
        return "same" if score >= SAME else "likely"
    # Nobody is meant where all that there is only shares some letters with the name.
    return "unclear" if any(option.match.is_near for option in ranked) else "different"


def _shares(ranked: Sequence[Option]) -> list[float]:
    top = max(ranked[0].weight, NOBODY)
    odds = [exp(option.weight - top) for option in ranked]
    whole = sum(odds) + exp(NOBODY - top)
    return [round(each / whole, 4) for each in odds]


def _form(match: Match) -> Evidence:
    if match.how == "exact":
        return Evidence("form", EXACT, f"Written as listed: {match.name.text}.")
    if match.how == "inflected":
        cases = ", ".join(f"-{cut.ending} ({cut.language} {cut.case})" for cut in match.cuts)
        # The languages of which kzling has whole words, not endings, give no cuts.
        return Evidence("form", INFLECTED, f"A case form of {match.name.text}{cases and ': '}{cases}.")
    odds = log(max(match.score, 1e-4) / max(1 - match.score, 1e-4))
    weight = round(min(max(odds, LEAST_ALIKE), MOST_ALIKE), 3)
    if match.how == "part":
        return Evidence("part", weight, f"A part of {match.name.text}.")
    return Evidence("spelling", weight, f"Spelt like {match.name.text} ({match.score:.2f}).")


def _dated(name: Name, date: str | None) -> Iterable[Evidence]:
    if not (name.since or name.until):
        return
    period = f"{name.text} was its name from {name.since or 'long ago'} to {name.until or 'today'}"
    day = f"on {date}" if date else "today"
    if valid_on(name, date):
        yield Evidence("date", IN_USE, f"{period}: also {day}.")
    elif date is not None and name.since is not None and date < name.since[: len(date)]:
        yield Evidence("date", NOT_YET, f"{period}: not yet {day}.")
    else:
        long_ago = name.until is not None and int((date or _today())[:4]) - int(name.until[:4]) > _LONG
        yield Evidence("former", LONG_NO_MORE if long_ago else NO_MORE, f"{period}: a former name {day}.")


def _today() -> str:
    return datetime.date.today().isoformat()
