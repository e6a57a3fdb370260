"""One job of kb_scale.py in a fresh process: import a generated base, or open one and resolve names, or scan texts.

Standard input is one line of JSON. {"do": "import", "path", "entities"} is answered by {"seconds", "bytes"}. {"do":
"resolve", "path" (null: the default base), "asked": [[form, lang], ...], "stream": [[lang, [form, ...]], ...],
"reached"} is answered by {"ready", "spent", "mentions", "candidates", "loop"}, {"do": "scan", "path", "texts":
{lang: [text, ...]}} by {"ready", "cold", "again"}: seconds, of the texts by language; then the process waits for
another line and answers {"private"}: bytes that it shares with nobody.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def loop() -> float:
    """Give the seconds of a fixed piece of work, least of five: how fast the machine is just now."""
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        sum(len(str(number)) for number in range(200_000))
        spent.append(time.perf_counter() - start)
    return min(spent)


def imported(path: str, entities: int) -> dict[str, Any]:
    from kb_generated import records

    from kzling import KnowledgeBase

    start = time.perf_counter()
    KnowledgeBase.from_records(records(entities)).save(path)
    return {"seconds": time.perf_counter() - start, "bytes": Path(path).stat().st_size, "loop": loop()}


def compared(asked: list[list[str]], base: Any) -> Iterator[int]:
    """Count for each name the entities that are compared with it, letter by letter."""
    from kzling.resolution import matches

    for form, lang in asked:
        found = matches.matches(form, lang=lang, type=None, base=base)
        yield len({match.entity.id for match in found if match.comparison is not None})


def resolved(
    path: str | None, asked: list[list[str]], stream: list[tuple[str, list[str]]], reached: bool
) -> dict[str, Any]:
    start = time.perf_counter()
    import kzling
    from kzling import KnowledgeBase

    base = KnowledgeBase.default() if path is None else KnowledgeBase.open(path)
    kzling.resolve(asked[0][0], lang=asked[0][1], kb=base)
    ready = time.perf_counter() - start
    spent = []
    for form, lang in asked[1:]:
        began = time.perf_counter()
        kzling.resolve(form, lang=lang, kb=base)
        spent.append(time.perf_counter() - began)
    start = time.perf_counter()
    for lang, forms in stream:
        kzling.resolve_many(forms, lang=lang, kb=base)
    mentions = time.perf_counter() - start
    counts = list(compared(asked, base)) if reached else []
    return {"ready": ready, "spent": spent, "mentions": mentions, "candidates": counts, "loop": loop()}


def scanned(path: str | None, texts: dict[str, list[str]]) -> dict[str, Any]:
    """Find the names of a base in texts, each met for the first time, then seen again."""
    start = time.perf_counter()
    from kzling import KnowledgeBase
    from kzling.mentions.gazetteer import gazetteer

    finder = gazetteer(KnowledgeBase.default() if path is None else KnowledgeBase.open(path))
    finder.scan("Қазақстан, Казахстан, Kazakhstan")
    answer: dict[str, Any] = {"ready": time.perf_counter() - start, "cold": {}, "again": {}}
    for lang, corpus in texts.items():
        for time_ in ("cold", "again"):
            start = time.process_time()
            for text in corpus:
                finder.scan(text)
            answer[time_][lang] = time.process_time() - start
    return answer


_JOBS = {"import": imported, "resolve": resolved, "scan": scanned}


def private() -> int:
    """Give the bytes of this process that no other maps, in use or touched."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def main() -> None:
    question = json.loads(sys.stdin.readline())
    do = question.pop("do")
    print(json.dumps(_JOBS[do](**question)), flush=True)
    if do != "import":
        sys.stdin.readline()
        print(json.dumps({"private": private()}), flush=True)


if __name__ == "__main__":
    main()
