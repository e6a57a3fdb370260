"""Measure kzling on annotated articles and print the figures.

    python tests/quality/figures.py                  the sample corpus against examples/gold/
    python tests/quality/figures.py --seeds FOLDER   also articles kept outside the project: FOLDER/seeds/*.txt with
                                                     FOLDER/gold/seed_gold.jsonl and seed_entities.jsonl

Pages: lines of the article, macro F1 over the pages of tests/cleaning/pages/, by lines and by their characters; each
way of extraction on the pages it was developed on (01 to 07) and on those it was not (08 to 14).
Removal: F1 over lines (furniture taken out). Mentions: F1 over exact spans with their type; `known` counts only
mentions of entities that the knowledge base has. Links: share of the exactly found ones that point to the right
entity.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kzling import KnowledgeBase, analyze
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.files import input_files
from kzling.corpus.readers.prepare import prepared
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, InputFile
from kzling.model import Document
from kzling.text.edits import to_raw

ROOT = Path(__file__).parents[2]
#: Pages of tests/cleaning/pages/ with higher numbers were looked at by nobody who wrote the rules.
_LAST_SEEN = 7
_FACTS = ("title", "author", "published", "publisher", "url")
_REMOVED = ("boilerplate", "duplicate", "comment")
_KEPT = ("title", "byline", "dateline", "caption", "heading", "body")


class Score(NamedTuple):
    """Hits of what was found and of what should have been found."""

    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 1.0


def score(found: Iterable[Any], gold: Iterable[Any]) -> Score:
    ours, theirs = Counter(found), Counter(gold)
    return Score((ours & theirs).total(), ours.total(), theirs.total())


def sample_corpus() -> dict[str, float]:
    """Measure on examples/corpus/ against examples/gold/corpus.jsonl."""
    gold = [json.loads(line) for line in (ROOT / "examples/gold/corpus.jsonl").open(encoding="utf-8")]
    documents = {document.source: document for document in _sample_documents()}
    base = KnowledgeBase.default()
    lines: tuple[list[Any], list[Any]] = [], []
    mentions: tuple[list[Any], list[Any]] = [], []
    links: list[bool] = []
    same_text = languages = lost = 0
    for row in gold:
        source = row["file"] + (f"#{row['record']}" if row["record"] else "")
        document = documents[source]
        numbers = _line_numbers(document)
        lines[0].extend((source, numbers[removed.span.start]) for removed in document.removed)
        lines[1].extend((source, line["n"]) for line in row["lines"] if line["kind"] not in _KEPT)
        kept = {(source, line["n"]) for line in row["lines"] if line["kind"] in _KEPT}
        lost += len(kept.intersection((source, numbers[removed.span.start]) for removed in document.removed))
        same_text += document.text == row["clean"]
        languages += (document.language, document.script) == (row["language"], row["script"])
        places = _places(document.text, row["clean"])
        ours = {(m.start, m.end, m.type): m.entity_id for m in document.mentions}
        theirs = {(places(m["start"]), places(m["end"]), m["type"]): m["entity"] for m in row["mentions"]}
        mentions[0].extend((source, *key) for key in ours)
        mentions[1].extend((source, *key) for key in theirs)
        links += [ours[key] == theirs[key] for key in ours.keys() & theirs.keys() if theirs[key] in base]
    known = [m for row in gold for m in row["mentions"] if m["entity"] in base]
    return {
        "articles": len(gold),
        "clean text as in gold": same_text / len(gold),
        "language and script": languages / len(gold),
        "removal, line F1": score(*lines).f1,
        "kept lines lost": lost,
        "mentions, precision": score(*mentions).precision,
        "mentions, recall": score(*mentions).recall,
        "mentions, F1": score(*mentions).f1,
        "mentions of known entities, share of gold": len(known) / len(mentions[1]),
        "links right": sum(links) / len(links),
    }


def seeds(folder: Path) -> dict[str, float]:
    """Measure on articles outside the project, annotated in raw offsets."""
    gold = {row["file"]: row for row in _jsonl(folder / "gold/seed_gold.jsonl")}
    names = {row["id"]: row for row in _jsonl(folder / "gold/seed_entities.jsonl")}
    base = KnowledgeBase.default()
    lines: tuple[list[Any], list[Any]] = [], []
    by_type: dict[str, tuple[list[Any], list[Any]]] = {}
    links: list[bool] = []
    lost = 0
    for name, row in sorted(gold.items()):
        raw = (folder / "seeds" / name).read_text(encoding="utf-8")
        document = analyze(raw)
        removed = {(r.span.start, r.span.end) for r in document.removed}
        wanted = {(r["start"], r["end"]) for r in row["regions"] if r["kind"] in _REMOVED}
        lines[0].extend((name, *span) for span in removed)
        lines[1].extend((name, *span) for span in wanted)
        lost += len(removed - wanted)
        ours = {(*to_raw(document.edits, m.start, m.end), m.type): m.entity_id for m in document.mentions}
        visible = [m for m in row["mentions"] if not any(a <= m["start"] < b for a, b in wanted)]
        for mention in visible:
            kind = "group" if names[mention["entity"]].get("subtype") else mention["type"]
            key = (mention["start"], mention["end"], kind)
            by_type.setdefault(kind, ([], []))[1].append((name, *key))
            known = {entity.id for entity in base.search(names[mention["entity"]]["name_en"].partition(" (")[0])}
            if key in ours and known:
                links.append(ours[key] in known)
        for key in ours:
            by_type.setdefault(key[2], ([], []))[0].append((name, *key))
    figures = {"removal, line F1": score(*lines).f1, "lines removed that gold keeps": float(lost)}
    for kind, pair in sorted(by_type.items()):
        figures[f"{kind}, F1"] = score(*pair).f1
        figures[f"{kind}, recall"] = score(*pair).recall
    return {**figures, "links right": sum(links) / len(links), "links judged": len(links)}


class PageScore(NamedTuple):
    """A page: lines of its article found, characters of these lines found, and which of its facts are right."""

    name: str
    lines: Score
    characters: Score
    facts: tuple[str, ...]

    @property
    def seen(self) -> bool:
        return int(self.name[:2]) <= _LAST_SEEN


#: Takes the source of a page, gives the lines of its article and its facts.
Extractor = Callable[[str], tuple[list[str], Mapping[str, str | None]]]


def page_scores(extract: Extractor) -> list[PageScore]:
    """Measure an extractor on tests/cleaning/pages/."""
    found: list[PageScore] = []
    for path in sorted((ROOT / "tests/cleaning/pages").glob("*.html")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        lines, facts = extract(path.read_text(encoding="utf-8"))
        ours, theirs = Counter(map(_folded, lines)), Counter(map(_folded, gold["body"]))
        ours.pop("", None)
        sizes = [sum(len(line) * count for line, count in side.items()) for side in (ours & theirs, ours, theirs)]
        right = tuple(name for name in _FACTS if _folded(facts.get(name)) == _folded(gold[name]))
        found.append(PageScore(path.stem, score(ours.elements(), theirs.elements()), Score(*sizes), right))
    return found


def own(html: str) -> tuple[list[str], Mapping[str, str | None]]:
    """Extract with kzling alone."""
    document = analyze(html, format="html")
    return document.text.split("\n"), {name: getattr(document, name) for name in _FACTS}


def own_with_vote(html: str) -> tuple[list[str], Mapping[str, str | None]]:
    """Extract with kzling and trafilatura's vote."""
    document = analyze(html, format="html", body="trafilatura")
    return document.text.split("\n"), {name: getattr(document, name) for name in _FACTS}


