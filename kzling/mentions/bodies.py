"""Names of organizations by the words that say what they are: a bank, a ministry, an LLP."""

from collections.abc import Iterator, Sequence

import regex

from kzling.mentions.found import Findings
from kzling.mentions.parts import Part, has_its, is_adjective
from kzling.mentions.runs import words_before, words_behind
from kzling.mentions.words import Sense, after, before, word_senses

Span = tuple[int, int]

_KINDS: frozenset[Sense] = frozenset({"body", "legal"})
#: Words that end the name of a body to either side of the word that says what it is.
_OTHERS: frozenset[Sense] = frozenset({"title", "jobs", "relatives", "open", "say", "act"})
_SLAVIC = frozenset({"ru", "uk", "pl"})
#: A legal form behind a name is a part of it here.
_WITH_FORM = frozenset({"de", "pl"})
#: So many words stand before the kind of a body in its name, and behind it.
_MOST_BEFORE, _MOST_BEHIND = 5, 3
#: So many small words stand between a name and the kind behind it: Карагандинский областной суд.
_MOST_BETWEEN = 2
#: So many small letters are no kind of body, but an abbreviation or a preposition.
_ABBREVIATION = 2
_OPEN, _CLOSE = '«“„"', regex.compile('[»”“"\n]')
_LONGEST_QUOTED = 60
# What a Slavic name goes on with behind its kind: nouns and adjectives in small letters in the genitive, "по" with a
# noun, and whom it is named after.
_GENITIVE = regex.compile(
    r"[ \u00a0](?:(?:и|та|і|й|i|oraz|по|при|для|з питань|do spraw|ds\.)[ \u00a0])?[\p{Ll}-]{4,}"
    r"(?:ия|ии|ий|ов|ев|ей|ого|его|ой|ых|их|ства|тва|ния|ния|ки|ры|ти|ды|ту|ня|ння|ики|ів|їв|ції|ої|ій|ure|ике|ике|ам|ям"
    r"|ej|ów|nia|cji|ego|twa|ych|ki|ury|wy)(?!\p{L})"
)
_NAMED = regex.compile(
    r"[ \u00a0](?:имени|им\.|імені|ім\.|imienia|im\.)(?:[ \u00a0]?\p{Lu}\.)*(?:[ \u00a0]?\p{Lu}[\p{L}-]+){1,2}"
)
_MOST_GENITIVES = 4
# What is there, and not the body itself: Алматының орталығындағы ескерткіш.
_WHERE = regex.compile(r"(?:[дт]ағы|[дт]егі|[dt]ağy|[dt]egı)\Z")
# Adjectives of places: Львівська, Карагандинский.
_OF_PLACE = regex.compile(r"(?:[сзц]ь?к|[sc]k|dzk)\p{L}{1,3}\Z")
# Adjectives before a feminine noun: обласна клінічна лікарня.
_FEMININE = regex.compile(r"(?:[нв]а|[nw]a)\Z")
# English and German names go on with "of" and the like.
_OF = {
    "en": regex.compile(
        r"(?: (?:of|for|on)(?: the)? \p{Lu}[\p{L}'’-]+(?:(?:,| and| &)? \p{Lu}[\p{L}'’-]+){0,3}){1,3}"
    ),
    "de": regex.compile(r" (?:für|der|des|von) \p{Lu}[\p{L}-]+(?:(?:,| und) \p{Lu}[\p{L}-]+){0,3}"),
}
# A Kazakh word in one of these cases belongs to the sentence, not to the name behind it.
_CASE = regex.compile(r"(?:[дт]ағы|[дт]егі|[дт][ае]н?|[дт][ыі]|[dt]ağy|[dt]egı|[dt][ae]n?|[dt][yı])\Z")
_GERMAN_ADJECTIVE = regex.compile(r"\p{Lu}\p{Ll}{2,}(?:er|e|en|es)\Z")


def quoted(text: str, start: int, lang: str) -> tuple[bool, Span | None]:
    """Look at a name in quotation marks that begins at a place: whether it stands in such, and a body's span.

    The words beside the quotation marks say what it is: ТОО «Жаңа Дала», «Жаңа Дала» ЖШС, spółka „Zielona Grusza”.
    """
    if not start or text[start - 1] not in _OPEN:
        return False, None
    close = _CLOSE.search(text, start, start + _LONGEST_QUOTED)
    if close is None or close.group() == "\n":
        return False, None
    end = close.start()
    beside = before(words_before(text, start - 1), lang) | after(words_behind(text, end + 1), lang)
    return True, (start, end) if beside & _KINDS and "facility" not in beside else None


def bodies(text: str, parts: Sequence[Part], known: Findings, lang: str, *, opens: bool) -> Iterator[Span]:
    """Give the names of bodies that are made of words of a run, ascending.

    Args:
        text: the text.
        parts: the words of the run.
        known: what the gazetteer found.
        lang: language of the text around.
        opens: the run begins a sentence.
    """
    found = False
    place = 0
    while place < len(parts):
        senses = parts[place].shape.senses
        named = None
        if "legal" in senses:
            named = _with_form(parts, place, lang)
        elif "body" in senses:
            named = _with_kind(text, parts, place, known, lang)
        place += 1
        if named:
            found = True
            yield named
            while place < len(parts) and parts[place].word.start < named[1]:
                place += 1
    if not found and not any(part.shape.senses & _KINDS for part in parts):
        named = _behind_small(text, parts, known, lang) or _before_small(text, parts, known, lang, opens=opens)
        if named:
            yield named


