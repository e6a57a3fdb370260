"""Score and time pairs of names with other tools; needs nothing but the tools. name_tools.py runs it, over JSON.

Standard input: {"pairs": [[form, form, type], ...], "prime": the same, "tools": [name, ...]}. Standard output: a list
of {"tool", "version", "scores", "seconds"}: seconds of this process for the pairs, one after the other, when the tool
has loaded what it loads for the pairs in "prime"; {"tool", "error"} for a tool that cannot do it.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from itertools import count
from typing import Any

Score = Callable[[str, str, str], float]
#: What a type is in the model of nomenklatura. A place has no names to compare there, an organisation has.
SCHEMAS = {"person": "Person", "place": "Organization"}


def logic_v2() -> Score:
    """Compare with the rules of nomenklatura that are meant for names across languages and scripts."""
    algorithm = import_module("nomenklatura.matching").get_algorithm("logic-v2")
    entity = import_module("followthemoney").EntityProxy
    config = algorithm.default_config()
    # The tool keeps what it knows of an id: each name is an entity of its own.
    ids = count()

    def made(name: str, type: str) -> Any:
        return entity.from_dict({"id": f"e{next(ids)}", "schema": SCHEMAS[type], "properties": {"name": [name]}})

    return lambda a, b, type: float(algorithm.compare(made(a, type), made(b, type), config).score)


def rapidfuzz(name: str, *, latin: bool = False) -> Score:
    """Compare with a ratio of rapidfuzz after its own preparation (small letters, no punctuation).

    It knows no scripts; `latin` writes both names in Latin letters first, as nomenklatura does (rigour).
    """
    ratio = getattr(import_module("rapidfuzz.fuzz"), name)
    prepared = import_module("rapidfuzz.utils").default_process
    if not latin:
        return lambda a, b, type: ratio(a, b, processor=prepared) / 100
    written = import_module("rigour.text.translit").maybe_ascii
    return lambda a, b, type: ratio(written(a), written(b), processor=prepared) / 100


TOOLS: dict[str, tuple[str, Callable[[], Score]]] = {
    "logic-v2": ("nomenklatura", logic_v2),
    "WRatio": ("rapidfuzz", lambda: rapidfuzz("WRatio")),
    "token_set_ratio": ("rapidfuzz", lambda: rapidfuzz("token_set_ratio")),
    "Latin WRatio": ("rapidfuzz", lambda: rapidfuzz("WRatio", latin=True)),
    "Latin token_set": ("rapidfuzz", lambda: rapidfuzz("token_set_ratio", latin=True)),
}


def scored(tool: str, pairs: list[list[str]], prime: list[list[str]]) -> dict[str, Any]:
    package, make = TOOLS[tool]
    try:
        score = make()
        for pair in prime:
            score(*pair)
        start = time.process_time()
        scores = [score(*pair) for pair in pairs]
        seconds = time.process_time() - start
    except Exception as error:  # Whatever a tool raises, the others are still to be measured.
        return {"tool": tool, "error": f"{type(error).__name__}: {error}"}
    return {"tool": tool, "version": f"{package} {version(package)}", "scores": scores, "seconds": seconds}


def main() -> None:
    question = json.load(sys.stdin)
    answer = [scored(tool, question["pairs"], question["prime"]) for tool in question["tools"]]
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
