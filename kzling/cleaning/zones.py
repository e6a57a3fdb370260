"""What the elements of a page say of the text inside them: their tags, roles, classes and ids."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from kzling import data
from kzling.cleaning.tokenizer import attributes
from kzling.errors import InvalidResource

#: Regions of tags and of the roles of WAI-ARIA (https://www.w3.org/TR/html-aria/).
_REGIONS = frozenset({"nav", "header", "footer", "aside", "form", "main", "article"})
_CONTROLS = frozenset({"button", "select", "textarea", "option"})
_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "form": "form",
    "main": "main",
    "article": "article",
}
#: The kind of furniture that stands in a region.
_KINDS = {"nav": "navigation", "footer": "footer", "aside": "aside", "form": "form"}
# Sites put a page as a whole into a form, or call it "with-sidebar". An element is no furniture if it holds a main
# heading and this share of the page's prose, or the greater share alone, unless it is of a kind that outgrows short
# articles. Shares set by hand in November 2026.
_MUCH, _NEARLY_ALL = 0.5, 0.9
_OUTGROW = frozenset({"comments", "related", "footer"})
#: Text of these kinds may well be longer than an article and stand in one piece: terms of cookies, hidden dialogs.
_STRONG = _OUTGROW | {"notice", "hidden", "form"}
#: An element looks like the article if most of the page's prose stands right in it, in so many lines or more. On a
#: page of furniture alone it has to have so many characters, and text of the strong kinds is divided by the last
#: number. Set by hand in November 2026.
_FEWEST, _LEAST, _DOUBT = 2, 300, 2
#: Attributes are searched for words up to this length; longer ones carry data, not names.
_LONGEST_NAME = 1000

#: "has-sidebar" names what lies elsewhere, and "tag-weather" what an article is about.
_MODIFIERS = r"\b(?:has|with|without|no|show|hide|is|enable|disable|tag|category)-"
_CAPITAL = regex.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = regex.compile(r"[^a-z0-9]+")
_UNSEEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)


class Mark(NamedTuple):
    """What an element says of itself: its region ("nav", ...) and the kind of its text ("share", "body", ...)."""

    region: str = ""
    kind: str = ""


class Zone(NamedTuple):
    """An element with text; `parent` is the number of the zone around it, -1 for none."""

    parent: int
    mark: Mark


class Place(NamedTuple):
    """What all elements around a text say together; `kind` names furniture or is ""."""

    region: str
    kind: str


@lru_cache(maxsize=1)
def hints() -> regex.Pattern[str]:
    """Compile resources/cleaning/html/hints.yml; the name of the group that matches is the kind."""
    kinds: Mapping[str, Sequence[str]] = data.read_yaml("cleaning/html/hints.yml")["kinds"]
    try:
        return regex.compile("|".join(f"(?P<{kind}>{_words(patterns)})" for kind, patterns in kinds.items()))
    except regex.error as error:
        raise InvalidResource(f"resources/cleaning/html/hints.yml: a pattern is broken: {error}") from error


def _words(patterns: Iterable[str]) -> str:
    return f"(?<![a-z0-9])(?<!{_MODIFIERS})(?:{'|'.join(patterns)})(?![a-z0-9])"


def mark(name: str, stated: str) -> Mark:
    """Read the mark of an element from its name and its attributes as they stand in the tag.

    >>> mark("div", ' class="postShare"'), mark("div", ' role=navigation')
    (Mark(region='', kind='share'), Mark(region='nav', kind=''))
    """
    region = name if name in _REGIONS else "form" if name in _CONTROLS else ""
    if not stated or name == "noscript":
        return Mark(region, "notice" if name == "noscript" else "")
    found = attributes(stated)
    region = _ROLES.get(found.get("role", "").strip().lower(), region)
    if "hidden" in found or _UNSEEN.search(found.get("style", "")[:_LONGEST_NAME]):
        return Mark(region, "hidden")
    if found.get("itemprop", "").lower() in ("articlebody", "text"):
        return Mark(region, "body")
    return Mark(region, _kind(f"{found.get('class', '')} {found.get('id', '')}"))


@lru_cache(maxsize=4096)
def _kind(stated: str) -> str:
    if not stated.strip() or len(stated) > _LONGEST_NAME:
        return ""
    kinds = {_kind_of_name(_NO_WORD.sub("-", _CAPITAL.sub("-", name).lower())) for name in stated.split()}
    return "body" if "body" in kinds else _first(kinds)


def _kind_of_name(name: str) -> str:
    return _first({str(match.lastgroup) for match in hints().finditer(name)})


def _first(kinds: Iterable[str]) -> str:
    return next((kind for kind in hints().groupindex if kind in kinds), "")


def places(
    zones: Sequence[Zone], prose: Mapping[int, int], headings: Mapping[int, int], counts: Mapping[int, int]
) -> list[Place]:
    """Say for each zone what it is, when the zones around it are taken into account.

    Args:
        zones: parents before their children.
        prose: zone -> characters of prose that stand right in it.
        headings: zone -> main headings that stand right in it.
        counts: zone -> lines of prose that stand right in it.

    Returns:
        One place a zone. The outermost element that calls itself furniture decides; one that holds most of the page
        or what looks like the article is none, whatever it is called. A page with much prose is never all furniture.
    """
    amounts = totals(zones, prose)
    freed = _freed(zones, prose, amounts, counts)
    found = _placed(zones, amounts, totals(zones, headings), freed)
    # Everything is called furniture: then the element with the most text right in it is the article.
    if not any(not found[zone].kind for zone, amount in prose.items() if amount):
        able = [zone for zone in sorted(prose) if prose[zone] >= _LEAST and counts.get(zone, 0) >= _FEWEST]
        best = max(able, key=lambda zone: prose[zone] / (_DOUBT if found[zone].kind in _STRONG else 1), default=None)
        if best is not None:
            freed |= dict.fromkeys(_path(zones, best), True)
            found = _placed(zones, amounts, totals(zones, headings), freed)
    return found


def _freed(
    zones: Sequence[Zone], prose: Mapping[int, int], amounts: Sequence[int], counts: Mapping[int, int]
) -> dict[int, bool]:
    """Give the zones that hold what looks like the article: zone -> whether they are no furniture of any kind."""
    freed: dict[int, bool] = {}
    for zone, (_, (region, kind)) in enumerate(zones):
        if amounts[zone] <= _MUCH * amounts[0]:
            continue
        dense = prose.get(zone, 0) > _MUCH * amounts[0] and counts.get(zone, 0) >= _FEWEST
        if dense or kind == "body" or region in ("article", "main"):
            for around in _path(zones, zone):
                freed[around] = freed.get(around, False) or kind == "body"
    return freed


def _path(zones: Sequence[Zone], zone: int) -> list[int]:
    path = []
    while zone >= 0:
        path.append(zone)
        zone = zones[zone].parent
    return path


def _placed(
    zones: Sequence[Zone], amounts: Sequence[int], titled: Sequence[int], freed: Mapping[int, bool]
) -> list[Place]:
    whole = amounts[0]
    found: list[Place] = []
    for number, (parent, (region, kind)) in enumerate(zones):
        around = found[parent] if parent >= 0 else Place("", "")
        if around.kind:
            found.append(around)
            continue
        furniture = (kind if kind != "body" else "") or _KINDS.get(region, "")
        enough = _MUCH if titled[number] else _NEARLY_ALL
        most = bool(whole) and amounts[number] > enough * whole and (titled[number] > 0 or furniture not in _OUTGROW)
        if most or (number in freed and (freed[number] or furniture not in _STRONG)):
            furniture, region = "", "" if region in _KINDS else region
        # A header inside an article holds title and byline: it is part of the article.
        inner = "" if region == "header" and around.region in ("article", "main") else region
        found.append(Place(inner or around.region, furniture))
    return found


def totals(zones: Sequence[Zone], amounts: Mapping[int, int]) -> list[int]:
    """Add up amounts from the zones inside to those around them."""
    inside = [amounts.get(number, 0) for number in range(len(zones))]
    for number in range(len(zones) - 1, -1, -1):
        parent = zones[number].parent
        if parent >= 0:
            inside[parent] += inside[number]
    return inside
