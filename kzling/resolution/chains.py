"""Names that no list has and no finder saw, but the text's own chain explains: the surname after the full name."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import regex

from kzling.mentions.found import Found
from kzling.morphology.forms import lemmas
from kzling.names.parsing import parts
from kzling.text.tokens import Word

#: Shorter surnames are also other words.
_SHORTEST = 3
_INITIALS = regex.compile(r"(?<![\p{L}\p{M}])(?:\p{Lu}\p{Ll}?\.(?:[ \u00a0]?[-‐‑]?\p{Lu}\p{Ll}?\.)*[ \u00a0]?)\Z")
_REACH = 12


def surnames_alone(
    text: str, named: Iterable[tuple[str, str | None]], taken: Iterable[tuple[int, int]], *, said: Iterable[Word]
) -> Iterator[Found]:
    """Find the surnames of persons whom a text names in full, with initials, in any case, where nobody found them.

    Args:
        text: the text.
        named: full names that stand in the text, each with the language around it.
        taken: spans that are names already; they do not overlap.
        said: the words of the text.
    """
    known: dict[str, dict[str, frozenset[str]]] = {}
    for name, lang in named:
        found = parts(name, lang)
        if len(found.family) == 1 and (found.given or found.patronymic):
            family = found.family[0]
            known.setdefault(family[:_SHORTEST].lower(), {}).setdefault(family, lemmas(family, lang))
    if not known:
        return
    spans = sorted(taken)
    for word in said:
        families = known.get(word.text[:_SHORTEST].lower())
        if families is None or not word.text[0].isupper() or _overlaps(spans, word.start, word.end):
            continue
        own = lemmas(word.text, None)
        of = next((each for each, forms in families.items() if not forms.isdisjoint(own)), None)
        if of is not None:
            before = _INITIALS.search(text, max(word.start - _REACH, 0), word.start)
            yield Found(before.start() if before else word.start, word.end, of, "person", "chain")


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(spans, (end,))
    return place > 0 and spans[place - 1][1] > start
