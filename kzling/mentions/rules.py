"""Names of persons, places and organizations that no knowledge base has, by rules.

A rule speaks where a word beside a name, or the shape of the name, says what it is. What rules leave is left to
finders that learn (the model of Kazakh, slovnet, spaCy).
"""

from collections.abc import Iterator, Sequence

import regex

from kzling.mentions.bodies import Span, bodies, has_case, quoted
from kzling.mentions.found import Findings, Found, merge
from kzling.mentions.parts import Part, Stretch, part
from kzling.mentions.persons import person
from kzling.mentions.places import place
from kzling.mentions.runs import Run, runs, words_before, words_behind
from kzling.mentions.words import languages
from kzling.model import EntityType, Segment

#: What the finder is called in `Mention.by`.
NAME = "rules"
#: In a headline more than this share of the longer words begins with a capital.
_HEADLINE = 0.6
_LONGEST_HEADLINE = 200
_LONGER = regex.compile(r"\p{L}{4,}")
_AGE = regex.compile(r"(?:,? \(|, )[1-9]\d(?:[,);]| (?:years|жас|лет|год|рок|lat|Jahre))")
# What stands between the members of a list.
_LIST = regex.compile(r",? (?:(?:and|und|oraz|i|и|та|і|й|және|мен|пен|бен|jäne|men|pen|ben) )?")
#: Languages that write headlines so.
_HEADLINES = frozenset({"en"})


def unknown(
    text: str, scanned: Sequence[Found], segments: Sequence[Segment], *, language: str | None = None
) -> list[Found]:
    """Find the names of a text that the gazetteer has not found, or only in part.

    Args:
        text: any text.
        scanned: what the gazetteer found in it, ascending.
        segments: the languages of its stretches, which cover it.
        language: of the whole text, where it is known.

    Returns:
        Names as they stand there, ascending; they may overlap the gazetteer's.
    """
    known = Findings(scanned)
    found: list[Found] = []
    for segment in segments:
        if (lang := language or segment.language) in languages():
            for run in runs(text, segment.start, segment.end):
                found += _names(text, run, lang, known, found[-1] if found else None)
    return merge(found)


def _names(text: str, run: Run, lang: str, known: Findings, last: Found | None) -> Iterator[Found]:
    """Give the names in a run; `last` is the name before it, of which it may be the fellow: Қарағаш, Шалқия."""
    in_quotes, body = quoted(text, run.start, lang)
    if in_quotes:
        if body:
            yield _found(text, body, "organization")
        return
    there = known.at(run.start, run.end)
    if len(there) == 1 and there[0].start <= run.start and there[0].end >= run.end and there[0].exact:
        return
    parts = [part(word, lang) for word in run.words]
    taken = [(item.start, item.end) for item in there if item.type != "person"]
    found = list(bodies(text, parts, known, lang, opens=run.opens))
    for span in found:
        yield _found(text, span, "organization")
    taken += found
    loud = _is_loud(text, run, lang)
    for stretch in _stretches(text, run, parts, taken, lang, loud=loud):
        left: Stretch | None = stretch
        while left is not None:
            if own := place(left, listed=_are_listed(text, last, left)):
                yield _found(text, (own[0].word.start, own[-1].word.end), "place")
                break
            own = person(left)
            if own:
                yield _found(text, (own[0].word.start, own[-1].word.end), "person")
            left = _rest(left, own)


def _are_listed(text: str, last: Found | None, stretch: Stretch) -> bool:
    """Say whether a stretch follows a place in a list of such."""
    if last is None or last.type != "place":
        return False
    return _LIST.fullmatch(text, last.end, stretch.parts[0].word.start) is not None


def _found(text: str, span: Span, kind: EntityType) -> Found:
    return Found(*span, text[slice(*span)], kind, NAME)


def _stretches(
    text: str, run: Run, parts: Sequence[Part], taken: Sequence[Span], lang: str, *, loud: bool
) -> Iterator[Stretch]:
    """Give the stretches of a run without its ordinary words and what is part of other names."""
    words = [part.text for part in parts]
    first = 0
    for behind in range(len(parts) + 1):
        if behind < len(parts) and not _is_cut(parts, behind, taken, lang):
            continue
        if first < behind:
            yield Stretch(
                parts[first:behind],
                [*(() if run.opens else words_before(text, run.start)), *words[:first]],
                [*words[behind:], *words_behind(text, run.end)],
                lang,
                opens=run.opens and not first,
                loud=loud,
                aged=behind == len(parts) and _AGE.match(text, run.end) is not None,
            )
        first = behind + 1


def _rest(stretch: Stretch, name: Sequence[Part]) -> Stretch | None:
    """Give what is left of a stretch behind a name; None where nothing is."""
    behind = next((n + 1 for n, part in enumerate(stretch.parts) if name and part is name[-1]), len(stretch.parts))
    if behind == len(stretch.parts):
        return None
    left = [*stretch.left, *(part.text for part in stretch.parts[:behind])]
    return stretch._replace(parts=stretch.parts[behind:], left=left, opens=False)


def _is_cut(parts: Sequence[Part], number: int, taken: Sequence[Span], lang: str) -> bool:
    """Say whether a word is none of a person's or a place's name."""
    shape, word = parts[number].shape, parts[number].word
    if shape.senses:
        return True
    if not any(start < word.end and word.start < end for start, end in taken):
        return False
    if lang == "kk" and number + 1 < len(parts) and has_case(word.text):
        return True  # the last word of a name alone takes an ending: Нұр-Сұлтанда Тоқаев are two
    # Владимир and Белова are also places, but not in Владимир Белов and Анна Белова.
    near = [other for other in (number - 1, number + 1) if 0 <= other < len(parts)]
    beside = any(not parts[other].shape.senses for other in near)
    return not (shape.initial or (beside and (shape.given or shape.family == 2)))


def _is_loud(text: str, run: Run, lang: str) -> bool:
    """Say whether capitals tell nothing here: the line is a headline, or the run is all in capitals."""
    if all(word.text.isupper() for word in run.words) and any(len(word.text) > 2 for word in run.words):
        return True
    if lang not in _HEADLINES or len(run.words) < 3:
        return False
    low, high = max(run.start - _LONGEST_HEADLINE, 0), min(run.end + _LONGEST_HEADLINE, len(text))
    end = text.find("\n", run.end, high)
    line = text[text.rfind("\n", low, run.start) + 1 : end if end >= 0 else high].rstrip()
    if len(line) > _LONGEST_HEADLINE or line.endswith((".", "!", "?")):
        return False
    longer: list[str] = _LONGER.findall(line)
    return sum(word[0].isupper() for word in longer) > _HEADLINE * len(longer)
