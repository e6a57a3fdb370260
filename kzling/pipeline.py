"""analyze and normalize: the steps of one article, in order."""

import datetime
from collections.abc import Collection, Iterable, MutableMapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from kzling import __version__, data
from kzling.checks import check_text
from kzling.cleaning.article import Article, article
from kzling.cleaning.clean import VERSION as CLEANING
from kzling.cleaning.clean import Cleaned
from kzling.cleaning.clean import clean as clean_page
from kzling.cleaning.masks import Kind
from kzling.cleaning.masks import mask as masked
from kzling.errors import UsageError
from kzling.finders import Tagger, chosen_finder
from kzling.ids import document_id, text_hash
from kzling.knowledge.base import KnowledgeBase, base_or_default
from kzling.knowledge.dates import iso_date, utc_time
from kzling.language.detect import VERSION as LANGUAGE
from kzling.mentions.gazetteer import VERSION as GAZETTEER
from kzling.model import Document, Normalized, Provenance, StepVersion
from kzling.naming import Laps, names_of
from kzling.resolution.resolve import VERSION as RESOLUTION
from kzling.resolution.rewrite import VERSION as NORMALIZATION
from kzling.resolution.rewrite import Quotations, rewrite
from kzling.resolution.source import country_of_source
from kzling.resolution.styles import Style
from kzling.translation.cues import VERSION as TRANSLATION
from kzling.translation.cues import signs_of
from kzling.translation.milieu import leaning
from kzling.translation.verdict import verdict

AsOf = Literal["document", "today"]

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
    body: Literal["trafilatura"] | None = None,
    mask: Collection[Kind] = (),
    origin: Origin | None = None,
    seconds: MutableMapping[str, float] | None = None,
) -> Document:
    """Clean a text, find its names and resolve them.

    Args:
        text: an article, furniture of its page included; any string is accepted.
        lang: its language, if known; otherwise it is detected.
        date: ISO date of the article: decides between the names of renamed places.
        kb: the knowledge base; None takes the default one.
        finder: None for the built-in finders: the gazetteer of the knowledge base, and rules and a model of Kazakh for
            names that it has not. "gazetteer" for the gazetteer alone. "slovnet" (a model of Russian news, extra
            `ru`), "spacy:NAME" (an installed pipeline or its folder, extra `spacy`), "stanza:PATH" (a local stanza
            model, extra `stanza`) or a function from text to (start, end, type) triples: their findings come on top
            of the built-in ones'.
        clean: False takes the text as it is, untouched to the last code point.
        format: "html" takes the text blocks of a page as `raw`, and what the page says of itself where `origin`
            says nothing.
        body: "trafilatura" takes its vote on which blocks of a page are the article (extra `corpus`).
        mask: "email", "phone" (extra `corpus`), "iin": these are made unreadable before anything else is done with the
            text, as `kzling.cleaning.masks` says; `raw` has them no more either, nor has what `origin` says (in its
            `url` e-mail addresses alone are masked).
        origin: what is known of the text from outside; None makes an id from the text itself.
        seconds: step -> seconds; what each step takes is added there.

    Returns:
        The Document. `raw` is the text before cleaning.

    Raises:
        UsageError: a language, finder, format, body, mask or date that is not known, or a finder's span outside the
            text.
        MissingExtra: `body`, `finder` or `mask` needs a package that is not installed.

    >>> [m.entity_id for m in analyze("Нұр-Сұлтанда кездесу өтті.").mentions]
    ['kz-place-astana']
    """
    check_text(text)
    base = base_or_default(kb)
    extra = chosen_finder(finder, lang)
    lap = Laps(seconds if seconds is not None else {})
    day = _day(date)
    known = read(text, day=day, clean=clean, format=format, body=body, mask=mask, origin=origin)
    page = known.page
    lap("cleaning")
    country = country_of_source(known.origin.url)
    names = names_of(
        page.text,
        base=base,
        lang=lang,
        day=_day(known.published),
        document=known.id,
        byline=page.byline,
        country=country,
        finder=extra,
        lap=lap,
    )
    signs = signs_of(
        known.raw, page.text, names.language, names.linked, removed=page.removed, author=known.origin.author
    )
    translated = verdict(signs, leaning=leaning(names.linked))
    lap("translation")
    on = _day(known.published)
    normalized = rewrite(page.text, names.linked, language=names.spelling, script=names.script, on=on)
    lap("normalization")
    return replace(
        known.document(),
        language=names.language,
        script=names.script,
        segments=tuple(names.segments),
        mentions=tuple(item.mention for item in names.linked),
        translation=translated,
        text_normalized=normalized.text,
        normalized_edits=normalized.edits,
    )


class ReadArticle(NamedTuple):
    """An article that was read and cleaned: all that is known of it before its names."""

    id: str
    origin: Origin
    published: str | None
    raw: str
    page: Cleaned

    def document(self) -> Document:
        """Give the article as a Document without names."""
        return Document(
            id=self.id,
            source=self.origin.source,
            url=self.origin.url,
            title=self.origin.title,
            author=self.origin.author,
            publisher=self.origin.publisher,
            published=self.published,
            raw=self.raw,
            text=self.page.text,
            edits=self.page.edits,
            removed=self.page.removed,
            provenance=Provenance(
                __version__, data.data_version(), STEPS, text_hash(self.page.text), self.origin.warnings
            ),
        )


