"""Exchange: records of other formats into a base file, and a base into other formats.

The formats themselves are in `kzling.knowledge.formats`.
"""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kzling.checks import check_language, check_type
from kzling.errors import InvalidRecord, MissingInput, UnreadableInput, UnwritableOutput, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.file import File
from kzling.knowledge.formats.output import check_regular
from kzling.knowledge.formats.registry import format_of, guess
from kzling.knowledge.formats.rows import Rejected
from kzling.knowledge.saving import COMPILED_FROM, is_sqlite
from kzling.knowledge.sieve import Sieve, Watch
from kzling.knowledge.writer import Outcome, Writer
from kzling.model import EntityType

#: How countries are written: ISO 3166-1 alpha-2 in small letters.
_COUNTRY = re.compile("[a-z]{2}")


class Imported(NamedTuple):
    """What became of rows: entities that were new, that replaced others, that were there already; unreadable rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


def import_records(
    base: str | Path,
    sources: Sequence[str | Path],
    *,
    format: str | None = None,
    type: EntityType | None = None,
    rejects: str | Path | None = None,
    watch: Watch | None = None,
    stopped: Callable[[], bool] = lambda: False,
    **options: Any,
) -> Imported:
    """Write the records of files to the file of a base, which is made if there is none.

    A record with the id of an entity that is there replaces it, so an import that was stopped or killed can be run
    again as it was.

    Args:
        base: the file of the base.
        sources: files of one format.
        format: its name, see `kzling.knowledge.formats.registry`; None goes by each file.
        type: the type of records that state none.
        rejects: a file for the rows that cannot be read, JSON lines with source, position (the line, or the number of
            the record), why and text; None adds ".rejects.jsonl" to the name of the base. It is made anew when the
            import ends; one without such rows leaves what is there. Until then they are beside it, in a name in .tmp.
        watch: is told how far the import is.
        stopped: says whether to stop.
        options: those of the format's `read`.

    Raises:
        MissingInput: there is no such source.
        UsageError: there is no such format, type, country or language, or the format has no such option.
        InvalidRecord: no row of the sources can be read.
        Interrupted: `stopped` said so; what was read before is kept.
        UnreadableInput: a source or the base cannot be read.
        UnwritableOutput: the base or the rejects cannot be written, the file for the rejects holds something else, or
            another process is writing to the base.
    """
    check_type(type)
    path = Path(base)
    aside = Path(rejects) if rejects is not None else path.with_name(f"{path.name}.rejects.jsonl")
    rows = [(str(source), _read(Path(source), format, options)) for source in sources]
    if aside.resolve() in {Path(one).resolve() for one in (base, *sources)}:
        raise UsageError(f"The rejects would overwrite {aside}; name another file for them.")
    with Sieve(aside, type, watch, stopped) as sieve:
        entities = sieve.entities(rows)
        # Before the first one it is not known whether there is anything to make a base of.
        first = next(entities, None)
        if first is None:
            sieve.keep()
            sieve.check()
            if sieve.rejected:
                raise InvalidRecord(f"No row of {sources[0]} could be read; {aside} says why.")
        opened(path)
        outcomes: Counter[Outcome] = Counter()
        with Writer(path) as writer:
            for entity in chain([first] if first else [], entities):
                outcomes[writer.put(entity)] += 1
            if writer.count >= COMPILED_FROM and not stopped():
                writer.compile()
        sieve.keep()
        sieve.check()
    return Imported(outcomes["added"], outcomes["changed"], outcomes["unchanged"], sieve.rejected)


def export(base: KnowledgeBase, path: str | Path, *, format: str | None = None, **options: Any) -> int:
    """Write the entities of a base to a file, and give their number; what the format has no place for is left out.

    Args:
        base: the base.
        path: the file, which is replaced; .gz and .bz2 ask for compression.
        format: its name, see `kzling.knowledge.formats.registry`; None goes by the file's name.
        options: those of the format's `write`.

    Raises:
        UsageError: there is no such format or language, or the format has no such option.
        UnwritableOutput: the file cannot be written, or is a knowledge base.
    """
    name = format or guess(path)
    write = format_of(name).write
    check_regular(path)
    try:
        taken = Path(path).exists() and is_sqlite(Path(path))
    except OSError as error:
        raise UnwritableOutput(f"{path} cannot be written: {error}.") from error
    if taken:
        raise UnwritableOutput(f"{path} cannot be written: it is a knowledge base or another database; name another.")
    return write(base.records(), path, **_checked(name, write, options))


def opened(path: Path) -> KnowledgeBase:
    """Open the file of a base to write to it; where there is none, an empty one is made.

    Raises:
        UnreadableInput: the file is no knowledge base, or of another version.
        UnwritableOutput: it cannot be made.
    """
    if not path.exists():
        KnowledgeBase.from_records([]).save(path)
    if File(path).is_outdated:
        raise UnreadableInput(
            f"{path} is of another version of kzling; bring it to this one with `kzling kb build {path} -o {path}`."
        )
    return KnowledgeBase.open(path)


def _read(source: Path, format: str | None, options: Mapping[str, Any]) -> Iterator[dict[str, Any] | Rejected]:
    """Give the rows of a file; whether it is there and its format has these options is known at once."""
    if not source.exists():
        raise MissingInput(f"There is no file {source}; check the path.")
    name = format or guess(source)
    read = format_of(name).read
    if read is None:
        raise UsageError(f"The format {name} is only written, not read; name the format of {source}.")
    return read(source, **_checked(name, read, options))


def _checked(name: str, function: Callable[..., Any], options: Mapping[str, Any]) -> Mapping[str, Any]:
    parameters = inspect.signature(function).parameters.values()
    known = [parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]
    if unknown := [option for option in options if option not in known]:
        raise UsageError(f"The format {name} has no option {unknown[0]}; it has {', '.join(known) or 'none'}.")
    for country in options.get("countries") or ():
        if not _COUNTRY.fullmatch(country):
            raise UsageError(f"{country!r} is no country; write two small letters, such as kz.")
    for language in options.get("languages") or ():
        check_language(language)
    return options
