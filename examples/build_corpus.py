"""Build a Hugging Face dataset from a folder of articles and look into it.

python examples/build_corpus.py examples/corpus demo
"""

import sys
from pathlib import Path

from datasets import load_dataset

import kzling


def main(corpus: str, output: str) -> None:
    manifest = kzling.build(corpus, output, overwrite=True)
    counts = manifest.counts
    print(f"The dataset is in {Path(output).resolve()}.")
    print(
        f"Read {counts['read']} records = kept {counts['kept']} + duplicates {counts['duplicates']}"
        f" + rejected {counts['rejected']}."
    )
    for config in ("documents", "mentions", "entities", "names"):
        splits = load_dataset(output, config)
        print(f"{config}: " + ", ".join(f"{rows.num_rows} {name}" for name, rows in splits.items()))

    mentions = load_dataset(output, "mentions", split="train")
    astana = mentions.filter(lambda row: row["entity_id"] == "kz-place-astana")
    print("Astana is written " + ", ".join(sorted(set(astana["surface"]))) + ".")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["examples/corpus", "demo"]))