def peer(html: str) -> tuple[list[str], Mapping[str, str | None]]:
    """Extract with trafilatura alone; the marks of its lists and tables are no errors, nor is the title that it leaves
    out of its text. It gives the day of publication without a time: `published` is not compared.
    """
    from trafilatura import extract, extract_metadata

    text = extract(html, include_comments=False, include_tables=True, deduplicate=False) or ""
    known = extract_metadata(html)
    lines = [cell for line in text.split("\n") for cell in line.removeprefix("- ").split("|") if cell.strip(" -")]
    title = known.title if known else None
    shown = [] if title is None or title in lines else [title]
    author = known.author.replace("; ", ", ") if known and known.author else None
    facts = {"title": title, "author": author, "publisher": known.sitename, "url": known.url} if known else {}
    return [*shown, *lines], facts


def pages() -> dict[str, float]:
    """Measure the extraction of articles from pages: kzling, kzling with trafilatura's vote, trafilatura alone."""
    figures: dict[str, float] = {}
    for label, extract in (("kzling", own), ("kzling with vote", own_with_vote), ("trafilatura", peer)):
        scores = page_scores(extract)
        for part, wanted in (("seen", True), ("unseen", False)):
            some = [page for page in scores if page.seen is wanted]
            figures[f"{label}, {part}, line F1"] = sum(page.lines.f1 for page in some) / len(some)
            figures[f"{label}, {part}, character F1"] = sum(page.characters.f1 for page in some) / len(some)
            figures[f"{label}, {part}, least recall"] = min(page.characters.recall for page in some)
            right = Counter(fact for page in some for fact in page.facts)
            for fact in _FACTS:
                if extract is not peer or fact != "published":
                    figures[f"{label}, {part}, {fact} right"] = right[fact] / len(some)
    return figures


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _sample_documents() -> Iterator[Document]:
    for file in input_files([ROOT / "examples/corpus"]):
        for record in read(file, columns=columns({})) if isinstance(file, InputFile) else ():
            assert isinstance(record, Article), record
            ready = prepared(record)
            assert isinstance(ready, Article), ready
            yield analyze(str(ready.content), origin=ready.origin)


def _line_numbers(document: Document) -> Mapping[int, int]:
    """Give raw offset of a line's first letter -> its number, counting from 1, after CRLF -> LF."""
    numbers: dict[int, int] = {}
    start = 0
    for number, line in enumerate(document.raw.split("\n"), start=1):
        for place in range(start, start + len(line)):
            numbers[place] = number
        start += len(line) + 1
    return numbers


def _places(ours: str, gold: str) -> Any:
    """Give a function from offsets in the gold text to offsets in ours, which may have other lines around."""
    if ours == gold:
        return lambda place: place
    starts: dict[int, int] = {}
    position = offset = 0
    for line in gold.split("\n"):
        at = ours.find(line, position)
        if at >= 0:
            starts |= {offset + i: at + i for i in range(len(line) + 1)}
            position = at + len(line)
        offset += len(line) + 1
    return lambda place: starts.get(place, -1)


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print what kzling reaches on annotated articles.")
    parser.add_argument("--seeds", type=Path, help="a folder with seeds/ and gold/ outside the project")
    options = parser.parse_args()
    tables = {"sample corpus": sample_corpus(), "pages": pages()}
    if options.seeds:
        tables["articles outside the project"] = seeds(options.seeds)
    for title, figures in tables.items():
        print(title)
        for name, value in figures.items():
            print(f"  {name:45} {value:.3f}" if value % 1 else f"  {name:45} {value:.0f}")


if __name__ == "__main__":
    main()
