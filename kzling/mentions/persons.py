"""Which words of a stretch are the name of a person, by their shape and by what stands beside them."""

from collections.abc import Sequence

from kzling.mentions.parts import Part, Stretch, is_adjective
from kzling.mentions.words import Sense, after, before, word_senses

#: A person's name has no more words, initials among them.
_MOST = 5
#: Here the given name stands in front in the news; elsewhere a family name may stand before it.
_GIVEN_FIRST = frozenset({"en", "de", "pl"})
_CYRILLIC = frozenset({"ru", "uk", "kk"})
#: Behind a title stands a name in these; in others, it may be what the title is of, in another case.
_APPOSED = frozenset({"en", "de"})
#: A name that is told by what stands beside it alone has no more words.
_MOST_TOLD = 3
_SPEAKS: frozenset[Sense] = frozenset({"say", "act"})
_PRESENTS: frozenset[Sense] = frozenset({"title", "jobs", "relatives"})


def person(stretch: Stretch) -> Sequence[Part]:
    """Give the words that are a person's name, none if there is no such name.

    A name is told by its shape (initials, a patronymic, a given name beside another word, a family name), and a less
    telling one by its company: a title, a profession or a relative before it, a verb of speech beside it.
    """
    own = _candidate(stretch)
    full = [part for part in own if not part.shape.initial and not part.shape.joint]
    if not full or len({part.text.isupper() for part in full if len(part.text) > 1}) > 1:
        return []
    return own if is_sure(own) or _is_told(full, stretch) else []


def is_sure(own: Sequence[Part]) -> bool:
    """Say whether the shape alone tells a person's name."""
    full = [part for part in own if not part.shape.initial and not part.shape.joint]
    if any(part.shape.initial for part in own):
        return len(full) == 1 and len(full[0].text) > 1
    if len(full) < 2:
        return False
    if any(part.shape.given or part.shape.father for part in full):
        return True
    return len(full) == 2 and full[1].shape.family == 2


def _candidate(stretch: Stretch) -> Sequence[Part]:
    own = stretch.parts
    given = next((place for place, part in enumerate(own) if part.shape.given), None)
    if given is not None and not own[0].shape.initial:
        turned = given > 0 and own[given - 1].shape.family == 2 and stretch.lang not in _GIVEN_FIRST
        own = own[given - turned :]
    if stretch.loud:
        # Capitals do not tell where a name ends: its shape has to.
        end = next((n for n, part in enumerate(own) if not (part.shape.of_person or part.shape.initial)), len(own))
        own = own[:end]
    elif given is not None and stretch.lang == "de":
        # Nouns have capitals, too: Olaf Scholz Ende September.
        plain = [
            n for n, part in enumerate(own) if not (part.shape.of_person or part.shape.initial or part.shape.joint)
        ]
        own = own[: plain[1]] if len(plain) > 1 else own
    own = own[: _family_end(own)][:_MOST]
    while own and own[-1].shape.joint:
        own = own[:-1]
    return own


def _family_end(own: Sequence[Part]) -> int:
    """Give how many words there are up to a family name behind a given one: Гүлмира Әшімова | Қарағаш ауылына."""
    for place in range(1, len(own) - 1):
        following = own[place + 1].shape
        if own[place].shape.family == 2 and own[place - 1].shape.given and not (following.father or following.joint):
            return place + 1
    return len(own)


def _is_told(full: Sequence[Part], stretch: Stretch) -> bool:
    """Say whether what stands beside a name tells that it is a person's."""
    first, last = full[0].word.start, full[-1].word.end
    whole = first == stretch.parts[0].word.start and last == stretch.parts[-1].word.end
    if stretch.aged and whole and not stretch.loud:
        return len(full) <= _MOST_TOLD
    presents = before(stretch.left, stretch.lang) & (_PRESENTS | _SPEAKS)
    told = presents | (after(stretch.right, stretch.lang) & _SPEAKS if whole else frozenset())
    if stretch.loud or not told or full[0].text.isupper():
        return False
    if stretch.lang in _CYRILLIC and full[0].text.isascii():
        return False  # a product or a body that keeps its letters
    if len(full) > 1:
        return len(full) <= _MOST_TOLD
    if whole and is_adjective(full[0].text) and stretch.right:
        following = word_senses(stretch.right[0], stretch.lang)
        if following & {"body", "place", "facility", "legal"} or is_adjective(stretch.right[0]):
            return False  # губернатор Свердловской области
    if full[0].shape.of_person:
        return True
    if "relatives" in told:
        return True
    return stretch.lang in _APPOSED and bool(presents & {"title", "jobs"})
