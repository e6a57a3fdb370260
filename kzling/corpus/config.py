"""The configuration of a build: what the caller may decide, checked before anything is read."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, Self

import yaml

from kzling.checks import check_language
from kzling.errors import InvalidRecord, MissingInput, UsageError
from kzling.record import Record


@dataclass(frozen=True, slots=True)
class BuildConfig(Record):
    """Options of a build.

    Attributes:
        language: the language of all texts, None to detect it.
        clean: False leaves page furniture in.
        knowledge: path of a knowledge base written by `KnowledgeBase.save`; None takes the default one.
        duplicates: "drop" leaves exact duplicates out of the dataset, "keep" marks them with `duplicate_of`.
        pretty_name: the title of the dataset card.
        license: the licence id in the card; the articles' texts belong to their owners, hence "other".
    """

    language: str | None = None
    clean: bool = True
    knowledge: str | None = None
    duplicates: Literal["drop", "keep"] = "drop"
    pretty_name: str = "News with resolved names"
    license: str = "other"

    @classmethod
    def read(cls, config: "BuildConfig | Mapping[str, Any] | str | Path | None") -> Self:
        """Take a configuration as object, mapping or path of a YAML file.

        Raises:
            MissingInput: the file does not exist.
            UsageError: the file is not YAML, or an option is unknown or has a wrong value.
        """
        if isinstance(config, cls):
            return config
        if isinstance(config, (str, Path)):
            config = _file(Path(config))
        try:
            options = cls.from_dict({} if config is None else config)  # type: ignore[arg-type]
        except InvalidRecord as error:
            names = ", ".join(field.name for field in fields(cls))
            raise UsageError(f"The configuration is wrong: {error} Options: {names}.") from error
        check_language(options.language)
        return options


def _file(path: Path) -> Any:
    if not path.is_file():
        raise MissingInput(f"There is no configuration file {path}; check the path.")
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"The configuration file {path} is not valid YAML: {' '.join(str(error).split())}") from error
