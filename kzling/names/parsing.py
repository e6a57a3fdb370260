"""The parts of a person's name."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from kzling.answers import NameOrder, PersonName
from kzling.checks import check_language, check_text
from kzling.morphology.analysis import analyses
from kzling.names.arrangement import Kind, Piece, Roles, after_comma, arrange
from kzling.names.keeping import KEPT
from kzling.names.shapes import is_asian, look, patronymic
from kzling.names.titles import at_end, at_front, is_title, longest_title, may_be_title
from kzling.text.nfc import nfc

# "К.", "К.-Ж.", "К-Ж.", "Дж.", or a word, of which a title may end in a full stop ("проф.", "Ph.D.").
_INITIAL = regex.compile(r"\p{Lu}\p{Ll}?(?:\.?[-‐‑]\p{Lu}\p{Ll}?)*\.")
_TOKEN = regex.compile(
    rf"{_INITIAL.pattern}"
    r"|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑'’ʼʻ‘`´.][\p{L}\p{N}\p{M}]+)*\.?"
)
_ASIDE = regex.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
# Longer pieces of text are no words of names and not kept.
_LONGEST_KEPT = 60


class Parts(NamedTuple):
    """The parts of a name as tokens; double names are still joined by their hyphen."""

    given: tuple[str, ...]
    patronymic: str | None
    family: tuple[str, ...]
    titles: tuple[str, ...]
    order: NameOrder


def parse_name(text: str, *, lang: str | None = None) -> PersonName:
    """Find given name, patronymic, family name and titles in a person's name.

    It reads both orders, "Tokayev, Kassym-Jomart", initials, titles before and behind, Slavic, Kazakh and other Turkic
    patronymics, glued and apart, Chinese, Korean and Hungarian order. Given names are known from
    resources/names/given.tsv; of two words that neither this list nor an ending tells apart, the first is taken as
    given name. What stands in brackets is left out.

    Args:
        text: a name as it stands in a text, also inflected; the parts keep that form.
        lang: language of the text around it: decides between patronymic and family name in -ович, Hungarian order
            and whose case endings given names may have.

    Raises:
        UsageError: a text that is no string, a language that is none.

    >>> name = parse_name("Президент Токаев К.-Ж. К.")
    >>> name.given, name.patronymic, name.family, name.titles
    ('К.-Ж.', 'К.', 'Токаев', ('Президент',))
    >>> parse_name("Қасым-Жомарт Кемел ұлы Тоқаев").patronymic
    'Кемел ұлы'
    """
    check_text(text)
    check_language(lang)
    found = parts(text, lang)
    given, family = " ".join(found.given) or None, " ".join(found.family) or None
    named = {"given": given, "patronymic": found.patronymic, "family": family}
    lemmas = {role: _lemmas(part, lang) for role, part in named.items() if part and not part.endswith(".")}
    return PersonName(given, found.patronymic, family, found.titles, found.order, lemmas)


def _lemmas(part: str, lang: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(analysis.lemma for analysis in analyses(part, language=lang)))


def parts(text: str, lang: str | None) -> Parts:
    """Give the parts of a person's name as `parse_name` does, without base forms: much faster.

    >>> parts("Урсула фон дер Ляйен", "ru").family
    ('фон', 'дер', 'Ляйен')
    """
    if "(" in text or "[" in text:
        text = _ASIDE.sub(" ", text)
    if "," in text:
        return _with_commas([words for segment in text.split(",") if (words := _words(segment))], lang)
    words = _words(text)
    # Lists are faster here than generators.
    if all([word.bare for word in words]):  # noqa: C419
        given, father, family, order = arrange(words, lang, titled=False)
        patronymic = father.text if father else None
        return Parts(tuple([one.text for one in given]), patronymic, tuple([one.text for one in family]), (), order)
    front, rest, behind = _without_titles(words, lang)
    return _as_parts(arrange(_joined(rest), lang, titled=bool(front or behind)), (*front, *behind))


def _with_commas(segments: list[list[Piece]], lang: str | None) -> Parts:
    """Give the parts of a name with commas: behind a family name, or before a title ("Jane Smith, PhD")."""
    front: list[str] = []
    behind: list[str] = []
    while len(segments) > 1 and (titles := _all_titles(segments[-1], lang)):
        behind[:0] = titles
        segments.pop()
    if len(segments) > 1 and (titles := _all_titles(segments[0], lang)):
        front += titles
        segments.pop(0)
    rest: list[Sequence[Piece]] = []
    for segment in segments:
        its_front, words, its_behind = _without_titles(segment, lang)
        front += its_front
        behind[:0] = its_behind
        rest.append(words)
    tail = [word for words in rest[1:] for word in words]
    if tail:
        return _as_parts(after_comma(_joined(rest[0]), _joined(tail)), (*front, *behind))
    return _as_parts(arrange(_joined(rest[0]) if rest else (), lang, titled=bool(front or behind)), (*front, *behind))


def _as_parts(roles: Roles, titles: tuple[str, ...]) -> Parts:
    patronymic = roles.patronymic.text if roles.patronymic else None
    return Parts(_tokens(roles.given), patronymic, _tokens(roles.family), titles, roles.order)


def _tokens(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(token for piece in pieces for token in piece.text.split())


def _all_titles(words: Sequence[Piece], lang: str | None) -> list[str]:
    """Give the titles that a segment is made of; nothing if there is anything else in it."""
    if len(words) <= longest_title() and is_title(_texts(words)):
        return [" ".join(_texts(words))]
    titles: list[str] = []
    while words and (length := _at_front(words, lang)):
        titles.append(" ".join(_texts(words[:length])))
        words = words[length:]
    return [] if words else titles


def _without_titles(words: Sequence[Piece], lang: str | None) -> tuple[list[str], Sequence[Piece], list[str]]:
    """Cut titles off both ends of a segment; one word stays in any case."""
    front: list[str] = []
    behind: list[str] = []
    while len(words) > 1 and (length := min(_at_front(words, lang), len(words) - 1)):
        front.append(" ".join(_texts(words[:length])))
        words = words[length:]
    while len(words) > 1 and words[-1].may_be_title and (length := _at_end(words[1:], lang)):
        behind.append(" ".join(_texts(words[-length:])))
        words = words[:-length]
    return front, words, behind[::-1]


def _at_front(words: Sequence[Piece], lang: str | None) -> int:
    return at_front(_texts(words[: longest_title()]), lang) if words[0].may_be_title else 0


def _at_end(words: Sequence[Piece], lang: str | None) -> int:
    return at_end(_texts(words[-longest_title() :]), lang)


def _texts(words: Sequence[Piece]) -> list[str]:
    return [word.text for word in words]


def _joined(words: Sequence[Piece]) -> Sequence[Piece]:
    """Join what belongs together: Кемел ұлы, von der Leyen."""
    pieces: list[Piece] = []
    held: list[str] = []
    for i, word in enumerate(words):
        if word.joins == "before" and pieces and not held and pieces[-1].kind == "word":
            father = f"{pieces[-1].text} {word.text}"
            pieces[-1] = Piece(father, "patronymic", patronymic(father), 0, pieces[-1].capitals)
        elif word.joins == "behind" and i + 1 < len(words) and (i or _opens(words)):
            held.append(word.text)
        elif held:
            pieces.append(Piece(" ".join([*held, word.text]), "word", None, 2, word.capitals))
            held = []
        else:
            pieces.append(word)
    return pieces


def _opens(words: Sequence[Piece]) -> bool:
    """Whether a particle in front belongs to the next word: in Де Голль Шарль, but not in Аль Пачино, Ван Чжэн Мин."""
    return words[0].text[0].islower() or (len(words) > 2 and not is_asian(_texts(words)))


def _words(segment: str) -> list[Piece]:
    chunks = segment.split()
    if len(segment) <= _LONGEST_KEPT:
        return [word for chunk in chunks for word in _kept(chunk)]
    return [word for chunk in chunks for word in (_kept(chunk) if len(chunk) <= _LONGEST_KEPT else _read(chunk))]


def _read(chunk: str) -> tuple[Piece, ...]:
    """Give the words in a piece of text without spaces: "Ю.В.Андропов" has three."""
    return (_word(chunk),) if chunk.isalpha() else tuple(map(_word, _split(nfc(chunk))))


_kept = lru_cache(maxsize=KEPT)(_read)


def _split(chunk: str) -> list[str]:
    if may_be_title(chunk):
        return [chunk]
    found = _TOKEN.findall(chunk)
    return [token if _INITIAL.fullmatch(token) or may_be_title(token) else token.rstrip(".") for token in found]


def _word(token: str) -> Piece:
    title = may_be_title(token)
    if len(token) == 1 or token[-1] == ".":
        return Piece(token, "initial", may_be_title=title, bare=not title)
    seen = look(token)
    kind: Kind = "patronymic" if seen.patronymic else "word"
    joins: Literal["", "before", "behind"] = "before" if seen.separate else "behind" if seen.particle else ""
    bare = not (title or joins)
    return Piece(token, kind, seen.patronymic, seen.family, token.isupper(), joins, title, bare)
