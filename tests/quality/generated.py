"""Invented news articles in any number, for measuring what a build costs.

    python tests/quality/generated.py FOLDER COUNT [--seed 0]

Sentences come from examples/corpus/, names from the built-in knowledge base. Words are coined anew so that the
vocabulary grows with the number of articles, as that of a real corpus does: a few sentences over and over would find
every word form in a cache.
"""

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from math import log
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from kzling import KnowledgeBase, transliterate
from kzling.language.profiles import profiles
from kzling.language.sentences import pieces
from kzling.mentions.gazetteer import gazetteer
from kzling.morphology.paradigms import CONSONANT, endings_of

EXAMPLES = Path(__file__).parents[2] / "examples"

#: Percent of the articles in each language and script: roughly the news of Kazakhstan.
SHARES = {
    ("ru", "Cyrl"): 45.0,
    ("kk", "Cyrl"): 25.0,
    ("en", "Latn"): 20.0,
    ("kk", "Latn"): 3.0,
    ("uk", "Cyrl"): 1.4,
    ("uz", "Latn"): 1.4,
    ("ky", "Cyrl"): 1.4,
    ("pl", "Latn"): 1.4,
    ("de", "Latn"): 1.4,
}
#: Records in each file.
FILE_RECORDS = 5_000
#: Characters of an article: log-normal with this mean, then cut to the range; the spread is that of short news.
MEAN, SPREAD, SHORTEST, LONGEST = 2_500, 0.55, 600, 8_000
#: Share of the records that cannot be used, and of those whose text is that of an earlier article.
BROKEN, COPIES = 0.01, 0.03
#: Share of the lower-case words other than function words that are replaced by coined ones: about an eighth of all
#: lower-case words, with which 2,000 articles have 63,000 different words among 690,000.
COINED = 0.2
#: Coined words are numbered, and n of them hold about n ** GROWTH numbers once n is well above VOCABULARY: Heaps' law,
#: with the exponent of languages that have many endings.
GROWTH, VOCABULARY = 0.65, 20_000
#: Reporters of all newsrooms together: they write again and again.
AUTHORS = 1_000
#: Names of the knowledge base put into each article, the share of them that gets an ending, and the share of the
#: sentences that is drawn from those without any such name: with these an article has about 8 mentions in 1,000
#: characters. Russian and Kazakh news in general has 3 to 4 that the base knows, the sample corpus 15.
NAMES, INFLECTED, NAMELESS = (0, 6), 0.5, 0.55

_FIRST_DAY, _DAYS = date(2008, 1, 1), 19 * 365
_HALF_A_SENTENCE = 50
_BODY, _BYLINE = frozenset({"body"}), frozenset({"byline"})
_FURNITURE = frozenset({"share", "related", "notice", "subscribe", "tags", "comments", "views"})
_TYPES = frozenset({"person", "place", "organization"})
#: Names of these languages are in the knowledge base by the dozen only: they take those of a neighbour besides.
_NEIGHBOUR = {"ky": "ru", "uz": "en"}
_VOWELS = frozenset("аәеёиоөуүұыіэюяєїaeiouyäöüūıąęó")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’ʻʼ][^\W\d_]+)*")
_BY = re.compile(r"^(?:By|Von) ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GAP = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")

