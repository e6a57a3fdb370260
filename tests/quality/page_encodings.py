"""Measure how bytes are decoded and mojibake is mended, on sentences of many languages.

    python tests/quality/page_encodings.py --data FOLDER [--draws 20]

FOLDER holds *.tsv files with the columns lang, script and text. Detection: sentences are joined, encoded, and read
again without a declaration; right is what gives back every character. Other detectors take part if they are
installed. Mending: every correct sentence must stay as it is (false repairs), texts that were decoded wrongly must
come back (recall).
"""

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from kzling.corpus.readers.codepages import SINGLE_BYTE
from kzling.corpus.readers.encoding import decoded
from kzling.corpus.readers.mojibake import mended

Sentences = dict[str, list[str]]
ENCODINGS = {
    "Cyrl": ("cp1251", "kz1048", "ptcp154", "koi8-r", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5"),
    "Latn": ("cp1250", "iso8859-2", "cp1252", "cp1254"),
}
LENGTHS = (1, 3, 20)
MISTAKES = (
    *(("utf-8", wrong) for wrong in ("cp1252", "latin-1", "cp1251", "cp1250", "koi8-r", "cp866")),
    ("cp1251", "cp1252"), ("cp1251", "latin-1"), ("koi8-r", "cp1251"), ("cp1251", "koi8-r"), ("cp866", "cp1251"),
)  # fmt: skip


def sentences(folder: Path) -> Sentences:
    """Give the sentences of each language and script, without those that were mixed."""
    csv.field_size_limit(sys.maxsize)
    found: Sentences = defaultdict(list)
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["script"] in ENCODINGS:
                    found[f"{row['lang']}-{row['script']}"].append(row["text"])
    return {key: texts for key, texts in sorted(found.items()) if len(texts) >= max(LENGTHS)}


def detectors() -> dict[str, Callable[[bytes], str]]:
    """Give each detector that is there, as a function from bytes to text ("" where it gives up)."""
    found: dict[str, Callable[[bytes], str]] = {"kzling": lambda content: decoded(content).text}
    if find_spec("charset_normalizer"):
        from_bytes = import_module("charset_normalizer").from_bytes
        found["charset_normalizer"] = lambda content: str(from_bytes(content).best() or "")
    if find_spec("chardet"):
        guess = import_module("chardet").detect
        found["chardet"] = lambda content: content.decode(guess(content)["encoding"] or "ascii", "replace")
    return found


def drawn(own: list[str], codec: str, length: int, draws: int, chance: random.Random) -> list[str]:
    """Join sentences that the encoding can write, as often as asked for; texts in ASCII are left out."""
    pool = [text for text in own if text.encode(codec, "ignore").decode(codec) == text]
    texts = [" ".join(chance.sample(pool, length)) for _ in range(draws if len(pool) >= length else 0)]
    return [text for text in texts if not text.isascii()]


def detection(texts: Sentences, draws: int) -> None:
    """Print the share of texts read right: per encoding, per language, and in all, with the time for each text."""
    rows: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    spent: Counter[str] = Counter()
    readers, chance = detectors(), random.Random(1)
    for key, own in texts.items():
        script = key.partition("-")[2]
        for codec in ENCODINGS[script]:
            for length in LENGTHS:
                for text in drawn(own, codec, length, draws, chance):
                    content = text.encode(codec)
                    for row in (codec, key, f"all {script}"):
                        rows[length, row]["texts"] += 1
                    for name, reader in readers.items():
                        start = time.perf_counter()
                        right = reader(content) == text
                        spent[name] += time.perf_counter() - start  # type: ignore[assignment]
                        for row in (codec, key, f"all {script}"):
                            rows[length, row][name] += right
    print(f"{'sentences':9} {'':14} {'texts':>6}", *(f"{name:>19}" for name in readers))
    for (length, row), counted in sorted(rows.items()):
        shares = (f"{counted[name] / counted['texts']:19.3f}" for name in readers)
        print(f"{length:9} {row:14} {counted['texts']:6}", *shares)
    tried = sum(counted["texts"] for (_, row), counted in rows.items() if row.startswith("all"))
    print("ms a text:", *(f"{name} {1000 * spent[name] / tried:.1f}" for name in readers))


def mending(texts: Sentences, draws: int) -> None:
    """Print the false repairs in correct sentences, and the share of wrongly decoded texts that come back."""
    print("\nfalse repairs (the sentence as it was, and as it became):")
    checked, false = Counter[str](), Counter[str]()
    for key, own in texts.items():
        for text in own:
            checked[key] += 1
            if (found := mended(text)).how is not None:
                false[key] += 1
                print(f"  {key} {found.how}: {text[:70]!r} -> {found.text[:70]!r}")
    print("  " + ", ".join(f"{key} {false[key]}/{checked[key]}" for key in texts), f"in all {false.total()}")
    chance = random.Random(2)
    print(f"\n{'mended':24}", *(f"{length:>4} sentences (changed wrongly)" for length in LENGTHS))
    for right, wrong in MISTAKES:
        cells = []
        for length in LENGTHS:
            counted = Counter[str]()
            for key, own in texts.items():
                if right != "utf-8" and not key.endswith("Cyrl"):
                    continue
                for text in drawn(own, right, length, draws, chance):
                    broken = misread(text, right, wrong)
                    result = mended(broken).text
                    counted.update(["texts", "mended" * (result == text), "worse" * (result not in (text, broken))])
            cells.append(f"{counted['mended'] / counted['texts']:14.3f} ({counted['worse']}/{counted['texts']})")
        print(f"{right + ' as ' + wrong:24}", *(f"{cell:>31}" for cell in cells))


def misread(text: str, right: str, wrong: str) -> str:
    """Decode as browsers do: a byte that an encoding leaves open becomes a C1 control."""
    return "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in text.encode(right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.tsv with lang, script, text")
    parser.add_argument("--draws", type=int, default=20, help="texts for each language, encoding and length")
    arguments = parser.parse_args()
    texts = sentences(arguments.data)
    print(
        f"{sum(map(len, texts.values()))} sentences, {len(texts)} languages, {len(SINGLE_BYTE)} encodings looked for"
    )
    detection(texts, arguments.draws)
    mending(texts, arguments.draws)


if __name__ == "__main__":
    main()
