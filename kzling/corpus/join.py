"""join: a stand-off dataset gets its texts back, from the articles where somebody has them.

The articles are read and cleaned again and matched by id; a text must have the hash that the dataset names, so that
every offset points to what it was made for.
"""

import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from kzling.corpus.arrow import arrow_schema, record_row, record_table
from kzling.corpus.build import require_extra
from kzling.corpus.config import BuildConfig
from kzling.corpus.describe import describe
from kzling.corpus.intake import Intake
from kzling.corpus.manifest import file_digest, make_manifest
from kzling.corpus.parquet import ConfigWriter, Encoder, SplitSize, parquet_files, split_size, tables
from kzling.corpus.readers.files import Inputs, input_files
from kzling.corpus.readers.prepare import prepared
from kzling.corpus.readers.records import Article
from kzling.corpus.standoff import joined
from kzling.corpus.statistics import Tally
from kzling.corpus.workplace import Workplace, check_apart
from kzling.corpus.write import mention_rows
from kzling.errors import InvalidRecord, UnreadableInput, UnwritableOutput, UsageError
from kzling.knowledge.base import KnowledgeBase
from kzling.model import SCHEMA, SPLITS, TIMESTAMPS, Document, Manifest
from kzling.pipeline import read

if TYPE_CHECKING:
    import pyarrow as pa