def _with_form(parts: Sequence[Part], place: int, lang: str) -> Span | None:
    """Give a name with its legal form behind or before it."""
    first = _begin(parts, place)
    if first < place and (lang not in _SLAVIC or parts[place].text.isascii()):
        return parts[first].word.start, parts[place if lang in _WITH_FORM else place - 1].word.end
    end = _end(parts, place)
    if end > place:
        return parts[place + 1].word.start, parts[end].word.end
    return (parts[first].word.start, parts[place].word.end) if first < place and lang in _WITH_FORM else None


def _with_kind(text: str, parts: Sequence[Part], place: int, known: Findings, lang: str) -> Span | None:
    """Give a name around the word that says what it is."""
    first = _begin(parts, place)
    behind = place
    if lang == "kk":
        first = next((at + 1 for at in range(place - 1, first - 1, -1) if has_case(parts[at].text)), first)
    if lang in _SLAVIC or lang == "de":
        fits = is_adjective if lang in _SLAVIC else _GERMAN_ADJECTIVE.match
        first = next((at + 1 for at in range(place - 1, first - 1, -1) if not fits(parts[at].text)), first)
        behind = _end(parts, place)
    elif first == place and lang == "en":
        behind = _end(parts, place)
    end = parts[behind].word.end
    if behind == len(parts) - 1:
        if lang in _SLAVIC:
            end = _with_genitives(text, end, known, lang)
        elif lang in _OF and (match := _OF[lang].match(text, end)):
            end = match.end()
    start = parts[first].word.start
    if end == parts[place].word.end and all(part.shape.senses for part in parts[first:place]):
        return None  # Облыс орталығы, the City Council: these may be any
    return start, end


def has_case(word: str) -> bool:
    """Say whether a Kazakh word looks as if it had a case ending, but for the genitive's."""
    return _CASE.search(word) is not None


def _fits(word: str, lang: str) -> bool:
    """Say whether a word may stand in a name before its kind: an adjective, or a Kazakh word that is in no case."""
    return not has_case(word) if lang == "kk" else is_adjective(word)


def _begin(parts: Sequence[Part], place: int) -> int:
    """Give the first word of a name that goes on at a place."""
    first = place
    while first and place - first < _MOST_BEFORE and _may_belong(parts[first - 1]):
        first -= 1
    return first


def _end(parts: Sequence[Part], place: int) -> int:
    """Give the last word of a name that begins at a place."""
    end = place
    while end + 1 < len(parts) and end - place < _MOST_BEHIND and _may_belong(parts[end + 1]):
        if parts[end + 1].shape.given:
            break
        end += 1
    return end


def _may_belong(part: Part) -> bool:
    return not part.shape.senses & _OTHERS and not part.shape.initial


def _with_genitives(text: str, end: int, known: Findings, lang: str) -> int:
    """Give the end of a name with what follows its kind, whom it is named after, and the place that it is of."""
    for _ in range(_MOST_GENITIVES):
        match = _GENITIVE.match(text, end)
        if match is None or word_senses(match.group().split()[-1], lang) & {"say", "act", "title", "jobs"}:
            break
        end = match.end()
    named = _NAMED.match(text, end)
    end = named.end() if named else end
    of = next(iter(known.at(end + 1, end + 2)), None)
    # Министерство обороны Казахстана, but not: министерство — Казахстан.
    return of.end if of and of.start == end + 1 and of.type == "place" and not of.exact else end


def _behind_small(text: str, parts: Sequence[Part], known: Findings, lang: str) -> Span | None:
    """Give a name whose kind stands before it in small letters: агентство Дала."""
    start, end = parts[0].word.start, parts[-1].word.end
    left = words_before(text, start)
    # Of a Космического центра Джонсона, this is not the whole name.
    if lang == "kk" or (lang in _SLAVIC and len(left) > 1 and left[-2][0].isupper()) or known.at(start, end):
        return None
    kinds = before(left, lang)
    if not kinds & _KINDS or "facility" in kinds:
        return None
    return None if any(part.shape.of_name or not _may_belong(part) for part in parts) else (start, end)


def _before_small(text: str, parts: Sequence[Part], known: Findings, lang: str, *, opens: bool) -> Span | None:
    """Give a name whose kind stands behind it in small letters: Карагандинский областной суд, Тұран университеті."""
    if lang != "kk" and lang not in _SLAVIC:
        return None
    if opens and len(parts) == 1 and not (lang in _SLAVIC and _OF_PLACE.search(parts[0].text)):
        return None  # any word has a capital here: Мұнай компаниясы, Областной суд
    fits = [_may_belong(part) and _fits(part.text, lang) for part in parts]
    if not fits[-1] or any(part.shape.given or part.shape.father for part in parts):
        return None
    first = next((at + 1 for at in range(len(parts) - 1, -1, -1) if not fits[at]), 0)
    if all(part.shape.senses for part in parts[first:]):
        return None  # Облыс орталығы may be any
    start = stop = parts[first].word.start
    for count, word in enumerate(words_behind(text, parts[-1].word.end)[: _MOST_BETWEEN + 1]):
        if word[0].isupper():
            return None
        stop = text.index(word, max(stop, parts[-1].word.end)) + len(word)
        senses = word_senses(word, lang) if len(word) > _ABBREVIATION else frozenset()
        if lang == "kk" and senses & _KINDS:
            if not has_its([word]) or _WHERE.search(word) or ("body" not in senses and count):
                return None
            return start, stop if "body" in senses else parts[-1].word.end
        if "body" in senses:
            return start, _with_genitives(text, stop, known, lang)
        if senses or not (lang == "kk" or is_adjective(word) or _FEMININE.search(word)):
            return None
    return None
