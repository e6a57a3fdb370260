"""Fit the weights of resources/names/weights.yml and print the file.

    python tests/quality/name_weights.py FOLDER > resources/names/weights.yml

FOLDER is the data outside the project, as for names.py. Pairs of one and pairs of two, given and made, weigh alike;
among the pairs of one each pair of languages counts by the square root of its rows. Beside the weights of all pairs
stands, on the other output, what weights of either half of the entities reach on the other half.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import name_negatives
import name_places
import numpy as np
from name_data import Pair, given_negatives, positives
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from kzling.names.facts import AGAINST, FEATURES, FOR, features, person_facts, thing_facts
from kzling.names.ready import person, thing

#: Features that only one of the two kinds of names can have.
OF_PERSONS = frozenset(name for name in FEATURES if name.startswith("patronymic")) | {
    "bare beside full",
    "sexes contradict",
    "initials",
    "short forms and cousins",
}
OF_THINGS = frozenset(name for name in FEATURES if name.startswith("kinds"))
#: What features weigh at most, of persons but for those of `OF_ALL`: set by hand in November 2026, since the data,
#: nearly all full names, have few of these cases. A town and the region of its name are two, and so are firms of
#: different legal forms; a bare family name beside a full name has to stay unclear, and so have a man's and a woman's
#: form of one name; initials and short forms make it likely, not sure; names that differ by a letter that is never
#: left out, or in an initial or a ruler's number, are not found.
AT_MOST = {
    "kinds contradicted": -4.0,
    "no pair": -6.0,
    "base": 4.4,
    "root of the worst pair": -0.6,
    "unseen gaps": -2.8,
    "no token agrees": -3.0,
    "one token agrees": -0.7,
    "a pair is apart": -1.0,
    "tokens contradict": -4.0,
    "tokens left over": -0.1,
    "bare beside full": -3.2,
    "initials": -1.6,
    "short forms and cousins": -1.7,
    "sexes contradict": -4.5,
    "numbers contradicted": -6.0,
    "numbers left out": -1.0,
}
OF_ALL = frozenset({"kinds contradicted", "no pair", "tokens contradict"})
#: Names with a lower score by their spelling have nothing in common.
NOTHING = 0.1
#: So many of the pairs that are given as one place by another name are not sure to be one (the description of the
#: data: 20 to 30 in a hundred).
DOUBTFUL = 0.25
# The strength of the penalty on large weights.
_PENALTY = 1.0


def numbers(pair: Pair) -> tuple[float, ...]:
    """Give the features of a pair of names."""
    if pair.type == "person":
        return features(person_facts(person(pair.form_a, pair.lang_a), person(pair.form_b, pair.lang_b)))
    a, b = (thing(form, lang, pair.type) for form, lang in ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b)))
    return features(thing_facts(a, b))


def fitted(pairs: Sequence[Pair], used: Sequence[int]) -> np.ndarray:
    """Give the weights of the features used; none speaks against its meaning (`AGAINST`, `FOR`)."""
    rows = Counter(pair.languages for pair in pairs if pair.same)
    counts = np.array([rows[pair.languages] ** -0.5 if pair.same else 1.0 for pair in pairs])
    same = np.array([pair.same for pair in pairs])
    counts[same] *= counts[~same].sum() / counts[same].sum()
    table = np.array([[numbers(pair)[i] for i in used] for pair in pairs])
    signs = np.where(same, 1.0, -1.0)
    names = [FEATURES[i] for i in used]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = signs * (table @ weights)
        off = counts * expit(-odds)
        value = -(counts * log_expit(odds)).sum() + _PENALTY * (weights[1:] ** 2).sum() / 2
        penalty = np.concatenate([[0.0], _PENALTY * weights[1:]])
        return value, -(table * (signs * off)[:, None]).sum(axis=0) + penalty

    bounds = [_bounds(name, pairs[0].type == "person") for name in names]
    start = np.array([min(0.0, bound[1]) if bound[1] is not None else 0.0 for bound in bounds])
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def _bounds(name: str, persons: bool) -> tuple[float | None, float | None]:
    """Give between what the weight of a feature has to be."""
    if name in FOR:
        return 0.0, None
    if name in AT_MOST and (persons or name in OF_ALL):
        return None, AT_MOST[name]
    return None, 0.0 if name in AGAINST else None


def judged(pairs: Sequence[Pair], used: Sequence[int], weights: np.ndarray) -> str:
    """Say what weights reach on pairs."""
    scores = np.array([[numbers(pair)[i] for i in used] for pair in pairs]) @ weights
    same = np.array([pair.same for pair in pairs])
    level = np.quantile(scores[~same], 0.95)
    return f"recall {np.mean(scores[same] > level):.3f} at specificity .95, level {level:.2f}"


def another(own: Sequence[Pair], others: Sequence[Pair], used: Sequence[int], weights: np.ndarray) -> float:
    """Give how many of the pairs with nothing in common are one place even so, if of all pairs half are."""
    table = [np.array([[numbers(pair)[i] for i in used] for pair in pairs]) for pairs in (own, others)]
    same, two = (np.mean(expit(rows @ weights) < NOTHING) for rows in table)
    same *= 1 - DOUBTFUL
    return float(same / (same + two))


def main() -> None:
    folder = Path(sys.argv[1])
    print("# The weights of names, fitted by tests/quality/name_weights.py: see there, and kzling/names/score.py.")
    print("sources:")
    print(
        '  - "logistic regression on names of members of parliaments (Wikidata by way of EveryPolitician, CC0) and of'
    )
    print(f"    places (Who's On First), and on hard negatives made of them; {date.today():%B %Y}\"")
    for kind, type, made, apart in (
        ("person", "person", name_negatives.of_people, OF_THINGS),
        ("place", "place", name_places.of_places, OF_PERSONS),
    ):
        own = positives(folder, type)
        others = [*given_negatives(folder, type), *made(own)]
        pairs = [*(pair for pair in own if type == "person" or pair.kind == "translit"), *others]
        used = [i for i, name in enumerate(FEATURES) if name not in apart]
        for half in (0, 1):
            weights = fitted([pair for pair in pairs if pair.half != half], used)
            result = judged([pair for pair in pairs if pair.half == half], used, weights)
            print(f"{kind}, half {half} by the weights of the other: {result}", file=sys.stderr)
        weights = fitted(pairs, used)
        print(f"{kind}:")
        print("  features:")
        found = dict(zip((FEATURES[i] for i in used), weights, strict=True))
        for name in FEATURES:
            print(f"    {name}: {found.get(name, 0.0):.2f}")
        for verdict, level in LEVELS[kind].items():
            print(f"  {verdict}: {level}")
        print(f"  another: {another(own, others, used, weights) if type == 'place' else 0.0:.2f}")


#: From which score on a verdict holds, set on the development data: of persons so that of no kind of made negatives
#: three in a hundred are likely, of places so that of all kinds together three in a hundred are not.
LEVELS = {
    "person": {"same": 0.9, "likely": 0.7, "unclear": 0.3},
    "place": {"same": 0.9, "likely": 0.8, "unclear": 0.3},
}

if __name__ == "__main__":
    main()