#: Documents that have no text now: for whoever joins.
MISSING = "missing.jsonl"
#: The options that say how articles are read: the caller's, where there are any; all others are the dataset's.
_READING = ("columns", "format", "encoding")
#: What the card tells of a build.
_COUNTED = frozenset({"read", "kept", "duplicates", "rejected"})
#: The configs that a stand-off dataset has whole.
_WHOLE = ("entities", "names")

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE wanted(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE article(id TEXT, hash TEXT, document BLOB, PRIMARY KEY (id, hash)) WITHOUT ROWID;
"""


class Joined(NamedTuple):
    """How many documents have their text back, how many have not, and the manifest of the dataset that was made."""

    joined: int
    missing: int
    manifest: Manifest


def join(
    standoff: str | Path,
    inputs: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    config: BuildConfig | Mapping[str, Any] | str | Path | None = None,
    overwrite: bool = False,
) -> Joined:
    """Put the texts back into a stand-off dataset.

    Documents whose article is not among the inputs, or has another text there, are left out; `missing.jsonl` in the
    output names each with the reason.

    Args:
        standoff: the folder of a dataset that was built with `standoff: true`.
        inputs: files or folders with the articles, all that `build` reads.
        output: the folder to make.
        config: how the articles are read (`columns`, `format`, `encoding`), if otherwise than for the dataset; they
            are cleaned and masked as for it.
        overwrite: replace an output folder that is not empty, once the new one is complete.

    Raises:
        MissingInput, EmptyInput, UnreadableInput: the inputs or the dataset cannot be read.
        InvalidRecord: none of the documents has its text among the inputs.
        UsageError: the dataset is not a stand-off one, or an option has a wrong value.
        OutputNotEmpty, UnwritableOutput, MissingExtra: as `build`.
    """
    require_extra()
    source = Path(standoff)
    manifest = _manifest(source)
    options = _options(source, manifest, BuildConfig.read(config))
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    found = input_files(given, format=options.format)
    target = Path(output).resolve()
    if not str(output) or not target.name:
        raise UsageError("The output has no name; name a folder for the dataset.")
    check_apart(target, [source, *(Path(path) for path in given if str(path) != "-")])
    try:
        return _join(source, manifest, found, options, Workplace(target, overwrite=overwrite))
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{source} holds text that is none ({error}); get the dataset again.") from error
    except (OSError, sqlite3.OperationalError) as error:
        raise UnwritableOutput(f"The join stopped: {error}; make room or mend the permissions.") from error


def _join(source: Path, manifest: Manifest, found: Inputs, options: BuildConfig, workplace: Workplace) -> Joined:
    with workplace as place:
        shutil.rmtree(place.dataset, ignore_errors=True)
        place.dataset.mkdir()
        listing = place.folder / Intake.LIST
        with _Articles(place.folder / "articles.sqlite", _ids(source)) as articles:
            with Intake(found, options, listing=listing) as intake:
                articles.add(_read_all(intake, options))
            work = _Join(source, place.dataset, articles)
            counts = work.run(manifest, options)
        told = {**manifest.config, "standoff": False}
        warnings = work.tally.statistics().warnings
        made = make_manifest(
            place.dataset, counts, manifest.reject_reasons, warnings, inputs=listing, masks=options.mask, config=told
        )
        place.finish(f"join {manifest.files}")
    return Joined(work.joined, work.missing, made)


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest.from_dict(orjson.loads((folder / "manifest.json").read_bytes()))
    except (OSError, ValueError, InvalidRecord) as error:
        raise UnreadableInput(f"{folder} is no dataset that this kzling can read ({error}).") from error
    if not manifest.config.get("standoff"):
        raise UsageError(f"{folder} is not a stand-off dataset: it has its texts.")
    if not manifest.counts.keys() >= _COUNTED:
        raise UnreadableInput(f"{folder / 'manifest.json'} does not say what was read; get the dataset again.")
    _check_rows(folder, manifest)
    return manifest


def _check_rows(folder: Path, manifest: Manifest) -> None:
    """Make sure that the rows are those that the manifest lists, and of the shape that this kzling knows.

    Raises:
        UnreadableInput: one of the files is damaged, too many or missing, or of another version.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    listed = {entry.path: entry.sha256 for entry in manifest.files if entry.path.endswith(".parquet")}
    there: dict[str, str] = {}
    for config in SCHEMA:
        files = [path for split in SPLITS for path in parquet_files(folder, config, split)]
        there |= {path.relative_to(folder).as_posix(): file_digest(path) for path in files}
        try:
            strange = [path for path in files if _shape(pq.read_schema(path)) != _shape(arrow_schema(config))]
        except (pa.ArrowException, OSError) as error:
            raise UnreadableInput(
                f"{folder} holds Parquet files of {config} that cannot be read ({error})."
            ) from error
        if strange or not files:
            raise UnreadableInput(f"{folder} has no {config} that this kzling can read; get the dataset again.")
    if wrong := sorted(path for path in {*listed, *there} if listed.get(path) != there.get(path)):
        raise UnreadableInput(f"{folder / wrong[0]} is not the file that manifest.json lists; get the dataset again.")


def _shape(schema: "pa.Schema") -> list[tuple[str, Any]]:
    """Give names and types of columns; Parquet knows no seconds, so that times come back as thousandths."""
    return [(field.name, field.type.id if field.name in TIMESTAMPS else field.type) for field in schema]


def _options(folder: Path, manifest: Manifest, own: BuildConfig) -> BuildConfig:
    """Read articles as the caller says, and clean them as the dataset was."""
    # Of these two the manifest has digests, not paths.
    made = {name: value for name, value in manifest.config.items() if name not in ("knowledge", "removals")}
    usual = BuildConfig().to_dict()
    reading = {name: value for name, value in own.to_dict().items() if name in _READING and value != usual[name]}
    try:
        return BuildConfig.read({**made, **reading, "standoff": False, "limit": None, "sample": None})
    except UsageError as error:
        raise UnreadableInput(f"{folder} was built in a way that this kzling does not know. {error}") from error


def _ids(folder: Path) -> Iterator[str]:
    for split in SPLITS:
        for table in tables(folder, "documents", split):
            yield from (id for id in table["id"].to_pylist() if id is not None)


def _read_all(intake: Intake, options: BuildConfig) -> Iterator[Document | None]:
    for record in intake:
        yield _document(record, options) if isinstance(record, Article) else None


def _document(record: Article, options: BuildConfig) -> Document | None:
    """Give an article as the first steps of `analyze` leave it; None where it cannot be read."""
    try:
        ready = prepared(record, encoding=options.encoding)
        if not isinstance(ready, Article):
            return None
        text, form = str(ready.content), ready.format
        found = read(
            text, clean=options.clean, format=form, body=options.vote(form), mask=options.mask, origin=ready.origin
        )
    except Exception:
        # As in a build: it does not end at one record, and such a record has no row that could be joined.
        return None
    return found.document()


class _Articles:
    """The articles that were read, on disk; a context manager, since it holds a file open."""

    def __init__(self, path: Path, wanted: Iterator[str]) -> None:
        path.unlink(missing_ok=True)
        self._database = sqlite3.connect(path)
        self._database.executescript(_TABLES)
        self._database.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((id,) for id in wanted))

    def __enter__(self) -> "_Articles":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, documents: Iterator[Document | None]) -> None:
        """Keep the articles that the dataset has."""
        for document in documents:
            if document is None:
                continue
            if self._database.execute("SELECT 1 FROM wanted WHERE id = ?", (document.id,)).fetchone() is None:
                continue
            packed = zlib.compress(orjson.dumps(document.to_dict()), 1)
            row = (document.id, document.provenance.text_hash, packed)
            self._database.execute("INSERT OR IGNORE INTO article VALUES (?, ?, ?)", row)

    def article(self, document: Document) -> Document:
        """Give the article of a document, with the same text if there is one.

        Raises:
            InvalidRecord: there is none.
        """
        query = "SELECT document FROM article WHERE id = ? ORDER BY hash != ?, hash LIMIT 1"
        row = self._database.execute(query, (document.id, document.provenance.text_hash)).fetchone()
        if row is None:
            raise InvalidRecord("the article is not among the inputs")
        return Document.from_dict(orjson.loads(zlib.decompress(row[0])))


