"""Write resources/knowledge/COVERAGE.md: what the default base holds, by kind, country, language and source."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kzling import data
from kzling.knowledge.loading import default_records

PAGE = Path(__file__).parent.parent / "resources" / "knowledge" / "COVERAGE.md"
TYPES = ("place", "person", "organization", "event", "work", "product", "group", "other")
#: Languages of fewer names are counted together.
FEWEST = 20


def page(records: Iterable[dict[str, Any]]) -> str:
    """Give the page as Markdown."""
    entities: Counter[str] = Counter()
    countries: Counter[tuple[str, str]] = Counter()
    languages: Counter[tuple[str, str]] = Counter()
    covered: Counter[tuple[str, str]] = Counter()
    sources: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    for record in records:
        kind = record["type"]
        entities[kind] += 1
        countries[record["id"].partition("-")[0], kind] += 1
        for name in record["names"]:
            languages[name["lang"], kind] += 1
            sources[name["source"].partition("; spelt by")[0]] += 1
            facts["names with a date"] += "since" in name or "until" in name
            facts["former names"] += name["kind"] == "former"
        for language in {name["lang"] for name in record["names"]}:
            covered[language, kind] += 1
        attributes = record["attributes"]
        facts["terms of office, each with a date"] += len(attributes.get("offices", ()))
        facts["persons with a date of birth"] += "born" in attributes
        for scheme in record["ids"]:
            facts[f"ids in {scheme}"] += 1
    return "\n".join(
        [
            "# What the default base holds",
            "",
            f"Data version {data.data_version()}; written by `make compiled`. {entities.total():,} entities,"
            f" {languages.total():,} names.",
            "",
            *table(("type", "entities"), [(kind, entities[kind]) for kind in TYPES if entities[kind]]),
            *by_type("country of the id", countries, entities, 5),
            *by_type("names in", languages, entities, FEWEST),
            *by_type("entities with a name in", covered, entities, FEWEST),
            *table(("source of names", "names"), sorted(sources.items(), key=lambda pair: (-pair[1], pair[0]))),
            *table(("facts beside names", "number"), sorted(facts.items())),
        ]
    )


def by_type(title: str, counts: Counter[tuple[str, str]], entities: Counter[str], fewest: int) -> list[str]:
    """Give a table with a column for each type; small rows are one."""
    totals: Counter[str] = Counter()
    for (key, _), number in counts.items():
        totals[key] += number
    kinds = [kind for kind in TYPES if entities[kind]]
    big = [key for key, number in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])) if number >= fewest]
    small = [key for key in totals if key not in big]
    rows: list[tuple[Any, ...]] = [(key, *(counts[key, kind] for kind in kinds), totals[key]) for key in big]
    if small:
        rest = [sum(counts[key, kind] for key in small) for kind in kinds]
        rows.append((f"{len(small)} others", *rest, sum(rest)))
    return table((title, *kinds, "all"), rows)


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> list[str]:
    """Give a table in Markdown, with an empty line behind it."""
    head = list(columns)
    lines = [f"| {' | '.join(head)} |", f"| --- {'| ---: ' * (len(head) - 1)}|"]
    lines += [f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in row)} |" for row in rows]
    return [*lines, ""]


if __name__ == "__main__":
    PAGE.write_text(page(default_records()), encoding="utf-8", newline="\n")
