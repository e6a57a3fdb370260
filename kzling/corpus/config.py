"""The configuration of a build: what the caller may decide, checked before anything is read.

resources/corpus/build.schema.json says the same to editors of YAML; values are checked by it.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

import yaml

from kzling import data
from kzling.checks import check_language
from kzling.errors import MissingExtra, MissingInput, UsageError
from kzling.record import Record

SCHEMA = "corpus/build.schema.json"
#: What is said to whoever asks for `link_unknown_persons`, or publishes such a dataset.
LINKED = (
    "With link_unknown_persons the dataset says of every private person in which articles they are named; "
    "do not publish it without a reason that holds."
)
#: A value is shown with at most so many code points.
_LONGEST_SHOWN = 60
#: How `repr` shows a lone surrogate, which no file can hold.
_SURROGATE = re.compile(r"\\ud[89a-f]")


@dataclass(frozen=True, slots=True)
class BuildConfig(Record):
    """Options of a build.

    Attributes:
        language: the language of all texts, None to detect it.
        clean: False leaves page furniture in.
        body: who votes on which blocks of an HTML page are the article: kzling's own rules, or trafilatura too.
        knowledge: path of a knowledge base written by `KnowledgeBase.save`; None takes the default one.
        columns: our field -> the column or field of the input that it is read from; usual names need no entry.
        format: the format of standard input, and of named files whose ending does not tell.
        encoding: the encoding of text and pages that are not UTF-8, as a hint that comes before what they declare, and
            of lines and tables that are not; None goes by what is declared or detected.
        duplicates: "drop" leaves exact duplicates out of the dataset, "keep" marks them with `duplicate_of`.
        limit: only so many records are read, the first ones.
        sample: only this share of the records is taken (0 < share <= 1), by a hash of each record's source: the same
            ones in every run.
        timeout: seconds that one record may take before it goes to the rejects.
        mask: kinds of contacts and numbers of persons whose digits and letters are replaced before anything else is
            done with a text (see `kzling.cleaning.masks`).
        link_unknown_persons: True gives a person whom the knowledge base does not know the same id in all articles. It
            makes a register of private people: whoever reads the dataset sees all that was written of each.
        removals: path of a removal list (see `kzling.corpus.removals`).
        standoff: True leaves the articles' words out: ids, addresses, hashes, offsets and annotation stay, and
            `kzling join` puts the texts back in where somebody has them.
        keep_work: the analysed units stay in `OUTPUT.partial`, for the next build of almost the same input.
        repo: where the dataset will stand on the Hub ("owner/name"), for the card's examples.
        pretty_name: the title of the dataset card.
        license: the licence id in the card; the articles' texts belong to their owners, hence "other", and a file
            LICENSE that tells texts from annotation.
        annotation_license: the licence of the annotation in that file.
        contact: where a removal is asked for; None points to the discussions of the dataset on the Hub.
        gate: what the Hub asks those who want to read a gated dataset: `prompt` (a sentence), `fields` (name of a
            field -> text, country, date_picker, checkbox or a list of choices), `heading`, `description`, `button`.
    """

    language: str | None = None
    clean: bool = True
    body: Literal["own", "trafilatura"] = "trafilatura"
    knowledge: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    format: Literal["txt", "html", "jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc"] | None = None
    encoding: str | None = None
    duplicates: Literal["drop", "keep"] = "drop"
    limit: int | None = None
    sample: float | None = None
    timeout: float = 60.0
    mask: tuple[Literal["email", "phone", "iin"], ...] = ("email", "phone", "iin")
    link_unknown_persons: bool = False
    removals: str | None = None
    standoff: bool = False
    keep_work: bool = False
    repo: str | None = None
    pretty_name: str = "News with resolved names"
    license: str = "other"
    annotation_license: str = "CC BY 4.0"
    contact: str | None = None
    gate: Mapping[str, Any] = field(default_factory=dict)

    def vote(self, format: str) -> Literal["trafilatura"] | None:
        """Give what `analyze` takes as `body` for a text of this format."""
        return "trafilatura" if format == "html" and self.body == "trafilatura" else None

    @classmethod
    def read(cls, config: "BuildConfig | Mapping[str, Any] | str | Path | None", **chosen: Any) -> Self:
        """Take a configuration as object, mapping or path of a YAML file; `chosen` options come before it.

        Raises:
            MissingInput: the file does not exist.
            UsageError: the file is not YAML, or an option is unknown or has a wrong value.
            MissingExtra: the extra `corpus` is not installed.
        """
        options: Any
        if isinstance(config, BuildConfig):
            options = config.to_dict()
        elif isinstance(config, (str, Path)):
            options = _file(Path(config))
        else:
            options = {} if config is None else config
        if chosen and isinstance(options, Mapping):
            options = {**options, **chosen}
        _check(options)
        return cls.from_dict(options)


def _file(path: Path) -> Any:
    if not path.is_file():
        raise MissingInput(f"There is no configuration file {path}; check the path.")
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise UsageError(f"The configuration file {path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"The configuration file {path} is not valid YAML: {' '.join(str(error).split())}") from error


def _check(options: Any) -> None:
    """Hold options against the schema, and against what a schema cannot say.

    Raises:
        UsageError: with one sentence on the first option that is wrong.
    """
    try:
        from jsonschema import Draft202012Validator
    except ImportError as error:
        raise MissingExtra("A configuration is checked with jsonschema: pip install 'kzling[corpus]'.") from error
    if isinstance(options, Mapping):
        options = dict(options)
        check_language(options.get("language"))
    faults = Draft202012Validator(data.read_json(SCHEMA)).iter_errors(options)
    first = min(faults, key=lambda fault: [str(step) for step in fault.absolute_path], default=None)
    if first is not None:
        raise UsageError(f"The configuration is wrong: {_sentence(first)}")
    for name in ("sample", "timeout"):
        if not math.isfinite(options.get(name) or 0):
            raise UsageError(f"The configuration is wrong: the option {name} must be a finite number.")
    _check_encoding(options.get("encoding"))
    if _SURROGATE.search(repr(options)):
        raise UsageError("The configuration is wrong: it holds half of a character; check its encoding.")


def _sentence(fault: Any) -> str:
    """Say which option is wrong and what it may be; the schema has the words under `errorMessage`."""
    option = ".".join(str(step) for step in fault.absolute_path)
    if fault.validator == "additionalProperties":
        known = list(fault.schema["properties"])
        unknown = next(str(name) for name in fault.instance if name not in known)
        where = f"{option} knows no" if option else "there is no option"
        return f"{where} {unknown!r}; there are {', '.join(known)}."
    subject = f"the option {option}" if option else "it"
    return f"{subject} {fault.schema['errorMessage']}, not {_shown(fault.instance)}."


def _check_encoding(encoding: str | None) -> None:
    try:
        # Not every codec that can be looked up is one of text.
        " ".encode(encoding or "utf-8")
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"The configuration is wrong: {_shown(encoding)} is no encoding; write utf-8, cp1251 or another that "
            "Python knows."
        ) from error


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