class _Join:
    """Writes the dataset with its texts."""

    def __init__(self, source: Path, folder: Path, articles: _Articles) -> None:
        self._source, self._folder, self._articles = source, folder, articles
        self.tally = Tally(KnowledgeBase.from_records(_entities(source)))
        self.joined = self.missing = 0

    def run(self, manifest: Manifest, options: BuildConfig) -> dict[str, int]:
        """Write everything but the manifest, and give what it counts.

        Raises:
            InvalidRecord: no document has its text.
        """
        sizes = self._write()
        if not self.joined and self.missing:
            raise InvalidRecord(
                f"None of the {self.missing} documents has its text among the inputs; check that these are the "
                f"articles of this dataset (it was made with kzling {manifest.kzling}, data {manifest.data})."
            )
        for split in SPLITS:
            for table in tables(self._source, "names", split):
                self.tally.add_routes(route for route in table["route"].to_pylist() if route is not None)
        for config in _WHOLE:
            shutil.copytree(self._source / config, self._folder / config)
            sizes[config] = {split: split_size(self._source, config, split) for split in SPLITS}
        if (self._source / "redirects.jsonl").exists():
            shutil.copyfile(self._source / "redirects.jsonl", self._folder / "redirects.jsonl")
        rows = {
            f"rows in {config}/{split}": size.counted
            for config, splits in sizes.items()
            for split, size in splits.items()
        }
        counts = {**manifest.counts, **rows, "joined": self.joined, "missing": self.missing}
        describe(self._folder, {config: sizes[config] for config in SCHEMA}, self.tally.statistics(), counts, options)
        return counts

    def _write(self) -> dict[str, dict[str, SplitSize]]:
        with Encoder() as encoder, (self._folder / MISSING).open("wb") as missing:
            writers = {config: ConfigWriter(self._folder, config, encoder) for config in ("documents", "mentions")}
            for split in SPLITS:
                for table in tables(self._source, "documents", split):
                    documents = record_table("documents", list(self._whole(table, missing.write)))
                    mentions = mention_rows(documents)
                    writers["documents"].add(split, documents)
                    writers["mentions"].add(split, mentions)
                    self.tally.add(documents, mentions)
            return {config: writer.close() for config, writer in writers.items()}

    def _whole(self, table: "pa.Table", tell: Callable[[bytes], object]) -> Iterator[Document]:
        """Give the documents of a table that have their text, and tell of the others."""
        for row in table.to_pylist():
            if row["id"] is None:  # the row of nulls of a dataset without documents
                continue
            document = Document.from_dict(record_row(row))
            try:
                whole = joined(document, self._articles.article(document))
            except InvalidRecord as error:
                self.missing += 1
                told = {"id": document.id, "source": document.source, "url": document.url, "reason": str(error)}
                tell(orjson.dumps(told) + b"\n")
                continue
            self.joined += 1
            yield whole


def _entities(folder: Path) -> Iterator[dict[str, Any]]:
    """Give the rows of the config `entities` as records of a knowledge base."""
    for table in tables(folder, "entities", "train"):
        for row in table.to_pylist():
            if row["id"] is not None:
                yield {"id": row["id"], "type": row["type"], "names": row["names"]}
