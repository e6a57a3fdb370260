"""Proper names that a translator took word for word, found where the words around them make it certain.

"Classmates" are former pupils; "subscribe to us in Telegram and Classmates" is the network Odnoklassniki. The forms
are in resources/translation/literal-names.tsv, what has to stand around them in contexts.yml.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from kzling import data
from kzling.answers import Evidence
from kzling.ids import cluster_id, mention_id
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.standard import canonical
from kzling.mentions.found import Found
from kzling.model import EntityType, Mention, Restored, Span
from kzling.resolution.links import Linked
from kzling.text.fold import fold
from kzling.text.scripts import script_of
from kzling.translation.milieu import near
from kzling.translation.phrases import rows
from kzling.translation.signs import FOLDER, Sign, sign

#: What the finder is called in `Mention.by`.
BY = "literal"
#: How far from a name, in code points, another network, a verb of reporting or of asking for readers may stand.
_COMPANY, _REPORT = 70, 40
#: How sure a form is that is distinctive, and one that is a common word: on the gold of contexts, November 2026.
_SURE, _LIKELY = 0.95, 0.85
_QUOTES = "«»„“”\"'‘’"
#: Quotation marks, without those that are apostrophes, too.
_MARKS = '«»„“”"'
_BEFORE_FIRMS = (" “", ' "', " «", " „")
_SENTENCE_END = re.compile(r"[.!?\n]")
_OPEN, _CLOSE = r"(?:[«„“\"'‘]|)", r"(?:[»”“\"'’]|)"
_LETTER = re.compile(r"\w+")


class LiteralName(NamedTuple):
    """A name with one of its literal forms: its own language and form, its type, what has to stand around it."""

    source: str
    own: str
    type: EntityType
    form: str
    how: str


class _Context(NamedTuple):
    """What may stand around literal names in texts of a language."""

    follow: re.Pattern[str]
    report: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    behind: Mapping[str, re.Pattern[str]]
    near: Mapping[str, re.Pattern[str]]
    operation: re.Pattern[str] | None


def with_literal(
    text: str, linked: Sequence[Linked], *, language: str, document: str, base: KnowledgeBase
) -> list[Linked]:
    """Add the literal names of a text to its names; they take the place of unknown names at the same spot."""
    found = list(_found(text, linked, language))
    if not found:
        return list(linked)
    made = [_made(text, start, name, language, document, base) for start, name in found]
    spans = [(item.mention.start, item.mention.end) for item in made]
    kept = [item for item in linked if not any(_touch(item.mention, span) for span in spans)]
    return sorted([*kept, *made], key=lambda item: item.mention.start)


def without_literal(found: Sequence[Found], text: str, language: str) -> list[Found]:
    """Leave out findings of the gazetteer that are decided here, by what stands around them."""
    forms = _by_form(language)
    return [item for item in found if text[item.start : item.end] not in forms]


def literal_signs(linked: Sequence[Linked]) -> Iterator[Sign]:
    """Give a sign for each name that was taken word for word."""
    seen: set[str] = set()
    for item in linked:
        mention = item.mention
        if mention.restored is not None and mention.surface not in seen:
            seen.add(mention.surface)
            span, known = Span(mention.start, mention.end), mention.canonical or mention.restored.form
            yield sign("literal-name", span, (mention.restored.language,), surface=mention.surface, canonical=known)


def literal_signs_alone(text: str, language: str) -> Iterator[Sign]:
    """Give a sign for each literal name of a text of which no other names are known: removed furniture."""
    for start, name in _found(text, (), language):
        span = Span(start, start + len(name.form))
        yield sign("literal-name", span, (name.source,), surface=name.form, canonical=name.own)


def _touch(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.start < span[1] and span[0] < mention.end


def _found(text: str, linked: Sequence[Linked], language: str) -> Iterator[tuple[int, LiteralName]]:
    """Give the literal names that the words around them make certain, ascending, with their places."""
    forms = _by_form(language)
    if not forms:
        return
    words = frozenset(_LETTER.findall(text))
    by_word = _by_word(language)
    there = [form for word in sorted(words & by_word.keys()) for form in by_word[word] if form in text]
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, LiteralName]] = []
    sources = near(linked) if there else {}
    for form in sorted(there, key=len, reverse=True):
        for place in _pattern(form).finditer(text):
            start, end = place.span()
            known = [item for item in linked if _touch(item.mention, (start, end))]
            # A longer name, or one that is somebody's, is not taken apart.
            held = any(
                item.mention.end - item.mention.start > end - start + 2
                or (_is_longer(item, start, end) and not _is_plain(item, forms))
                for item in known
            )
            if held or _is_explained(text, start, end) or any(low < end and start < high for low, high in taken):
                continue
            name = _certain(forms[form], text, start, end, language, sources)
            if name is not None:
                taken.append((start, end))
                found.append((start, name))
    yield from sorted(found, key=lambda one: one[0])


def _is_explained(text: str, start: int, end: int) -> bool:
    """Say whether a place is all that stands between brackets: Delovaya Nedelya (Business Week)."""
    return (
        text[max(start - 3, 0) : start].rstrip(_QUOTES)[-1:] == "(" and text[end : end + 3].lstrip(_QUOTES)[:1] == ")"
    )


def _is_longer(item: Linked, start: int, end: int) -> bool:
    """Say whether a name that is somebody's reaches beyond a place: what stands around Apple says which it is."""
    mention = item.mention
    return item.entity is not None and mention.restored is None and (mention.start < start or mention.end > end)


