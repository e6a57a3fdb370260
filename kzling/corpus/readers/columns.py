"""One row of somebody's table, or one JSON object, to an article: which column is which field of ours.

The configuration decides (`columns: {text: body}`); where it is silent, the column of our name counts, then the names
that corpora and crawlers usually give (resources/corpus/columns.yml).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from kzling import data
from kzling.corpus.readers import values
from kzling.corpus.readers.records import Article, Rejected
from kzling.corpus.readers.values import Unfit, shown
from kzling.errors import UsageError
from kzling.ids import canonical_url
from kzling.pipeline import Origin

#: The fields of a record that a column can fill.
FIELDS = ("text", "html", "id", "url", "title", "author", "publisher", "published")
#: The last resort for `published`, which no column is mapped to.
_DOWNLOADED = "downloaded"
#: How many columns a message names, and how long a name stands in it as it is.
_MOST_NAMED, _LONGEST_NAMED = 20, 60
_IGNORED = str.maketrans("", "", " _-")

Convert = Callable[[Any], Any]
#: What a cell has to be for a column that was named, by the configuration or by our own name for it.
_NAMED: dict[str, Convert] = {
    "text": values.as_text,
    "html": values.as_text,
    "id": values.as_id,
    "url": values.as_words,
    "title": values.as_words,
    "author": values.as_author,
    "publisher": values.as_words,
    "published": values.as_time,
    _DOWNLOADED: values.as_time,
}
#: The same for a column that only has a usual name: it must look like what it is taken for.
_GUESSED = _NAMED | {"html": values.as_html, "url": values.as_page, "publisher": values.as_publisher}


class Way(NamedTuple):
    """A name that the column of a field may have: `key` is its column, `steps` lead on into nested objects.

    `exact` names stand in the configuration; of others capitals, spaces, "_" and "-" do not count, and key and steps
    are folded. In a column that is `certain` a value of a wrong type is a fault of the record, elsewhere it shows
    that the guess was wrong.
    """

    name: str
    key: str
    steps: tuple[str, ...] = ()
    exact: bool = False
    certain: bool = False


class Columns(NamedTuple):
    """Where the fields of a record are looked for: the names the configuration gives, and all ways in order."""

    names: Mapping[str, str]
    ways: Mapping[str, tuple[Way, ...]]


def columns(given: Mapping[str, str]) -> Columns:
    """Prepare the mapping of a configuration: our field -> their column; a dot leads into a nested object.

    Raises:
        UsageError: a field is none of ours.

    >>> columns({"text": "body", "url": "metadata.url"}).ways["text"]
    (Way(name='body', key='body', steps=(), exact=True, certain=True),)
    """
    for field in given:
        if field not in FIELDS:
            raise UsageError(f"{field!r} is no field of a record; under 'columns' there can be {', '.join(FIELDS)}.")
    return Columns(dict(given), {field: _ways(field, given) for field in (*FIELDS, _DOWNLOADED)})


def needed(columns: Columns, present: Sequence[str]) -> list[str]:
    """Give those of a table's columns that a record may be made of, in the order of the table.

    >>> needed(columns({}), ["url", "Title", "text", "embedding"])
    ['url', 'Title', 'text']
    """
    row = _Row(dict.fromkeys(present), columns)
    wanted = {column for field in columns.ways for _, column, _ in row.cells(field)}
    return [name for name in present if name in wanted]


def article(
    fields: Mapping[str, Any], columns: Columns, *, source: str, position: int, unit: str = "line"
) -> Article | Rejected:
    """Make the record of one row or object.

    Args:
        fields: column -> value.
        columns: what `columns` prepared.
        source: the file, as it is known.
        position: line or number in the file, from 1.
        unit: what is counted ("line", "row", "object"), for messages.

    >>> article({"headline": "Су", "content": "Су келді."}, columns({}), source="a.csv", position=2).origin
    Origin(source='a.csv:2', url=None, title='Су', author=None, publisher=None, published=None, warnings=())
    """
    row = _Row(fields, columns)
    try:
        text = row.first("text")
        page = row.first("html") if text is None else ""
        if page is None:
            return Rejected(source, position, _no_text(row, unit))
        key = row.first("id")
        origin = _origin(row, f"{source}:{position}" if key is None else f"{source}#{key}")
    except Unfit as error:
        return Rejected(source, position, str(error))
    if text is None:
        return Article(page, origin, source, position, format="html")
    return Article(text, origin, source, position)


class _Row:
    """A row of a table, read field by field; it remembers which columns were used."""

    def __init__(self, fields: Mapping[str, Any], columns: Columns) -> None:
        self.fields, self.columns = fields, columns
        self._folded = {_fold(name): name for name in reversed(list(fields)) if isinstance(name, str)}
        self._used: set[str] = set()

    def cells(self, field: str) -> Iterator[tuple[Way, str, Any]]:
        """Give what may hold a field, best first: the name it goes by, its column and its value."""
        for way in self.columns.ways[field]:
            column = self._folded.get(way.key) if not way.exact else way.key if way.key in self.fields else None
            if column is not None:
                yield way, column, _inside(self.fields[column], way) if way.steps else self.fields[column]

    def first(self, field: str) -> Any:
        """Give the first value that fits a field, None if there is none.

        Raises:
            Unfit: the column that was named for it holds something of another type.
        """
        for way, column, found in self.cells(field):
            try:
                value = (_NAMED if way.certain else _GUESSED)[field](found)
            except Unfit as error:
                if way.certain and field != "published":
                    raise Unfit(_fault(field, way.name, error)) from error
                continue
            if value is not None:
                self._used.add(column)
                return value
        return None

    def stated_date(self) -> Any:
        """Give what stands first where a date was looked for in vain."""
        for _, column, found in self.cells("published"):
            if not values.is_nothing(found):
                self._used.add(column)
                return found
        return None

    def unread(self) -> list[str]:
        """Give the columns that hold something and were not used, sorted."""
        return sorted(
            str(name) for name, value in self.fields.items() if name not in self._used and not values.is_nothing(value)
        )


def _origin(row: _Row, source: str) -> Origin:
    known = {field: row.first(field) for field in ("url", "title", "author", "publisher")}
    published, warnings = _published(row)
    if known["url"] and not canonical_url(known["url"]):
        warnings.append(f"{shown(known['url'])} is no address of a page")
    missing = [column for field, column in row.columns.names.items() if not any(row.cells(field))]
    warnings += [f"there is no column {column}" for column in missing]
    unread = row.unread()
    warnings += [f"fields not read: {_listed(unread)}"] if unread else []
    return Origin(source=source, published=published, warnings=tuple(warnings), **known)


def _published(row: _Row) -> tuple[str | None, list[str]]:
    published = row.first("published")
    if published is not None:
        return published, []
    stated = row.stated_date()
    warnings = [] if stated is None else [f"the date {shown(stated)} is not understood"]
    downloaded = row.first(_DOWNLOADED)
    warnings += [] if downloaded is None else ["the date is that of the download"]
    return downloaded, warnings


def _no_text(row: _Row, unit: str) -> str:
    for field in ("text", "html"):
        for way, column, _ in row.cells(field):
            return f"has no text in the field {way.name if way.certain else column!r}"
    if not row.fields:
        return f"has no text: the {unit} has no columns"
    present = f"the columns are {_listed(map(str, row.fields))}"
    for field in ("text", "html"):
        if field in row.columns.names:
            return f"has no text: there is no column {row.columns.names[field]!r}; {present}"
    return f"has no text: {present}; name the one with the text under 'columns' in the configuration"


def _fault(field: str, name: str, error: Unfit) -> str:
    return f"has no text in the field {name!r}, which {error}" if field == "text" else f"the field {name!r} {error}"


def _listed(names: Iterable[str]) -> str:
    """List names for a message: twenty at most, in one printable line."""
    first = [name if name.isprintable() and len(name) <= _LONGEST_NAMED else shown(name) for name in names]
    more = f" and {len(first) - _MOST_NAMED} more" if len(first) > _MOST_NAMED else ""
    return ", ".join(first[:_MOST_NAMED]) + more


def _inside(value: Any, way: Way) -> Any:
    """Follow a way into nested objects; None where it leads nowhere."""
    for step in way.steps:
        if not isinstance(value, Mapping):
            return None
        inner = value if way.exact else {_fold(key): item for key, item in value.items() if isinstance(key, str)}
        value = inner.get(step)
    return value


def _ways(field: str, given: Mapping[str, str]) -> tuple[Way, ...]:
    """List the ways to a field: the column in the configuration alone, else ours and the usual ones."""
    if field in given:
        return _split(given[field], given[field], exact=True, certain=True)
    # Who names a column for the text or for its HTML does not want the other one to be guessed.
    if {"text": "html", "html": "text", _DOWNLOADED: "published"}.get(field) in given:
        return ()
    own = () if field == _DOWNLOADED else (field,)
    taken = {_fold(name) for name in given.values()}
    return tuple(
        way
        for name in (*own, *_usual()[field])
        if _fold(name) not in taken
        for way in _split(name, _fold(name), certain=name in own)
    )


def _split(name: str, key: str, *, exact: bool = False, certain: bool = False) -> tuple[Way, ...]:
    """Read a name with a dot in both ways: as that of a column (tables are often flattened objects) and as steps."""
    head, *steps = key.split(".")
    whole = Way(name, key, (), exact, certain)
    return (whole, Way(name, head, tuple(steps), exact, certain)) if steps else (whole,)


@lru_cache(maxsize=1)
def _usual() -> dict[str, list[str]]:
    """Read the usual names of each field."""
    stated = data.read_yaml("corpus/columns.yml")
    return {**stated["fields"], _DOWNLOADED: stated["downloaded"]}


@lru_cache(maxsize=10_000)
def _fold(name: str) -> str:
    return name.lower().translate(_IGNORED)
