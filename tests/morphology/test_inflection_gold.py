"""Forms of names against gold that was written by somebody who had not seen the code."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kzling.morphology.inflection import inflected

GOLD = Path(__file__).parent / "gold/inflection.tsv"


def rows() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("lang", "script", "right", "wrong"),
    [
        ("ru", "Cyrl", 0.96, 0.0),
        ("uk", "Cyrl", 0.92, 0.005),
        ("pl", "Latn", 0.75, 0.05),
        ("kk", "Cyrl", 0.99, 0.01),
        ("kk", "Latn", 0.99, 0.01),
        ("en", "Latn", 0.85, 0.15),
    ],
)
def test_forms_are_right_or_none(lang: str, script: str, right: float, wrong: float) -> None:
    told: Counter[str] = Counter()
    for row in rows():
        if (row["lang"], row["script"]) == (lang, script):
            found = inflected(row["lemma"], lang, row["type"], row["sex"] or None)  # type: ignore[arg-type]
            forms = found.forms.get((row["number"], row["case"]), ()) if found else ()  # type: ignore[call-overload]
            told["none" if not forms else "right" if forms[0] in row["forms"].split(" | ") else "wrong"] += 1
    whole = told.total()
    assert whole > 30
    assert told["right"] >= right * whole
    assert told["wrong"] <= wrong * whole
