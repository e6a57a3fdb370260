"""Standard names written into sentences: right, left alone or wrong, on tests/resolution/gold/normalized.tsv.

    python tests/quality/normalized.py [--half odd|even] [--show] [--data FOLDER]

A sentence is right if it reads as in the gold; left alone if nothing in it is otherwise than in the gold or in the
sentence itself; else it is wrong. In `stays` and `trap` nothing may change.

With --data, the news of KazNERD (valid) and factRuEval (dev) in FOLDER/ner: of the mentions that are linked, the share
whose form is one that `inflect` gives for the base form; texts that undo does not give back; and how many characters a
second are rewritten when the text is analysed.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, cast

import kb_factrueval

import kzling
from kzling.model import Normalized
from kzling.naming import names_of
from kzling.resolution.links import Linked
from kzling.resolution.recast import recast
from kzling.resolution.rewrite import rewrite
from kzling.text.fold import fold

GOLD = Path(__file__).parents[1] / "resolution/gold/normalized.tsv"
Outcome = Literal["right", "left", "wrong"]


class Row(NamedTuple):
    """A sentence and how it should read."""

    id: str
    lang: str
    script: str
    as_of: str
    date: str
    quotes: str
    kind: str
    text: str
    expected: str
    note: str


def rows(half: str | None = None) -> Iterator[Row]:
    """Give the sentences; of the odd or the even ones by their place, if asked for."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        for place, raw in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if half is None or half == ("odd" if place % 2 else "even"):
                yield Row(**raw)


def normalized(row: Row) -> Normalized:
    """Write standard names into a sentence."""
    quotations = cast("Literal['rewrite', 'keep']", row.quotes or "rewrite")
    return kzling.normalize(row.text, lang=row.lang, as_of=row.as_of, date=row.date or None, quotations=quotations)


def outcome(row: Row, text: str) -> Outcome:
    """Say what became of a sentence."""
    if text == row.expected:
        return "right"
    made, asked, given = text.split(), row.expected.split(), row.text.split()
    if len(made) == len(asked) == len(given):
        return "left" if all(a in (b, c) for a, b, c in zip(made, asked, given, strict=True)) else "wrong"
    return "left" if text == row.text else "wrong"


def table(found: Sequence[tuple[Row, Outcome]]) -> str:
    """Give the shares by language and by kind."""
    lines = ["             n  right   left  wrong"]
    groups = [(f"{row.lang}-{row.script}", told) for row, told in found]
    groups += [(row.kind, told) for row, told in found] + [("all", told) for _, told in found]
    for name in dict.fromkeys(group for group, _ in groups):
        counted = Counter(told for group, told in groups if group == name)
        whole = sum(counted.values())
        shares = "  ".join(f"{counted[told] / whole:5.3f}" for told in ("right", "left", "wrong"))
        lines.append(f"{name:9} {whole:5}  {shares}")
    return "\n".join(lines)


def texts(folder: Path) -> Mapping[str, Sequence[str]]:
    """Give the news in Kazakh and Russian."""
    rows = (folder / "ner/kaznerd_valid/IOB2_valid.txt").read_text(encoding="utf-8").split("\n\n")
    sentences = [" ".join(line.rsplit(" ", 1)[0] for line in row.splitlines()) for row in rows]
    kazakh = [" ".join(sentences[place : place + 25]) for place in range(0, len(sentences), 25)]
    return {"kk": kazakh, "ru": list(kb_factrueval.texts(folder / "ner/factrueval_dev").values())}


def generated(lang: str, corpus: Sequence[str]) -> str:
    """Generate the forms of all linked names again; give the figures as a line."""
    base = kzling.KnowledgeBase.default()
    linked = same = changed = length = 0
    seconds = 0.0
    for text in corpus:
        names = names_of(text, base=base, lang=lang)
        known = [one for one in names.linked if one.entity is not None and one.name is not None]
        linked += len(known)
        same += sum(_is_generated(one, lang) for one in known)
        start = time.process_time()
        result = rewrite(text, names.linked, language=names.spelling, script=names.script, on=None)
        seconds += time.process_time() - start
        length += len(text)
        changed += result.undo() != text
    return (
        f"{lang}: {same} of {linked} forms generated again ({same / linked:.4f}); {changed} texts not undone; "
        f"{length / seconds / 1e6:.1f} Mchar/s"
    )


def _is_generated(one: Linked, lang: str) -> bool:
    assert one.entity is not None
    assert one.name is not None
    sex = cast("str | None", one.entity.attributes.get("sex"))
    surface = fold(one.mention.surface)
    for source in (one.name.text, one.mention.lemma):
        found = recast(
            one.mention.surface, source, source, lang=lang, type=one.entity.type, sex=cast("str | None", sex)
        )
        if found is not None and surface in map(fold, found.forms.values()):
            return True
    return False


def main() -> None:
    """Print the table, and with --show what is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    found = []
    for row in rows(options.half):
        result = normalized(row)
        assert result.undo() == row.text
        told = outcome(row, result.text)
        found.append((row, told))
        if options.show and told != "right":
            print(
                told,
                row.id,
                row.kind,
                result.text,
                "|",
                row.expected,
                "|",
                *(f"{x.surface}: {x.why}" for x in result.left),
            )
    print(table(found))
    for lang, corpus in texts(options.data).items() if options.data else ():
        print(generated(lang, corpus))


if __name__ == "__main__":
    main()
