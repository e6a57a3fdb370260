"""analyze and normalize: the steps of one article, in order."""

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kzling import __version__, data
from kzling.checks import check_language, check_span, check_text, check_type
from kzling.cleaning.clean import VERSION as CLEANING
from kzling.cleaning.clean import Byline, Cleaned
from kzling.cleaning.clean import clean as clean_page
from kzling.cleaning.html import block_text
from kzling.errors import UsageError
from kzling.ids import document_id, text_hash
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.dates import iso_date, utc_time
from kzling.language.detect import VERSION as LANGUAGE
from kzling.language.detect import detect
from kzling.language.segment import segment
from kzling.mentions.found import Found, merge
from kzling.mentions.gazetteer import VERSION as GAZETTEER
from kzling.mentions.gazetteer import gazetteer
from kzling.model import Document, EntityType, Normalized, Provenance, Segment, Span, StepVersion
from kzling.resolution.links import Linked, credible, link
from kzling.resolution.resolve import VERSION as RESOLUTION
from kzling.resolution.rewrite import VERSION as NORMALIZATION
from kzling.resolution.rewrite import rewrite
from kzling.text.scripts import script_of
from kzling.translation.cues import VERSION as TRANSLATION
from kzling.translation.cues import translation
from kzling.translation.foreign import foreign_names

#: A tagger of one's own: takes the clean text, gives (start, end, type) for each name.
Tagger = Callable[[str], Iterable[tuple[int, int, EntityType]]]
AsOf = Literal["document", "today"]

#: Below this confidence of the language no name is rewritten. Set by hand in November 2026 on short sentences
#: in the tests; not calibrated.
_SURE = 0.5

