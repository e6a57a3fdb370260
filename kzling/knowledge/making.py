"""Making the file of a base, of records and other bases; and putting into a file what people judged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kzling.errors import InvalidRecord, MissingInput, UnreadableInput, UnwritableOutput
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.exchange import opened
from kzling.knowledge.file import File
from kzling.knowledge.formats.registry import format_of, guess
from kzling.knowledge.formats.rows import Rejected
from kzling.knowledge.judgements import Override
from kzling.knowledge.merging import Merged, merge
from kzling.knowledge.overrides import Overrides
from kzling.knowledge.records import entity_of
from kzling.knowledge.saving import check_output, is_sqlite, save
from kzling.knowledge.writer import Writer
from kzling.model import Entity


class Made(NamedTuple):
    """A base that was written: how many entities it has, and what is to be looked at.

    `contradictions` are what records of one entity disagree on, `conflicts` what overrides disagree on, `unknown` the
    ids in overrides that no entity has. `kept` is the number of overrides that only the base before had.
    """

    entities: int
    contradictions: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    kept: int = 0


class Source(NamedTuple):
    """What a base is made of: a function that gives the entities at each call, overrides, and id before -> id now."""

    entities: Callable[[], Iterable[Entity]]
    overrides: Overrides = Overrides()
    redirects: Mapping[str, str] = {}


def build(
    sources: Sequence[str | Path], output: str | Path, *, overrides: Overrides | None = None, by: Sequence[str] = ()
) -> Made:
    """Make the file of a base, with its compiled index; a base that is there, even a source, is replaced in one step.

    What people judged in the base that is replaced goes on to hold. Entities with one id in several sources are one. A
    base of an older version becomes one of this version.

    Args:
        sources: bases, and files of records; without any, the default base.
        output: the file.
        overrides: what people judged; what they did in the bases among the sources holds, too.
        by: ids elsewhere that also tell which entities of several sources are one, such as
            `kzling.knowledge.merging.OUTSIDE`.

    Raises:
        MissingInput: there is no such source.
        UnreadableInput: a source cannot be read.
        InvalidRecord: a record breaks the schema, or two of the only source have one id.
        UnwritableOutput: the file cannot be written, or what is there is no base.
    """
    before = _overrides_at(Path(output))
    alone = len(sources) < 2
    given = [source(Path(one), alone=alone) for one in sources] or [_of_base(KnowledgeBase.default(), alone)]
    stated = _joined(*(part.overrides for part in given), overrides or ())
    judged = _joined(before, stated)
    redirects = {before: now for part in given for before, now in part.redirects.items()}
    met = set(redirects)
    named = judged.unknown(lambda _: False)
    contradictions: list[str] = []

    def entities() -> Iterator[Entity]:
        for entity, gone, against in _merged([part.entities for part in given], by, judged):
            redirects.update(dict.fromkeys(gone, entity.id))
            met.update(one for one in (entity.id, *gone) if one in named)
            contradictions.extend(against)
            yield entity

    count = save(Path(output), entities(), overrides=judged, redirects=redirects, compiled=True)
    made = _made(count, judged, judged.unknown(met.__contains__), contradictions)
    return made._replace(kept=len(judged) - len(stated))


def override(path: str | Path, overrides: Overrides) -> Made:
    """Apply overrides to the file of a base, beside those that it has.

    Raises:
        MissingInput: there is no such base.
        UnreadableInput: the file is no knowledge base, or of another version.
        InvalidRecord: the last name of an entity is removed.
        UnwritableOutput: the file cannot be written, or another process is writing to it.
    """
    if not Path(path).exists():
        raise MissingInput(f"There is no knowledge base at {path}; `kzling kb import` makes one.")
    base = opened(Path(path))
    judged = _joined(base.overrides, overrides)
    unknown = judged.unknown(base.__contains__)
    with Writer(Path(path)) as writer:
        writer.override(judged)
        writer.commit()
        count = writer.count
    return _made(count, judged, unknown)


def source(path: Path, *, alone: bool) -> Source:
    """Give what a file holds: a base, or records in a format that its name tells.

    Args:
        path: the file.
        alone: whether it is the only source. Else the overrides of a base are already applied: they speak of ids that
            entities of other sources may take the place of.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: it cannot be read.
        UsageError: its name does not tell its format.
    """
    if not path.exists():
        raise MissingInput(f"There is no file {path}; check the path.")
    if not _is_base(path):
        guess(path)
        return Source(lambda: _of_records(path))
    return _of_base(KnowledgeBase.open(path), alone)


def _of_base(base: KnowledgeBase, alone: bool) -> Source:
    if alone:
        return Source(base.given, base.overrides, base.redirects())
    return Source(base.__iter__, base.overrides, {**base.redirects(), **base.overrides.redirects})


def _overrides_at(output: Path) -> Overrides:
    """Give the overrides of the base that will be replaced."""
    if not check_output(output):
        return Overrides()
    try:
        return File(output).overrides
    except UnreadableInput as error:
        raise UnwritableOutput(f"The overrides in {output} cannot be read; name another file or remove it.") from error


def _is_base(path: Path) -> bool:
    try:
        return is_sqlite(path)
    except IsADirectoryError:
        return False
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror}.") from error


def _of_records(path: Path) -> Iterator[Entity]:
    read = format_of(guess(path)).read
    if read is None:
        raise InvalidRecord(f"{path} cannot be read back; name the records that it was made of.")
    for number, record in enumerate(read(path), start=1):
        if isinstance(record, Rejected):
            where = f"{path}, line {record.position}"
            raise InvalidRecord(
                f"{where}: {record.why} Correct it, or `kzling kb import` the file, which passes it over."
            )
        yield entity_of(record, number)


def _merged(bases: Sequence[Callable[[], Iterable[Entity]]], by: Sequence[str], judged: Overrides) -> Iterator[Merged]:
    # One source is read once, several are read more than once.
    return map(Merged, bases[0]()) if len(bases) == 1 else merge(bases, by=by, apart=judged.apart)


def _made(count: int, judged: Overrides, unknown: Iterable[str], contradictions: Iterable[str] = ()) -> Made:
    return Made(count, tuple(contradictions), tuple(conflict.why for conflict in judged.conflicts()), tuple(unknown))


def _joined(*parts: Iterable[Override]) -> Overrides:
    """Give the overrides of all, each once."""
    return Overrides({repr(one.line()): one for part in parts for one in part}.values())
