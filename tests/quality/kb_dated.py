"""The table of the dated gold: one name in a passage of news with a date, whose it is, in three ways of asking."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from kb_data import base_of, jsonl, linked
from spelling_data import Report, mean, table

import kzling
from kzling import KnowledgeBase
from kzling.model import Document

GOLD = Path(__file__).parents[1] / "resolution" / "gold"


class Case(NamedTuple):
    """A name in a passage; `entity` is None where nobody of the base is meant."""

    id: str
    lang: str
    date: str | None
    text: str
    start: int
    name: str
    entity: str | None
    kind: str
    why: str

    @property
    def end(self) -> int:
        return self.start + len(self.name)


#: A way to ask: takes the case and the base, gives the id of an entity or None.
Way = Callable[[Case, KnowledgeBase], str | None]


def cases(folder: Path) -> list[Case]:
    rows = jsonl(folder / "sentences.jsonl")
    return [Case(**{field: row.get(field, "") for field in Case._fields}) for row in rows]


def by_text(case: Case, kb: KnowledgeBase) -> str | None:
    return linked(kzling.resolve(case.name, lang=case.lang, date=case.date, context=case.text, kb=kb))


def by_document(case: Case, kb: KnowledgeBase) -> str | None:
    return linked(kzling.resolve(case.name, lang=case.lang, date=case.date, context=_analyzed(case, kb), kb=kb))


def by_mention(case: Case, kb: KnowledgeBase) -> str | None:
    """Find the shortest mention that covers the name; one of nobody in the base has the id of a cluster."""
    covering = [one for one in _analyzed(case, kb).mentions if one.start <= case.start and case.end <= one.end]
    found = min(covering, key=lambda one: one.end - one.start, default=None)
    return found.entity_id if found is not None and found.entity_id in kb else None


def _analyzed(case: Case, kb: KnowledgeBase) -> Document:
    return kzling.analyze(case.text, lang=case.lang, date=case.date, kb=kb, clean=False)


WAYS: dict[str, Way] = {"resolve, text": by_text, "resolve, document": by_document, "analyze": by_mention}


def dated(folder: Path = GOLD) -> Report:
    """Give the share of right answers by kind and by language, for each way of asking."""
    report = Report("dated")
    given, kb = cases(folder), base_of(jsonl(folder / "base.jsonl"))
    right = {way: {case.id: ask(case, kb) == case.entity for case in given} for way, ask in WAYS.items()}
    rows = []
    for name, own in _slices(given).items():
        values = [mean(float(right[way][case.id]) for case in own) for way in WAYS]
        rows.append((name, len(own), *values))
        report.details |= {f"{name}, {way}": value for way, value in zip(WAYS, values, strict=True)}
    report.lines += table(("accuracy", "cases", *WAYS), rows)
    report.misses += [
        (way, case.kind, case.lang, case.id, case.name, str(case.entity), str(ask(case, kb)), case.text, case.why)
        for way, ask in WAYS.items()
        for case in given
        if not right[way][case.id]
    ]
    return report


def _slices(given: Sequence[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list, {"all": list(given)})
    for key in (
        lambda case: case.kind,
        lambda case: case.lang,
        lambda case: "nobody" if case.entity is None else "somebody",
    ):
        for case in sorted(given, key=key):
            found[key(case)].append(case)
    return found
