"""Train the language model in resources/languages/*.grams: how likely each letter of a word is in each language.

    python .ci/languages.py --sentences FOLDER --messages messages.tsv

FOLDER holds flores200_devtest.tsv, ntrex128.tsv and xwmt.tsv (columns lang, id, text); `catalogues.py` beside this
script writes messages.tsv from these packages of Debian 12 (`apt-get download NAME`):

    abiword-common aisleriot anjuta-common apt aptitude-common audacious-plugins-data baobab bash bleachbit
    brasero-common caja-common cinnamon-l10n claws-mail-i18n coreutils debconf-i18n dolphin dpkg eog
    epiphany-browser-data evince-common evolution-common evolution-data-server-common fcitx-data file-roller
    gconf2-common gcompris-qt-data gdm3 geany-common gedit-common gimp-data gnome-control-center-data gnome-games-app
    gnome-mahjongg gnome-shell-common gnome-terminal-data gnumeric-common gparted gwenview ibus-data iso-codes
    kate5-data kde-cli-tools-data kio konsole kstars-data libglib2.0-data libgtk-3-common libgtk2.0-common
    libkf5coreaddons-data libkf5i18n-data libkf5xmlgui-data libxfce4ui-common marble-data mate-desktop-common
    metacity-common mousepad nautilus-data okular parley-data pidgin-data plasma-workspace-data poedit-common
    rhythmbox-data shotwell-common stellarium-data synaptic thunar-data totem-common transmission-common
    util-linux-locales vlc-l10n wesnoth-1.16-data xfce4-session xfce4-settings, and firefox-esr-l10n-*,
    thunderbird-l10n-*, libreoffice-l10n-* of the languages in resources/languages/

It also writes profiles for the package langdetect (resources/languages/langdetect/), of the languages that this lacks.

One model a script. For each language the probability of a letter behind up to five others of its word is counted and
smoothed (Witten and Bell 1991); kept are the runs of letters that tell languages apart most often. Sentences whose
parallel line is held out (`held_out`) are left out in all languages: tests/quality/language.py measures on those.
The same input gives the same bytes: counts are sums in a fixed order, and all else is rounded.
"""

import argparse
import csv
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kzling.language.grams import END, MOST, ORDER, OTHERS, START, STEP, write
from kzling.language.profiles import profiles
from kzling.language.words import spelt
from kzling.orthography.forward import transliterate
from kzling.text.scripts import scripts_in