#: The sample corpus has no articles in Kyrgyz and Uzbek.
_KYRGYZ = (
    "Бишкекте шаардык китепканага жаңы китептер алынып келди.",
    "Мугалимдер окуучулар менен бирге эски карталарды көрүштү.",
    "Бул тууралуу мэриянын басма сөз кызматы билдирди.",
    "Айыл тургундары жолдун оңдолушун көптөн бери күтүп келишкен.",
    "Көргөзмө айдын аягына чейин ачык болот, андан кийин башка шаарга жөнөтүлөт.",
    "Быйыл түшүм былтыркыга караганда жакшы болду деп айтышты дыйкандар.",
    "Музейдин кызматкерлери үчүн бул чоң окуя болду.",
    "Өткөн жумада тоого кар жаап, ашуу эки күнгө жабылган.",
    "Студенттер долбоорду өздөрү түзүп, өз күчтөрү менен ишке ашырышты.",
    "Ал эми кийинки жылы мындай мектептердин саны көбөйөт.",
)
_UZBEK = (
    "Toshkentda shahar kutubxonasiga yangi kitoblar olib kelindi.",
    "O‘qituvchilar o‘quvchilar bilan birga eski xaritalarni ko‘rib chiqdilar.",
    "Bu haqda hokimlikning matbuot xizmati xabar berdi.",
    "Qishloq aholisi yo‘lning ta’mirlanishini uzoq vaqtdan beri kutib kelgan.",
    "Ko‘rgazma oyning oxirigacha ochiq bo‘ladi, keyin esa boshqa shaharga jo‘natiladi.",
    "Bu yil hosil o‘tgan yilgiga qaraganda yaxshi bo‘ldi, deydi dehqonlar.",
    "Muzey xodimlari uchun bu katta voqea bo‘ldi.",
    "O‘tgan haftada tog‘larda qor yog‘ib, dovon ikki kunga yopilgan.",
    "Talabalar loyihani o‘zlari tuzib, o‘z kuchlari bilan amalga oshirdilar.",
    "Kelgusi yilda esa bunday maktablarning soni ko‘payadi.",
)
_OWN_SENTENCES = {"ky": _KYRGYZ, "uz": _UZBEK}
_OWN_GIVENS = {"ky": ("Айбек", "Гүлнара"), "uz": ("Aziz", "Nodira")}


class Written(NamedTuple):
    """What `write_corpus` wrote: files of articles, records, and characters of the texts that can be used."""

    articles: tuple[Path, ...]
    records: int
    characters: int


class Language(NamedTuple):
    """What articles of one language are made of. `furniture` holds the page lines of one article each.

    `nameless` are the sentences without a name that the knowledge base knows. `vowels` and `consonants`
    repeat each letter as often as the sentences have it.
    """

    code: str
    script: str
    sentences: tuple[str, ...]
    nameless: tuple[str, ...]
    titles: tuple[str, ...]
    givens: tuple[str, ...]
    furniture: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    vowels: str
    consonants: str
    suffixes: tuple[str, ...]
    common: frozenset[str]


def documents(count: int, *, seed: int) -> Iterator[dict[str, Any]]:
    """Give records: id, url, title, date, text. Record number i is the same whatever the count.

    Nothing is kept from one record to the next. A record that cannot be used has None for a text.
    """
    return (_record(index, seed) for index in range(count))


