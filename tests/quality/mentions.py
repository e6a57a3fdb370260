"""Measure how well names are found in text, by each finder that runs here: exact spans and types.

    python tests/quality/mentions.py [--data FOLDER] [--only SECTION] [--misses FILE] [--json FILE]

own         the passages in tests/mentions/gold, by language: most of their names are in no base
lemmas      base forms of the names in these passages: the share that is right, and of names as they are written
kaznerd     Kazakh news: the last fifth of the file, by a model that was trained on the others (two minutes); the
            model that ships is trained on all of it
seeds       English articles (FOLDER/../seeds, FOLDER/../gold)
factrueval  Russian news. Nested objects and those without a name need not be found. A name may be marked with the
            words that describe it or without; quotation marks at its ends do not count
speed       million characters a second, the first and the second time that a process sees the text; names and links,
            and finding alone: by the gazetteer, and by spaCy's EntityRuler with 17,000 of its names (extra `spacy`)
scan        the gazetteer alone in processes of its own, the first and the second time, with the default base and one
            of a million names (some minutes: both are compiled first)

Finders: the gazetteer alone, the built-in ones (gazetteer, rules and the model of Kazakh: the default), these with
"slovnet", and slovnet alone where the extra `ru` is installed.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import process_time
from typing import NamedTuple

import regex
from figures import Score, score
from figures import seeds as article_figures
from kb_factrueval import rows, texts
from printing import Bound, options, shown
from scan_scale import scan_scale
from spelling_data import Report, table

import kzling
from kzling import KnowledgeBase
from kzling.mentions.found import Found, apart, merge
from kzling.mentions.gazetteer import gazetteer
from kzling.mentions.kazakh import NAME as KAZAKH
from kzling.mentions.kazakh import KazakhTagger
from kzling.mentions.nominative import base_form
from kzling.mentions.plausible import plausible
from kzling.mentions.rules import unknown
from kzling.mentions.sequence import SequenceModel
from kzling.model import Segment

SECTIONS = ("own", "lemmas", "kaznerd", "seeds", "factrueval", "speed", "scan")
BOUNDS: tuple[Bound, ...] = (
    ("kaznerd", "built-in, all", "least", 0.86),
    ("seeds", "person, F1", "least", 0.88),
    ("seeds", "place, F1", "least", 0.92),
    ("seeds", "organization, F1", "least", 0.80),
    ("factrueval", "slovnet with the built-in ones, above slovnet alone", "least", 0),
    ("speed", "kk, built-in", "least", 0.5),
    ("speed", "ru, built-in", "least", 1),
    ("speed", "en, built-in", "least", 1),
    ("speed", "kk, scan alone", "least", 5),
    ("speed", "ru, scan alone", "least", 5),
    ("speed", "en, scan alone", "least", 5),
    ("scan", "default base, ru, scan again, Mchar/s", "least", 5),
    ("scan", "1,000,000 names, ru with its names, scan again, Mchar/s", "least", 3),
    ("scan", "1,000,000 names, ready, s", "most", 2),
    ("scan", "1,000,000 names, private, MB", "most", 300),
)
_TRAINING = Path(__file__).parents[2] / ".ci"
GOLD = Path(__file__).parents[1] / "mentions" / "gold"
TYPES = ("person", "place", "organization")
#: The part of KazNERD's file that is held out: its end, since neighbouring sentences are of one article.
HELD_OUT = 0.2
#: So many names the EntityRuler has.
RULED = 17_000
_MARKED = regex.compile(r"⟦(person|place|organization)\|([^⟧]*)⟧")
_QUOTES = "«»“”„\"'() "
#: Classes of factRuEval -> the types that a finder may give; a place that acts is marked as either.
_CLASSES = {"Person": {"person"}, "Location": {"place"}, "LocOrg": {"place", "organization"}, "Org": {"organization"}}
_NAMES = {"name", "surname", "patronymic", "nickname", "loc_name", "org_name", "geo_adj"}

Name = tuple[int, int, str]
Find = Callable[[str, str], list[Name]]


class Told(NamedTuple):
    """What a finder found, and what it should have: where, and the type."""

    found: list[tuple[object, str]]
    gold: list[tuple[object, str]]

    def add(self, text: object, found: Iterable[Name], gold: set[Name]) -> None:
        """Take in the names of one text, which is known by anything."""
        self.found.extend(((text, start, end), kind) for start, end, kind in found)
        self.gold.extend(((text, start, end), kind) for start, end, kind in gold)

    def scores(self) -> dict[str, Score]:
        """Give the scores by type, and of all."""
        return {
            kind: score(*([one for one in some if kind in (one[1], "all")] for some in self))
            for kind in (*TYPES, "all")
        }


class Object(NamedTuple):
    """An annotated object: its name, the name with what describes it, its types, and whether it must be found."""

    name: tuple[int, int]
    whole: tuple[int, int]
    types: set[str]
    asked: bool


def finders() -> dict[str, Find]:
    """Give the finders by name: functions from text and language to names."""
    found: dict[str, Find] = {"gazetteer": _by("gazetteer"), "built-in": _by(None)}
    if find_spec("slovnet"):
        from kzling.plugins.slovnet import tagger

        alone = tagger(everywhere=True)
        found["slovnet"] = _by("slovnet")
        found["slovnet alone"] = lambda text, _: [name for name in alone(text) if name[2] in TYPES]
    return found


def _by(finder: str | None) -> Find:
    def find(text: str, language: str) -> list[Name]:
        document = kzling.analyze(text, lang=language, finder=finder, clean=False)
        return [(one.start, one.end, one.type) for one in document.mentions if one.type in TYPES]

    return find


def own() -> Report:
    """Hold the finders against the passages of the project, language by language."""
    report = Report("own")
    passages = [passage for path in sorted(GOLD.glob("unknown-*.txt")) for passage in _passages(path)]
    told: dict[str, Told] = defaultdict(lambda: Told([], []))
    for name, find in finders().items():
        for number, (language, text, gold) in enumerate(passages):
            if _reads(name, language.partition("-")[0]):
                found = set(find(text, language.partition("-")[0]))
                told[f"{name}, {language}"].add(number, found, gold)
                report.misses += [(language, name, kind, text[start:end]) for start, end, kind in sorted(gold - found)]
    _tell(report, told)
    return report


def _reads(finder: str, language: str) -> bool:
    """Say whether a finder reads a language: the built-in ones read all."""
    return "slovnet" not in finder or language == "ru"


def _passages(path: Path) -> Iterator[tuple[str, str, set[Name]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            language, marked = line.split("\t")
            text, gold, at = "", set(), 0
            for match in _MARKED.finditer(marked):
                text += marked[at : match.start()]
                gold.add((len(text), len(text) + len(match[2]), match[1]))
                text += match[2]
                at = match.end()
            yield language, text + marked[at:], gold


def lemmas() -> Report:
    """Hold base forms of names, taken by themselves, against those of the passages."""
    report = Report("lemmas")
    rows = [
        line.split("\t")
        for line in (GOLD / "base-forms.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("# ")
    ]
    right: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for language, _, _, kind, surface, expected in rows:
        given = base_form(surface, type=kind, lang=language.partition("-")[0])
        for group in ((language, kind), (language, "all")):
            right[group].append((given == expected, surface == expected))
        if given != expected:
            report.misses.append((language, kind, surface, given, expected))
    cells: list[tuple[object, ...]] = []
    for (language, kind), told in sorted(right.items()):
        ours, written = (sum(each) / len(told) for each in zip(*told, strict=True))
        cells.append((language, kind, len(told), ours, written))
        report.details[f"{language}, {kind}"] = ours
    report.lines += table(("language", "type", "names", "right", "as written"), cells)
    return report


def kaznerd(folder: Path) -> Report:
    """Train on four fifths of KazNERD's file, and hold the model against the last one."""
    sys.path.insert(0, str(_TRAINING))
    import train_kazakh as training

    report = Report("kaznerd")
    base = KnowledgeBase.default()
    every = training.sentences(folder / "ner" / "kaznerd_valid" / "IOB2_valid.txt")
    learnt = every[: round(len(every) * (1 - HELD_OUT))]
    tested = every[len(learnt) :]
    model = training.train([*learnt, *map(training.in_latin, learnt)], base)
    finder, tagger = gazetteer(base), KazakhTagger(SequenceModel.read(model))
    ways = ("gazetteer", "built-in", "built-in, in Latin letters")
    told = {name: Told([], []) for name in ways}
    for name, its in told.items():
        for number, sentence in enumerate(map(training.in_latin, tested) if "Latin" in name else tested):
            scanned = finder.scan(sentence.text)
            names = scanned if name == "gazetteer" else _built_in(sentence.text, scanned, tagger)
            found = [(one.start, one.end, one.type) for one in names if one.type in TYPES]
            its.add(number, found, {one for one in sentence.names if one[2] in TYPES})
    _tell(report, told)
    return report


