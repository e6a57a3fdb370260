"""The table of given names across languages, and the index of it that ships.

The table is for people: a group of forms a line. Its forms are looked for by rough sounds, so the index has a line for
each row of rough sounds (`keys`) with the forms that it may stand for, and so for the stems that patronymics are made
of. Sounding all forms takes longer than reading a name: `make compiled` writes the index anew.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from kzling import data
from kzling.names.folding import squeeze
from kzling.names.sounds import sounds
from kzling.text.scripts import script_of

#: The table of given names and its index, relative to resources/.
GIVEN = "names/given.tsv"
INDEX = f"{data.COMPILED}/given.tsv"
#: Grades of a form: forms of the same standing, short forms, cousins.
SAME, SHORT, WEAK = range(3)
#: Before the rows of sounds of patronymics' stems in the index.
STEM = "+"

_GRADES = {"short": SHORT, "weak": WEAK}
# Languages whose patronymics have -ович or -ұлы behind the father's name.
_WITH_PATRONYMICS = frozenset({"ru", "uk", "be", "kk", "ky"})
# Letters that come and go before the ending of a patronymic: Юрий has Юрьевич, Юр'евіч, Юрійович, Yuriyovych.
_GLIDES = "ийіїьыijyʹ'"
# Лев, Павел, Яков and Илья in Russian, Ukrainian and Belarusian: their stems follow no rule of sounds.
_IRREGULAR = {
    "лев": ("льв",), "леў": ("льв",), "павел": ("павл", "паўл"), "яков": ("яковл",), "яків": ("яков", "яковл"),
    "якаў": ("якаўл",), "илья": ("иль",), "ілля": ("ілл",), "ілья": ("ілл", "іль"),
}  # fmt: skip
# Михаил - Михайлович, Даниил - Данилович; uk Федір - Федорович.
_CHANGES = (
    (re.compile("(?<=[ая])[иі]л$"), "йл"), (re.compile("(?:ии|иї|ії)л$"), "ил"),
    (re.compile("і(?=[^аеєиіїоуюя]ь?$)"), "о"),
)  # fmt: skip
# What else Latin letters may be read as: German and Polish ch is х, English j is ж, English c is к, Uzbek x is х.
_ALSO = {"ch": "kh", "sj": "s", "j": "zh", "c": "k", "x": "kh"}
# Rough sounds: consonants that spellings mix up are one, vowels count at the start alone.
_ROUGH = str.maketrans(dict.fromkeys("aeiou", "") | {"g": "h", "S": "C", "Z": "C", "c": "C"})
_START = str.maketrans("eu", "io")


class Form(NamedTuple):
    """A form of a given name in a language, as it is written there, and its grade."""

    lang: str
    text: str
    grade: int


class Group(NamedTuple):
    """A given name in all its forms; the first one is the name of the group. Sex: m, f, u for both."""

    sex: str
    forms: tuple[Form, ...]

    @property
    def name(self) -> str:
        """The form that the group is called by."""
        return self.forms[0].text


class Entry(NamedTuple):
    """A spelling in the index: squeezed, its row of sounds, its script, its languages and its groups there.

    The last two are as the file has them, since few entries are looked at so closely (`graded`).
    """

    text: str
    line: str
    script: str
    languages: str
    groups: str


def given_names() -> list[Group]:
    """Give the groups of the table."""
    lines = (line for line in data.read_text(GIVEN).splitlines() if not line.startswith("#"))
    return [_group(line) for line in lines]


def _group(line: str) -> Group:
    sex, *fields = line.split("\t")
    forms: list[Form] = []
    for field in fields:
        first, _, rest = field.partition(" ")
        grade = _GRADES.get(first, SAME)
        for spellings in (rest if grade else field).split():
            lang, _, texts = spellings.partition(":")
            forms += [Form(lang, text, grade) for text in texts.split(",")]
    return Group(sex, tuple(forms))


def keys(small: str) -> set[str]:
    """Give the rows of rough sounds that a squeezed token may be found under; the token itself if it has no sounds.

    They are several if its letters are read in several ways.

    >>> keys("сергій") == keys("serhii") == {"srh"}
    True
    >>> keys("хамид") <= keys("chamid")
    True
    """
    read = {small}
    for letters, other in _ALSO.items():
        if letters in small:
            read |= {one.replace(letters, other) for one in read}
    return {_rough(line) if (line := sounds(one).line) else one for one in read}


def _rough(line: str) -> str:
    line = line.replace("dZ", "Z").replace("SC", "C")
    return line[:1].translate(_START).replace("g", "h") + line[1:].translate(_ROUGH)


def stems(form: str, lang: str) -> set[str]:
    """Give the stems that patronymics have of a father's name, without the glide before the ending (see `bare`).

    Rules of school grammar: -а and -я are left out or kept, the rest is for single names.

    >>> sorted(stems("Николай", "ru")), sorted(stems("Лев", "ru")), sorted(stems("Федір", "uk"))
    (['никола'], ['лев', 'льв'], ['федор', 'федір'])
    """
    small = squeeze(form)
    found = {small, *_IRREGULAR.get(small, ())}
    if lang in ("ru", "uk", "be"):
        found |= {pattern.sub(change, small) for pattern, change in _CHANGES}
        if small[-1:] in "аяо":
            found.add(small[:-1])
    return {bare(one) for one in found if len(bare(one)) > 1}


def bare(stem: str) -> str:
    """Give the stem of a patronymic without what comes and goes before its ending.

    >>> bare("юрь"), bare("юрій"), bare("nikolaj")
    ('юр', 'юр', 'nikola')
    """
    return stem.rstrip(_GLIDES)


def compiled_given() -> str:
    """Give what the file `INDEX` has to hold: a row of sounds and its forms a line, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for (prefix, text), by_language in sorted(_spellings().items()):
        together: dict[str, list[str]] = defaultdict(list)
        for lang, groups in sorted(by_language.items()):
            written = ",".join(f"{name}:{grade}:{sex}" for name, (grade, sex) in sorted(groups.items()))
            together[written].append(lang)
        for written, languages in together.items():
            entry = " ".join([text, sounds(text).line or text, script_of(text), ",".join(languages), written])
            for key in keys(text):
                found[prefix + key].add(entry)
    return "".join("\t".join([key, *sorted(found[key])]) + "\n" for key in sorted(found))


