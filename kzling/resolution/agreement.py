"""What stands around a name and agrees with it: which case it is in, and whether another name can stand there."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from kzling import data
from kzling.morphology.analysis import lemmas
from kzling.morphology.inflection import SLAVIC, is_head
from kzling.morphology.suffixes import endings, written_behind
from kzling.resolution.recast import Recast
from kzling.text.edits import Replacement

#: So many characters on either side are looked at, and of words that agree with a subject so many.
_REACH, _WORDS = 80, 3
_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+(?:-[^\W\d_]+)?)([ \u00a0]+[«\"„“(]?)\Z")
_AHEAD = re.compile(r"(?:[^\W\d_]+[ \u00a0]+[«„“\"]?){1,2}\Z")
# A word, if any, before an opened quotation mark, and one behind the closing mark.
_OPENED = re.compile(r"([^\W\d_]*)[ \u00a0]?[«„“\"][^«»„“”\"\n]*\Z")
_CLOSED = re.compile(r"[^«»„“”\"\n]*[»”“\"][ \u00a0]([^\W\d_]+)")
#: A word of so few letters between that word and the name is a preposition: битва за Сталинград.
_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[.,;:!?…\n()«»\"„“”]|[ \u00a0][—–-][ \u00a0]")
_OPENS = re.compile(
    r"(?:\A|[.!?…\n:;,][\s«\"„“—–-]*|\b(?:и|а|но|что|как|і|й|та|але|що|że|ale|oraz|i|a)[ \u00a0])\Z", re.IGNORECASE
)
_COMMA = re.compile(r"(,?)[ \u00a0]([^\W\d_]+)")
_DASH = re.compile(r"[ \u00a0][—–-][ \u00a0]")
_ARTICLE = re.compile(r"(?<!\w)([Aa]n?)([ \u00a0])\Z")
_PARTICLE = re.compile(r"[ \u00a0]([^\W\d_]+)(?!\w)")
_VOWEL = re.compile(r"[aeio]|u(?!ni|kr|sa|se|ra|zb)", re.IGNORECASE)


class Refused(NamedTuple):
    """Why a name is left as it is."""

    why: str


class _Around(NamedTuple):
    prepositions: Mapping[str, frozenset[str]]
    onsets: tuple[tuple[str, str, re.Pattern[str], bool], ...]
    past: re.Pattern[str]
    present: re.Pattern[str]
    relatives: re.Pattern[str]
    adjectives: re.Pattern[str]
    kinds: frozenset[str]


def fitting(found: Recast, text: str, start: int, end: int, *, lang: str) -> str | Refused:
    """Choose the form that fits a place, or say why none is sure to.

    >>> text = "Он вернулся из Нур-Султана."
    >>> fitting(Recast({"gen": "Астаны", "acc": "Астану"}), text, 15, 26, lang="ru")
    'Астаны'
    """
    forms = dict(found.forms)
    if lang not in SLAVIC:
        return next(iter(forms.values())) if len(set(forms.values())) == 1 else Refused("its case is not sure")
    around = _around(lang)
    before = _BEFORE.search(text, max(start - _REACH, 0), start)
    word = before[1].lower() if before else ""
    governed = around.prepositions.get(word)
    if word in around.kinds and "nom" in forms:
        return forms["nom"]
    if governed is not None:
        forms = {case: form for case, form in forms.items() if case.removeprefix("pl+") in governed}
    elif "nom" in forms and set(forms) <= {"nom", "acc", "voc"} and _is_subject(text, start, end, around):
        forms = {"nom": forms["nom"]}
    else:
        # No locative stands without a preposition.
        forms = {case: form for case, form in forms.items() if case.removeprefix("pl+") not in ("loc", "voc")} or forms
    if len(set(forms.values())) != 1:
        return Refused("its case is not sure")
    old, new = found.genders
    free = governed is None and not any(is_head(lemma, lang) for lemma in lemmas(word, language=lang))
    if (old is None or old != new) and _agrees_around(
        text, start, end, word if free else None, "nom" in forms, around
    ):
        return Refused("a word around it agrees with it")
    return next(iter(forms.values()))


def _is_subject(text: str, start: int, end: int, around: _Around) -> bool:
    """Say whether a name is sure to be in the nominative: a verb in the present or a dash is behind it."""
    if text[:start].strip() == "" and text[end:].strip(" .\n") == "":
        return True
    if not _OPENS.search(text, max(start - _REACH, 0), start):
        return False
    if _DASH.match(text, end):
        return True
    behind = _WORD.search(text, end, end + _REACH)
    return behind is not None and not text[end : behind.start()].strip() and bool(around.present.fullmatch(behind[0]))


def _agrees_around(text: str, start: int, end: int, before: str | None, subject: bool, around: _Around) -> bool:
    """Say whether a word may agree with a name; `before` is the word before it, None where that governs it."""
    if before and around.adjectives.fullmatch(before):
        return True
    rest = text[end : end + _REACH]
    behind = _COMMA.match(rest)
    if behind and (
        around.relatives.match(behind[2].lower()) or (behind[1] and around.adjectives.fullmatch(behind[2].lower()))
    ):
        return True
    if not subject or before is None:
        return False
    clause = _CLAUSE.split(rest, maxsplit=1)[0]
    ahead = _CLAUSE.split(text[max(start - _REACH, 0) : start])[-1]
    near = [*_WORD.findall(ahead)[-_WORDS:], *_WORD.findall(clause)[:_WORDS]]
    return any(around.past.fullmatch(one.lower()) for one in near)


def beside(text: str, start: int, end: int, form: str, *, lang: str) -> Iterator[Replacement]:
    """Give what else has to be written otherwise beside a new name: a preposition, an article, a particle.

    >>> list(beside("an Alma-Ata paper", 3, 11, "Talas", lang="en"))[0].after
    'a'
    """
    if lang == "en":
        article = _ARTICLE.search(text, max(start - 4, 0), start)
        if article and bool(_VOWEL.match(text, start)) != bool(_VOWEL.match(form)):
            new = ("an" if _VOWEL.match(form) else "a").replace("a", article[1][0], 1)
            yield Replacement(article.start(1), article.end(1), new, "article")
    elif lang == "kk":
        particle = _PARTICLE.match(text, end)
        kind = endings().particles.get(particle[1]) if particle else None
        if particle and kind and written_behind(text[start:end], kind) == particle[1]:
            new = written_behind(form, kind)
            if new != particle[1]:
                yield Replacement(particle.start(1), particle.end(1), new, "particle")
    elif lang in SLAVIC:
        yield from _preposition(text, start, form, lang)


def is_of_another_name(text: str, start: int, end: int) -> bool:
    """Say whether a name is part of that of a street, an event or a work: битва за Сталинград, роман «Алма-Ата».

    >>> is_of_another_name("the Alma-Ata Declaration", 4, 12), is_of_another_name("в городе Сталинград", 9, 19)
    (True, False)
    """
    before, behind, _ = _longer_names()
    if _is_title(text, start, end):
        return True
    ahead = _AHEAD.search(text, max(start - _REACH, 0), start)
    after = _WORD.search(text, end, end + _REACH)
    said = [word.lower() for word in _WORD.findall(ahead[0])] if ahead else []
    phrases = {*said[-1:], " ".join(said[-2:]), *(said[-2:-1] if len(said) > 1 and len(said[-1]) <= _SHORT else ())}
    next_word = after[0].lower() if after and not text[end : after.start()].strip("-  ") else ""
    return bool(phrases & before) or next_word in behind


def _is_title(text: str, start: int, end: int) -> bool:
    """Say whether a name stands in quotation marks behind or before a noun that says what has a title."""
    _, _, titled = _longer_names()
    ahead = _OPENED.search(text, max(start - _REACH, 0), start)
    if ahead is None:
        return False
    behind = _CLOSED.match(text, end, end + _REACH)
    return ahead[1].lower() in titled or (behind is not None and behind[1].lower() in titled)


@cache
def _longer_names() -> tuple[frozenset[str], ...]:
    raw = data.read_yaml("inflection/longer_names.yml")
    return tuple(frozenset(chain.from_iterable(raw[place].values())) for place in ("before", "behind", "titled"))


def _preposition(text: str, start: int, form: str, lang: str) -> Iterator[Replacement]:
    before = _BEFORE.search(text, max(start - _REACH, 0), start)
    if before is None or before[2].strip():
        return
    word = before[1].lower()
    for usual, other, onset, back in _around(lang).onsets:
        if word == usual and onset.match(form.lower()):
            yield _small_word(before, other)
            return
        if word == other and back and not onset.match(form.lower()) and onset.match(text[start:].lower()):
            yield _small_word(before, usual)
            return


def _small_word(before: re.Match[str], new: str) -> Replacement:
    cased = new.capitalize() if before[1][0].isupper() else new
    return Replacement(before.start(1), before.end(1), cased, "preposition")


@cache
def _around(lang: str) -> _Around:
    raw: Mapping[str, Any] = data.read_yaml(f"inflection/{lang}.yml")
    prepositions: dict[str, frozenset[str]] = {}
    for cases, words in raw["prepositions"].items():
        for word in words:
            prepositions[word] = prepositions.get(word, frozenset()) | frozenset(cases.split("/"))
    onsets = [(one["usual"], one["other"], re.compile(one["before"]), one.get("back", True)) for one in raw["onsets"]]
    patterns = {name: re.compile(f"[^\\W\\d_]*{raw[name]}") for name in ("past", "present", "adjectives")}
    return _Around(
        prepositions, tuple(onsets), relatives=re.compile(raw["relatives"]), kinds=frozenset(raw["kinds"]), **patterns
    )