def write_corpus(folder: Path, count: int, *, seed: int) -> Written:
    """Write records to `articles-*.jsonl` in a folder, and those that cannot be used to `broken.jsonl`.

    Every second line of `broken.jsonl` is cut off and so no JSON; the other files suit any reader of JSON lines.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    good = characters = 0
    with ExitStack() as stack:
        broken = stack.enter_context((folder / "broken.jsonl").open("w", encoding="utf-8"))
        for number, record in enumerate(documents(count, seed=seed)):
            line = json.dumps(record, ensure_ascii=False)
            if record["text"] is None:
                broken.write((line[: len(line) // 2] if number % 2 else line) + "\n")
                continue
            if good % FILE_RECORDS == 0:
                files.append(folder / f"articles-{len(files):05}.jsonl")
                stream = stack.enter_context(files[-1].open("w", encoding="utf-8"))
            stream.write(line + "\n")
            good += 1
            characters += len(record["text"])
    return Written(tuple(files), count, characters)


def _record(index: int, seed: int) -> dict[str, Any]:
    rng = _rng(index, seed)
    kind = _kind(rng, index)
    original = index
    while kind == "copy" and _kind(_rng(original, seed), original) != "article":
        original = rng.randrange(index)
    language, title, text = _article(original, seed)
    day = _FIRST_DAY + timedelta(rng.randrange(_DAYS))
    return {
        "id": f"{index:07}",
        "url": f"https://news{rng.randrange(40)}.example.org/{language.code}/{day.year}/{index}",
        "title": title,
        "date": day.isoformat(),
        "text": None if kind == "broken" else text,
    }


def _rng(index: int, seed: int) -> Random:
    return Random(f"{seed} {index}")


def _kind(rng: Random, index: int) -> str:
    """Say what a record is, from the first number of its generator; the first record is an article."""
    place = rng.random()
    if index == 0 or place >= BROKEN + COPIES:
        return "article"
    return "broken" if place < BROKEN else "copy"


def _article(index: int, seed: int) -> tuple[Language, str, str]:
    rng = Random(f"{seed} {index} article")
    language = rng.choices(languages(), cum_weights=list(accumulate(SHARES.values())))[0]
    title = _reworded(rng.choice(language.titles), language, rng)
    author = rng.randrange(AUTHORS)
    given = language.givens[author % len(language.givens)]
    head = [title, f"{given} {_coined(author, language).capitalize()}"]
    furniture = rng.choice(language.furniture)
    names = [_name(language, rng) for _ in range(rng.randint(*NAMES))]
    wanted = min(max(rng.lognormvariate(log(MEAN) - SPREAD**2 / 2, SPREAD), SHORTEST), LONGEST)
    room = wanted - sum(len(line) + 2 for line in (*head, *furniture)) - sum(len(name) + 1 for name in names)
    sentences: list[str] = []
    while room > _HALF_A_SENTENCE or not sentences:
        drawn = language.nameless if rng.random() < NAMELESS else language.sentences
        sentences.append(_reworded(rng.choice(drawn), language, rng))
        room -= len(sentences[-1]) + 1
    for name in names:
        place = rng.randrange(len(sentences))
        sentences[place] = _with_name(sentences[place], name, rng)
    return language, title, "\n\n".join([*head, *_paragraphs(sentences, rng), *furniture])


def _paragraphs(sentences: list[str], rng: Random) -> Iterator[str]:
    start = 0
    while start < len(sentences):
        end = start + rng.randint(1, 4)
        yield " ".join(sentences[start:end])
        start = end


def _reworded(sentence: str, language: Language, rng: Random) -> str:
    """Coin some of the words anew and change the numbers."""

    def other(match: re.Match[str]) -> str:
        token = match.group()
        if _YEAR.fullmatch(token):
            return str(rng.randrange(1900, 2027))
        if token.isdigit():
            return str(rng.randrange(10 ** (len(token) - 1), 10 ** len(token)))
        if token.islower() and token not in language.common and rng.random() < COINED:
            return _coined(_number(VOCABULARY, rng), language)
        return token

    return _TOKEN.sub(other, sentence)


def _number(scale: int, rng: Random) -> int:
    return int(scale * rng.paretovariate(GROWTH))


def _coined(number: int, language: Language) -> str:
    """Give the coined word with this number: syllables of the language's letters, and one of its endings."""
    rng = Random(number)
    syllables = (rng.choice(language.consonants) + rng.choice(language.vowels) for _ in range(rng.randint(1, 3)))
    return "".join(syllables) + rng.choice(language.consonants) + rng.choice(language.suffixes)


def _name(language: Language, rng: Random) -> str:
    # Names in news follow Zipf's law: the tenth is met a tenth as often as the first.
    name = language.names[int(len(language.names) ** rng.random()) - 1]
    if rng.random() >= INFLECTED:
        return name
    first, space, last = name.rpartition(" ")
    return first + space + rng.choice(_forms(last, language.code, language.script))


def _with_name(sentence: str, name: str, rng: Random) -> str:
    gaps = [match.start() for match in _GAP.finditer(sentence)]
    place = rng.choice(gaps) if gaps else len(sentence)
    return f"{sentence[:place]} {name}{sentence[place:]}"


