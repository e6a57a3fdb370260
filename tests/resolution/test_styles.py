import pytest

from kzling import data
from kzling.knowledge.base import KnowledgeBase
from kzling.orthography.schemes import schemes
from kzling.resolution.styles import RESOURCE, styled

BASE = KnowledgeBase.default()


def test_all_spelling_systems_are_there_and_start_from_the_language() -> None:
    raw = data.read_yaml(RESOURCE)
    known = schemes()
    for languages in raw["styles"].values():
        for systems in languages.values():
            assert {source: known[scheme].source_language for source, scheme in systems.items()} == {
                source: source for source in systems
            }
            assert set(systems) <= set(raw["languages"].values())


@pytest.mark.parametrize(
    ("entity", "usual", "style", "written"),
    [
        ("kz-person-tokayev", "Tokayev", "bgn", "Toqaev"),
        ("kz-person-tokayev", "Tokayev", "press", "Tokayev"),
        ("kz-place-shymkent", "Shymkent", "bgn", "Shymkent"),
        ("ua-person-zelenskyy", "Zelensky", "bgn", "Zelenskyi"),
        ("ru-place-moscow", "Moscow", "bgn", "Moscow"),
        ("kz-org-kazatomprom", "Kazatomprom", "bgn", "Kazatomprom"),
        ("us-place-united-states", "United States", "bgn", "United States"),
    ],
)
def test_styles(entity: str, usual: str, style: str, written: str) -> None:
    if entity not in BASE:
        entity = next(one.id for one, _ in BASE.known_bearers(usual.lower()) if one.type == "person")
    assert styled(BASE.get(entity), usual, style=style, language="en", on=None) == written  # type: ignore[arg-type]


def test_other_languages_have_no_styles() -> None:
    assert styled(BASE.get("kz-person-tokayev"), "Tokajew", style="bgn", language="pl", on=None) == "Tokajew"