def read(
    text: str,
    *,
    day: str | None = None,
    clean: bool = True,
    format: Literal["text", "html"] = "text",
    body: Literal["trafilatura"] | None = None,
    mask: Collection[Kind] = (),
    origin: Origin | None = None,
) -> ReadArticle:
    """Take the first steps of `analyze`: read a text or page, mask and clean it; `day` is what `date` is there.

    Raises:
        UsageError, MissingExtra: as `analyze`.
    """
    found = _read(text, format, body)
    raw = masked(found.raw, mask)
    page = clean_page(raw, found.furniture) if clean else Cleaned(raw, (), (), None, None)
    known = _known(origin or Origin(source=f"text:{text_hash(raw)}"), found)
    known = replace(
        known,
        title=known.title or page.title,
        author=known.author or (page.byline.name if page.byline else None),
    )
    # The id is that of the place as it is: masks must not make one document of two.
    identity = document_id(source=known.source, url=known.url)
    published = known.published or utc_time(day) or day or found.facts.published
    return ReadArticle(identity, _masked(known, mask), published, raw, page)


def analyze_many(
    texts: Iterable[str],
    *,
    lang: str | None = None,
    date: str | None = None,
    kb: KnowledgeBase | None = None,
    finder: str | Tagger | None = None,
    clean: bool = True,
    format: Literal["text", "html"] = "text",
    body: Literal["trafilatura"] | None = None,
) -> list[Document]:
    """Analyze each text; the options are those of `analyze`."""
    return [
        analyze(text, lang=lang, date=date, kb=kb, finder=finder, clean=clean, format=format, body=body)
        for text in texts
    ]


def normalize(
    text: str,
    *,
    lang: str | None = None,
    as_of: AsOf | str | datetime.date = "document",
    date: str | None = None,
    kb: KnowledgeBase | None = None,
    quotations: Quotations = "rewrite",
    style: Style = "press",
) -> Normalized:
    """Put every safely resolved name of a text into its standard form, in the grammatical case in which it stands.

    In Kazakh, Russian, Ukrainian, Polish and English; in other languages names in their base form alone. A name
    stays where it is not sure that the standard one fits: see `Normalized.left`.

    Args:
        text: taken as it is, without cleaning.
        lang: its language, if known.
        as_of: "document" takes the names of the day `date`, "today" today's, an ISO date those of that day.
        date: ISO date of the text; without it "document" means today.
        kb: the knowledge base; None takes the default one.
        quotations: "keep" leaves names between quotation marks as they are.
        style: how names are spelt: "press", as the base lists them first; in English also "bgn" (BGN/PCGN) and
            "official" (passports and road signs of the country).

    Returns:
        The text with its edits; `.undo()` gives the input back.

    Raises:
        UsageError: `as_of` or `date` is no date, or `quotations` or `style` is something else.

    >>> normalize("Он вернулся из Нур-Султана в Алма-Ату.", as_of="today").text
    'Он вернулся из Астаны в Алматы.'
    """
    check_text(text)
    if quotations not in get_args(Quotations):
        raise UsageError(f"quotations must be 'rewrite' or 'keep', not {quotations!r}.")
    if style not in get_args(Style):
        raise UsageError(f"style must be one of {', '.join(get_args(Style))}, not {style!r}.")
    base = base_or_default(kb)
    day = _day(date)
    names = names_of(text, base=base, lang=lang, day=day)
    on = day if as_of == "document" else None if as_of == "today" else _day(as_of)
    return rewrite(
        text,
        names.linked,
        language=names.spelling,
        script=names.script,
        on=on,
        quotations=quotations,
        style=style,
    )


def _read(text: str, format: str, body: str | None) -> Article:
    if format not in ("text", "html"):
        raise UsageError(f"format must be 'text' or 'html', not {format!r}.")
    if format == "html":
        return article(text, body=body)
    if body is not None:
        raise UsageError("body says how the article of a page is found: it goes with format='html' alone.")
    return Article(text)


def _masked(known: Origin, kinds: Collection[Kind]) -> Origin:
    """Mask what is known from outside; in a URL e-mail addresses alone, since its digits lead to the page."""

    def one(text: str | None) -> str | None:
        return text and masked(text, kinds)

    return replace(
        known,
        source=masked(known.source, kinds),
        url=known.url and masked(known.url, [kind for kind in kinds if kind == "email"]),
        title=one(known.title),
        author=one(known.author),
        publisher=one(known.publisher),
        warnings=tuple(masked(warning, kinds) for warning in known.warnings),
    )


def _known(origin: Origin, read: Article) -> Origin:
    """Fill in from the page's own facts what is not known from outside."""
    facts = read.facts
    return replace(
        origin,
        url=origin.url or facts.url,
        title=origin.title or facts.title,
        author=origin.author or facts.author,
        publisher=origin.publisher or facts.publisher,
        warnings=origin.warnings + read.warnings,
    )


def _day(value: str | datetime.date | None) -> str | None:
    day = iso_date(value)
    if value is not None and day is None:
        raise UsageError(f"{value!r} is no date; write it as 2022, 2022-09 or 2022-09-17.")
    return day