@cache
def _forms(word: str, code: str, script: str) -> tuple[str, ...]:
    """Give a word with each ending that a paradigm allows; the word itself if none does."""
    found: dict[str, None] = {}
    for endings in endings_of(code, script):
        for ending, cuts in endings.cuts.items():
            for cut in cuts:
                stem = word[: len(word) - len(cut.tail)]
                closed = stem[-1:] in endings.consonants
                fits = closed if cut.stem.startswith(CONSONANT) else stem.endswith(cut.stem)
                if stem and fits and word.endswith(cut.tail):
                    found[stem + ending] = None
    return tuple(found) or (word,)


@cache
def languages() -> tuple[Language, ...]:
    """Give the material of every language, in the order of `SHARES`."""
    samples = list(_samples())
    return tuple(_language(code, script, samples) for code, script in SHARES)


def _samples() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Give each article of the sample corpus: its annotation and its lines."""
    with (EXAMPLES / "gold/corpus.jsonl").open(encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            text = (EXAMPLES / "corpus" / row["file"]).read_text(encoding="utf-8-sig")
            if row["record"]:
                text = next(r["text"] for r in map(json.loads, text.splitlines()) if r["id"] == row["record"])
            yield row, unicodedata.normalize("NFC", text).replace("\u200b", "").split("\n")


def _language(code: str, script: str, samples: list[tuple[dict[str, Any], list[str]]]) -> Language:
    profile = next(p for p in profiles() if (p.language, p.script) == (code, script))
    own = [(row, lines) for row, lines in samples if (row["language"], row["script"]) == (code, script)]

    def lines_of(row: dict[str, Any], lines: list[str], kinds: frozenset[str]) -> tuple[str, ...]:
        return tuple(lines[line["n"] - 1].strip() for line in row["lines"] if line["kind"] in kinds)

    bodies = [line for row, lines in own for line in lines_of(row, lines, _BODY)]
    sentences = _OWN_SENTENCES.get(code) or tuple(
        line[start:end].strip() for line in bodies for start, end in pieces(line)
    )
    finder = gazetteer(KnowledgeBase.default())
    bylines = [line for row, lines in own for line in lines_of(row, lines, _BYLINE)]
    letters = "".join(word for word in _TOKEN.findall(" ".join(sentences)) if word.islower())
    letters = "".join(letter for letter in letters if letter in profile.letters and letter.isalpha())
    return Language(
        code=code,
        script=script,
        sentences=sentences,
        nameless=tuple(sentence for sentence in sentences if not finder.scan(sentence)) or sentences,
        titles=tuple(row["title"] for row, _ in own) or tuple(sentence.rstrip(".") for sentence in sentences),
        givens=_OWN_GIVENS.get(code) or tuple(_BY.sub("", line).split()[0] for line in bylines),
        furniture=tuple(lines_of(row, lines, _FURNITURE) for row, lines in own) or (("Facebook | Telegram",),),
        names=tuple(_names(code, script)),
        vowels="".join(letter for letter in letters if letter in _VOWELS),
        consonants="".join(letter for letter in letters if letter not in _VOWELS),
        suffixes=tuple(sorted(profile.suffixes)),
        common=profile.words,
    )


def _names(code: str, script: str) -> Iterator[str]:
    """Give names of the knowledge base, as an article in this language writes them; the best known go first."""
    for entity in sorted(KnowledgeBase.default(), key=lambda entity: -entity.weight):
        for name in entity.names if entity.type in _TYPES else ():
            if name.lang in (code, _NEIGHBOUR.get(code)) and name.script == script:
                yield name.text
            elif (code, script) == ("kk", "Latn") and (name.lang, name.script) == ("kk", "Cyrl"):
                yield transliterate(name.text, "kk-latn-2021")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a corpus of invented articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    written = write_corpus(options.folder, options.count, seed=options.seed)
    print(f"{written.records:,} records, {written.characters:,} characters, {len(written.articles)} files of articles")


if __name__ == "__main__":
    main()
