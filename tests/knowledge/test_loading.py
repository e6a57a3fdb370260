"""How files of resources/knowledge/entities/ become records."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzling import data
from kzling.errors import InvalidResource
from kzling.knowledge.loading import default_records, proper_names

SOURCES = "sources: {writers: 'two writers', atlas: 'an atlas'}\n"
ASTANA = """entities:
- id: kz-place-astana
  weight: 2.0
  attributes: {country: kz}
  names:
    kk:
    - {text: Астана, since: "2022-09-17"}
    - {text: Ақмола, kind: former, until: "1998-05-06", source: atlas}
    en: [Astana, Astana City]
"""

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Write files of the base into a folder of resources of the test's own."""
    schemes = data._find("schemes")
    folder = tmp_path / data.ENTITIES
    folder.mkdir(parents=True)
    (tmp_path / "schemes").symlink_to(schemes)

    def writing(name: str, text: str) -> None:
        (folder / name).write_text(text, encoding="utf-8")

    with monkeypatch.context() as patch:
        patch.setattr(data, "_root", lambda: tmp_path)
        patch.setattr(data, "_copies", dict)
        yield writing


def forms(language: str, record: dict) -> list[tuple[str, str]]:
    return [(name["text"], name["kind"]) for name in record["names"] if name["lang"] == language]


def test_the_first_name_of_a_language_is_official(write: Write) -> None:
    write("kz.yml", SOURCES + ASTANA)
    [record] = default_records()
    assert forms("en", record) == [("Astana", "official"), ("Astana City", "alias")]
    assert record["type"] == "place"
    assert record["weight"] == 2.0
    assert {name["source"] for name in record["names"] if name["text"] == "Ақмола"} == {"an atlas"}
    assert record["names"][0] == {
        "lang": "kk",
        "kind": "official",
        "source": "two writers",
        "text": "Астана",
        "since": "2022-09-17",
    }


def test_kazakh_places_are_listed_in_latin_and_arabic_letters(write: Write) -> None:
    write("kz.yml", SOURCES + ASTANA)
    [record] = default_records()
    spelt = {name["text"]: name for name in record["names"] if name.get("script")}
    assert set(spelt) == {"Astana", "Aqmola", "استانا", "اقمولا"}
    assert spelt["Aqmola"]["kind"] == "former"
    assert spelt["Aqmola"]["until"] == "1998-05-06"
    assert spelt["Aqmola"]["source"] == "an atlas; spelt by the scheme kk-latn-2021"


def test_tables_add_names(write: Write) -> None:
    write("kz.yml", SOURCES + ASTANA)
    write(
        "cities.tsv",
        "# GeoNames\nid\tgeonames\tcountry\ten\tuk\n"
        "kz-place-astana\t1526273\tkz\tAstana;Nur-Sultan\tАстана\n"
        "ru-place-omsk\t1496153\tru\tOmsk\t\n",
    )
    astana, omsk = default_records()
    assert forms("en", astana)[-1] == ("Nur-Sultan", "alias")
    assert forms("uk", astana) == [("Астана", "official")]
    assert astana["ids"] == {"geonames": "1526273"}
    assert omsk["names"] == [{"lang": "en", "kind": "official", "source": "GeoNames", "text": "Omsk"}]
    assert omsk["attributes"] == {"country": "ru"}


def test_names_of_persons_and_places(write: Write) -> None:
    write(
        "ru.yml",
        SOURCES + "entities:\n- {id: ru-person-x, names: {ru: [Икс]}}\n- {id: ru-org-y, names: {ru: [Игрек]}}\n",
    )
    assert list(proper_names()) == [("ru", "Икс")]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("b.yml", SOURCES + ASTANA, "kz-place-astana is listed twice"),
        ("b.yml", SOURCES + "entities:\n- {id: x-place-y}\n", "x-place-y: cannot be read .KeyError.'names'"),
        (
            "b.yml",
            SOURCES + "entities:\n- {id: x-place-y, names: {ru: [{text: Y, source: me}]}}\n",
            "the source 'me' is not among",
        ),
        ("b.yml", SOURCES + "entities:\n- {id: x-place-y, names: {ru: Икс}}\n", "the names in ru are no list"),
        ("b.yml", "entities: []\n", "needs `sources` and a list of `entities`"),
        ("b.tsv", "# source\nid\ten\nx-place-y\n", r"b.tsv, line 3: has 1 cells, not 2"),
    ],
)
def test_what_is_wrong_is_said(write: Write, name: str, text: str, why: str) -> None:
    write("a.yml", SOURCES + ASTANA)
    write(name, text)
    with pytest.raises(InvalidResource, match=why):
        list(default_records())
