"""What the letters of a word cost in each language: the model in resources/languages/*.grams.

A file is one line of JSON (script, languages, how many runs), a line a run of letters, and a byte for each run and
language: how much less likely the last letter is there behind the others than in the language where it is likeliest,
in steps of `STEP`. `.ci/languages.py` trains it and says from what.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kzling import data
from kzling.errors import InvalidResource

#: What stands before and behind a word.
START, END = "^", "$"
#: A letter is looked at with so many before it, itself counted.
ORDER = 6
#: The step of costs, in nats.
STEP = 1 / 16
#: No letter speaks for one language against another with more steps, and no word against a language with more nats:
#: misspelt words and those of other languages stand in every text. Set in November 2026 on held-out lines and on the
#: even rows of tests/language/gold/mixed.jsonl.
MOST, MOST_AGAINST = 96, 5.0
#: The column of languages that have no file.
OTHERS = "und"
#: The bits that each language has in an integer of costs or gains.
LANE = 32
_SUFFIX = ".grams"


class Grams:
    """The model of one script: of `languages`, the last of which is `OTHERS`.

    It has some runs of at most `ORDER` letters, and with a run its beginnings.
    """

    def __init__(self, languages: tuple[str, ...], runs: Sequence[str], table: bytes) -> None:
        """Take the runs of letters and the bytes of what the last letter of each costs in each language."""
        self.languages = languages
        wide = LANE // 8
        self._table = bytearray(wide * len(table))
        self._table[::wide] = table
        self._size = wide * len(languages)
        self._others = LANE * (len(languages) - 1)
        self._every = sum(1 << LANE * lane for lane in range(len(languages)))
        self._signs = self._every << LANE - 1
        self._most_against = self._every * round(MOST_AGAINST / STEP)
        # The costs of a run, `LANE` bits of an integer for each language; until they are asked for, the place of the
        # run, as a number below zero. A letter that no run has costs all languages alike.
        self._rows = dict(zip(runs, range(-len(runs), 0), strict=True)) | {"": 0}

    def gains(self, word: str) -> int:
        """Give how much less a word costs in each language than in those that have no file, in steps.

        Args:
            word: in small letters, see `kzling.language.words.spelt`.

        Returns:
            An integer with a signed number in `LANE` bits for each language; that of `OTHERS` is 0.

        >>> model = grams("Cyrl")
        >>> kazakh = model.gains("және") >> LANE * model.languages.index("kk")
        >>> 0 < kazakh % 2**LANE < 2 ** (LANE - 1)  # a positive number
        True
        """
        row_of = self._rows.get
        run, rows = START, []
        for letter in f"{word}{END}":
            # The longest run that the model has tells most.
            run += letter
            while (row := row_of(run)) is None:
                run = run[1:]
            rows.append(row if row >= 0 else self._row(run))
        # One addition adds the costs for all languages. What a language gains beyond the least that it may gets the
        # highest bit of its lane; it stays where this is not negative.
        whole, signs = sum(rows), self._signs
        beyond = (whole >> self._others) * self._every - whole + self._most_against + signs
        stays = beyond & signs
        return (beyond & (stays - (stays >> LANE - 1))) - self._most_against

    def _row(self, run: str) -> int:
        start = len(self._table) + self._rows[run] * self._size
        self._rows[run] = found = int.from_bytes(self._table[start : start + self._size], "little")
        return found


@cache
def grams(script: str) -> Grams | None:
    """Give the model of a script, None where there is none.

    Raises:
        InvalidResource: its file is damaged.
    """
    path = f"languages/{script}{_SUFFIX}"
    if path not in data.names("languages", _SUFFIX):
        return None
    head, _, body = data.read_bytes(path).partition(b"\n")
    try:
        facts = json.loads(head)
        languages, count = tuple(facts["languages"]), int(facts["runs"])
        table = body[len(body) - count * len(languages) :]
        runs = body[: len(body) - len(table)].decode().split("\n")[:-1]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidResource(f"resources/{path} is no model of letters: {error!r}.") from error
    if len(runs) != count:
        raise InvalidResource(f"resources/{path} has {len(runs)} runs of letters, not {count}.")
    return Grams(languages, runs, table)


def write(path: Path, script: str, languages: list[str], model: dict[str, tuple[int, ...]]) -> None:
    """Write a model: runs of letters with their costs."""
    head = json.dumps({"script": script, "languages": languages, "runs": len(model)}, ensure_ascii=False)
    runs = "".join(f"{run}\n" for run in model)
    path.write_bytes(f"{head}\n{runs}".encode() + b"".join(bytes(row) for row in model.values()))
