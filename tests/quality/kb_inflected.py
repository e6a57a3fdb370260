"""The table of inflected names: Russian news, and case forms that independent tools write in ru, uk and pl; Czech."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kb_data import base_of, first, forms, is_removed, linked, record
from kb_factrueval import splits, texts
from name_data import positives
from name_reports import TYPES
from name_scores import Hit, interval
from spelling_data import Report, mean, table

import kzling
from kzling.model import Resolution

HERE = Path(__file__).parent
#: Languages that a tool of the peers inflects; Czech forms are written by hand.
INFLECTED = ("ru", "uk", "pl")
CZECH = HERE / "kb_forms_cs.tsv"
OURS, WITH_CONTEXT = "kzling", "kzling, context"


class Asked(NamedTuple):
    """A form whose entity is in the base."""

    form: str
    lang: str
    entity: str
    context: str | None = None


class Given(NamedTuple):
    """A base and what it is asked."""

    records: Sequence[Mapping[str, Any]]
    asked: Sequence[Asked]

    def rest(self) -> "Given":
        """Take out entities, and ask for those alone."""
        records = [one for one in self.records if not is_removed(one["id"])]
        return Given(records, [one for one in self.asked if is_removed(one.entity)])


def inflected(data: Path, peers: str | None, *, languages: bool = True) -> Report:
    """Give the share of right answers of kzling, by its links and by what comes first, and of the baselines.

    Beside it stands how often somebody is named when the right entity is taken out of the base.

    Args:
        data: the data outside the project.
        peers: an interpreter that has the peers; None leaves out the baselines and all but Russian news and Czech.
        languages: whether kzling is told the languages.
    """
    report = Report("inflected")
    rows: list[tuple[object, ...]] = []
    for title, bases in {"news, ru": news(data), **written(data, peers, report)}.items():
        hits: dict[str, list[Hit]] = defaultdict(list)
        false: dict[str, list[bool]] = defaultdict(list)
        for base in bases:
            rest = base.rest()
            for tool, found in answers(base, peers, languages=languages).items():
                pairs = list(zip(base.asked, found, strict=True))
                hits[tool] += [Hit(one.entity, title, one.entity == id) for one, id in pairs]
                if tool == OURS:
                    missed = (
                        (title, one.lang, one.form, one.entity, str(id)) for one, id in pairs if id != one.entity
                    )
                    report.misses += missed
            for tool, found in answers(rest, peers, languages=languages).items():
                false[tool] += [id is not None for id in found]
        for tool, own in hits.items():
            right, wrong = mean(float(hit.found) for hit in own), mean(map(float, false[tool]))
            rows.append((f"{title}, {tool}", len(own), right, *interval(own, least=1), len(false[tool]), wrong))
            report.details |= {f"{title}, {tool}": right, f"{title}, {tool}, false": wrong}
        shares = {tool: mean(float(hit.found) for hit in own) for tool, own in hits.items()}
        theirs = [value for tool, value in shares.items() if not tool.startswith(OURS)]
        if theirs:
            report.details[f"{title}, above the baselines"] = shares[OURS] - max(theirs)
        if WITH_CONTEXT in shares:
            report.details[f"{title}, added by context"] = shares[WITH_CONTEXT] - shares[OURS]
    report.lines += table(("", "queries", "right", "95 % from", "to", "taken out", "false"), rows)
    return report


def news(data: Path) -> list[Given]:
    """Give bases of halves of the annotated news, asked in the forms of the other halves with the texts around."""
    folder = data / "ner" / "factrueval_dev"
    around = texts(folder)
    return [
        Given(one.records, [Asked(form, "ru", entity, around[document]) for document, form, entity in one.queries])
        for one in splits(folder)
    ]


def written(data: Path, peers: str | None, report: Report) -> dict[str, list[Given]]:
    """Give for each language a base of its people and places in their nominative, asked in other cases."""
    lines = CZECH.read_text(encoding="utf-8").splitlines()
    czech = [line.split("\t") for line in lines if not line.startswith("#")]
    listed = {lang: _nominatives(data, lang) for lang in (*INFLECTED, "cs")}
    listed["cs"] += [(name, type, name) for type, name, _ in czech]
    made = {"cs": [[name, type, form] for type, name, own in czech for form in own.split("; ")]}
    if peers:
        answer = _peers(peers, task="inflect", names={lang: listed[lang] for lang in INFLECTED})
        made |= answer["forms"]
        report.lines.append(f"inflected by {', '.join(answer['tools'])}; Czech by hand")
    return {f"case forms, {lang}": [_given(lang, listed[lang], made[lang])] for lang in listed if lang in made}


def _given(lang: str, listed: Sequence[tuple[str, str, str]], made: Sequence[Sequence[str]]) -> Given:
    """Leave out forms that are the nominative of somebody, and those of two."""
    records: dict[str, dict[str, Any]] = {}
    bearers: dict[str, set[str]] = defaultdict(set)
    for id, type, form in listed:
        records.setdefault(id, record(id, type, {}))["names"] += record(id, type, {lang: [form]})["names"]
    for id, _, form in [*listed, *made]:
        bearers[form.casefold()].add(id)
    nominatives = {form.casefold() for _, _, form in listed}
    fitting = (
        Asked(form, lang, id)
        for id, _, form in made
        if form.casefold() not in nominatives and len(bearers[form.casefold()]) == 1
    )
    return Given(list(records.values()), list(dict.fromkeys(fitting)))


def _nominatives(data: Path, lang: str) -> list[tuple[str, str, str]]:
    """Give id, type and form of all that have a name in a language, the family name last as in running text."""
    return [
        (entity, type, " ".join(reversed(form.split(", "))))
        for type in TYPES
        for entity, own in forms(positives(data, type)).items()
        for form in own.get(lang, ())
    ]


def answers(given: Given, peers: str | None, *, languages: bool = True) -> dict[str, list[str | None]]:
    """Give the answers of each tool; kzling's with the context of a query count apart."""
    bare = [one._replace(context=None) for one in given.asked]
    ways: list[tuple[str, Sequence[Asked], Callable[[Resolution], str | None]]] = [
        (OURS, bare, linked),
        (f"{OURS}, first", bare, first),
    ]
    if any(one.context for one in given.asked):
        ways += [(WITH_CONTEXT, given.asked, linked), (f"{WITH_CONTEXT}, first", given.asked, first)]
    kb = base_of(given.records)
    found = {
        way: [
            answer(kzling.resolve(one.form, lang=one.lang if languages else None, context=one.context, kb=kb))
            for one in asked
        ]
        for way, asked, answer in ways
    }
    if peers:
        names = [(one["id"], name["text"]) for one in given.records for name in one["names"]]
        found |= _peers(peers, task="lookup", names=names, queries=[one.form for one in given.asked])["answers"]
    return found


def _peers(peers: str, **question: object) -> dict[str, Any]:
    command = [peers, str(HERE / "kb_peers.py")]
    answer = subprocess.run(command, input=json.dumps(question), stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found
