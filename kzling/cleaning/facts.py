"""What a page says of itself: its address, title, author, publisher, date and language."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kzling.cleaning.stated import Stated, nodes, trimmed
from kzling.language.dates import written_time

#: A title is looked for among so many main headings and lines; long menus stand above it.
_MOST_HEADINGS, _MOST_LINES = 20, 300
#: A line is the title if it makes this share of what is stated as the title, so that the name of a site is none.
_AGREE = 0.5
_MOST_SPACES = 10

#: Where each fact is looked for, the surest place first. Sources: Open Graph (https://ogp.me/), schema.org
#: (https://schema.org/NewsArticle), Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/),
#: and the meta elements of Parse.ly, Sailthru, Google Scholar ("citation_") and Mediator.
_KEYS = {
    "url": ("canonical", "og:url", "itemprop:mainentityofpage", "parsely-link", "dcterms.identifier", "dc.identifier"),
    "title": (
        *("og:title", "twitter:title", "dcterms.title", "dc.title", "parsely-title", "sailthru.title"),
        *("citation_title", "itemprop:headline"),
    ),
    "author": (
        *("article:author", "author", "itemprop:author", "dcterms.creator", "dc.creator", "parsely-author"),
        *("sailthru.author", "citation_author", "mediator_author", "rel:author"),
    ),
    "publisher": (
        *("og:site_name", "application-name", "dcterms.publisher", "dc.publisher", "itemprop:publisher"),
        *("citation_publisher", "citation_journal_title"),
    ),
    "published": (
        *("article:published_time", "og:published_time", "itemprop:datepublished", "datepublished"),
        *("mediator_published_time", "parsely-pub-date", "sailthru.date", "dcterms.issued", "dc.date.issued"),
        *("dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "citation_publication_date"),
        *("citation_date", "pubdate", "publish-date", "publish_date", "date"),
    ),
}
_ARTICLE = re.compile(r"(?:.*Article|.*Posting|Report)", re.DOTALL)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?![a-zA-Z])")
_NO_NAME = re.compile(r"https?:|www\.|@|^(?:admin|administrator|editor|redaktor|root|user\d*|author)$", re.IGNORECASE)
#: What stands between a title and the name of its site, in the title of the window.
_SITE = re.compile(r"\s+[|—–»·:•-]\s+|\s*\|\s*")
#: A date near the top: from so many lines above the main heading to so many below it.
_ABOVE, _BELOW = 5, 10


class Facts(NamedTuple):
    """What a page says of itself, None where it says nothing; `published` as "YYYY-MM-DDTHH:MM:SSZ".

    `window` says that the title stands in the title of the window alone, which often names only the site.
    """

    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    window: bool = False


def facts(stated: Stated, lines: Sequence[str], headings: Sequence[int]) -> Facts:
    """Weigh what a page states of itself.

    Args:
        stated: what its elements state.
        lines: its text.
        headings: which of the lines are main headings.
    """
    linked = list(nodes(stated.scripts))
    article = next((node for node in linked if _is_article(node)), {})
    named = {node["@id"]: node for node in reversed(linked) if isinstance(node.get("@id"), str) and "name" in node}
    publisher = _first(stated, "publisher") or _name(article.get("publisher"), named)
    headline = _first(stated, "title") or _text(article.get("headline"))
    title, top, shown = _title([headline, stated.values.get("title")], lines, headings, publisher)
    authors = [stated.values.get(key) for key in _KEYS["author"]] + [_name(article.get("author"), named)]
    language = _LANGUAGE.match(stated.values.get("language", ""))
    code = language.group().lower() if language else None
    addresses = [stated.values.get(key) for key in _KEYS["url"]]
    addresses += [_text(_id(article.get("mainEntityOfPage"))), _text(article.get("url"))]
    dates = [stated.values.get(key) for key in _KEYS["published"]]
    dates += [_text(article.get("datePublished")), *_near(stated.times, top)]
    return Facts(
        url=next((url for address in addresses if address and (url := _address(address))), None),
        title=title,
        author=next((name for name in authors if name and name != publisher and not _NO_NAME.search(name)), None),
        publisher=publisher,
        published=next((time for date in dates if date and (time := written_time(date, language=code))), None),
        language=code,
        window=bool(title) and not shown and not headline,
    )


def _first(stated: Stated, fact: str) -> str | None:
    return next((stated.values[key] for key in _KEYS[fact] if key in stated.values), None)


def _address(url: str) -> str | None:
    """Give a URL back if it names a page: absolute, and more than the start of a site."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and parts.path not in ("", "/") else None


def _title(
    stated: Sequence[str | None], lines: Sequence[str], headings: Sequence[int], publisher: str | None
) -> tuple[str | None, int | None, bool]:
    """Give the title, its line, and whether it can be seen there.

    A main heading can be the site's logo, so it has to agree with what is stated.
    """
    titles = [title for title in stated if title]
    for number in (*headings[:_MOST_HEADINGS], *range(min(len(lines), _MOST_LINES))):
        if any(agree(lines[number], title) for title in titles):
            return trimmed(lines[number]), number, True
    named = [number for number in headings[:_MOST_HEADINGS] if lines[number] != publisher]
    line = named[0] if named else None
    if titles:
        return _without_site(titles[0], publisher), line, False
    return (trimmed(lines[line]), line, True) if line is not None else (None, None, False)


def agree(line: str, title: str) -> bool:
    """Say whether a line is a title, site names around it aside.

    >>> agree("Snow in Kostanay", "Snow in Kostanay - Example"), agree("Example", "Snow in Kostanay - Example")
    (True, False)
    """
    if not _AGREE * len(title) <= len(line) <= len(title) + _MOST_SPACES:
        return False
    short, long = (" ".join(text.casefold().split()) for text in (line, title))
    return short in long


def _without_site(title: str, publisher: str | None) -> str:
    parts = list(_SITE.finditer(title))
    if parts and publisher and title[parts[-1].end() :].casefold() == publisher.casefold():
        return title[: parts[-1].start()]
    return title


def _near(times: list[tuple[int, str]], line: int | None) -> list[str]:
    return [time for at, time in times if time and line is not None and line - _ABOVE <= at <= line + _BELOW]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in stated)


def _text(value: object) -> str | None:
    return (trimmed(value) or None) if isinstance(value, str) else None


def _id(value: object) -> object:
    return value.get("@id") if isinstance(value, dict) else value


def _name(value: object, named: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Give the name of a person or body of JSON-LD, of several all, with commas; `named` are those with an id."""
    if isinstance(value, list):
        names = [name for item in value[:10] if not isinstance(item, list) and (name := _name(item, named))]
        return ", ".join(dict.fromkeys(names)) or None
    if not isinstance(value, dict):
        return _text(value)
    if "name" not in value and isinstance(value.get("@id"), str):
        value = named.get(value["@id"], value)
    return _text(value.get("name"))