def _is_plain(item: Linked, forms: Mapping[str, Sequence[LiteralName]]) -> bool:
    """Say whether a name of the base is called by one of the literal forms only."""
    return item.mention.surface in forms and item.name is not None and item.name.kind == "literal"


def _certain(
    names: Sequence[LiteralName], text: str, start: int, end: int, language: str, sources: Mapping[str, int]
) -> LiteralName | None:
    """Give which of the names of a form it surely is here, None where it is none or may be several."""
    fitting = [name for name in names if _fits(name, text, start, end, language, sources)]
    if len({name.own for name in fitting}) <= 1:
        return fitting[0] if fitting else None
    ranked = sorted(fitting, key=lambda name: -sources.get(name.source, 0))
    first, second = (sources.get(name.source, 0) for name in ranked[:2])
    return ranked[0] if first > second else None


def _fits(name: LiteralName, text: str, start: int, end: int, language: str, sources: Mapping[str, int]) -> bool:
    context = _context(language)
    is_quoted = start > 0 and text[start - 1] in _MARKS and text[end : end + 1] in tuple(_MARKS)
    before, behind = text[max(start - _COMPANY, 0) : start], text[end : end + _COMPANY]
    if name.how == "operation":
        return context.operation is not None and context.operation.search(before) is not None
    if name.how == "network":
        return _is_network(context, before, behind)
    if name.how == "paper":
        closest = before[-_REPORT:], behind[:_REPORT]
        kinds = context.before.get("media"), context.behind.get("media")
        return bool(
            any(context.report.search(one) for one in closest)
            or (kinds[0] and kinds[0].search(before))
            or (kinds[1] and kinds[1].match(behind))
            or is_quoted
        )
    if name.how == "legal":
        # TOO “Kokshe Zhol”: what the firm is called stands behind it.
        return text[end : end + 2].startswith(_BEFORE_FIRMS)
    near = context.near.get(name.how)
    # A common word between quotation marks, with a word for what it is in the sentence, is a name wherever it is.
    if is_quoted and near and (near.search(_clause(before, -1)) or near.search(_clause(behind, 0))):
        return True
    if not sources.get(name.source):
        return False
    ahead, after = context.before.get(name.how), context.behind.get(name.how)
    if (ahead and ahead.search(before)) or (after and after.match(behind)):
        return True
    reported = context.report.search(before[-_REPORT:]) or context.report.search(behind[:_REPORT])
    # Parliamentary Newspaper writes: a title of several words is told from other words by its capitals.
    return name.how == "media" and (is_quoted or (name.form.istitle() and " " in name.form)) and reported is not None


