"""Undoing one scheme for one name: which source spellings it writes as exactly this form, and by which steps."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kzling.answers import Step
from kzling.orthography.folding import bare, folded
from kzling.orthography.lattice import MAX_LENGTH, lattice_of
from kzling.orthography.likeness import likeness
from kzling.orthography.schemes import table
from kzling.orthography.table import Rule, Table
from kzling.text.nfc import nfc

#: The most preimages of one form.
MAX_PREIMAGES = 200

#: The rule of what a scheme copies.
KEEP = "keep"

# Beginnings kept at each place, and how far (in natural logarithms) behind the best of their place: these find every
# example's source. Where few answers are wanted, fewer will do, unless they give none.
_ALL = (1200, math.inf)
_FEW = 60
_BEAM_PER_ANSWER = 2
_FAR = 12.0


def invert(form: str, scheme: str, *, limit: int = MAX_PREIMAGES) -> list[str]:
    """Give the source spellings that a scheme writes as exactly this form, most name-like first.

    Case is not compared; the sources take the case of the form (ТОКАЕВ for TOKAJEW). A token of more than 40
    characters has none, and no token has more than 200.

    >>> invert("Szczuka", "ru-pl")[0]
    'Щука'

    Args:
        form: one token: a name without spaces (a hyphen divides words inside it).
        scheme: the id of a scheme.
        limit: at most so many.

    Raises:
        UnknownScheme: there is no such scheme.
    """
    form = nfc(form)
    compiled = table(scheme)
    small = compiled.lower(form)
    limit = max(0, min(limit, MAX_PREIMAGES))
    if not small or len(small) > MAX_LENGTH or not limit:
        return []
    quick = (_BEAM_PER_ANSWER * limit, _FAR)
    found: list[str] = []
    for beam, far in (quick, _ALL) if limit <= _FEW else (_ALL,):
        found = _exact(small, compiled, beam, far)
        if found:
            break
    found.sort(key=lambda source: (-likeness(source, compiled.source_language), source))
    return [like(form, source) for source in found[:limit]]


def _exact(small: str, compiled: Table, beam: int, far: float) -> list[str]:
    """Give the spellings that a walk finds and that the scheme does write so."""
    alone = lattice_of(compiled.id)
    starts = alone.walk(alone.without_signs(small), allowed=alone.all, beam=beam, far=far, exact=True)
    return [source for _, source, _, _ in starts if _exact_path(source, small, compiled) is not None]


def explain(source: str, form: str, compiled: Table) -> tuple[Step, ...]:
    """Give the steps that write `form` for `source`; their outputs, concatenated, are the form to its case.

    Offsets are code points of `source`; what the scheme copies has the rule "keep". Empty if it does not write it,
    also not with alternative outputs or without diacritics and apostrophes.
    """
    form = nfc(form)
    source_small, small = compiled.lower(source), compiled.lower(form)
    path = _exact_path(source_small, small, compiled) or _path(source_small, small, compiled) or ()
    steps: list[Step] = []
    written = 0
    for start, end, length, rule in path:
        after = written + length
        steps.append(_step(start, end, source[start:end], form[written:after], rule))
        written = after
    return tuple(steps)


def like(form: str, small: str) -> str:
    """Give a spelling the case of a form: capitals, a capital at the head of each part, or small letters.

    A script without case (Arabic) tells nothing; what stands in it counts as a name.

    >>> like("Nur-Sultan", "нур-султан"), like("TOKAJEW", "токаев"), like("توقاەۆ", "тоқаев")
    ('Нур-Султан', 'ТОКАЕВ', 'Тоқаев')
    """
    if len(form) > 1 and form.isupper():
        return small.upper()
    caseless = form.upper() == form.lower()
    heads = [caseless or part[:1].isupper() for part in form.split("-")]
    parts = small.split("-")
    if len(parts) != len(heads):
        heads = heads[:1] * len(parts)
    return "-".join(part[:1].upper() + part[1:] if head else part for head, part in zip(heads, parts, strict=True))


@lru_cache(maxsize=1 << 14)
def _step(start: int, end: int, source: str, output: str, rule: str) -> Step:
    """Give a step; names share many, and a step never changes."""
    return Step(start, end, source, output, rule)


# A rewrite of the source: its start and end, the length of its output in the form, and the name of its rule.
_Piece = tuple[int, int, int, str]


class _Way(NamedTuple):
    """How an output has come about: the number of alternative outputs, and the pieces."""

    alternatives: int
    path: tuple[_Piece, ...]


def _exact_path(source: str, small: str, compiled: Table) -> tuple[_Piece, ...] | None:
    """Render forward by the rules' own outputs; None if that does not give the form."""
    signs = compiled.signs(source)
    path: list[_Piece] = []
    written = position = 0
    while position < len(source):
        sign = signs.get(position) if signs else None
        if sign is not None:
            if not small.startswith(sign.prefix, written):
                return None
            path.append((position, position, len(sign.prefix), sign.name))
            written += len(sign.prefix)
        rule = compiled.match(source, position) or Rule(source[position], source[position], KEEP)
        output = rule.output
        if not small.startswith(output, written):
            return None
        end = position + len(rule.source)
        path.append((position, end, len(output), rule.name))
        written += len(output)
        position = end
    return tuple(path) if written == len(small) else None


def _path(source: str, small: str, compiled: Table) -> tuple[_Piece, ...] | None:
    """Render forward: the path to `small` that departs least from the rules' own outputs; None if there is none."""
    level = bare(small, compiled.target_script)
    signs = compiled.signs(source)
    # How far the output may have come, and whether something was dropped -> the way with the fewest alternatives.
    # What is canonical comes first, so ties keep the rule's output.
    ways: dict[tuple[int, bool], _Way] = {(0, False): _Way(0, ())}
    position = 0
    while position < len(source) and ways:
        sign = signs.get(position)
        if sign is not None:
            outputs = [(sign.prefix, 0, False), ("", 0, True)]
            ways = _further(ways, position, position, sign.name, outputs, small, level)
        rule = compiled.match(source, position) or Rule(source[position], source[position], KEEP)
        end = position + len(rule.source)
        ways = _further(ways, position, end, rule.name, list(_outputs(rule, compiled.target_script)), small, level)
        position = end
    ends = [(dropped, way) for (place, dropped), way in ways.items() if place == len(small)]
    return min(ends, key=lambda end: (end[1].alternatives + end[0], end[0]))[1].path if ends else None


_Output = tuple[str, int, bool]


def _outputs(rule: Rule, script: str) -> Iterator[_Output]:
    """Give what a rule may write: the output, the number of alternatives it takes, whether something is dropped."""
    for number, output in enumerate((rule.output, *rule.alternatives)):
        yield output, int(number > 0), False
        for form in folded(output, script):
            yield form, int(number > 0), True


def _further(
    ways: dict[tuple[int, bool], _Way],
    start: int,
    end: int,
    name: str,
    outputs: list[_Output],
    small: str,
    level: str,
) -> dict[tuple[int, bool], _Way]:
    found: dict[tuple[int, bool], _Way] = {}
    for (written, dropped), way in ways.items():
        for output, alternative, loose in outputs:
            if (level if loose else small).startswith(output, written):
                key = (written + len(output), dropped or loose)
                alternatives = way.alternatives + alternative
                if key not in found or alternatives < found[key].alternatives:
                    found[key] = _Way(alternatives, (*way.path, (start, end, len(output), name)))
    return found
