"""Time kzling or another tool on running text; needs nothing but the tool. spelling_speed.py runs it, over JSON.

Standard input: {"texts": {language: [text, ...]}, "jobs": [{"tool", "name", "language"}, ...]}. Standard output: a
list of {"tool", "name", "language", "first", "best", "output"}: seconds of this process for the first and for the
fastest pass over the texts, and what came out; {"tool", "name", "language", "error"} where the tool cannot do it.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

#: Passes over the texts; no further one begins after so many seconds.
PASSES, PATIENCE = 20, 1.0


def function(tool: str, name: str) -> Callable[[str], str]:
    """Give the function with which a tool writes a text: by a schema, a language code or a transform's name."""
    if tool == "kzling":
        transliterate = import_module("kzling").transliterate
        return lambda text: transliterate(text, name)
    if tool == "iuliia":
        iuliia = import_module("iuliia")
        schema = getattr(iuliia, name)
        return lambda text: iuliia.translate(text, schema)
    if tool == "transliterate":
        translit = import_module("transliterate").translit
        return lambda text: translit(text, name, reversed=True)
    if tool == "cyrtranslit":
        to_latin = import_module("cyrtranslit").to_latin
        return lambda text: to_latin(text, name)
    transform = import_module("icu").Transliterator.createInstance(name)
    return lambda text: transform.transliterate(text)


def timed(job: dict[str, str], texts: list[str]) -> dict[str, Any]:
    try:
        write = function(job["tool"], job["name"])
        output: list[str] = []
        spent: list[float] = []
        while len(spent) < PASSES and sum(spent) < PATIENCE:
            start = time.process_time()
            output = [write(text) for text in texts]
            spent.append(time.process_time() - start)
    except Exception as error:  # Whatever a tool raises, the others are still to be measured.
        return {**job, "error": f"{type(error).__name__}: {error}"}
    return {**job, "first": spent[0], "best": min(spent), "output": output}


def main() -> None:
    asked = json.load(sys.stdin)
    json.dump([timed(job, asked["texts"][job["language"]]) for job in asked["jobs"]], sys.stdout)


if __name__ == "__main__":
    main()
