"""Names in Kazakh text that no knowledge base has: a sequence model over words, gazetteer and morphology.

The weights are trained by .ci/train_kazakh.py on KazNERD, in Cyrillic and re-spelt in Latin letters.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby

from kzling import data
from kzling.language.sentences import pieces
from kzling.mentions.bodies import has_case
from kzling.mentions.features import BESIDE, LONGEST, features, listed, shape, tokens
from kzling.mentions.found import Findings, Found, apart
from kzling.mentions.sequence import OUTSIDE, Scores, SequenceModel
from kzling.model import EntityType, Segment
from kzling.names.given import known
from kzling.names.shapes import look
from kzling.text.forms import Forms
from kzling.text.scripts import script_of
from kzling.text.tokens import Word

MODEL = "mentions/kk.tsv"
LANGUAGE = "kk"
#: The model knows nothing of Arabic script.
SCRIPTS = ("Cyrl", "Latn")
#: What the finder is called in `Mention.by`.
NAME = "kazakh"

#: The labels that are types of names. The model has one more, for offices, buildings, works, nations: these are no
#: names of ours, but names stand in them ("Қазақстан президенті").
TYPES: Mapping[str, EntityType] = {"person": "person", "place": "place", "organization": "organization"}
#: A name has a capital or a listed name in its first so many words, and goes on for so many behind the last of them
#: (in the training part of KazNERD 99 of 100 names lie within).
_AHEAD, _BEHIND = 1, 4
#: So many word forms of a generation are kept with their scores (see `Forms`): some 40 MB in all.
_MOST_FORMS = 1 << 15


class KazakhTagger:
    """Finds names with a sequence model; make it with `kazakh_tagger()`, which keeps one."""

    def __init__(self, model: SequenceModel) -> None:
        self._model = model
        self._forms: Forms[tuple[Scores, ...]] = Forms(self._weigh, most=_MOST_FORMS)
        self._around: Forms[Scores] = Forms(self._weigh_around, most=_MOST_FORMS)

    def find(self, text: str, scanned: Sequence[Found]) -> list[Found]:
        """Find the names of a Kazakh text.

        Persons, places and organizations of the gazetteer that the model sees nothing in are left out, if they are
        single words: ordinary ones as a rule (Отан). In the last fifth of KazNERD none of 8 was right (November 2026).

        Args:
            text: any text.
            scanned: what the gazetteer found in it, ascending.

        Returns:
            Names as they stand there, ascending, without overlaps. Of those that the gazetteer has found as well, its
            finding is given; the lemmas of others are their surfaces.
        """
        seen = list(_parted(text, self.tag(text, scanned), scanned))
        listed = {(item.start, item.end, item.type): item for item in scanned}
        names = [listed.get((item.start, item.end, item.type), item) for item in seen if item.type in TYPES]
        there, script = Findings(seen), script_of(text)
        kept = [
            item
            for item in scanned
            if there.at(item.start, item.end) or not _may_be_word(item, text[item.start : item.end], script)
        ]
        # What the gazetteer adds gives way to the model's own names, however long.
        return sorted([*names, *apart(kept, names)], key=_start)

    def tag(self, text: str, scanned: Sequence[Found]) -> list[Found]:
        """Find what the model sees: names, and (with the type "other") what names may stand in."""
        every = tokens(text)
        told = listed(every, scanned)
        found: list[Found] = []
        ends = (end for _, end in pieces(text))
        start, end = 0, 0
        for end in chain(_borders(every, ends), [len(every)]):
            for first, behind in _stretches(every[start:end], told[start:end]):
                found += self._names(text, every, told, start, end, start + first, start + behind)
            start = end
        return found

    def _names(
        self, text: str, every: Sequence[Word], told: Sequence[str], start: int, end: int, first: int, behind: int
    ) -> Iterator[Found]:
        """Give the names among the tokens `first` to `behind` of the sentence that is `start` to `end`."""
        scores = [self._scores(every, told, start, end, place) for place in range(first, behind)]
        begun: int | None = None
        kind = ""
        for place, label in enumerate([*self._model.best(scores), OUTSIDE], start=first):
            if begun is not None and not label.startswith("I-"):
                begin, stop = every[begun].start, every[place - 1].end
                yield Found(begin, stop, text[begin:stop], TYPES.get(kind, "other"), NAME)
                begun = None
            if label.startswith("B-"):
                begun, kind = place, label[2:]

    def _scores(self, every: Sequence[Word], told: Sequence[str], start: int, end: int, place: int) -> list[int]:
        form = every[place].text[:LONGEST]
        parts = [self._forms[form][0]]
        around = [f"g={told[place]}"]
        for number, step in enumerate(BESIDE, start=1):
            other = place + step
            if start <= other < end:
                parts.append(self._forms[every[other].text[:LONGEST]][number])
                around.append(f"{step}g={told[other]}")
            else:
                around.append(f"{step}end")
        if place > start:
            around.append(f"ss={shape(every[place - 1].text[:LONGEST])} {shape(form)}")
        parts.append(self._around["\t".join(around)])
        return list(map(sum, zip(*parts, strict=True)))

    def _weigh(self, form: str) -> tuple[Scores, ...]:
        """Give what a form says for its own place, and for each of its neighbours."""
        own, beside = features(form, LANGUAGE)
        return self._model.weigh(own), *(self._model.weigh(f"{step}{one}" for one in beside) for step in BESIDE)

    def _weigh_around(self, told: str) -> Scores:
        return self._model.weigh(told.split("\t"))


def in_kazakh(
    text: str, scanned: Sequence[Found], segments: Sequence[Segment], *, language: str | None = None
) -> list[Found]:
    """Find the names of a text that is Kazakh in part.

    In other languages the gazetteer's findings stay, and so do those that stand across a border.

    Args:
        text: any text.
        scanned: what the gazetteer found in it, ascending.
        segments: the languages of its stretches, which cover it.
        language: of the whole text, where it is known.
    """
    kept: list[Found] = []
    own: list[Found] = []
    at = 0
    for start, end in _stretches_in(segments, language):
        first, behind = (bisect_left(scanned, place, key=_start) for place in (start, end))
        if behind > first and scanned[behind - 1].end > end:
            behind -= 1
        inside = [_moved(item, -start) for item in scanned[first:behind]]
        own += (_moved(item, start) for item in kazakh_tagger().find(text[start:end], inside))
        kept += scanned[at:first]
        at = behind
    kept += scanned[at:]
    return sorted([*kept, *apart(own, kept)], key=_start)


def _stretches_in(segments: Sequence[Segment], language: str | None) -> Iterator[tuple[int, int]]:
    """Give start and end of the stretches in Kazakh, neighbours as one."""

    def is_read(piece: Segment) -> bool:
        return (language or piece.language) == LANGUAGE and piece.script in SCRIPTS

    for is_kazakh, run in groupby(segments, is_read):
        if is_kazakh:
            stretch = list(run)
            yield stretch[0].start, stretch[-1].end


def _parted(text: str, names: Sequence[Found], scanned: Sequence[Found]) -> Iterator[Found]:
    """Give the model's names, persons without listed names beside them that are of no person: Тоқаев Астанада."""
    there = Findings(scanned)
    for name in names:
        near = there.at(name.start, name.end) if name.type == "person" else ()
        at = name.start
        for other in near:
            if other.type != "person" and not _may_be_given(text, other, name):
                yield from _piece(text, name, at, other.start)
                yield from _piece(text, other._replace(by=name.by, bearers=()), other.start, other.end)
                at = other.end
        yield from _piece(text, name, at, name.end)


