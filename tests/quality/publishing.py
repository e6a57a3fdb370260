"""Measure what publishing costs: seconds and memory, beside `upload_folder` of the same folder.

    python tests/quality/publishing.py [--megabytes N] [--shards N]

A folder of shards with random bytes goes to a Hub on the loopback address (tests/hub/hub_server.py), in a process of
its own; each publisher is a process of its own with a Hub of its own. "again" is a second publication without change.
Xet is switched off: the loopback Hub speaks LFS.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from kzling.model import FileEntry, Manifest

HERE = Path(__file__).parent
REPO = "steppe/news"
MB = 1_000_000
_END = """
status = open("/proc/self/status").read()
print(round(time.process_time(), 2), int(status.split("VmHWM:")[1].split()[0]) * 1024)
"""
OURS = f"""
import sys, time
from kzling.hub.publish import publish
publish(sys.argv[1], "{REPO}", token=sys.argv[2])
{_END}"""
THEIRS = f"""
import sys, time
from huggingface_hub import HfApi
api = HfApi(token=sys.argv[2])
api.create_repo("{REPO}", repo_type="dataset", exist_ok=True)
api.upload_folder(repo_id="{REPO}", folder_path=sys.argv[1], repo_type="dataset", commit_message="all")
{_END}"""


def make_folder(folder: Path, size: int, shards: int) -> None:
    """Write a dataset folder whose shards hold random bytes, which no transfer can make smaller."""
    entries = []
    card = folder / "README.md"
    card.parent.mkdir(parents=True)
    card.write_text("---\nlicense: other\n---\n# Random bytes\n", encoding="utf-8")
    paths = [folder / "documents" / f"train-{n:05}-of-{shards:05}.parquet" for n in range(shards)]
    paths[0].parent.mkdir()
    for path in paths:
        with path.open("wb") as stream:
            left = size // shards
            while left > 0:
                stream.write(os.urandom(min(left, MB)))
                left -= MB
    for path in (card, *paths):
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        entries.append(FileEntry(path.relative_to(folder).as_posix(), digest, path.stat().st_size, 0))
    manifest = Manifest(1, "0", "0", {}, (), {}, (), {}, {}, tuple(entries))
    (folder / "manifest.json").write_text(json.dumps(manifest.to_dict()), encoding="utf-8")


def _serve(pipe: Connection) -> None:
    sys.path.insert(0, str(HERE.parent / "hub"))
    from hub_server import HubServer

    with HubServer(page=1000) as hub:
        pipe.send((hub.url, hub.token))
        pipe.recv()


@contextmanager
def hub() -> Iterator[tuple[str, str]]:
    """Run a Hub in a process of its own; give its address and token."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    try:
        yield here.recv()
    finally:
        here.send(None)
        server.join(10)


def run(code: str, folder: Path, url: str, token: str, home: Path) -> tuple[float, float, float]:
    """Give seconds on the clock, seconds of work, and the most memory in MB of a publisher."""
    own = {"HF_HOME": str(home), "HF_ENDPOINT": url, "NO_PROXY": "127.0.0.1", "HF_HUB_DISABLE_XET": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING"))}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), token],
        env={**kept, **own, "HF_HUB_DISABLE_PROGRESS_BARS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    worked, memory = done.stdout.split()
    return time.perf_counter() - start, float(worked), int(memory) / MB


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--shards", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "dataset"
        make_folder(folder, asked.megabytes * MB, asked.shards)
        best: dict[str, float] = {}
        print(f"{asked.megabytes} MB in {asked.shards} shards\n{'':14}{'s':>8}{'s work':>8}{'MB most':>9}")
        for number in range(asked.rounds):
            for name, code in (("publish", OURS), ("upload_folder", THEIRS)):
                with hub() as (url, token):
                    home = Path(place) / f"{name}{number}"
                    took = run(code, folder, url, token, home)
                    best[name] = min(best.get(name, took[0]), took[0])
                    print(f"{name:14}{took[0]:8.1f}{took[1]:8.1f}{took[2]:9.0f}")
                    if name == "publish":
                        took = run(code, folder, url, token, home)
                        print(f"{'  again':14}{took[0]:8.1f}{took[1]:8.1f}{took[2]:9.0f}")
        print(f"publish takes {best['publish'] / best['upload_folder']:.2f} of upload_folder (asked: <= 1.3)")


if __name__ == "__main__":
    main()
