"""The tables of the annotated articles: mentions of known entities linked, those of unknown persons put together."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from kb_data import jsonl
from kb_scores import b_cubed, pairwise
from spelling_data import Report, share, table

import kzling
from kzling import KnowledgeBase
from kzling.model import Document
from kzling.text.edits import to_raw

TYPES = ("person", "place", "organization")
_NAMES = ("name_en", "ru", "kk", "uk", "full_ru")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


class Gold(NamedTuple):
    """An annotated mention; offsets in the raw text."""

    file: str
    start: int
    end: int
    type: str
    entity: str


class Article(NamedTuple):
    """A raw text with its mentions."""

    file: str
    text: str
    lang: str
    date: str | None
    mentions: Sequence[Gold]


#: Raw (start, end) -> the id that a mention there has.
Ids = dict[tuple[int, int], str]


def articles(folder: Path, entities: Iterable[dict[str, Any]]) -> list[Article]:
    """Read the annotated articles; peoples and languages are groups."""
    groups = {row["id"] for row in entities if row.get("subtype")}
    found = []
    for row in jsonl(folder / "gold" / "seed_gold.jsonl"):
        text = (folder / "seeds" / row["file"]).read_text(encoding="utf-8")
        stated = _DATE.match(row["meta"]["date"] or row["meta"].get("date_inferred") or "")
        mentions = [
            Gold(
                *(row["file"], one["start"], one["end"]),
                *("group" if one["entity"] in groups else one["type"], one["entity"]),
            )
            for one in row["mentions"]
        ]
        found.append(Article(row["file"], text, row["meta"]["lang"], stated and stated.group(), mentions))
    return found


def known(entities: Iterable[dict[str, Any]], kb: KnowledgeBase) -> dict[str, str]:
    """Map annotated entities to those of the base: by their Wikidata id, else by a full name that one entity bears."""
    by_id = {entity.ids["wikidata"]: entity.id for entity in kb if "wikidata" in entity.ids}
    found = {}
    for row in entities:
        type = "group" if row.get("subtype") else row["type"]
        names = [str(row[field]).partition(" (")[0] for field in _NAMES if row.get(field)]
        bearers = {entity.id for name in names for entity in kb.search(name) if entity.type == type}
        if row.get("qid") in by_id:
            found[row["id"]] = by_id[row["qid"]]
        elif len(bearers) == 1:
            (found[row["id"]],) = bearers
    return found


def with_spans(article: Article) -> Ids:
    """Hand the annotated spans to the analysis of the raw text, untouched."""
    spans = [(one.start, one.end, one.type) for one in article.mentions]
    options = {"lang": article.lang, "date": article.date, "clean": False}
    document = kzling.analyze(article.text, finder=lambda _: spans, **options)
    return {(one.start, one.end): str(one.entity_id) for one in document.mentions}


def with_own(article: Article) -> Ids:
    """Let kzling clean the text and find the names."""
    document: Document = kzling.analyze(article.text, lang=article.lang, date=article.date)
    return {to_raw(document.edits, one.start, one.end): str(one.entity_id) for one in document.mentions}


WAYS: dict[str, Callable[[Article], Ids]] = {"spans given": with_spans, "own finder": with_own}


def seeds(folder: Path) -> Report:
    """Give the share of mentions linked right, and how mentions of unknown persons are put together."""
    report = Report("seeds")
    kb, entities = KnowledgeBase.default(), jsonl(folder / "gold" / "seed_entities.jsonl")
    in_base, given = known(entities, kb), articles(folder, entities)
    linking: list[tuple[object, ...]] = []
    clustering: list[tuple[object, ...]] = []
    for way, analyzed in WAYS.items():
        ids = {article.file: analyzed(article) for article in given}
        mentions = [one for article in given for one in article.mentions if one.type in TYPES]
        of_known = [one for one in mentions if one.entity in in_base]
        linking += _linked(report, way, of_known, partial(_id, ids), in_base)
        unknown = [one for one in mentions if one.type == "person" and one.entity not in in_base]
        clustering.append(_clustered(report, way, unknown, partial(_id, ids), kb))
    report.lines += table(("linking", "mentions", "found", "right", "right of found"), linking)
    head = ("unknown persons", "mentions", "found", "linked to somebody", "pairwise P", "R", "F1", "B3 P", "R", "F1")
    report.lines += ["", *table(head, clustering), "", "in the base:"]
    report.lines += [f"  {row['id']}: {in_base[row['id']]}" for row in entities if row["id"] in in_base]
    left = [row["id"] for row in entities if row["id"] not in in_base and row["type"] in TYPES]
    report.lines.append(f"not in the base: {', '.join(left)}")
    return report


def _id(ids: dict[str, Ids], one: Gold) -> str | None:
    """Give the id of the mention at a span, else of the shortest that covers it."""
    own = ids[one.file]
    covering = [span for span in own if span[0] <= one.start and one.end <= span[1]]
    return own[min(covering, key=lambda span: span[1] - span[0])] if covering else None


def _linked(
    report: Report, way: str, mentions: Sequence[Gold], id: Callable[[Gold], str | None], in_base: dict[str, str]
) -> list[tuple[object, ...]]:
    rows = []
    for type in ("all", *TYPES):
        own = [one for one in mentions if type in ("all", one.type)]
        found = [one for one in own if id(one) is not None]
        right = sum(id(one) == in_base[one.entity] for one in found)
        rows.append((f"{way}, {type}", len(own), len(found), share(right, len(own)), share(right, len(found))))
        report.details[f"linked, {way}, {type}"] = share(right, len(own))
        report.details[f"linked of found, {way}, {type}"] = share(right, len(found))
    report.misses += [
        (way, one.type, one.file, f"{one.start}-{one.end}", in_base[one.entity], str(id(one)))
        for one in mentions
        if id(one) != in_base[one.entity]
    ]
    return rows


def _clustered(
    report: Report, way: str, mentions: Sequence[Gold], id: Callable[[Gold], str | None], kb: KnowledgeBase
) -> tuple[object, ...]:
    """A mention that was not found, or is linked to an entity of the base, stands alone."""
    gold: dict[Hashable, Hashable] = {one: one.entity for one in mentions}
    linked = [one for one in mentions if id(one) in kb]
    ours: dict[Hashable, Hashable] = {one: one if id(one) is None or id(one) in kb else id(one) for one in mentions}
    pairs, items = pairwise(ours, gold), b_cubed(ours, gold)
    report.details |= {f"unknown persons, {way}, pairwise F1": pairs.f1, f"unknown persons, {way}, B3 F1": items.f1}
    report.misses += [
        (f"{way}, unknown", one.type, one.file, f"{one.start}-{one.end}", one.entity, str(id(one))) for one in mentions
    ]
    found = sum(id(one) is not None for one in mentions)
    return (way, len(mentions), found, len(linked), *pairs, pairs.f1, *items, items.f1)
