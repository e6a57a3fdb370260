import pytest

from kzling.orthography.candidates import COST_BRIDGE, COST_ENDING, bits, token
from kzling.orthography.lattice import lattice
from kzling.orthography.ranking import COST_ALTERNATIVE, ranking

FORMS = ("Tokajew", "Tokayev", "Tokaev", "Lawrow", "Токаев", "توقاەۆ")


def ids(mask):
    return {lattice("Latn").tables[bit.bit_length() - 1].id for bit in bits(mask)}


@pytest.mark.parametrize("form", FORMS)
def test_cheapest_first(form):
    costs = [routes.cost for routes in ranking(token(form, None), 2)]
    assert costs
    assert costs == sorted(costs)


def test_what_schemes_take_on_top():
    costs = {}
    for routes in ranking(token("Tokaev", None), 1):
        one = routes.candidate
        if (one.source, one.language, one.bridge, one.lemma.ending) == ("токаев", "ru", 0, ""):
            costs |= dict.fromkeys(ids(routes.schemes), routes.cost)
    assert costs["ru-en-press"] == pytest.approx(COST_ALTERNATIVE)
    assert min(costs.values()) == 0.0


def test_no_scheme_twice_for_a_spelling():
    seen = {}
    for routes in ranking(token("Tokayev", None), 2):
        one = routes.candidate
        key = (one.source, one.language, one.lemma, one.small, one.bridge, one.via)
        assert not seen.get(key, 0) & routes.schemes
        seen[key] = seen.get(key, 0) | routes.schemes


def test_bridges_and_base_forms_come_when_nothing_cheaper_waits():
    every = list(ranking(token("Tokajewa", "pl"), 1))
    assert all(one.cost >= COST_BRIDGE for one in every if one.candidate.bridge)
    assert all(one.cost >= COST_ENDING for one in every if one.candidate.lemma.ending)
    assert {bool(one.candidate.bridge) for one in every} == {True, False}
    assert {one.candidate.lemma.text for one in every} >= {"Tokajewa", "Tokajew"}


def test_only_bridges_when_asked_so():
    spellings = ranking(token("Tokajew", None), 1)
    next(spellings)
    spellings.keep_bridged()
    rest = list(spellings)
    assert rest
    assert all(one.candidate.bridge and not one.candidate.lemma.ending for one in rest)


def test_nothing_to_rank():
    assert list(ranking(token("Tokajew", "xx"), 1)) == []