def _may_be_word(item: Found, surface: str, script: str) -> bool:
    """Say whether a finding of the gazetteer may be an ordinary word of a text: YouTube is none in Cyrillic."""
    return item.type in TYPES and " " not in surface and script_of(surface) == script


def _may_be_given(text: str, listed: Found, name: Found) -> bool:
    """Say whether a listed name may be a person's, too: a given or family name, or what a family name goes behind."""
    word, behind = text[listed.start : listed.end], text[listed.end : name.end].split()
    if known(word) is not None or look(word).family == 2:
        return True
    seen = look(behind[0]) if behind and listed.start == name.start and not has_case(word) else None
    return seen is not None and (seen.family == 2 or seen.patronymic is not None)


def _piece(text: str, name: Found, start: int, end: int) -> Iterator[Found]:
    """Give what stands at a place as a name, without the blanks around it."""
    words = text[start:end].strip()
    if words:
        begin = text.index(words, start)
        yield name._replace(start=begin, end=begin + len(words), lemma=words)


def _start(item: Found) -> int:
    return item.start


def _moved(item: Found, by: int) -> Found:
    return item._replace(start=item.start + by, end=item.end + by)


def _borders(every: Sequence[Word], ends: Iterator[int]) -> Iterator[int]:
    """Give, for each end of a sentence, how many tokens stand before it."""
    place = 0
    for end in ends:
        begun = place
        while place < len(every) and every[place].start < end:
            place += 1
        if place > begun:
            yield place


def _stretches(sentence: Sequence[Word], told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the parts of a sentence that names can stand in: around capitals and listed names."""
    first = behind = 0
    for place, token in enumerate(sentence):
        if token.text[0].isupper() or told[place]:
            if place - _AHEAD > behind and behind:
                yield first, behind
                first = place - _AHEAD
            elif not behind:
                first = max(place - _AHEAD, 0)
            behind = min(place + _BEHIND + 1, len(sentence))
    if behind:
        yield first, behind


@cache
def kazakh_tagger() -> KazakhTagger:
    """Give the tagger, loaded when first asked for."""
    return KazakhTagger(SequenceModel.read(data.read_text(MODEL).splitlines()))