def _built_in(text: str, scanned: Sequence[Found], tagger: KazakhTagger) -> Sequence[Found]:
    """Find names as `kzling.analyze` does, with the model of this measurement."""
    segments = [Segment(0, len(text), "kk", "Cyrl", 1.0)]
    listed = plausible(scanned, segments, text)
    names = tagger.find(text, listed)
    return merge([*names, *apart(unknown(text, listed, segments), [name for name in names if name.by == KAZAKH])])


def seeds(folder: Path) -> Report:
    """Hold the built-in finders against annotated English articles."""
    report = Report("seeds")
    measured = article_figures(folder.parent)
    report.figures |= {name: value for name, value in measured.items() if name.endswith((", F1", ", recall"))}
    return report


def factrueval(folder: Path) -> Report:
    """Hold the finders against annotated Russian news."""
    report = Report("factrueval")
    source = folder / "ner" / "factrueval_dev"
    documents = texts(source)
    objects = {name: list(_objects(source / name, text)) for name, text in documents.items()}
    told: dict[str, Told] = {}
    for finder, find in finders().items():
        if _reads(finder, "ru"):
            told[finder] = Told([], [])
            for name, text in documents.items():
                found = [(*_trimmed(text, start, end), kind) for start, end, kind in find(text, "ru")]
                _match(told[finder], name, found, objects[name])
    _tell(report, told)
    if "slovnet alone" in told:
        gain = report.details["slovnet, all"] - report.details["slovnet alone, all"]
        report.figures["slovnet with the built-in ones, above slovnet alone"] = gain
    return report


