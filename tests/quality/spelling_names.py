"""How far the schemes explain real pairs of names: written by a route, met under a key, read back; selective keys."""

import math
from collections import Counter, defaultdict
from functools import cache, lru_cache
from pathlib import Path
from random import Random

from spelling_data import NamePair, Report, folded, mean, name_pairs, plain, share, table, tokens

import kzling
from kzling.orthography.keys import keys, skeleton

KINDS = ("people", "places")
#: Language pairs of fewer rows are not shown each for itself.
LARGE = 10
#: Over which language pairs the mean is taken: from how many rows on, and of which `kind` in the data (any if empty).
SLICES = {"all": (1, ""), "10 rows": (10, ""), "20 rows": (20, ""), "translit, 10 rows": (10, "translit")}
#: Tokens in the index whose selectivity is measured.
INDEXED = 10_000
# How readings are asked for: as they come, many of them, and for the language of the Latin form.
_ASKED = ("", " of 50", " in lang_b")
_MANY = 50
_RANKS = (1, 5)

Counted = Counter[str]


@cache
def bridges(language: str) -> tuple[str, ...]:
    """Give the schemes that write a language in the Cyrillic spelling of another that has schemes of its own."""
    return tuple(
        scheme.id
        for scheme in kzling.schemes().values()
        if (scheme.source_language, scheme.source_script, scheme.target_script) == (language, "Cyrl", "Cyrl")
        and direct(scheme.target)
    )


@cache
def direct(language: str) -> tuple[str, ...]:
    """Give the schemes that write a language from Cyrillic in Latin letters."""
    return tuple(
        scheme.id
        for scheme in kzling.schemes().values()
        if (scheme.source_language, scheme.source_script, scheme.target_script) == (language, "Cyrl", "Latn")
    )


@lru_cache(maxsize=1 << 15)
def bridged(token: str, language: str) -> tuple[tuple[str, str], ...]:
    """Give a native token and what it is in other Cyrillic spellings, each with its language."""
    others = ((kzling.transliterate(token, one), kzling.schemes()[one].target) for one in bridges(language))
    return ((token, language), *others)


@lru_cache(maxsize=1 << 15)
def written(token: str, language: str) -> frozenset[str]:
    """Give the folded forms that routes write from a native token: one scheme, or a bridge and one scheme."""
    return frozenset(
        folded(kzling.transliterate(spelling, scheme))
        for spelling, spoken in bridged(token, language)
        for scheme in direct(spoken)
    )


@lru_cache(maxsize=1 << 15)
def given(token: str, language: str) -> frozenset[str]:
    """Give the folded forms of `variants`: also words of their own and other outputs seen in print."""
    return frozenset(folded(variant.form) for variant in kzling.variants(token, lang=language))


def names(folder: Path) -> Report:
    """Measure pairs of a Cyrillic and a Latin form: written, met under a key, read back."""
    report = Report("names")
    for kind in KINDS:
        groups: dict[tuple[str, str], Counted] = defaultdict(Counter)
        for pair in name_pairs(folder, kind):
            if pair.scripts == "cyr-lat":
                groups[pair.languages, pair.kind] += _counted(pair, kind, report)
        _tabulate(groups, kind, report)
    return report


def _tabulate(groups: dict[tuple[str, str], Counted], kind: str, report: Report) -> None:
    averages: dict[str, list[dict[str, float]]] = {}
    for label, (least, slice_) in SLICES.items():
        rows: dict[str, Counted] = defaultdict(Counter)
        for (languages, own), counted in groups.items():
            if slice_ in ("", own):
                rows[languages] += counted
        averages[label] = [_shares(row) for row in rows.values() if row["pairs"] >= least]
    columns = list(_shares(Counter()))
    for column in columns:
        for label, shares in averages.items():
            report.details[f"{kind}, {column}, {label}"] = mean(
                row[column] for row in shares if not math.isnan(row[column])
            )
    rows = defaultdict(Counter)
    for (languages, _), counted in groups.items():
        rows[languages] += counted
    shown = sorted((row["pairs"], languages) for languages, row in rows.items() if row["pairs"] >= LARGE)[::-1]
    report.lines += [
        "",
        f"{kind}: {sum(row['pairs'] for row in rows.values()):,} rows; pairs of {LARGE} rows or more:",
    ]
    report.lines += table(
        (kind, "rows", "tokens", *columns),
        [(one, number, rows[one]["tokens"], *_shares(rows[one]).values()) for number, one in shown],
    )
    labels = [f"{label} ({len(shares)})" for label, shares in averages.items()]
    means = [(column, *(report.details[f"{kind}, {column}, {label}"] for label in SLICES)) for column in columns]
    report.lines += ["", *table((f"{kind}, mean over language pairs", *labels), means)]