def entries(line: str) -> list[Entry]:
    """Read the forms of a line of the index."""
    return [Entry(*entry.split(" ")) for entry in line.split("\t")]


@lru_cache(maxsize=1 << 12)
def graded(groups: str) -> tuple[tuple[str, int, str], ...]:
    """Read the groups of an entry: name, grade and sex.

    >>> graded("Иван:0:m,Иоанн:2:m")
    (('Иван', 0, 'm'), ('Иоанн', 2, 'm'))
    """
    read = (group.split(":") for group in groups.split(","))
    return tuple((name, int(grade), sex) for name, grade, sex in read)


def _spellings() -> dict[tuple[str, str], dict[str, dict[str, tuple[int, str]]]]:
    """Give (prefix, spelling) -> language -> group -> (grade, sex)."""
    found: dict[tuple[str, str], dict[str, dict[str, tuple[int, str]]]] = defaultdict(lambda: defaultdict(dict))
    for group in given_names():
        for form in group.forms:
            texts = [("", squeeze(form.text))]
            if _is_fathers(group, form):
                texts += [(STEM, stem) for stem in stems(form.text, form.lang)]
            for text in texts:
                # Where a spelling has two grades in a group, the better one comes first.
                found[text][form.lang].setdefault(group.name, (form.grade, group.sex))
    return found


def _is_fathers(group: Group, form: Form) -> bool:
    fathers = group.sex != "f" and form.grade != SHORT
    return fathers and form.lang in _WITH_PATRONYMICS and script_of(form.text) == "Cyrl"
