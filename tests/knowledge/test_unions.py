from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kzling.knowledge.judgements import Different, Same
from kzling.knowledge.unions import unite

SAID: dict[str, Any] = {"by": "ann", "when": "2026-11-03", "why": "both were looked at"}
IDS = ["a", "b", "c", "d", "cluster-1", "cluster-2"]
PAIRS = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)
JUDGEMENTS = st.lists(
    st.builds(lambda kind, pair: kind(a=pair[0], b=pair[1], **SAID), st.sampled_from([Same, Different]), PAIRS)
)


def same(a: str, b: str) -> Same:
    return Same(a=a, b=b, **SAID)


def different(a: str, b: str) -> Different:
    return Different(a=a, b=b, **SAID)


def test_chains_are_followed() -> None:
    unions = unite([same("b", "c"), same("a", "b")])
    assert unions.redirects == {"b": "a", "c": "a"}
    assert unions.groups == {"a": ("a", "b", "c")}


def test_an_entity_goes_before_a_cluster() -> None:
    assert unite([same("cluster-1", "a")]).redirects == {"cluster-1": "a"}
    assert unite([same("cluster-1", "cluster-2")]).redirects == {"cluster-2": "cluster-1"}


def test_the_later_judgement_holds_through_chains() -> None:
    first, second, third = same("a", "b"), same("b", "c"), different("a", "c")
    unions = unite([first, second, third])
    assert unions.redirects == {"c": "b"}
    assert unions.refused == ((first, (third, second)),)
    unions = unite([third, first, second])
    assert unions.groups == {"a": ("a", "b", "c")}
    assert unions.refused == ((third, (first, second)),)


@given(JUDGEMENTS)
def test_judgements_that_are_followed_do_not_contradict_each_other(judgements: list[Same | Different]) -> None:
    unions = unite(judgements)
    refused = {id(one.judgement) for one in unions.refused}
    for one in judgements:
        if id(one) not in refused:
            pair = {unions.redirects.get(one.a, one.a), unions.redirects.get(one.b, one.b)}
            assert (len(pair) == 1) is isinstance(one, Same)
            assert isinstance(one, Same) or frozenset(pair) in unions.apart
    assert not judgements or id(judgements[-1]) not in refused
    assert not set(unions.redirects.values()) & set(unions.redirects)
    assert all(
        not stays.startswith("cluster-") or gone.startswith("cluster-") for gone, stays in unions.redirects.items()
    )


@given(JUDGEMENTS)
def test_what_is_refused_contradicts_what_holds_against_it(judgements: list[Same | Different]) -> None:
    for judgement, holding in unite(judgements).refused:
        together = unite([*holding, judgement])
        assert together.refused
        assert not unite(holding).refused
