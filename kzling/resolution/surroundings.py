"""A text as what stands around its names: its words, days, topics and countries, and the entities it surely names."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

import regex

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.memo import kept
from kzling.knowledge.roles import country, is_state
from kzling.mentions.ordinary import says_nothing
from kzling.model import Entity
from kzling.morphology.forms import lemmas
from kzling.resolution.beside import Beside, beside, kinds_beside
from kzling.resolution.matches import Match
from kzling.resolution.person_parts import roles_of
from kzling.resolution.topics import countries_in, scored, topics_in
from kzling.text.fold import fold
from kzling.text.tokens import Word, words

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A number is surely a year with a word beside it that says so, or at the end of a date: «1985 году», 12.05.1985.
_SURE_YEAR = regex.compile(
    r"(?i)(?:\b(?:in|since|by|from|until|during|w|od|do|seit|jahre?)\s|\d\d?\.\d\d\.)((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)(?=[-–]?\s?(?:г\.|год|р\.|рік|рок|жыл|ж\.|r\.|rok))"
)
_SENTENCES = regex.compile(r"[.!?…\n]")


class Named(NamedTuple):
    """An entity that is surely named at `start`:`end` of a text."""

    start: int
    end: int
    entity: Entity


class Spot:
    """What stands around one name: looked at when asked for, and once for all that the name may mean."""

    def __init__(self, text: str, start: int, end: int, lang: str | None, day: str | None = None) -> None:
        self.text, self.start, self.end, self.lang, self.day = text, start, end, lang, day

    @cached_property
    def beside(self) -> Beside:
        """The words beside the name."""
        return beside(self.text, self.start, self.end)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of places that these words say that it is."""
        return kinds_beside(self.text, self.start, self.end, self.lang)

    @cached_property
    def is_ordinary(self) -> bool:
        """Whether it may as well be an ordinary word."""
        return says_nothing(self.text, self.start, self.end, self.lang)

    @property
    def surface(self) -> str:
        """The name as it stands there."""
        return self.text[self.start : self.end]


