"""What a build takes in: the records of all input files, in order, as far as the configuration wants them."""

import hashlib
from collections.abc import Generator, Iterator
from pathlib import Path

import orjson

from kzling.corpus.config import BuildConfig
from kzling.corpus.readers.columns import columns
from kzling.corpus.readers.files import Inputs
from kzling.corpus.readers.read import read
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.streams import Fingerprint

#: Why a file is rejected that can be read and has nothing in it.
NO_RECORD = "holds no record"


class Intake:
    """Iterate over it, once, to get all records; `listing` is a file to list the input files in."""

    #: The usual name of the list: a line for each file with its source, sha256, size in bytes and number of records.
    LIST = "inputs.jsonl"

    def __init__(self, inputs: Inputs, config: BuildConfig, *, listing: Path) -> None:
        self._inputs, self._config = inputs, config
        self._list = listing.open("wb")
        self._before = 0
        self._now = Fingerprint()
        self._records = self._all()

    def __enter__(self) -> "Intake":
        return self

    def __exit__(self, *_: object) -> None:
        # Before the list: a file that is left in the middle is listed too.
        self._records.close()
        self._list.close()

    @property
    def bytes(self) -> int:
        """How much has been read of the files, as they lie on disk."""
        return self._before + self._now.size

    def __iter__(self) -> Iterator[Article | Rejected]:
        left = self._config.limit
        if left == 0:
            return
        for record in self._records:
            if self._config.sample is None or _share(record) < self._config.sample:
                yield record
                left = None if left is None else left - 1
                if left == 0:
                    return

    def _all(self) -> Generator[Article | Rejected, None, None]:
        own = columns(self._config.columns)
        for file in self._inputs:
            if isinstance(file, Rejected):
                yield file
                continue
            self._now = Fingerprint()
            rows = 0
            try:
                for record in read(file, columns=own, encoding=self._config.encoding, fingerprint=self._now):
                    rows += 1
                    yield record
                if not rows:
                    rows += 1
                    yield Rejected(file.source, 0, NO_RECORD)
            finally:
                entry = [file.source, self._now.sha256, self._now.size, rows]
                self._list.write(orjson.dumps(entry) + b"\n")
                self._before += self._now.size
                self._now = Fingerprint()


def _share(record: Article | Rejected) -> float:
    """Give the place of a record in a sample, from 0 to 1: it follows from where the record stands alone."""
    if isinstance(record, Article):
        name = record.origin.source
    elif record.position:
        name = f"{record.source}:{record.position}"
    else:
        return 0.0  # a whole file that cannot be read is always told
    return int.from_bytes(hashlib.sha256(f"sample\0{name}".encode("utf-8", "surrogatepass")).digest()[:4]) / 2**32