def _objects(path: Path, text: str) -> Iterator[Object]:
    spans = {row[0]: row for row in rows(path.with_suffix(".spans"))}
    for _, kind, *parts in rows(path.with_suffix(".objects")):
        own = [spans[part] for part in parts if part in spans]
        if kind in _CLASSES and own:
            named = [row for row in own if row[1] in _NAMES]
            yield Object(_around(text, named or own), _around(text, own), _CLASSES[kind], bool(named))


def _around(text: str, rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    begin = min(int(row[2]) for row in rows)
    return _trimmed(text, begin, max(int(row[2]) + int(row[3]) for row in rows))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return start, end


def _match(told: Told, document: str, found: Sequence[Name], objects: Sequence[Object]) -> None:
    """Give each object, the longest first, a name that fits it; a name counts once."""
    left = list(found)
    for one in sorted(objects, key=lambda one: one.whole[0] - one.whole[1]):
        fitting = (
            name
            for name in left
            if name[2] in one.types
            and one.whole[0] <= name[0] <= one.name[0]
            and one.name[1] <= name[1] <= one.whole[1]
        )
        name = next(fitting, None)
        if name:
            left.remove(name)
            told.add(document, [name], {name})
        elif one.asked and not _nested(one, objects):
            told.add(document, [], {(*one.name, sorted(one.types)[-1])})
    # Told apart from what was asked, which may have the same place and another type in a pair of types.
    told.add(f"{document}, for nothing", left, set())


def _nested(one: Object, objects: Sequence[Object]) -> bool:
    size = one.name[1] - one.name[0]
    return any(
        other.whole[0] <= one.name[0] and one.name[1] <= other.whole[1] and other.whole[1] - other.whole[0] > size
        for other in objects
        if other is not one
    )


def speed(folder: Path) -> Report:
    """Give how fast each finder is, the names' links included, and beside it finding alone."""
    report = Report("speed")
    finder = gazetteer(KnowledgeBase.default())
    alone: dict[str, Find] = {"scan alone": lambda text, _: [(*one[:2], one.type) for one in finder.scan(text)]}
    if find_spec("spacy"):
        alone["EntityRuler alone"] = _entity_ruler()
    cells: list[tuple[object, ...]] = []
    for name, find in (alone | finders()).items():
        for language, corpus in _corpora(folder).items():
            if _reads(name, language):
                size = sum(map(len, corpus)) / 1e6
                first, second = (size / _seconds(find, corpus, language) for _ in range(2))
                cells.append((name, language, f"{size:.2f}", first, second))
                report.figures |= {f"{language}, {name}, first time": first, f"{language}, {name}": second}
    report.lines += table(("finder", "language", "Mchar", "first time", "second time"), cells)
    return report


def _seconds(find: Find, corpus: Sequence[str], language: str) -> float:
    begun = process_time()
    for text in corpus:
        find(text, language)
    return process_time() - begun


def _entity_ruler() -> Find:
    """Give spaCy's finder of listed names, with names of the base that have a type of ours, in order."""
    import spacy

    pipeline = spacy.blank("xx")
    listed = ((name.text, one.type) for one in KnowledgeBase.default() if one.type in TYPES for name in one.names)
    patterns = [{"label": kind, "pattern": text} for text, kind in islice(dict.fromkeys(listed), RULED)]
    pipeline.add_pipe("entity_ruler").add_patterns(patterns)
    return lambda text, _: [(one.start_char, one.end_char, one.label_) for one in pipeline(text).ents]


def scan(folder: Path) -> Report:
    """Give what the gazetteer takes by itself, with a small and a large base."""
    return Report("scan", scan_scale(_corpora(folder)))


def _corpora(folder: Path) -> dict[str, list[str]]:
    rows = (folder / "ner" / "kaznerd_valid" / "IOB2_valid.txt").read_text(encoding="utf-8").split("\n\n")
    kazakh = [" ".join(line.rsplit(" ", 1)[0] for line in row.splitlines()) for row in rows]
    return {
        "kk": [" ".join(kazakh[at : at + 25]) for at in range(0, len(kazakh), 25)],
        "ru": list(texts(folder / "ner" / "factrueval_dev").values()),
        "en": [path.read_text(encoding="utf-8") for path in sorted((folder.parent / "seeds").glob("*.txt"))],
    }


def _tell(report: Report, told: dict[str, Told]) -> None:
    cells: list[tuple[object, ...]] = []
    for name, its in sorted(told.items()):
        for kind, one in its.scores().items():
            cells.append((name, kind, one.gold, one.precision, one.recall, one.f1))
            report.details[f"{name}, {kind}"] = one.f1
    report.lines += table(("finder", "type", "names", "precision", "recall", "F1"), cells)


def main() -> None:
    """Measure the sections that were asked for, all by default; those that need data only with it."""
    asked = options(__doc__ or "", SECTIONS).parse_args()
    wanted = asked.only or SECTIONS
    reports: dict[str, Callable[[], Report]] = {"own": own, "lemmas": lemmas}
    if asked.data:
        reports |= {
            "kaznerd": lambda: kaznerd(asked.data),
            "seeds": lambda: seeds(asked.data),
            "factrueval": lambda: factrueval(asked.data),
            "speed": lambda: speed(asked.data),
            "scan": lambda: scan(asked.data),
        }
    shown((reports[name]() for name in wanted if name in reports), BOUNDS, misses=asked.misses, figures=asked.json)


if __name__ == "__main__":
    main()
