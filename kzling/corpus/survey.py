"""A dry run: what a build would read, without analysing or writing anything."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzling.corpus.build import require_extra
from kzling.corpus.config import BuildConfig
from kzling.corpus.decide import RejectedRow, kind, warning_kind
from kzling.corpus.intake import Intake
from kzling.corpus.readers.files import input_files
from kzling.corpus.readers.prepare import prepared
from kzling.corpus.readers.records import Article
from kzling.record import Record

#: So many articles and rejects are shown.
_SHOWN = 5
#: So much of an article's beginning.
_BEGINNING = 80


@dataclass(frozen=True, slots=True)
class Sample(Record):
    """An article as it was read: what its record says, and how its text begins."""

    source: str
    url: str | None
    title: str | None
    published: str | None
    begins: str


@dataclass(frozen=True, slots=True)
class Survey(Record):
    """What a build would read.

    Attributes:
        ignored: how many files of other kinds lie among the inputs.
        read: records, of which `usable` can be used; `characters` is the length of their text or pages.
        formats: usable records by form, "text" or "html".
        reject_reasons: kinds of reasons why records cannot be used, with their numbers.
        warnings: kinds of warnings on usable records, with their numbers.
        samples: the first usable records.
        rejected: the first that are not.
    """

    ignored: int
    read: int
    usable: int
    characters: int
    formats: Mapping[str, int]
    reject_reasons: Mapping[str, int]
    warnings: Mapping[str, int]
    samples: tuple[Sample, ...]
    rejected: tuple[RejectedRow, ...]


def survey(
    inputs: str | Path | Sequence[str | Path],
    *,
    config: BuildConfig | Mapping[str, Any] | str | Path | None = None,
) -> Survey:
    """Read the inputs of a build and say what is in them.

    Everything is read and decoded as `build` would do it, with the same configuration; nothing is analysed, and
    nothing is written.

    Raises:
        MissingInput, EmptyInput, UnreadableInput: the inputs cannot be read.
        MissingExtra: the extra `corpus` is not installed.
        UsageError: an option has a wrong value.
    """
    require_extra()
    options = BuildConfig.read(config)
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    found = input_files(given, format=options.format)
    counts: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    samples: list[Sample] = []
    rejected: list[RejectedRow] = []
    with Intake(found, options, listing=Path(os.devnull)) as intake:
        for record in intake:
            counts["read"] += 1
            ready = prepared(record, encoding=options.encoding) if isinstance(record, Article) else record
            if not isinstance(ready, Article):
                reasons[kind(ready.reason)] += 1
                if len(rejected) < _SHOWN:
                    rejected.append(RejectedRow(*ready))
                continue
            counts["usable"] += 1
            counts["characters"] += len(ready.content)
            formats[ready.format] += 1
            warnings.update(map(warning_kind, ready.origin.warnings))
            if len(samples) < _SHOWN:
                samples.append(_sample(ready))
    return Survey(
        found.ignored,
        counts["read"],
        counts["usable"],
        counts["characters"],
        dict(formats),
        dict(sorted(reasons.items())),
        dict(sorted(warnings.items())),
        tuple(samples),
        tuple(rejected),
    )


def _sample(article: Article) -> Sample:
    origin = article.origin
    begins = " ".join(str(article.content)[: 4 * _BEGINNING].split())[:_BEGINNING]
    return Sample(origin.source, origin.url, origin.title, origin.published, begins)
