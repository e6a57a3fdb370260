import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.orthography.candidates import (
    COST_BRIDGE,
    COST_ENDING,
    Token,
    behind,
    best_vias,
    bits,
    bridging,
    nearness,
    target_language,
    token,
)
from kzling.orthography.lattice import lattice
from kzling.orthography.schemes import table, tables
from kzling.text.scripts import script_of


def spellings(found):
    return {(one.source, one.language) for one in found}


def ids(mask, script="Latn"):
    return {lattice(script).tables[bit.bit_length() - 1].id for bit in bits(mask)}


def test_a_token_as_it_stands():
    found = token("Tokajew", None).as_is
    assert {("токаев", "ru"), ("токаєв", "uk")} <= spellings(found)
    best = next(one for one in found if (one.source, one.language) == ("токаев", "ru"))
    assert {"ru-pl", "ru-de"} <= ids(best.schemes)
    assert (best.lemma.text, best.lemma.ending, best.small, best.via) == ("Tokajew", "", "tokajew", "токаев")
    assert {one.cost for one in found} == {0.0}


def test_a_native_spelling_stands_for_itself():
    native = [one for one in token("Токаев", None).as_is if not one.schemes]
    assert ("Токаев", "ru") in spellings(native)
    assert ("Токаев", "uk") in spellings(native)
    assert not [one for one in token("Тоқаев", "ru").as_is if not one.schemes]


def test_without_endings_each_base_form_once_in_a_language():
    found = token("Tokajewem", "pl").inflected
    assert ("токаев", "ru") in spellings(found)
    assert {one.cost for one in found} == {COST_ENDING}
    assert {one.lemma.language for one in found} == {"pl"}
    assert {one.lemma.case for one in found if one.lemma.text == "Tokajew"} == {"ins"}
    shown = [(one.source, one.language, one.lemma) for one in found]
    assert len(set(shown)) == len(shown)


def test_odd_ends_make_a_token_seem_inflected():
    assert Token("Tokajewem", "pl", thorough=False).seems_inflected()
    assert not Token("Tokajew", "pl", thorough=False).seems_inflected()


def test_language_of_the_spelling():
    assert token("Tokajew", "xx").as_is == ()
    schemes = {scheme for one in token("Tokajew", "de").as_is for scheme in ids(one.schemes)}
    assert {target_language(table(scheme)) for scheme in schemes} == {"de"}


def test_thorough_finds_more():
    few, many = (spellings(token("Kardzhali", None, thorough).as_is) for thorough in (False, True))
    assert few < many
    assert ("кърджали", "bg") in many


@pytest.mark.parametrize("form", ["", "a" * 41, "2022", "東京", "-"])
def test_what_is_no_name_stands_for_nothing(form):
    assert not [one for one in token(form, None).as_is if one.schemes and one.source.strip("-")]


def test_behind_a_russian_spelling_is_a_kazakh_one():
    direct = [one for one in token("Tokajew", None).as_is if (one.source, one.language) == ("токаев", "ru")]
    found = {(one.source, one.language): one for one in behind(direct)}
    kazakh = found["тоқаев", "kk"]
    assert (kazakh.via, kazakh.cost) == ("токаев", COST_BRIDGE)
    assert ids(kazakh.bridge, "Cyrl") == {"kk-ru"}
    assert all(one.bridge & bridging()["ru"] for one in found.values())


def test_bridges_lead_to_the_best_spellings_that_are_written():
    found = token("Tokajew", None).as_is
    vias = list(best_vias(found, "Latn", 2))
    assert len(vias) == 2
    assert vias[0].source == "токаев"
    assert list(best_vias(found, "Latn", 0)) == []
    for one in best_vias(found, "Latn", 100):
        assert nearness("Latn", one.via, one.small, one.asked).bare_other & one.schemes


def test_bridging_schemes_write_a_native_spelling():
    for language, mask in bridging().items():
        assert {table(scheme).target for scheme in ids(mask, "Cyrl")} == {language}
        assert any(compiled.source_language == language for compiled in tables())


@given(st.integers(0, 1 << 150))
def test_bits_rebuild_the_set(mask):
    found = list(bits(mask))
    assert sum(found) == mask
    assert all(bit.bit_count() == 1 for bit in found)


@settings(deadline=None, max_examples=40)
@given(st.one_of(st.text(min_size=1, max_size=12), st.text(alphabet="Ttokajewschzyvž-’İı", min_size=1, max_size=12)))
def test_candidates_hold_together(form):
    script = script_of(form)
    one = token(form, None)
    for candidate in (*one.as_is, *one.inflected):
        assert candidate.schemes & ~candidate.asked == 0
        assert candidate.asked <= lattice(script).all
        assert candidate.via == candidate.source
        assert candidate.cost == (COST_ENDING if candidate.lemma.ending else 0.0)
        its = lattice(script).sources.get(candidate.language, 0)
        assert candidate.schemes & ~its == 0
