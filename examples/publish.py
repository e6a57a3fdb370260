"""Publish a dataset that kzling built, as one commit on the Hub, and read it back.

    python examples/publish.py demo owner/name v1.0.0

The token is the one of `hf auth login` or HF_TOKEN; HF_ENDPOINT may name another Hub.
"""

import sys

import kzling
from kzling.hub.publish import plan


def main(folder: str, repo: str, version: str) -> None:
    planned = plan(folder, repo, version=version)
    size = sum(planned.send.values())
    print(f"To send: {len(planned.send)} files, {size:,} bytes; to delete: {len(planned.delete)}.")

    published = kzling.publish(folder, repo, version=version)
    print(f"{published.url} {published.tag}: {'published' if published.changed else 'was there already'}.")

    documents = kzling.load(repo, revision=version)
    print(f"The first of its documents is “{next(iter(documents)).title}”.")


if __name__ == "__main__":
    main(*sys.argv[1:4])