#: The steps that make a record, with the versions of their rules: part of every record's provenance.
STEPS = (
    StepVersion("cleaning", CLEANING),
    StepVersion("language", LANGUAGE),
    StepVersion("gazetteer", GAZETTEER),
    StepVersion("resolution", RESOLUTION),
    StepVersion("translation", TRANSLATION),
    StepVersion("normalization", NORMALIZATION),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is known of a text from outside: where it lies and what its record says."""

    source: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    warnings: tuple[str, ...] = ()


def analyze(
    text: str,
    *,
    lang: str | None = None,
    date: str | None = None,
    kb: KnowledgeBase | None = None,
    finder: str | Tagger | None = None,
    clean: bool = True,
    format: Literal["text", "html"] = "text",
    origin: Origin | None = None,
) -> Document:
    """Clean a text, find its names and resolve them.

    Args:
        text: an article, furniture of its page included; any string is accepted.
        lang: its language, if known; otherwise it is detected.
        date: ISO date of the article: decides between the names of renamed places.
        kb: the knowledge base; None takes the default one.
        finder: None or "gazetteer" for the built-in finders. "stanza:PATH" (a local stanza model, extra `stanza`)
            or a function from text to (start, end, type) triples: their findings come on top of the gazetteer's.
        clean: False takes the text as it is, untouched to the last code point.
        format: "html" takes the text blocks of a page as `raw`.
        origin: what is known of the text from outside; None makes an id from the text itself.

    Returns:
        The Document. `raw` is the text before cleaning.

    Raises:
        UsageError: a language, finder, format or date that is not known, or a finder's span outside the text.

    >>> [m.entity_id for m in analyze("Нұр-Сұлтанда кездесу өтті.").mentions]
    ['kz-place-astana']
    """
    check_text(text)
    base = kb if kb is not None else KnowledgeBase.default()
    extra = _finder(finder)
    if format not in ("text", "html"):
        raise UsageError(f"format must be 'text' or 'html', not {format!r}.")
    raw = block_text(text) if format == "html" else text
    page = clean_page(raw) if clean else Cleaned(raw, (), (), None, None)
    known = origin or Origin(source=f"text:{text_hash(raw)}")
    identity = document_id(source=known.source, url=known.url)
    day = _day(date)
    published = known.published or utc_time(day) or day
    names = _names(page.text, page.byline, identity, lang, published, base, extra)
    normalized = rewrite(page.text, names.linked, language=names.spelling, script=names.script, on=_day(published))
    return Document(
        id=identity,
        source=known.source,
        url=known.url,
        title=known.title or page.title,
        author=known.author or (page.byline.name if page.byline else None),
        publisher=known.publisher,
        published=published,
        language=names.language,
        script=names.script,
        segments=tuple(names.segments),
        raw=raw,
        text=page.text,
        edits=page.edits,
        removed=page.removed,
        mentions=tuple(item.mention for item in names.linked),
        translation=translation(raw, names.language, foreign_names(names.linked, names.language)),
        text_normalized=normalized.text,
        normalized_edits=normalized.edits,
        provenance=Provenance(__version__, data.data_version(), STEPS, text_hash(page.text), known.warnings),
    )


def analyze_many(
    texts: Iterable[str],
    *,
    lang: str | None = None,
    date: str | None = None,
    kb: KnowledgeBase | None = None,
    finder: str | Tagger | None = None,
    clean: bool = True,
    format: Literal["text", "html"] = "text",
) -> list[Document]:
    """Analyze each text; the options are those of `analyze`."""
    return [analyze(t, lang=lang, date=date, kb=kb, finder=finder, clean=clean, format=format) for t in texts]


def normalize(
    text: str,
    *,
    lang: str | None = None,
    as_of: AsOf | str | datetime.date = "document",
    date: str | None = None,
    kb: KnowledgeBase | None = None,
) -> Normalized:
    """Put every safely resolved name of a text into its standard form.

    Only names in their base form are rewritten today; a name in another grammatical case is left as it is.

    Args:
        text: taken as it is, without cleaning.
        lang: its language, if known.
        as_of: "document" takes the names of the day `date`, "today" today's, an ISO date those of that day.
        date: ISO date of the text; without it "document" means today.
        kb: the knowledge base; None takes the default one.

    Returns:
        The text with its edits; `.undo()` gives the input back.

    Raises:
        UsageError: `as_of` or `date` is no date.

    >>> normalize("He flew to Nur-Sultan.", as_of="today").text
    'He flew to Astana.'
    """
    check_text(text)
    base = kb if kb is not None else KnowledgeBase.default()
    day = _day(date)
    names = _names(text, None, "", lang, day, base, _NO_FINDER)
    on = day if as_of == "document" else None if as_of == "today" else _day(as_of)
    return rewrite(text, names.linked, language=names.spelling, script=names.script, on=on)


class _Finder(NamedTuple):
    name: str
    tag: Tagger


_NO_FINDER = _Finder("", lambda _: ())


class _Names(NamedTuple):
    language: str
    script: str
    spelling: str  # the language whose spelling names should follow; "und" where the language is a guess
    segments: list[Segment]
    linked: list[Linked]


def _names(
    text: str,
    byline: Byline | None,
    identity: str,
    lang: str | None,
    date: str | None,
    base: KnowledgeBase,
    finder: _Finder,
) -> _Names:
    """The middle of the flow: language-free scan, language without the names' votes, mentions, links."""
    check_language(lang)
    scanned = credible(gazetteer(base).scan(text))
    spans = [Span(item.start, item.end) for item in scanned]
    segments = segment(text, ignore=spans)
    detection = detect(text, ignore=spans)
    language, script = (lang, script_of(text)) if lang else (detection.language, detection.script)
    tagged = [_tagged(text, finder.name, found) for found in finder.tag(text) or ()]
    # The page itself says that a byline is a person's name.
    signed = [Found(byline.start, byline.end, byline.name, "person", "byline")] if byline else []
    starts = [piece.start for piece in segments]
    linked: list[Linked] = []
    for item in merge([*scanned, *signed, *tagged]):
        around = segments[bisect_right(starts, item.start) - 1].language if segments else "und"
        spoken = language if lang or around == "und" else around
        linked.append(link(text, item, document=identity, language=spoken, date=_day(date), base=base))
    spelling = language if lang or detection.confidence >= _SURE else "und"
    return _Names(language, script, spelling, segments, linked)


def _finder(finder: str | Tagger | None) -> _Finder:
    if finder is None or finder == "gazetteer":
        return _NO_FINDER
    if callable(finder):
        return _Finder("tagger", finder)
    kind, _, path = str(finder).partition(":")
    if kind == "stanza" and path:
        from kzling.plugins.stanza import tagger

        return _Finder("stanza", tagger(path))
    raise UsageError(
        f"This version has no finder {finder!r}; use 'gazetteer', 'stanza:PATH' or a function from text to names."
    )


def _tagged(text: str, by: str, found: tuple[int, int, EntityType]) -> Found:
    if not isinstance(found, (tuple, list)) or len(found) != 3:
        raise UsageError(f"A finder gives (start, end, type) for each name, not {found!r}.")
    start, end, kind = found
    check_span(start, end, len(text))
    check_type(kind)
    return Found(start, end, text[start:end], kind, by)


def _day(value: str | datetime.date | None) -> str | None:
    day = iso_date(value)
    if value is not None and day is None:
        raise UsageError(f"{value!r} is no date; write it as 2022, 2022-09 or 2022-09-17.")
    return day
