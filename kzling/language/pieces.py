"""The languages of the pieces of a text and of the whole, each word read once."""

import re
from collections.abc import Sequence

from kzling.language.detect import UNKNOWN, detect
from kzling.language.sums import MOST_WORDS, Verdict, verdict
from kzling.language.votes import Manner, masked, poll
from kzling.text.scripts import script_of

# A mark that ends what is read together (as in `votes`), and behind it only what cannot vote: mostly white space.
_ENDS = frozenset(".!?…。！？؟۔")
_ENDED = re.compile(r"""[.!?…。！？؟۔\n]["»”’)\]\s]*\Z""")
# It is looked for among the last characters of a piece; where it stands farther off, the whole is read by itself.
_TAIL = 12


def judge(
    text: str, cut: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], how: Manner
) -> tuple[list[Verdict], Verdict]:
    """Give what `detect` says of each piece and of the whole text, without the alternatives.

    Args:
        text: any text.
        cut: its pieces, as `sentences.pieces` gives them.
        spans: what must not vote, in code points of the text.
        how: the `votes.manner` of the text.
    """
    whole_text = masked(text, spans)
    visible = [whole_text[start:end] for start, end in cut]
    if len(text) > MOST_WORDS:
        return [_asked(piece) for piece in visible], _asked(whole_text)
    sums = [poll(piece, how) for piece in visible]
    found = [verdict(total) or _by_names(piece, how) for piece, total in zip(visible, sums, strict=True)]
    if len(cut) == 1:
        return found, found[0]
    # Pieces that end as sentences do have the votes of the whole between them.
    total = sum(sums) if _apart(visible, how) else poll(whole_text, how)
    return found, verdict(total) or _by_names(whole_text, how)


def _asked(text: str) -> Verdict:
    answer = detect(text)
    return Verdict(answer.language, answer.script, answer.confidence)


def _by_names(text: str, how: Manner) -> Verdict:
    """Judge a text in which nothing but what has the shape of a name tells."""
    return verdict(poll(text, how, names=True)) or Verdict(UNKNOWN, script_of(text), 0.0)


def _apart(visible: Sequence[str], how: Manner) -> bool:
    """Say whether nothing that votes reaches over a border, so that the whole reads as its pieces do."""
    return how.ready and all(
        (piece.rstrip()[-1:] in _ENDS or _ENDED.search(piece, max(0, len(piece) - _TAIL)))
        and (not how.codes or piece[-1].isspace())
        for piece in visible[:-1]
    )