class Surroundings:
    """A text with its date; what it says is looked for when it is first asked for.

    Args:
        text: the text.
        lang: its language, None if unknown.
        date: ISO date of the text, None for today.
        origin: country of the publisher, if known.
        base: the knowledge base.
        named: the entities that are surely named in it, ascending.
    """

    def __init__(
        self,
        text: str,
        *,
        lang: str | None,
        date: str | None,
        base: KnowledgeBase,
        origin: str | None = None,
        named: Iterable[Named] = (),
    ) -> None:
        self.text, self.lang, self.date, self.base, self.origin = text, lang, date, base, origin
        self.named = tuple(named)
        self._ends = [each.end for each in self.named]
        self._forms: dict[str, tuple[str, ...]] = {}
        self._shares: dict[tuple[int, int], Mapping[str, float]] = {}

    def named_before(self, start: int) -> Iterator[Named]:
        """Give the sure names that end before a place, the nearest first."""
        return reversed(self.named[: bisect_right(self._ends, start)])

    def named_within(self, start: int, end: int) -> Iterator[Named]:
        """Give the sure names that touch a stretch, ascending."""
        first = bisect_right(self._ends, start)
        return takewhile(lambda named: named.start < end, islice(self.named, first, None))

    def holds_other_names(self, entity: Entity, match: Match, spot: Spot) -> bool:
        """Say whether the text has other names of an entity, or the surname of a person called otherwise here."""
        here = sum(named.entity.id == entity.id for named in self._at(spot))
        if self._named_ids[entity.id] > here:
            return True
        own = fold(match.name.text)
        if any(form != own and own not in form and form not in own for form in self._forms_of(entity)):
            return True
        if entity.type == "person" and match.how == "part":
            families = {word for name in entity.names for word in roles_of(name.text, name.lang).family}
            return any(word in self._lemmas and not match.form.startswith(word[:4]) for word in families)
        return False

    def _forms_of(self, entity: Entity) -> tuple[str, ...]:
        """Give the forms of an entity's names that stand in the text."""
        found = self._forms.get(entity.id)
        if found is None:
            found = self._forms[entity.id] = tuple(form for form in _written(entity) if form in self.folded)
        return found

    @cached_property
    def folded(self) -> str:
        """The text, folded."""
        return fold(self.text)

    @cached_property
    def said(self) -> list[Word]:
        """The words of the text."""
        return words(self.text)

    @cached_property
    def _words(self) -> list[str]:
        return [word.text for word in self.said]

    @cached_property
    def _lemmas(self) -> frozenset[str]:
        """The words with a capital, and their base forms."""
        return frozenset().union(*(lemmas(word, self.lang) for word in set(self._words) if word[:1].isupper()))

    @cached_property
    def topics(self) -> Counter[str]:
        """What the text is about, and how many words say so."""
        return topics_in(self._words) + Counter({"sport": int(scored(self.text))})

    def countries_beside(self, spot: Spot) -> Mapping[str, float]:
        """Give the share of each country in the text, not counting by the name that is asked for."""
        place = spot.start, spot.end
        found = self._shares.get(place)
        if found is None:
            found = self._shares[place] = self._countries_beside(spot)
        return found

    def _countries_beside(self, spot: Spot) -> Mapping[str, float]:
        counted = self._countries_named - _countries_of(self._at(spot)) + self._countries
        counted -= countries_in(spot.surface.split())
        whole = sum(counted.values())
        return {at: number / whole for at, number in counted.items()}

    def _at(self, spot: Spot) -> tuple[Named, ...]:
        """Give the sure names that a name has a part of."""
        return tuple(self.named_within(spot.start, spot.end))

    def elsewhere(self, spot: Spot) -> list[Named]:
        """Give the sure names but those that a name has a part of."""
        here = self._at(spot)
        return [named for named in self.named if named not in here]

    @cached_property
    def _named_ids(self) -> Counter[str]:
        return Counter(named.entity.id for named in self.named)

    @cached_property
    def _countries_named(self) -> Counter[str]:
        return _countries_of(self.named)

    @cached_property
    def _countries(self) -> Counter[str]:
        """The countries of which the text speaks by name and by adjective."""
        return countries_in(self._words)

    def names(self, entity: Entity) -> bool:
        """Say whether the text has a full name of an entity, or surely names it."""
        return any(" " in form for form in self._forms_of(entity)) or any(
            named.entity.id == entity.id for named in self.named
        )

    def day_at(self, start: int) -> str | None:
        """Give the day that a sentence speaks of: its year, if it names one before the text's, else the text's day."""
        year = self._year_of_sentence(start)
        return year if year is not None and (self.date is None or year < self.date[:4]) else self.date

    def _year_of_sentence(self, start: int) -> str | None:
        """Give the year that a sentence names, if it is sure to be one and there is no other number like a year."""
        begin, end = self._sentence_at(start)
        said = self._years[bisect_left(self._years, (begin,)) : bisect_left(self._years, (end,))]
        years = {year for _, year, _ in said}
        return years.pop() if len(years) == 1 and any(sure for *_, sure in said) else None

    def _sentence_at(self, start: int) -> tuple[int, int]:
        place = bisect_left(self._stops, start)
        begin = self._stops[place - 1] + 1 if place else 0
        return begin, self._stops[place] if place < len(self._stops) else len(self.text)

    @cached_property
    def _stops(self) -> list[int]:
        """Where sentences end."""
        return [match.start() for match in _SENTENCES.finditer(self.text)]

    @cached_property
    def _years(self) -> list[tuple[int, str, bool]]:
        """The numbers like years in the text, each with its place and whether it is sure to be a year."""
        sure = {match.start(1) if match[1] else match.start(2) for match in _SURE_YEAR.finditer(self.text)}
        return [(match.start(), match.group(), match.start() in sure) for match in _YEAR.finditer(self.text)]


def _countries_of(named: Iterable[Named]) -> Counter[str]:
    """Count the countries of entities but of states, which are counted as words."""
    return Counter(at for each in named if not is_state(each.entity) and (at := country(each.entity)))


@kept(most=1 << 13)
def _written(entity: Entity) -> tuple[str, ...]:
    """Give the forms of an entity's names, folded, each once."""
    return tuple(dict.fromkeys(fold(name.text) for name in entity.names))
