"""The names of a text: the middle of the flow, from the language-free scan to links."""

import time
from bisect import bisect_right
from collections.abc import MutableMapping, Sequence
from typing import NamedTuple

from kzling.checks import check_language
from kzling.cleaning.clean import Byline
from kzling.finders import BUILT_IN, GAZETTEER_ALONE, Finder
from kzling.knowledge.base import KnowledgeBase
from kzling.language.segment import survey
from kzling.mentions.found import Found, apart, merge
from kzling.mentions.gazetteer import gazetteer
from kzling.mentions.kazakh import NAME as KAZAKH_TAGGER
from kzling.mentions.kazakh import in_kazakh
from kzling.mentions.nominative import with_base_forms
from kzling.mentions.plausible import plausible
from kzling.mentions.rules import unknown
from kzling.mentions.small import at_names, has_no_capitals, with_capitals, without_words
from kzling.model import Segment, Span
from kzling.resolution.links import Linked, credible, link
from kzling.text.scripts import script_of
from kzling.translation.literal import with_literal, without_literal

#: Below this confidence of the language no name is rewritten. Set by hand in November 2026 on short sentences
#: in the tests; not calibrated.
_SURE = 0.5


class Laps:
    """Adds the time since it was last called to that of a step."""

    def __init__(self, seconds: MutableMapping[str, float]) -> None:
        self._seconds = seconds
        self._last = time.perf_counter()

    def __call__(self, step: str) -> None:
        """Count the time since the last call as that of `step`."""
        now = time.perf_counter()
        self._seconds[step] = self._seconds.get(step, 0.0) + now - self._last
        self._last = now


class Names(NamedTuple):
    """The names of a text, and what language and script it is in.

    Attributes:
        language: the language of the text.
        script: its script.
        spelling: the language whose spelling names should follow; "und" where the language is a guess.
        segments: the languages of its stretches, which cover it.
        linked: the names, ascending.
    """

    language: str
    script: str
    spelling: str
    segments: Sequence[Segment]
    linked: Sequence[Linked]


def names_of(
    text: str,
    *,
    base: KnowledgeBase,
    lang: str | None = None,
    day: str | None = None,
    document: str = "",
    byline: Byline | None = None,
    country: str | None = None,
    finder: Finder = BUILT_IN,
    lap: Laps | None = None,
) -> Names:
    """Find and link the names of a clean text.

    Args:
        text: the text.
        base: the knowledge base.
        lang: its language, if known; otherwise it is detected.
        day: ISO date of the text, if known.
        document: the id of the document.
        byline: who signed it, if the page says so.
        country: of the publisher, if known.
        finder: which finders look for names.
        lap: is told after each step how it is called.

    Raises:
        UsageError: there is no such language.
    """
    lap = lap or Laps({})
    check_language(lang)
    read, scanned = _scanned(text, base)
    lap("gazetteer")
    spans = [Span(item.start, item.end) for item in scanned]
    segments, detection = survey(text, ignore=spans)
    language, script = (lang, script_of(text)) if lang else (detection.language, detection.script)
    lap("language")
    scanned = plausible(scanned, segments, text, language=lang)
    scanned = without_literal(scanned, text, language)
    ruled, tagged = [], finder.find(text)
    if finder is not GAZETTEER_ALONE:
        ruled = unknown(text, scanned, segments, language=lang)
        scanned = in_kazakh(read, scanned, segments, language=lang)
    modelled = [item for item in scanned if item.by == KAZAKH_TAGGER]
    listed = [item for item in scanned if item.by != KAZAKH_TAGGER] if modelled else scanned
    # A model has seen more of the text than a rule.
    ruled = apart(ruled, merge([*tagged, *modelled])) if tagged or modelled else ruled
    # The page itself says that a byline is a person's name.
    signed = [Found(byline.start, byline.end, byline.name, "person", "byline")] if byline else []
    starts = [piece.start for piece in segments]
    spoken: list[tuple[Found, str]] = []
    for item in merge([*listed, *signed, *tagged, *modelled, *ruled]) if signed or tagged or ruled else scanned:
        around = segments[bisect_right(starts, item.start) - 1].language if segments else "und"
        spoken.append((item, language if lang or around == "und" else around))
    linked = link(text, with_base_forms(spoken), read=read, document=document, date=day, base=base, origin=country)
    linked = with_literal(text, linked, language=language, document=document, base=base)
    lap("resolution")
    spelling = language if lang or detection.confidence >= _SURE else "und"
    return Names(language, script, spelling, segments, linked)


def _scanned(text: str, base: KnowledgeBase) -> tuple[str, list[Found]]:
    """Give what the gazetteer finds, and the text with the capitals of its names, if it has no capitals."""
    if not has_no_capitals(text):
        return text, credible(gazetteer(base).scan(text))
    capitals = with_capitals(text, base)
    found = without_words(credible(gazetteer(base).scan(capitals)), text)
    return at_names(text, capitals, found), found
