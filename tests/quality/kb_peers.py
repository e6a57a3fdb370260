"""Look names up and inflect them with other tools; needs nothing but the tools. kb_inflected.py runs it, over JSON.

Standard input is {"task": "inflect", "names": {lang: [[id, type, form], ...]}}, answered by {"forms": {lang:
[[id, type, form], ...]}, "tools": ...}, or {"task": "lookup", "names": [[id, form], ...], "queries": [form, ...]},
answered by {"answers": {baseline: [id or null, ...]}, "tools": ...}. Tools: pymorphy3 with dictionaries of Russian and
Ukrainian, morfeusz2 (Polish), anyascii, rapidfuzz.
"""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from itertools import product
from typing import Any

#: A word in a case and a gender, or None where the tool does not know it: takes word, type, gender, case.
Inflect = Callable[[str, str, str, str], str | None]
#: Names whose letters agree less than so much, in a hundred, are not found.
LEAST = 80
#: The crude folding cuts up to so many letters of a word, and leaves so many.
CUT, LEFT = 3, 3
TOOLS = {"inflect": ("pymorphy3", "morfeusz2"), "lookup": ("anyascii", "rapidfuzz")}


def slavic(lang: str) -> Inflect:
    """Inflect Russian or Ukrainian words with pymorphy3; people's words have to be names by its tags."""
    analyzer = import_module("pymorphy3").MorphAnalyzer(lang=lang)
    persons, cases = {"Name", "Surn", "Patr"}, {"gen": "gent", "dat": "datv", "inst": "ablt", "loc": "loct"}
    sexes = {"m": "masc", "f": "femn", "n": "neut"}

    def inflected(word: str, type: str, gender: str, case: str) -> str | None:
        for parse in analyzer.parse(word):
            tag = parse.tag
            if "nomn" not in tag or sexes[gender] not in tag or "plur" in tag or "Fixd" in tag:
                continue
            if type == "person":
                fits = any(name in tag for name in persons) or (lang == "uk" and ("anim" in tag or "ADJF" in tag))
            else:
                fits = "Geox" in tag if lang == "ru" else "inan" in tag and analyzer.word_is_known(word)
            found = parse.inflect({cases[case]}) if fits else None
            if found is not None:
                return str(found.word)
        return None

    return inflected


def polish() -> Inflect:
    """Inflect Polish words with the names that Morfeusz lists."""
    generator = import_module("morfeusz2").Morfeusz()

    def inflected(word: str, type: str, gender: str, case: str) -> str | None:
        labels = ("imię", "nazwisko") if type == "person" else ("nazwa_geograficzna",)
        for form, _, tag, kinds, _ in generator.generate(word):
            pos, number, found, sex = (*tag.split(":"), "", "", "")[:4]
            fits = pos == "subst" and number == "sg" and case in found.split(".") and sex.startswith(gender)
            if fits and any(kind in labels for kind in kinds) and "nom" not in found.split("."):
                return str(form)
        return None

    return inflected


INFLECTORS: dict[str, Callable[[], Inflect]] = {
    "ru": lambda: slavic("ru"),
    "uk": lambda: slavic("uk"),
    "pl": polish,
}


def inflect(names: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """Give the case forms of names of which a tool knows each word, in one gender."""
    found: dict[str, list[list[str]]] = {}
    for lang, own in names.items():
        inflected = INFLECTORS[lang]()
        found[lang] = [
            [id, type, form] for id, type, name in own for form in forms(name, type, inflected) if form != name
        ]
    return found


def forms(name: str, type: str, inflected: Inflect) -> list[str]:
    for gender in ("m", "f", *(() if type == "person" else ("n",))):
        cases = [
            [inflected(word, type, gender, case) for word in name.split()] for case in ("gen", "dat", "inst", "loc")
        ]
        if all(all(words) for words in cases):
            written = [" ".join(_cased(*pair) for pair in zip(words, name.split(), strict=True)) for words in cases]
            return list(dict.fromkeys(written))
    return []


def _cased(word: str | None, like: str) -> str:
    """Give the parts of a word capital letters where another has them."""
    parts, others = (word or "").split("-"), like.split("-")
    return "-".join(
        part[:1].upper() + part[1:] if other[:1].isupper() else part
        for part, other in zip(parts, others, strict=False)
    )


def lookup(names: Sequence[Sequence[str]], queries: Sequence[str]) -> dict[str, list[str | None]]:
    """Find the names most like each query, once per baseline."""
    return {
        "anyascii, WRatio": _nearest(names, queries, "WRatio"),
        "anyascii, token_sort_ratio": _nearest(names, queries, "token_sort_ratio"),
        **{f"folding, {cut} letters cut": _folded(names, queries, cut) for cut in range(1, CUT + 1)},
        "folding, any cut": _crude(names, queries),
    }


def _nearest(names: Sequence[Sequence[str]], queries: Sequence[str], ratio: str) -> list[str | None]:
    ascii, one = import_module("anyascii").anyascii, import_module("rapidfuzz.process").extractOne
    scorer = getattr(import_module("rapidfuzz.fuzz"), ratio)
    listed = [ascii(form).lower() for _, form in names]
    found = (one(ascii(query).lower(), listed, scorer=scorer, score_cutoff=LEAST) for query in queries)
    return [names[best[2]][0] if best else None for best in found]


def _folded(names: Sequence[Sequence[str]], queries: Sequence[str], cut: int) -> list[str | None]:
    """Compare small letters without diacritics, so many letters of each word cut."""
    index: dict[tuple[str, ...], str] = {}
    for id, form in names:
        index.setdefault(_cut(form, cut), id)
    return [index.get(_cut(query, cut)) for query in queries]


def _cut(form: str, cut: int) -> tuple[str, ...]:
    return tuple(sorted(word[: max(LEFT, len(word) - cut)] for word in _bare(form)))


def _bare(form: str) -> list[str]:
    bare = (char for char in unicodedata.normalize("NFD", form.lower()) if not unicodedata.combining(char))
    return "".join(bare).replace("-", " ").split()


def _crude(names: Sequence[Sequence[str]], queries: Sequence[str]) -> list[str | None]:
    """Cut each word of either side as far as it helps; the name of which least is cut is taken."""
    index: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for id, form in names:
        for cut, key in _cuts(form):
            index.setdefault(key, []).append((cut, id))

    def best(query: str) -> str | None:
        found = [(cut + own, id) for own, key in _cuts(query) for cut, id in index.get(key, ())]
        return min(found, key=lambda item: item[0])[1] if found else None

    return [best(query) for query in queries]


def _cuts(form: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    words = _bare(form)[:4]
    # Every word is cut by itself: Петр Новак, Петра Новака, Петром Новаком.
    for cuts in product(range(CUT + 1), repeat=len(words)):
        if all(len(word) - cut >= LEFT or cut == 0 for word, cut in zip(words, cuts, strict=True)):
            yield sum(cuts), tuple(sorted(word[: len(word) - cut] for word, cut in zip(words, cuts, strict=True)))


def main() -> None:
    question: dict[str, Any] = json.load(sys.stdin)
    task = question.pop("task")
    answer = {"forms": inflect(**question)} if task == "inflect" else {"answers": lookup(**question)}
    json.dump(answer | {"tools": [f"{tool} {version(tool)}" for tool in TOOLS[task]]}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
