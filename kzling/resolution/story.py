"""One text as the place of its names: its own chain of names, offices, kinds of places, capitals that act.

`Story.meant` says which entity a name at a place in the text means. What its form, the day and the weight of
the entity say is in `kzling.resolution.choice`, what stands around it in `kzling.resolution.signs`. Here:

- the text's own chain: a surname, initials or a given name stand for the fuller name nearest to it, and for nobody in
  the base if that is nobody's;
- an office alone ("the president") is its holder on the day, a common noun ("the party") what was named before;
- a capital or a seat that acts is its government, see resources/resolution/metonyms.yml.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kzling.answers import Evidence
from kzling.knowledge.roles import seats
from kzling.model import Entity, EntityType
from kzling.resolution.beside import VERB_LAST, acts, beside, like
from kzling.resolution.choice import Choice, Option, by_form, chosen
from kzling.resolution.full_names import FullName, around, full_names, fuller, stem
from kzling.resolution.heads import concepts, concepts_of
from kzling.resolution.matches import Match, close, listed, matches
from kzling.resolution.signs import signs
from kzling.resolution.surroundings import Named, Spot, Surroundings
from kzling.resolution.titles import ARTICLES, Title, options, places_named, title
from kzling.resolution.topics import countries_in
from kzling.text.fold import fold
from kzling.text.tokens import Word, words

# Weights in natural logarithms of odds, set by hand in November 2026: see the README of tests/resolution/gold.
CHAIN, ANOTHER, NO_PERSON = 6.0, -9.0, -3.0
ACTS, HEAD = 4.0, 3.5

#: A noun stands so many words behind a name that it explains: «Ақ жол» демократиялық партиясы.
_APPOSITION = 2
#: A noun takes up one of so many names before it.
_MOST_BEFORE = 30

#: What the form of a name that no list has must weigh to be an entity's: by what stands around alone, Владимир
#: Стрельченко would be Putin. Bodies are called by ordinary words; of a person, the family name alone does. Set in
#: November 2026 on 800 names that rules found in the passages of tests/mentions/gold and in Russian news: two in three
#: of some forty links of lesser forms were wrong.
_LIKE, _LIKE_OF_BODY, _LIKE_OF_PART = 2.0, 3.2, 1.0


class Story:
    """A text with its date, in which names are looked at one by one.

    Args:
        around: the text with what it says as a whole.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.text, self.lang, self.date, self.base = around.text, around.lang, around.date, around.base
        self._full: dict[tuple[str, str | None], tuple[Option, ...]] = {}
        self._by_stem: dict[tuple[str, str | None], tuple[FullName, ...]] = {}

    @property
    def said(self) -> list[Word]:
        """The words of the text."""
        return self._around.said

    def meant(
        self,
        start: int,
        end: int,
        *,
        name: str | None = None,
        lang: str | None = None,
        type: EntityType | None = None,
        found: Sequence[Match] | None = None,
        unlisted: bool = False,
    ) -> Choice:
        """Say which entity the name at `start`:`end` means.

        Args:
            start: where it begins, in code points.
            end: where it ends.
            name: the name, where it is not what stands there.
            lang: the language around it, if not that of the text.
            type: keep to entities of this type.
            found: whose name it can be, if that is known.
            unlisted: no list has the name as it stands; then it has to be like a listed one by its form alone.
        """
        name = name or self.text[start:end]
        lang = lang or self.lang
        asked = title(name, lang, self.base) if type in (None, "person") else None
        if found is None:
            by_name = listed if asked else close if unlisted else matches
            found = by_name(name, lang=lang, type=type, base=self.base)
            # A capital is no organization, but its government is one.
            found += listed(name, lang=lang, type="place", base=self.base) if type == "organization" else ()
        day = self._around.day_at(start)
        options = [by_form(match, lang=lang, date=day, type=type) for match in found]
        if unlisted:
            options = [option for option in options if _is_like(option)]
        full = None if asked or not self._may_be_person(found, type) else self.fuller(start, end, name=name, lang=lang)
        if full is not None:
            options = self._by_chain(options, full, lang, inside=full.start <= start < full.end)
        if asked is not None:
            options += self._holders(asked, start, end, name, lang)
        if not unlisted and not any(option.match.how in ("exact", "inflected") for option in options):
            options += self._by_head(start, name, lang, type, titled=asked is not None)
        rivals = len({option.match.entity.id for option in options}) > 1
        spot = Spot(self.text, start, end, lang, day)
        options = [self._weighed(option, spot, rivals=rivals) for option in options]
        options += self._governments(options, spot)
        return chosen(o for o in options if type in (None, o.match.entity.type))._replace(day=day)

    def _weighed(self, option: Option, spot: Spot, *, rivals: bool) -> Option:
        """Add what stands around; nothing makes a name of another form that entity's."""
        match = option.match
        return _with(option, *signs(match, spot, self._around, rivals=rivals)) if match.is_near else option

    def _may_be_person(self, found: Sequence[Match], type: EntityType | None) -> bool:
        return type in (None, "person") and (not found or any(match.entity.type == "person" for match in found))

    # The chain of names.

    def fuller(self, start: int, end: int, *, name: str, lang: str | None) -> FullName | None:
        """Give the full name that the name at a place is part of, or else the nearest that it stands for."""
        here = self.around(start, end, lang)
        if here is not None and (here.start < start or here.end > end):
            return here
        return next(fuller(self._full_names(stem(name), lang), name, lang, start=start), None)

    def _full_names(self, stem: str, lang: str | None) -> tuple[FullName, ...]:
        if (stem, lang) not in self._by_stem:
            found = full_names(self.text, stem, lang=lang, listed=self._is_listed)
            self._by_stem[stem, lang] = tuple(
                full for full in found if self._is_one_name(full, full.start, full.start)
            )
        return self._by_stem[stem, lang]

    def around(self, start: int, end: int, lang: str | None) -> FullName | None:
        """Give the person's full name that the words at a place belong to, with no word of another sure name."""
        full = around(self.text, start, end, lang=lang, listed=self._is_listed)
        return full if full is not None and self._is_one_name(full, start, end) else None

    def _is_one_name(self, full: FullName, start: int, end: int) -> bool:
        """Say whether a full name has no word of another sure name, but at `start`:`end`."""
        near = self._around.named_within(full.start, full.end)
        return all(one.entity.type == "person" or start <= one.start < end for one in near)

    def _is_listed(self, name: str) -> bool:
        return bool(listed(name, lang=self.lang, type="person", base=self.base))

    def _by_chain(
        self,
        options: Sequence[Option],
        full: FullName,
        lang: str | None,
        *,
        inside: bool,
    ) -> list[Option]:
        """Give the options again, those whose full name stands in the text before all others."""
        known = {option.match.entity.id: option for option in self._options_of(full, lang)}
        why = f"It stands for {full.text} in this text."
        joined: list[Option] = []
        for option in options:
            same = known.get(option.match.entity.id)
            if option.match.entity.type != "person" and not inside:
                joined.append(_with(option, Evidence("chain", NO_PERSON, f"{why} That is a person.")))
            elif same is not None and same.match.is_name:
                joined.append(_with(option, Evidence("chain", CHAIN, why)))
            elif same is None or not same.match.is_near:
                joined.append(_with(option, Evidence("chain", ANOTHER, f"{why} That is somebody else.")))
            else:
                joined.append(option)
        there = {option.match.entity.id for option in joined}
        new = (option for option in known.values() if option.match.entity.id not in there and option.match.is_name)
        stands = Evidence("chain", 0.0, why)
        return joined + [Option(o.match._replace(full=full.text), (*o.reasons, stands)) for o in new]

    def _options_of(self, full: FullName, lang: str | None) -> tuple[Option, ...]:
        asked = (full.text, lang)
        if asked not in self._full:
            found = matches(full.text, lang=lang, type="person", base=self.base)
            self._full[asked] = tuple(by_form(match, lang=lang, date=self.date) for match in found)
        return self._full[asked]

    # Common nouns.

    def _by_head(
        self, start: int, name: str, lang: str | None, type: EntityType | None, *, titled: bool
    ) -> list[Option]:
        """Give the entity that a common noun takes up, the one named nearest before it: "the party".

        `titled` says that it is the title of an office, too: only bodies and places that are called so are meant then.
        """
        asked = [word.text for word in words(name) if fold(word.text) not in ARTICLES]
        if len(asked) != 1:
            return []
        for named in islice(self._around.named_before(start), _MOST_BEFORE):
            if self._has_head(named, start, asked[0], lang, titled=titled):
                why = Evidence("head", HEAD, f"{asked[0]} takes up a name before it.")
                before = self.text[named.start : named.end]
                match = Match(named.entity, named.entity.names[0], "head", 1.0, fold(name), full=before)
                return [Option(match, (why,))] if type in (None, named.entity.type) else []
        return []

    def _has_head(self, named: Named, start: int, noun: str, lang: str | None, *, titled: bool) -> bool:
        """Say whether a noun says what an entity is: by its attributes, in its name, or right beside it."""
        if not titled and concepts(noun, lang) & concepts_of(named.entity):
            return True
        near = beside(self.text, named.start, named.end, stop=start)
        said = () if titled else (*near.before[-1:], *near.behind[:_APPOSITION])
        around = (*said, *self.text[named.start : named.end].split())
        listed = (part for name in named.entity.names if " " in name.text for part in name.text.split())
        return named.entity.type != "person" and any(like(noun, fold(part), lang) for part in (*around, *listed))

    # Offices alone.

    def _holders(self, asked: Title, start: int, end: int, name: str, lang: str | None) -> list[Option]:
        """Give those whom a title may mean: its holders, those first whom the text names."""
        day = self._around.day_at(start)
        near = self._said_beside(start, end, lang)
        found = options(name, asked, lang=lang, day=day, near=near, base=self.base)
        why = "The text names its holder."
        return [
            _with(option, Evidence("chain", CHAIN / 2, why)) if self._around.names(option.match.entity) else option
            for option in found
        ]

    def _said_beside(self, start: int, end: int, lang: str | None) -> frozenset[str]:
        """Give the countries and places that the words right before and behind name."""
        near = beside(self.text, start, end)
        turkic = lang in VERB_LAST
        found: set[str] = set()
        for word in near.before[-1:]:
            # Adjectives (polski premier), owners in English and Kazakh; in Slavic languages owners stand behind.
            owner = turkic or lang == "en" or word.islower()
            found |= set(countries_in([word])) if owner else set()
            if turkic or word.endswith(("'s", "’s")):
                found |= places_named(word, lang, self.base)
        for word in () if turkic else near.behind[:1]:
            of = set(countries_in([word]))
            found |= of or (places_named(word, lang, self.base) if word[:1].isupper() else set())
        return frozenset(found)

    # Capitals that act.

    def _governments(self, options: Sequence[Option], spot: Spot) -> list[Option]:
        """Give the bodies that a capital or seat stands for where it acts, and take from the place what they gain."""
        found: list[Option] = []
        for option in [o for o in options if o.match.entity.type == "place"]:
            stands = [of for of, now in seats(option.match.entity, spot.day) if now]
            if not stands or not self._acts(option, spot):
                continue
            for entity in self._bodies(stands):
                why = f"{option.match.name.text} acts here, not the place but its government."
                match = option.match._replace(entity=entity, place=option.match.entity.id)
                found.append(Option(match, (*option.reasons, Evidence("metonym", ACTS, why))))
        return found

    def _acts(self, option: Option, spot: Spot) -> bool:
        building = "seat_of" in option.match.entity.attributes
        return acts(spot.beside, lang=spot.lang, nominative=option.match.how == "exact", building=building)

    def _bodies(self, stands: Iterable[str]) -> Iterator[Entity]:
        for of in stands:
            governments = self.base.governments(of)
            yield from governments
            if not governments and of in self.base:
                yield self.base.get(of)


def _with(option: Option, *more: Evidence) -> Option:
    return option._replace(reasons=(*option.reasons, *more))


def _is_like(option: Option) -> bool:
    """Say whether a name is so much like that of an entity that what stands around may decide."""
    match, form = option.match, option.reasons[0].weight
    if match.how == "part":
        return form >= _LIKE_OF_PART
    return form >= (_LIKE_OF_BODY if match.entity.type == "organization" else _LIKE)
