"""The table of retrieval: a base in one language is asked in every other one, whole and with entities taken out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

from kb_data import Query, base_of, first, forms, is_removed, linked, macro, percentile, queries, record
from name_data import FILES, Pair, Type
from name_scores import Hit, by_languages
from spelling_data import Report, mean, share, table

import kzling
from kzling import KnowledgeBase

#: So many pairs of languages with the lowest figures are shown.
_WORST = 12


class Judged(NamedTuple):
    """A query with what it was answered; `namesakes` bear the same form in the language of the base."""

    query: Query
    namesakes: frozenset[str]
    first: str | None
    linked: str | None

    @property
    def right(self) -> frozenset[str]:
        return self.namesakes | {self.query.entity}

    def hit(self, found: bool) -> Hit:
        return Hit(self.query.entity, self.query.languages, found)


class Base(NamedTuple):
    """The forms of one language as a base, and what it is asked."""

    forms: Mapping[str, Sequence[str]]
    lang: str
    queries: Sequence[Query]

    def opened(self, *, without_removed: bool = False) -> KnowledgeBase:
        type = self.queries[0].type
        kept = {entity: own for entity, own in self.forms.items() if not (without_removed and is_removed(entity))}
        return base_of(record(entity, type, {self.lang: own}) for entity, own in kept.items())

    def namesakes(self) -> dict[str, frozenset[str]]:
        """Give for each entity those that bear one of its forms."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for entity, own in self.forms.items():
            for form in own:
                bearers[form.casefold()].add(entity)
        return {
            entity: frozenset().union(*(bearers[form.casefold()] for form in own)) - {entity}
            for entity, own in self.forms.items()
        }


def bases(pairs: Sequence[Pair], type: Type, *, sample: int | None = None) -> Iterator[Base]:
    """Give the base of each language; `sample` keeps so many queries of each pair of languages."""
    own = forms(pairs)
    for lang, asked in queries(pairs, type).items():
        kept = asked if sample is None else _sampled(asked, sample)
        if kept:
            yield Base({entity: written[lang] for entity, written in own.items() if lang in written}, lang, kept)


def _sampled(asked: Sequence[Query], each: int) -> list[Query]:
    by_lang: dict[str, list[Query]] = defaultdict(list)
    for query in asked:
        by_lang[query.lang].append(query)
    random = Random(1)
    return [query for own in by_lang.values() for query in random.sample(own, min(each, len(own)))]


def judged(base: Base, *, without_removed: bool = False, languages: bool = True) -> Iterator[Judged]:
    """Ask a base; `languages` says whether it is told those of the queries."""
    kb, namesakes = base.opened(without_removed=without_removed), base.namesakes()
    for query in base.queries:
        answer = kzling.resolve(query.form, lang=query.lang if languages else None, type=query.type, kb=kb)
        yield Judged(query, namesakes[query.entity], first(answer), linked(answer))


def retrieval(pairs: Mapping[Type, Sequence[Pair]], *, languages: bool = True, sample: int | None = None) -> Report:
    """Give the shares that are found first and linked, in whole bases and in those with entities taken out."""
    report = Report("retrieval")
    rows: list[tuple[object, ...]] = []
    worst: list[tuple[object, ...]] = []
    for type, own in pairs.items():
        whole: list[Judged] = []
        rest: list[Judged] = []
        for base in bases(own, type, sample=sample):
            whole += judged(base, languages=languages)
            rest += judged(base, without_removed=True, languages=languages)
        for name, hits in _figures(whole, rest).items():
            if not hits:
                continue
            value, low, high = macro(hits)
            rows.append((f"{FILES[type]}, {name}", len(hits), len({hit.languages for hit in hits}), value, low, high))
            report.details[f"{FILES[type]}, {name}"] = value
        found = by_languages([one.hit(one.first in one.right) for one in whole], least=1)
        worst += [(f"{FILES[type]}, {pair}", value) for pair, value in sorted(found.items(), key=_second)[:_WORST]]
        report.misses += _misses(whole, "whole") + _misses(rest, "removed")
    report.lines += table(("figure", "queries", "language pairs", "share", "95 % from", "to"), rows)
    report.lines += ["", *table(("lowest, base > query", "first"), worst)]
    return report


def _second(item: tuple[str, float]) -> float:
    return item[1]


def _figures(whole: Sequence[Judged], rest: Sequence[Judged]) -> dict[str, list[Hit]]:
    """Give the hits of each figure; to link the name of an entity taken out to a namesake that is left is right."""
    gone = [one for one in rest if is_removed(one.query.entity)]
    left = [one for one in rest if not is_removed(one.query.entity)]
    return {
        "first": [one.hit(one.first in one.right) for one in whole],
        "linked": [one.hit(_well_linked(one)) for one in whole],
        "linked to another": [one.hit(_false(one)) for one in whole],
        "namesakes, first": [one.hit(one.first in one.right) for one in whole if one.namesakes],
        "removed, false links": [one.hit(_false(one)) for one in rest],
        "removed, false links of those taken out": [one.hit(_false(one)) for one in gone],
        "removed, recall of the rest": [one.hit(_well_linked(one)) for one in left],
        "removed, first of the rest": [one.hit(one.first in one.right) for one in left],
    }


def _false(one: Judged) -> bool:
    return one.linked is not None and one.linked not in one.right


def _well_linked(one: Judged) -> bool:
    """Namesakes are told apart by nothing here: to choose neither, with one of them first, is right."""
    return one.linked in one.right or bool(one.namesakes and one.linked is None and one.first in one.right)


def _misses(judged: Sequence[Judged], base: str) -> list[tuple[str, ...]]:
    rows = []
    for one in judged:
        taken = base == "removed" and is_removed(one.query.entity)
        if _false(one) if taken else not _well_linked(one):
            what = "false link" if _false(one) else "not linked" if one.first in one.right else "not found"
            query = one.query
            rows.append((f"{base}, {what}", query.type, query.languages, query.form, query.entity, str(one.first)))
    return rows


def candidates(pairs: Mapping[Type, Sequence[Pair]], *, sample: int | None = None) -> Report:
    """Give how often the entity is among those that one look by keys finds, and how many it finds."""
    report = Report("candidates")
    rows = []
    for type, own in pairs.items():
        hits: list[Hit] = []
        counts: list[int] = []
        for base in bases(own, type, sample=sample):
            kb = base.opened()
            for query in base.queries:
                found = [entity.id for entity in kb.candidates(query.form)]
                hits.append(Hit(query.entity, query.languages, query.entity in found))
                counts.append(len(found))
                if query.entity not in found:
                    report.misses.append(("no candidate", type, query.languages, query.form, query.entity))
        value, low, high = macro(hits)
        rows.append((FILES[type], len(hits), value, low, high, mean(counts), *_percentiles(counts)))
        report.details[f"{FILES[type]}, recall"] = value
        empty = share(sum(count == 0 for count in counts), len(counts))
        report.details[f"{FILES[type]}, without any"] = empty
    head = ("type", "queries", "recall", "95 % from", "to", "candidates, mean", "p50", "p99", "most")
    report.lines += table(head, rows)
    return report


def _percentiles(counts: Sequence[int]) -> tuple[float, float, int]:
    return percentile(counts, 0.5), percentile(counts, 0.99), max(counts, default=0)
