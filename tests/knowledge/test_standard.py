import pytest

from kzling.knowledge.base import KnowledgeBase
from kzling.knowledge.standard import canonical, standard_name


@pytest.mark.parametrize(
    ("day", "name"),
    [(None, "Astana"), ("2020-05-01", "Nur-Sultan"), ("2022-09-17", "Astana"), ("1975", "Tselinograd")],
)
def test_the_name_of_the_day(base: KnowledgeBase, day: str | None, name: str) -> None:
    found = standard_name(base.get("kz-place-astana"), language="en", on=day)
    assert found is not None
    assert found.text == name


def test_no_name_of_that_day_or_language(base: KnowledgeBase) -> None:
    assert standard_name(base.get("kz-place-astana"), language="en", on="1700") is None
    assert standard_name(base.get("kz-place-astana"), language="fi") is None


def test_surname_for_surname(base: KnowledgeBase) -> None:
    found = standard_name(base.get("kz-person-tokayev"), language="en", words=1)
    assert found is not None
    assert found.text == "Tokayev"


def test_canonical_falls_back_to_english(base: KnowledgeBase) -> None:
    assert canonical(base.get("kz-place-astana"), language="kk") == "Астана"
    assert canonical(base.get("kz-place-astana"), language="fi") == "Astana"
    # The name is given in the language even where its script is another.
    assert canonical(base.get("kz-place-astana"), language="kk", script="Latn") == "Астана"
