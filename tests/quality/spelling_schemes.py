"""What the schemes promise: examples, the rows of other tools, sources found again, texts written back."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import regex
import yaml
from spelling_data import Report, Standard, kazakh_sentences, mean, plain, share, standards, table

import kzling
from kzling.orthography.backward import backward
from kzling.orthography.inverse import invert
from kzling.orthography.schemes import table as compiled_scheme

HERE = Path(__file__).parent
#: Rows of readings that are asked for each example; the first is the default of `readings`.
LIMITS = (10, 50)
#: Words written back for a scheme that says of itself it is reversible; for the others a hundredth, to see the loss.
WORDS = 10_000
_LOSSY = 100
#: Kazakh sentences written back for schemes that lose something (for the reversible ones it is all), and those whose
#: alphabet is asked for.
_SENTENCES, _IDENTIFIED = 60, 500
_CYRILLIC, _LATIN = regex.compile(r"\p{Cyrillic}"), regex.compile(r"\p{Latin}")
# What no Cyrillic alphabet has: a text with such letters need not come back, since a scheme does not write them.
_FOREIGN = regex.compile(r"(?V1)[\p{L}--\p{Cyrillic}]")
_WORD = regex.compile(r"\p{L}+")
_SIGNS = dict.fromkeys(map(ord, "ьъ"))


def back(text: str, scheme: str) -> str:
    return backward(text, scheme).text


@cache
def settings() -> Mapping[str, Any]:
    """Read standards.yml: which scheme of ours is which of others, and where their rows may differ."""
    found: Mapping[str, Any] = yaml.safe_load((HERE / "standards.yml").read_text(encoding="utf-8"))
    return found


def examples() -> Report:
    """Write the examples of all schemes."""
    report = Report("examples")
    written = right = clean = 0
    for scheme in kzling.schemes().values():
        for example in scheme.examples:
            output = kzling.transliterate(example.source, scheme.id)
            written += 1
            right += output == example.output
            clean += scheme.target_script != "Latn" or not _CYRILLIC.search(output)
            if output != example.output:
                report.misses.append(("example", scheme.id, "", example.source, example.output, output, ""))
    report.figures = {
        "schemes": len(kzling.schemes()),
        "examples": written,
        "examples exact": share(right, written),
        "no Cyrillic in Latin output": share(clean, written),
    }
    return report


def standard_rows(folder: Path) -> Report:
    """Compare with what other tools say that the norms write."""
    report = Report("rows of other tools")
    ours = settings()["standards"]
    named = Counter(row.scheme for row in standards(folder))
    counted: dict[str, Counter[str]] = {}
    reasons = Counter[str]()
    for row in standards(folder):
        ids = [one for one in ours.get(row.scheme, ()) if one in kzling.schemes()]
        if ids:
            verdict = judge(row, ids)
            counted.setdefault(row.scheme, Counter())["rows"] += 1
            counted[row.scheme][verdict if verdict in ("exact", "differs") else "explained"] += 1
            if verdict == "differs":
                outputs = [kzling.transliterate(row.source, one) for one in ids]
                report.misses.append(("standard", row.scheme, ids[0], row.source, row.expected, outputs[0], ""))
            elif verdict != "exact":
                reasons[verdict] += 1
    total = Counter[str]()
    for one in counted.values():
        total += one
    compared = total["rows"] - sum(reasons[name] for name in _LEFT_OUT)
    report.figures = {
        "rows": total["rows"],
        "rows exact": total["exact"],
        "rows explained by a known error or choice": total["explained"],
        "rows that differ": total["differs"],
        "rows right of those compared": share(compared - total["differs"], compared),
    }
    columns = ("rows", "exact", "explained", "differs")
    report.lines += table(
        ("their scheme", "ours", *columns),
        [(name, " ".join(ours[name]), *(one[column] for column in columns)) for name, one in sorted(counted.items())],
    )
    report.lines += ["", "explained:", *table(("", "rows"), reasons.most_common())]
    differing = [(miss[1], *(part.replace("\n", " ") for part in miss[3:6])) for miss in report.misses]
    report.lines += ["", "differs:", *table(("their scheme", "source", "expected", "ours"), _short(differing))]
    left = {name: count for name, count in named.items() if name not in counted}
    wanted = ", ".join(f"{name} -> {' '.join(ours[name])}" for name in sorted(left) if ours.get(name))
    report.lines += [
        "",
        f"rows of schemes that are not ours: {sum(left.values()):,}; mapped, but not there: {wanted or '-'}",
    ]
    return report


MIXED, STRAY = "source mixes scripts in a word", "source has letters of another alphabet"
#: Rows that no scheme can be held to, since their source is not in the alphabet that the norm is about.
_LEFT_OUT = (MIXED, STRAY)


def judge(row: Standard, ids: Sequence[str]) -> str:
    """Say how a row stands to the first scheme that agrees: exact, the name of a rule that explains it, or differs."""
    outputs = [kzling.transliterate(row.source, one) for one in ids]
    if row.expected in outputs:
        return "exact"
    rules = [rule for rule in settings()["explained"] if regex.search(rule["schemes"], row.scheme)]
    for some in (*([rule] for rule in rules), rules):
        if rewritten(row.expected, some) in [rewritten(output, some) for output in outputs]:
            return some[0]["name"] if len(some) == 1 else "several of these"
    words = row.source.split()
    if any(_CYRILLIC.search(word) and _LATIN.search(word) for word in words):
        return MIXED
    alphabet = compiled_scheme(ids[0]).letters
    if any(char.isalpha() and char not in alphabet for char in row.source.lower()):
        return STRAY
    return "differs"


def rewritten(text: str, rules: Sequence[Mapping[str, Any]]) -> str:
    """Apply what rules of standards.yml take for the same."""
    for rule in rules:
        for pattern, replacement in rule["same"]:
            text = regex.sub(pattern, replacement, text)
    return text


def _short(rows: Sequence[tuple[str, ...]], width: int = 60) -> list[list[str]]:
    return [[cell if len(cell) <= width else cell[: width - 1] + "…" for cell in row] for row in rows]


def sources() -> Report:
    """Look for the source of each example among its readings, and among what its scheme alone inverts."""
    report = Report("sources found again")
    found = Counter[str]()
    for scheme in kzling.schemes().values():
        for example in scheme.examples:
            form, source = kzling.transliterate(example.source, scheme.id), plain(example.source)
            found["all"] += 1
            for limit in LIMITS:
                near = {plain(reading.source) for reading in kzling.readings(form, limit=limit)}
                found[f"readings, limit {limit}"] += source in near
            if source not in near:
                report.misses.append(("source", scheme.id, "", example.source, form, " ".join(sorted(near)[:10]), ""))
            parts = list(zip(example.source.split(), form.split(), strict=False))
            right = all(plain(part) in map(plain, invert(output, scheme.id)) for part, output in parts)
            found["inversion of the scheme"] += right
    report.figures = {name: share(count, found["all"]) for name, count in found.items() if name != "all"}
    return report


def reversals(folder: Path | None, *, words: int = WORDS, lossy: bool = True, seed: int = 0) -> Report:
    """Write generated words and Kazakh sentences by each scheme, and back; lossy=False: by the reversible ones."""
    report = Report("written back")
    sentences = kazakh_sentences(folder) if folder else []
    rows = []
    for scheme in kzling.schemes().values():
        if not (scheme.reversible or lossy):
            continue
        number = words if scheme.reversible else words // _LOSSY
        drawn = list(generated(scheme.id, number, seed=seed))
        lost = [word for word in drawn if back(kzling.transliterate(word, scheme.id), scheme.id) != word]
        cells: list[object] = [scheme.id, "yes" if scheme.reversible else "no", number, 1 - share(len(lost), number)]
        for word in lost[:20] if scheme.reversible else lost[:3]:
            output = kzling.transliterate(word, scheme.id)
            report.misses.append(("back", scheme.id, cells[1], word, output, back(output, scheme.id), ""))  # type: ignore[arg-type]
        report.details[f"words, {scheme.id}"] = 1 - share(len(lost), number)
        if scheme.source_language == "kk" and sentences:
            cells += _sentences(scheme.id, sentences, report)
        rows.append([*cells, *[""] * (7 - len(cells))])
    reversible = [scheme.id for scheme in kzling.schemes().values() if scheme.reversible]
    kazakh = [one for one in reversible if kzling.schemes()[one].source_language == "kk" and sentences]
    report.figures["reversible schemes"] = len(reversible)
    report.figures["least share of words, reversible schemes"] = min(
        report.details[f"words, {one}"] for one in reversible
    )
    if kazakh:
        least = min(report.details[f"sentences, {one}"] for one in kazakh)
        report.figures["least share of sentences, reversible Kazakh schemes"] = least
    head = ("scheme", "reversible", "words", "come back", "sentences", "come back", "with letters of other scripts")
    report.lines += table(head, sorted(rows, key=lambda row: (row[1] != "yes", row[3] if row[1] != "yes" else 0)))
    return report


def _sentences(scheme: str, sentences: Sequence[str], report: Report) -> list[object]:
    reversible = kzling.schemes()[scheme].reversible
    some = sentences if reversible else sentences[:: max(len(sentences) // _SENTENCES, 1)]
    counted = Counter[str]()
    for text in some:
        output = kzling.transliterate(text, scheme)
        again = back(output, scheme)
        kind = "mixed" if _FOREIGN.search(text) else "clear"
        counted.update([kind, f"{kind} back" if again == text else "lost"])
        if again != text and kind == "clear" and reversible:
            report.misses.append(("back", scheme, "sentence", text, output, again, ""))
    came = share(counted["clear back"], counted["clear"])
    report.details[f"sentences, {scheme}"] = came
    return [counted["clear"], came, f"{counted['mixed back']} of {counted['mixed']}"]


def generated(scheme: str, number: int, *, seed: int) -> Iterator[str]:
    """Give words over the alphabet that a scheme writes from: half random letters, half joined from example names.

    Of each half an eighth is in capitals, the rest alternates between small letters and one capital. The signs
    for ь and ъ have no capitals: no word begins with them, and each has two other letters.
    """
    chance = Random(f"{seed} {scheme}")
    letters = sorted(compiled_scheme(scheme).letters)
    examples_ = " ".join(example.source for example in kzling.schemes()[scheme].examples)
    parts = [word.lower() for word in _WORD.findall(examples_)]
    for i in range(number):
        if i % 2:
            first, second = chance.choice(parts), chance.choice(parts)
            word = first[: chance.randint(1, len(first))] + second[chance.randint(0, len(second) - 1) :]
        else:
            word = "".join(chance.choices(letters, k=chance.randint(1, 12))).lstrip("ьъ")
        if len(word.translate(_SIGNS)) < 2:
            word = chance.choice(parts)
        yield word.upper() if i % 16 >= 14 else word.capitalize() if i % 4 < 2 else word


def identified(folder: Path) -> Report:
    """Write Kazakh sentences in each Latin alphabet and ask in which they are."""
    report = Report("alphabet told")
    bounds = (40, 80, 160)
    labels = [*(f"to {bound}" for bound in bounds), "longer", "20 sentences"]
    sentences = kazakh_sentences(folder)
    chosen = sentences[:: max(len(sentences) // _IDENTIFIED, 1)]
    long = [" ".join(sentences[start : start + 20]) for start in range(0, len(sentences), 200)]
    rows = []
    for scheme in kzling.schemes().values():
        if (scheme.source_language, scheme.target_script) != ("kk", "Latn"):
            continue
        counted = {label: Counter[str]() for label in labels}
        for text in (*chosen, *long):
            size = next((i for i, bound in enumerate(bounds) if len(text) <= bound), len(bounds))
            output = kzling.transliterate(text, scheme.id)
            guesses = [guess.scheme for guess in kzling.identify_scheme(output)][:1]
            same = bool(guesses) and kzling.transliterate(text, guesses[0]) == output
            label = labels[-1] if text in long else labels[size]
            counted[label].update(["texts", "first" * (guesses == [scheme.id]), "alike" * same])
        firsts = [share(one["first"], one["texts"]) for one in counted.values()]
        alike = [share(one["alike"], one["texts"]) for one in counted.values()]
        rows.append((scheme.id, *(f"{a:.3f} ({b:.3f})" for a, b in zip(firsts, alike, strict=True))))
        report.details |= {f"first, {scheme.id}, {label}": value for label, value in zip(labels, firsts, strict=True)}
    for label in labels:
        own = [value for name, value in report.details.items() if name.endswith(f", {label}")]
        report.figures[f"first, mean over alphabets, {label}"] = mean(own)
    report.lines.append("share named first, by characters (in brackets: or one that writes the sentence the same)")
    report.lines += table(("scheme", *labels), rows)
    return report