ROOT = Path(__file__).parents[1]
#: Runs of letters that are kept. Of Cyrillic, 50,000 are as good on held-out lines as 120,000 (November 2026).
KEPT = {"Cyrl": 50_000, "Latn": 60_000, "Arab": 20_000}
#: What a word counts: in sentences, in messages, and in lists (of the language's file, of everyday words).
SENTENCE, MESSAGE, LISTED = 1.0, 0.3, 3.0
#: Of the messages of a language so many are read, of other languages so many each.
MESSAGES, OTHER_MESSAGES = 12_000, {"Latn": 900, "Cyrl": 3_000, "Arab": 3_000}
#: What the words of all languages count among the others, where no more than one letter is looked back at: they lend
#: the others letters and syllables, not words.
POOLED, POOLED_ORDER = 0.1, 2
#: Witten and Bell's estimate of what is new behind a run of letters is taken so many times.
NEW = 1.5
#: A letter that was never seen has the share of one of so many.
LETTERS = 60
#: Kazakh is respelt: in Latin letters, in Arabic ones, without the letters that a Russian keyboard lacks.
LATIN = (
    "kk-latn-2017",
    "kk-latn-2018",
    "kk-latn-2021-apr",
    "kk-latn-2021",
    "kk-latn-ascii",
    "kk-qazaqparat",
    "kk-en-kz",
    "kk-yanalif",
    "kk-iso9",
)
#: Uzbek is respelt in Cyrillic letters, word by word: the law of 2 September 1993 (as amended on 6 May 1995) read
#: backwards, longest first. What the law does not lead back to the word (`uz-latn-1995`) is left out.
UZBEK = {
    "yo'": "йў", "o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "ya": "я", "yo": "ё", "yu": "ю", "ye": "е", "a": "а",
    "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м",
    "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "x": "х", "y": "й",
    "z": "з", "'": "ъ",
}  # fmt: skip
_UZBEK = re.compile("|".join(sorted(UZBEK, key=len, reverse=True)))
RUSSIAN_KEYS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
#: Of Kazakh sentences each Latin alphabet has this share, and what is typed on Russian keys another.
RESPELT, TYPED = 0.5, 0.8
#: Languages that the package langdetect lacks; for one in several scripts, each script counts alike.
PROFILED = ("az", "be", "kk", "ky", "mn", "tt", "uz")
#: Runs of letters in a profile, and what the commonest single letters of a script sum up to.
PROFILE_RUNS, PROFILE_SIZE = 4_000, 1_000_000
#: A capitalised word for so many in small letters.
CAPITALS = 0.1
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ‘`´][^\W\d_]+)*")

Counts = dict[str, Counter[str]]


def held_out(row_id: str) -> bool:
    """Say whether a row is measured on: by its parallel line, so that no other language tells what it says."""
    source, _, line, *_ = row_id.split(":")
    return source in ("flores", "ntrex") and (int(line) // 2) % 8 == 0


def main() -> None:
    """Train all models."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--messages", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=ROOT / "resources" / "languages")
    args = parser.parse_args()
    counted = counts(args.sentences, args.messages)
    for language in PROFILED:
        own = [words for (name, _), words in sorted(counted.items()) if name == language]
        target = args.target / "langdetect" / f"{language}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(profile(language, own), ensure_ascii=False) + "\n", encoding="utf-8")
    for script, kept in KEPT.items():
        languages = sorted(p.language for p in profiles() if p.script == script)
        own = {language: counted[language, script] for language in languages}
        pool: Counter[str] = Counter()
        for words in own.values():
            pool.update({word: number * POOLED for word, number in words.items()})
        model = train(own | {OTHERS: counted[OTHERS, script]}, pool, kept)
        write(args.target / f"{script}.grams", script, [*own, OTHERS], model)
        print(script, len(own), "languages,", len(model), "runs of letters")


def counts(sentences: Path, messages: Path) -> dict[tuple[str, str], Counter[str]]:
    """Count words by language and script."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    known = {(profile.language, profile.script) for profile in profiles()}
    for profile in profiles():
        for word in sorted(profile.words):
            found[profile.language, profile.script][spelt(word)] += LISTED
    chance = random.Random(9)
    for language, word in _everyday():
        _add(found, language, word, LISTED, known)
        for version in _respelt(word, chance) if language == "kk" else ():
            _add(found, language, version, LISTED, known)
    chance = random.Random(8)
    for language, text in _sentences(sentences):
        _add(found, language, text, SENTENCE, known)
        if language == "kk":
            for version in _respelt(text, chance):
                _add(found, language, version, SENTENCE, known)
        if language == "uz":
            _add(found, language, _uzbek(text), SENTENCE, known)
    by_language: dict[tuple[str, str], list[str]] = defaultdict(list)
    with messages.open(encoding="utf-8") as stream:
        for line in stream:
            language, script, text = line.rstrip("\n").split("\t")
            by_language[language, script].append(text)
    for (language, script), texts in sorted(by_language.items()):
        own = (language, script) in known
        most = MESSAGES if own else OTHER_MESSAGES.get(script, 0)
        for text in chance.sample(texts, min(most, len(texts))):
            _add(found, language if own else OTHERS, text, MESSAGE, known)
            if language == "kk" and script == "Cyrl":
                for version in _respelt(text, chance):
                    _add(found, language, version, MESSAGE, known)
    return found


def _everyday() -> Iterator[tuple[str, str]]:
    with (ROOT / "resources" / "languages" / "everyday.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            yield from ((language, word) for language, word in row.items() if language not in ("meaning", "form"))


def _sentences(folder: Path) -> Iterator[tuple[str, str]]:
    for name in ("flores200_devtest.tsv", "ntrex128.tsv", "xwmt.tsv"):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if not held_out(row["id"]):
                    yield row["lang"], row["text"]


def _respelt(text: str, chance: random.Random) -> Iterator[str]:
    yield transliterate(text, "kk-arab")
    for scheme in LATIN:
        if chance.random() < RESPELT:
            yield transliterate(text, scheme)
    if chance.random() < TYPED:
        yield text.translate(RUSSIAN_KEYS)


def _uzbek(text: str) -> str:
    """Give the words of an Uzbek text in Cyrillic letters, as far as that can be told."""
    found = []
    for word in map(spelt, _WORD.findall(text)):
        letters = re.sub(r"^е|(?<=[аеёиоуўэюя])е", "э", _UZBEK.sub(lambda part: UZBEK[part[0]], word))
        if spelt(transliterate(letters, "uz-latn-1995")) == word:
            found.append(letters)
    return " ".join(found)


def _add(
    found: dict[tuple[str, str], Counter[str]], language: str, text: str, weight: float, known: set[tuple[str, str]]
) -> None:
    for word in map(spelt, _WORD.findall(text)):
        scripts = scripts_in(word.replace("'", ""))
        if len(scripts) == 1 and (language == OTHERS or (language, *scripts) in known):
            found[language, *scripts][word] += weight


def profile(language: str, scripts: Iterable[Counter[str]]) -> dict[str, object]:
    """Give a profile of langdetect: how often runs of one to three letters are, with spaces around words."""
    often: Counter[str] = Counter()
    for words in scripts:
        found: dict[int, Counter[str]] = {size: Counter() for size in (1, 2, 3)}
        for word, number in sorted(words.items()):
            for part in word.split("'"):
                for form, weight in ((part, number), (part.capitalize(), number * CAPITALS)):
                    padded = f" {form} "
                    for size, runs in found.items():
                        for start in range(len(padded) - size + 1):
                            runs[padded[start : start + size].replace("\u06cc", "\u064a")] += weight
        for runs in found.values():
            whole = sum(runs.values())
            often.update({run: round(PROFILE_SIZE * number / whole) for run, number in runs.items()})
    often.pop(" ", None)
    kept = sorted(often, key=lambda run: (-often[run], run))[:PROFILE_RUNS]
    return {"name": language, "n_words": [PROFILE_SIZE] * 3, "freq": {run: often[run] for run in sorted(kept)}}


class _Behind(NamedTuple):
    """What stands behind a run of letters in one language: each letter's count, and their sum."""

    letters: Counter[str]
    whole: float


def train(words: Counts, pool: Counter[str], kept: int) -> dict[str, tuple[int, ...]]:
    """Give runs of letters with what the last of them costs each language, in steps beyond the cheapest."""
    letters = {name: _letters(counted, ORDER) for name, counted in words.items()}
    for run, pooled in _letters(pool, POOLED_ORDER).items():
        letters[OTHERS][run].update(pooled)
    languages = [_language(found) for found in letters.values()]
    often: Counter[str] = Counter()
    for language in languages:
        size = language[""].whole
        for run, behind in language.items():
            for letter, number in behind.letters.items():
                often[run + letter] += number / size
    costs = {run: _costs(run, languages) for run in often}
    telling = {run: _telling(run, costs) * share for run, share in often.items()}
    best = sorted(telling, key=lambda run: (len(run) > 1, -telling[run], run))[:kept]
    # `kzling.language.grams.gains` walks from a run to the one with a letter more.
    walked = {run[:size] for run in best for size in range(1, len(run) + 1)} - {START}
    return {run: costs[run] for run in sorted(walked)}


def _letters(words: Counter[str], order: int) -> dict[str, Counter[str]]:
    """Count the letters behind runs of less than `order` letters."""
    letters: dict[str, Counter[str]] = defaultdict(Counter)
    for word, number in sorted(words.items()):
        padded = f"{START}{word}{END}"
        for place in range(1, len(padded)):
            for size in range(min(order, place + 1)):
                letters[padded[place - size : place]][padded[place]] += number
    return letters


def _language(letters: dict[str, Counter[str]]) -> dict[str, _Behind]:
    return {run: _Behind(found, sum(found.values())) for run, found in letters.items()}


def _costs(run: str, languages: Iterable[dict[str, _Behind]]) -> tuple[int, ...]:
    shares = [_share(run, language) for language in languages]
    best = max(shares)
    return tuple(min(round(math.log(best / share) / STEP), MOST) for share in shares)


def _share(run: str, language: dict[str, _Behind]) -> float:
    """Give the probability of the last letter of a run behind the others."""
    before, letter = run[:-1], run[-1]
    share = 1 / LETTERS
    for size in range(len(before) + 1):
        behind = language.get(before[len(before) - size :])
        if behind is None:
            break
        new = NEW * len(behind.letters)
        share = (behind.letters[letter] + new * share) / (behind.whole + new)
    return share


def _telling(run: str, costs: dict[str, tuple[int, ...]]) -> float:
    """Say how much more a run tells than without its first letter: the mean difference of its costs."""
    if len(run) == 1:
        return math.inf
    return sum(abs(one - other) for one, other in zip(costs[run], costs[run[1:]], strict=True)) / len(costs[run])


if __name__ == "__main__":
    main()
