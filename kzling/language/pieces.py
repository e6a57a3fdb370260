"""The languages of the pieces of a text and of the whole, each word read once."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from kzling.language.detect import SURE, UNKNOWN, detect
from kzling.language.sums import MOST_CHARACTERS, Verdict, verdict
from kzling.language.switches import may_change
from kzling.language.votes import Manner, Sentence, poll, read
from kzling.text.scripts import script_of

# A mark that ends what is read together (as in `votes`), and behind it only what cannot vote: mostly white space.
_ENDS = frozenset(".!?…。！？؟۔")
_ENDED = re.compile(r"""[.!?…。！？؟۔\n]["»”’)\]\s]*\Z""")
# It is looked for among the last characters of a piece; where it stands farther off, the whole is read by itself.
_TAIL = 12


class Judged(NamedTuple):
    """What is said of each piece of a text and of the whole, and which pieces may be in more than one language."""

    pieces: list[Verdict]
    votes: list[int]  # what each verdict on a piece was made of, see `kzling.language.sums`
    whole: Verdict
    mixed: list[bool]


def judge(text: str, cut: Sequence[tuple[int, int]], how: Manner) -> Judged:
    """Give what `detect` says of each piece and of the whole text, without the alternatives.

    Args:
        text: any text, with spaces where something must not vote.
        cut: its pieces, as `sentences.pieces` gives them.
        how: the `votes.manner` of the text.
    """
    visible = [text[start:end] for start, end in cut]
    if any(len(piece) > MOST_CHARACTERS for piece in visible):
        return Judged([_asked(piece) for piece in visible], [0] * len(cut), _asked(text), [False] * len(cut))
    said = [read(piece, how) for piece in visible]
    sums = list(map(poll, said))
    told = [_judged(total, own, piece) for total, own, piece in zip(sums, said, visible, strict=True)]
    found, votes = [verdict for verdict, _ in told], [own for _, own in told]
    mixed = [_mixed(own, verdict) for own, verdict in zip(said, found, strict=True)]
    if len(cut) == 1:
        return Judged(found, votes, found[0], mixed)
    if len(text) > MOST_CHARACTERS:
        return Judged(found, votes, _asked(text), mixed)
    # Pieces that end as sentences do have the votes of the whole between them.
    if _apart(visible, how):
        whole, _ = _judged(sum(sums), chain.from_iterable(said), text)
    else:
        read_whole = read(text, how)
        whole, _ = _judged(poll(read_whole), read_whole, text)
    return Judged(found, votes, whole, mixed)


def _asked(text: str) -> Verdict:
    """Judge a text that may be of any length."""
    answer = detect(text)
    return Verdict(answer.language, answer.script, answer.confidence)


def _mixed(sentences: Sequence[Sentence], told: Verdict) -> bool:
    return told.language != UNKNOWN and may_change(sentences, (told.language, told.script))


def _judged(total: int, sentences: Iterable[Sentence], text: str) -> tuple[Verdict, int]:
    """Judge a text by its words; where they tell too little, by what has the shape of a name, too.

    Gives the verdict and the votes that it was made of.
    """
    found = verdict(total)
    if found is None or found.confidence < SURE:
        total = poll(sentences, names=True)
        found = verdict(total)
    return found or Verdict(UNKNOWN, script_of(text), 0.0), total


def _apart(visible: Sequence[str], how: Manner) -> bool:
    """Say whether nothing that votes reaches over a border, so that the whole reads as its pieces do."""
    return how.ready and all(
        (piece.rstrip()[-1:] in _ENDS or _ENDED.search(piece, max(0, len(piece) - _TAIL)))
        and (not how.codes or piece[-1].isspace())
        for piece in visible[:-1]
    )
