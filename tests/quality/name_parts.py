"""How many names parse_name takes apart as people do: `python tests/quality/name_parts.py`.

Prints the share of rows of tests/names/gold_parts.tsv that are right, whole and by part, for each half: rules are made
looking at the first, third, fifth ... row alone. With --misses, the wrong rows of that half follow. With --speed, it
prints instead how long `parts` takes on 5,000 different names made of resources/names/common: names that are read for
the first time, and the same once more.
"""

import argparse
import csv
import random
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from kzling import data
from kzling.names.parsing import parse_name, parts

GOLD = Path(__file__).parent.parent / "names" / "gold_parts.tsv"
PARTS = ("given", "patronymic", "family", "titles", "order")


def rows() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def found(row: Mapping[str, str]) -> dict[str, str]:
    name = parse_name(row["text"], lang=row["lang"] or None)
    texts = {part: getattr(name, part) or "" for part in PARTS}
    return {**texts, "titles": "|".join(name.titles)}


def shares(some: Iterable[Mapping[str, str]]) -> dict[str, float]:
    right = [{part: answer == row[part] for part, answer in found(row).items()} for row in some]
    whole = sum(all(parts.values()) for parts in right) / len(right)
    return {"whole": whole, **{part: sum(parts[part] for parts in right) / len(right) for part in PARTS}}


def made_up(number: int) -> list[tuple[str, str]]:
    """Give different names with their language: both orders, with and without patronymic, initial or title."""
    chance = random.Random(5)
    lists = {lang: data.read_yaml(f"names/common/{lang}.yml") for lang in ("ru", "kk", "uk", "ky", "be")}
    names: dict[tuple[str, str], None] = {}
    while len(names) < number:
        lang = chance.choice(list(lists))
        men, women, family = (lists[lang][key].split() for key in ("given_men", "given_women", "family"))
        given, father, last = chance.choice(men + women), chance.choice(men), chance.choice(family)
        father += {"kk": "ұлы", "ky": " уулу"}.get(lang, "ович")
        shapes = (
            f"{given} {last}",
            f"{last} {given}",
            f"{last} {given} {father}",
            f"{given[0]}. {last}",
            f"мэр {last}",
        )
        names[chance.choices(shapes, (8, 4, 4, 2, 2))[0], lang] = None
    return list(islice(names, number))


def microseconds(names: Iterable[tuple[str, str]]) -> list[float]:
    times = []
    for text, lang in names:
        start = perf_counter()
        parts(text, lang)
        times.append((perf_counter() - start) * 1e6)
    return times


def print_speed() -> None:
    names = made_up(5_000)
    parts("Нурлан Казыхан", "ru")
    for label in ("first time", "once more"):
        times = microseconds(names)
        print(f"{label}: median {median(times):.1f} µs, mean {sum(times) / len(times):.1f} µs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print the wrong rows of the half that may be looked at")
    parser.add_argument("--speed", action="store_true", help="print how long a name takes")
    options = parser.parse_args()
    if options.speed:
        print_speed()
        return
    for half, some in (("odd rows", rows()[::2]), ("even rows", rows()[1::2])):
        print(f"{half} ({len(some)}):", ", ".join(f"{part} {share:.3f}" for part, share in shares(some).items()))
    for row in rows()[::2] if options.misses else ():
        wrong = {part: (row[part], answer) for part, answer in found(row).items() if answer != row[part]}
        if wrong:
            print(row["text"], row["lang"], wrong, sep=" | ")


if __name__ == "__main__":
    main()
