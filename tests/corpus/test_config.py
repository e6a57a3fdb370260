import json
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from kzling import data
from kzling.corpus.config import SCHEMA, BuildConfig
from kzling.corpus.readers.columns import FIELDS
from kzling.corpus.readers.files import FORMATS
from kzling.errors import MissingInput, UsageError

OPTIONS = data.read_json(SCHEMA)["properties"]


def test_from_nothing_mapping_file_and_itself(tmp_path: Path) -> None:
    path = tmp_path / "build.yml"
    path.write_text("duplicates: keep\n")
    assert BuildConfig.read(None) == BuildConfig()
    assert BuildConfig.read(path) == BuildConfig.read({"duplicates": "keep"}) == BuildConfig(duplicates="keep")
    assert BuildConfig.read(BuildConfig()) == BuildConfig()


def test_every_option_at_once() -> None:
    options = {
        "language": "kk",
        "clean": False,
        "body": "own",
        "knowledge": "base.sqlite",
        "columns": {"text": "body", "url": "metadata.url"},
        "format": "jsonl",
        "encoding": "cp1251",
        "duplicates": "keep",
        "limit": 10,
        "sample": 1,
        "timeout": 5,
        "mask": ["phone"],
        "link_unknown_persons": True,
        "removals": "removals.yml",
        "repo": "owner/name",
        "standoff": True,
        "keep_work": True,
        "pretty_name": "News",
        "license": "cc-by-4.0",
        "annotation_license": "ODC-By 1.0",
        "contact": "removal@example.org",
        "gate": {"prompt": "Research only.", "fields": {"Affiliation": "text", "Use": ["research", "other"]}},
    }
    assert set(options) == set(OPTIONS)
    read = BuildConfig.read(options)
    assert json.loads(json.dumps(read.to_dict())) == options
    assert BuildConfig.read(read) == read
    assert (read.sample, read.timeout) == (1.0, 5.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dublicates": "keep"}, "there is no option 'dublicates'; there are language, clean, body,"),
        ({"columns": {"body": "text"}}, "columns knows no 'body'; there are text, html, id,"),
        ({"columns": {"text": 5}}, r"the option columns\.text must be the name of a column, not 5"),
        ({"columns": ["text"]}, "the option columns must be an object: our field to the name of a column"),
        ({"duplicates": "some"}, "the option duplicates must be one of drop, keep, not 'some'"),
        ({"body": "readability"}, "must be one of own, trafilatura"),
        ({"format": "pdf"}, "must be one of txt, html, jsonl, json, csv, tsv, parquet, arrow, warc, or null"),
        ({"language": "Kazakh"}, "is no language"),
        ({"language": 5}, "is no language"),
        ({"clean": "yes"}, "the option clean must be true or false, not 'yes'"),
        ({"encoding": "cp9999"}, "'cp9999' is no encoding; write utf-8"),
        ({"encoding": "rot13"}, "'rot13' is no encoding"),
        ({"encoding": "a\0b"}, "is no encoding"),
        ({"limit": 0}, "the option limit must be a whole number from 1, or null, not 0"),
        ({"limit": True}, "the option limit must be a whole number from 1"),
        ({"sample": 0}, "a share above 0 and up to 1"),
        ({"sample": 1.5}, "a share above 0 and up to 1"),
        ({"sample": float("nan")}, "the option sample must be a finite number"),
        ({"timeout": 0}, "a number of seconds above 0"),
        ({"timeout": float("inf")}, "the option timeout must be a finite number"),
        ({"timeout": "1" * 500}, r"not '1+\.\.\.\.$"),
        ({"keep_work": 1}, "must be true or false"),
        ({"mask": ["passport"]}, r"the option mask\.0 must be one of email, phone, iin, not 'passport'"),
        ({"mask": "email"}, "the option mask must be a list of email, phone, iin, each once, not 'email'"),
        ({"mask": ["email", "email"]}, "must be a list of email, phone, iin, each once"),
        ({"link_unknown_persons": "no"}, "must be true or false"),
        ({"removals": ["https://a.kz"]}, "must be the path of a removal list, or null"),
        ({"pretty_name": "News\ud800"}, "it holds half of a character; check its encoding"),
        ({"gate": {"fields": {"\udfff": "text"}}}, "half of a character"),
        ({"gate": {"question": "Why?"}}, "gate knows no 'question'; there are heading, prompt, description,"),
        ({"gate": {"fields": {"Age": "number"}}}, r"must be one of text, country, date_picker, checkbox, or a list"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        BuildConfig.read(options)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_an_object_is_checked_too() -> None:
    with pytest.raises(UsageError, match="a number of seconds above 0"):
        BuildConfig.read(BuildConfig(timeout=-1))


def test_files_that_are_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        BuildConfig.read(tmp_path / "none.yml")
    for content in ("a: [", "[" * 100_000):
        (tmp_path / "bad.yml").write_text(content)
        with pytest.raises(UsageError, match="not valid YAML"):
            BuildConfig.read(tmp_path / "bad.yml")
    (tmp_path / "list.yml").write_text("- a")
    with pytest.raises(UsageError, match="it must be an object with options"):
        BuildConfig.read(tmp_path / "list.yml")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(data.read_json(SCHEMA))


def test_schema_and_class_have_the_same_options_in_the_same_order() -> None:
    assert list(OPTIONS) == [field.name for field in fields(BuildConfig)]


def test_schema_and_class_have_the_same_defaults() -> None:
    assert {name: option["default"] for name, option in OPTIONS.items()} == BuildConfig().to_dict()


def choices(hint: Any) -> set[Any]:
    """The values of a Literal, None for what may be left out."""
    if get_origin(hint) is Literal:
        return set(get_args(hint))
    return {choice for inner in get_args(hint) for choice in (choices(inner) or {None})}


def test_schema_and_class_have_the_same_choices() -> None:
    hints = get_type_hints(BuildConfig)
    closed = {name: set(option["enum"]) for name, option in OPTIONS.items() if "enum" in option}
    assert closed == {name: choices(hints[name]) for name in closed}
    assert set(closed) == {"body", "format", "duplicates"}
    assert closed["format"] == {*FORMATS.values(), None}
    assert tuple(OPTIONS["columns"]["properties"]) == FIELDS


def test_every_option_is_described_and_its_examples_are_right() -> None:
    for name, option in OPTIONS.items():
        assert option["description"].endswith("."), name
        for value in (option["default"], *option.get("examples", ())):
            assert BuildConfig.read({name: value}).to_dict()[name] == value