def _shares(counted: Counted) -> dict[str, float]:
    """Give the shares; of readings, the share among tokens that a route writes (nan without any)."""
    shares = {name: share(counted[name], counted["tokens"]) for name in ("written", "variants()")}
    shares |= {name: share(counted[name], counted["pairs"]) for name in ("key", "some key")}
    return shares | {
        name: counted[name] / counted["written"] if counted["written"] else math.nan
        for name in (f"{side}@{rank}{of}" for of in _ASKED for side in ("any", "own") for rank in _RANKS)
    }


def _counted(pair: NamePair, kind: str, report: Report) -> Counted:
    fewer, more = sorted((keys(pair.form_a), keys(pair.form_b)), key=len)
    shared = [any(one & other for other in more) for one in fewer]
    met = bool(shared) and all(shared)
    counted = Counter({"pairs": 1, "key": met, "some key": any(shared)})
    if not met:
        report.misses.append(("key", kind, pair.languages, pair.form_a, pair.form_b, "", ""))
    native = tokens(pair.form_a)
    for token in tokens(pair.form_b):
        form = folded(token)
        origins = [one for one in native if form in written(one, pair.lang_a)]
        listed = any(form in given(one, pair.lang_a) for one in native)
        counted.update({"tokens": 1, "written": bool(origins), "variants()": listed})
        if origins:
            counted += _read(token, pair, origins, kind, report)
        elif not listed:
            report.misses.append(("written", kind, pair.languages, pair.form_a, pair.form_b, token, ""))
    return counted


def _read(token: str, pair: NamePair, origins: list[str], kind: str, report: Report) -> Counted:
    """Count at which rank the right native spelling stands among the distinct ones: of any language, of the pair's."""
    own = {plain(one) for one in origins}
    right = own | {plain(form) for one in origins for form, _ in bridged(one, pair.lang_a)}
    counted: Counted = Counter()
    for of in _ASKED:
        language = pair.lang_b.removesuffix("_latn") if of == " in lang_b" else None
        found = kzling.readings(token, lang=language, limit=_MANY if of == " of 50" else 10)
        spellings = list(dict.fromkeys(plain(reading.source) for reading in found))
        spoken = list(dict.fromkeys(plain(one.source) for one in found if one.source_language == pair.lang_a))
        for side, ranked, wanted in (("any", spellings, right), ("own", spoken, own)):
            for rank in _RANKS:
                counted[f"{side}@{rank}{of}"] += bool(wanted.intersection(ranked[:rank]))
        if not of and not right.intersection(spellings[: _RANKS[0]]):
            what = "read late" if right.intersection(spellings[: _RANKS[-1]]) else "read"
            wanted_text, found_text = " ".join(sorted(right)), " ".join(spellings)
            report.misses.append((what, kind, pair.languages, pair.form_a, token, wanted_text, found_text))
    return counted


def selectivity(folder: Path, *, seed: int = 0) -> Report:
    """Measure how many tokens that are no variants of a query share a key with it.

    Variants: the same letters, case, diacritics and apostrophes aside; two tokens of one entity in the data that
    share a key; two tokens that routes write from one native token of the data, that token among them.
    """
    report = Report("selectivity of keys")
    entities: dict[str, set[str]] = defaultdict(set)
    natives: set[tuple[str, str]] = set()
    for kind in KINDS:
        for pair in name_pairs(folder, kind):
            for form, language in ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b)):
                for token in map(str.casefold, tokens(form)):
                    if len(token) > 1:
                        entities[token].add(pair.entity)
                        if direct(language) and "а" <= token[0] <= "ӿ":
                            natives.add((token, language))
    origins: dict[str, set[str]] = defaultdict(set)
    for token, language in natives:
        for form in written(token, language) | {folded(one) for one, _ in bridged(token, language)}:
            origins[form].add(token)
    chosen = sorted(Random(seed).sample(sorted(entities), min(INDEXED, len(entities))))
    foreign, all_ = _strangers(chosen, entities, origins, report)
    report.figures |= {
        "tokens indexed": len(chosen),
        "others met per query": share(all_, len(chosen)),
        "met that are no variants, per query": share(foreign, len(chosen)),
        "keys per token": mean(len(skeleton(token)) for token in chosen),
        "tokens without a key": sum(not skeleton(token) for token in chosen),
    }
    return report


def _strangers(
    chosen: list[str], entities: dict[str, set[str]], origins: dict[str, set[str]], report: Report
) -> tuple[int, int]:
    index: dict[str, set[str]] = defaultdict(set)
    for token in chosen:
        for key in skeleton(token):
            index[key].add(token)
    foreign = all_ = 0
    for token in chosen:
        met = set().union(*(index[key] for key in skeleton(token))) - {token}
        bare = folded(token)
        strangers = sorted(
            other
            for other in met
            if folded(other) != bare
            and not entities[token] & entities[other]
            and not origins.get(bare, set()) & origins.get(folded(other), set())
        )
        all_ += len(met)
        foreign += len(strangers)
        if strangers:
            report.misses.append(("stranger", "", str(len(strangers)), token, " ".join(strangers[:20]), "", ""))
    return foreign, all_