def _clause(text: str, place: int) -> str:
    return _SENTENCE_END.split(text)[place]


def _is_network(context: _Context, before: str, behind: str) -> bool:
    """Say whether readers are asked to follow, or another network is listed beside it."""
    clause = _clause(before, -1), _clause(behind, 0)
    listed = re.compile(r"(?:,|and|or|и|или|та|і|або|мен|және|/|\||&|\bi\b)\s*[" + _QUOTES + r"]?\Z")
    joined = listed.search(clause[0]) or re.match(
        r"[" + _QUOTES + r"]?\s*(?:,|and\b|or\b|и\b|или\b|та\b|і\b|мен\b|және\b|/|\|)", clause[1]
    )
    company = any(_networks().search(one) for one in clause)
    return bool((company and joined) or (context.follow.search(clause[0]) and (company or _IN.search(clause[0]))))


#: A preposition right before the name.
_IN = re.compile(r"(?:\b(?:in|on|at|via|through|в|во|на|у)|\W)\s*[" + _QUOTES + r"]?\Z", re.IGNORECASE)


def _made(text: str, start: int, name: LiteralName, language: str, document: str, base: KnowledgeBase) -> Linked:
    end = start + len(name.form)
    bearers = base.known_bearers(fold(name.own), type=name.type) or base.known_bearers(fold(name.own))
    entity, listed = bearers[0] if bearers else (None, None)
    script = script_of(name.form)
    shown = canonical(entity, language=language, script=script) if entity is not None else name.own
    sure = _SURE if name.how in ("paper", "network", "operation") else _LIKELY
    identity = mention_id(document, start, end)
    mention = Mention(
        id=identity,
        start=start,
        end=end,
        surface=text[start:end],
        type=entity.type if entity is not None else name.type,
        lemma=name.form,
        language=language,
        script=script,
        by=BY,
        entity_id=entity.id if entity is not None else cluster_id((identity,)),
        canonical=shown,
        score=sure,
        verdict="likely" if entity is not None else "unclear",
        restored=Restored(name.own, name.source, sure),
        evidence=(Evidence("literal", 0.0, f"{name.form} is {name.own}, taken word for word."),),
    )
    return Linked(mention, entity, listed, False)


@cache
def _by_form(language: str) -> dict[str, tuple[LiteralName, ...]]:
    found: dict[str, tuple[LiteralName, ...]] = {}
    for target, source, own, type, forms, how in rows("literal-names.tsv"):
        if target == language:
            for form in forms.split("|"):
                name = LiteralName(source, own, cast("EntityType", type), form, how)
                found[form] = (*found.get(form, ()), name)
    return found


@cache
def _by_word(language: str) -> dict[str, tuple[str, ...]]:
    """Give the literal forms by their longest word."""
    found: dict[str, tuple[str, ...]] = {}
    for form in _by_form(language):
        word = max(_LETTER.findall(form), key=len)
        found[word] = (*found.get(word, ()), form)
    return found


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])")


@cache
def _networks() -> re.Pattern[str]:
    return _any(data.read_yaml(f"{FOLDER}/contexts.yml")["networks"])


@cache
def _context(language: str) -> _Context:
    raw: dict[str, Any] = data.read_yaml(f"{FOLDER}/contexts.yml").get(language, {})
    kinds = {how: _words(words) for how, words in raw.get("kinds", {}).items()}
    operation = raw.get("operation")
    return _Context(
        _any(raw.get("follow", ())),
        _any(raw.get("report", ())),
        {how: re.compile(rf"(?<!\w){words}(?:,? (?:the|called|named))? ?{_OPEN}\Z") for how, words in kinds.items()},
        {how: re.compile(rf"{_CLOSE} ?{words}(?!\w)") for how, words in kinds.items()},
        {how: _any(words) for how, words in (raw.get("kinds", {}) | raw.get("near", {})).items()},
        re.compile(rf"(?<!\w){_words(operation)} (?:the |a |special )*\Z", re.IGNORECASE) if operation else None,
    )


def _words(words: Sequence[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_words(words)}(?!\w)" if words else r"(?!)", re.IGNORECASE)
