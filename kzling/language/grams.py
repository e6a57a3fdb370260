"""What the letters of a word cost in each language: the model in resources/languages/*.grams.

A file is one line of JSON (script, languages, how many runs), a line a run of letters, and a byte for each run and
language: how much less likely the last letter is there behind the others than in the language where it is likeliest,
in steps of `STEP`. `.ci/languages.py` trains it and says from what.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from kzling import data
from kzling.errors import InvalidResource
from kzling.text.forms import Forms

#: What stands before and behind a word.
START, END = "^", "$"
#: A letter is looked at with so many before it, itself counted.
ORDER = 6
#: The step of costs, in nats.
STEP = 1 / 16
#: The column of languages that have no file.
OTHERS = "und"
#: The costs of a word are sums of at most so many bytes, so 16 bits hold them.
_MOST_LETTERS = 200
_SUFFIX = ".grams"
#: So many runs of a generation are kept with their costs (see `Forms`): what most texts have, in some 3 MB.
_MOST_RUNS = 1 << 14


class Grams(NamedTuple):
    """The model of one script.

    `ends` gives what the last letter of a run of at most `ORDER` costs, 16 bits of a number for each language, in the
    order of `languages`; `row` reads such numbers.
    """

    languages: tuple[str, ...]
    ends: Callable[[str], int]
    row: Struct


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
        narrow = body[len(body) - count * len(languages) :]
        runs = body[: len(body) - len(narrow)].decode().split("\n")[:-1]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidResource(f"resources/{path} is no model of letters: {error!r}.") from error
    if len(runs) != count:
        raise InvalidResource(f"resources/{path} has {len(runs)} runs of letters, not {count}.")
    wide = bytearray(2 * len(narrow))
    wide[::2] = narrow
    size = 2 * len(languages)
    places = dict(zip(runs, range(0, count * size, size), strict=True))
    return Grams(languages, _ends(places, bytes(wide), size), Struct(f"<{len(languages)}H"))


def _ends(places: Mapping[str, int], table: bytes, size: int) -> Callable[[str], int]:
    def cost(run: str) -> int:
        # The longest run that the model has tells most; a letter that it does not have costs all languages alike.
        while run:
            place = places.get(run)
            if place is not None:
                return int.from_bytes(table[place : place + size], "little")
            run = run[1:]
        return 0

    return Forms(cost, most=_MOST_RUNS).__getitem__


def costs(word: str, model: Grams) -> tuple[int, ...]:
    """Give what a word costs in each language, in steps; letters behind the two hundredth are not looked at.

    >>> model = grams("Cyrl")
    >>> found = dict(zip(model.languages, costs("және", model)))
    >>> min(found, key=found.get)
    'kk'
    """
    padded = f"{START}{word[:_MOST_LETTERS]}{END}"
    runs = [padded[:size] for size in range(2, ORDER)]
    runs += [padded[start : start + ORDER] for start in range(len(padded) - ORDER + 1)]
    # One addition adds the costs for all languages.
    whole = sum(map(model.ends, runs if len(padded) >= ORDER else runs[: len(padded) - 1]))
    return model.row.unpack(whole.to_bytes(model.row.size, "little"))


def write(path: Path, script: str, languages: list[str], model: dict[str, tuple[int, ...]]) -> None:
    """Write a model: runs of letters with their costs."""
    head = json.dumps({"script": script, "languages": languages, "runs": len(model)}, ensure_ascii=False)
    runs = "".join(f"{run}\n" for run in model)
    path.write_bytes(f"{head}\n{runs}".encode() + b"".join(bytes(row) for row in model.values()))
