import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.orthography.candidates import bits
from kzling.orthography.folding import bare
from kzling.orthography.forward import transliterate
from kzling.orthography.lattice import lattice
from kzling.orthography.replay import Closeness, replay

SCRIPTS = ("Latn", "Cyrl", "Arab")


def ids(script, mask):
    return {lattice(script).tables[bit.bit_length() - 1].id for bit in bits(mask)}


def near(source, small, script="Latn"):
    found = replay(script)(source, small, lattice(script).all)
    return Closeness(*(ids(script, mask) for mask in found))


def spelled(draw, compiled):
    """Draw a word of a scheme's alphabet, or two with a hyphen."""
    letters = [*sorted(compiled.letters), "-"]
    return draw(st.text(alphabet=letters, min_size=1, max_size=8))


def test_closeness():
    assert {"ru-pl", "ru-de"} <= near("токаев", "tokajew").exact
    assert "ru-en-press" in near("токаев", "tokaev").other - near("токаев", "tokaev").exact
    lawrow = near("лавров", "lawrow")
    assert "ru-pl" in lawrow.bare - lawrow.other
    assert near("путин", "tokajew") == Closeness(set(), set(), set(), set())


def test_only_schemes_asked_answer():
    schemes = lattice("Latn")
    asked = next(1 << i for i, compiled in enumerate(schemes.tables) if compiled.id == "ru-pl")
    assert replay("Latn")("токаев", "tokajew", asked) == Closeness(asked, asked, asked, asked)
    assert replay("Latn")("токаев", "tokajew", 0) == Closeness(0, 0, 0, 0)


def test_sign_before_a_word_may_be_dropped():
    assert "kk-arab" in near("ән", "ٴان", "Arab").exact
    dropped = near("ән", "ان", "Arab")
    assert "kk-arab" in dropped.bare - dropped.exact


def test_separators_are_copied():
    assert "ru-pl" in near("нур-султан", "nur-sułtan").exact
    assert near("нур султан", "nursułtan") == Closeness(set(), set(), set(), set())


@pytest.mark.parametrize("script", SCRIPTS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_exact_are_the_schemes_whose_forward_output_is_the_form(script, data):
    chosen = data.draw(st.sampled_from(lattice(script).tables), label="scheme")
    source = spelled(data.draw, chosen)
    small = chosen.lower(transliterate(source, chosen.id))
    letters = set(source) - {"-"}
    able = [compiled for compiled in lattice(script).tables if letters <= compiled.letters]
    written = {one.id for one in able if one.lower(transliterate(source, one.id)) == small}
    found = near(source, small, script)
    assert found.exact & {one.id for one in able} == written
    assert chosen.id in found.exact


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_each_set_holds_those_that_are_closer(data):
    chosen = data.draw(st.sampled_from(lattice("Latn").tables), label="scheme")
    source = spelled(data.draw, chosen)
    small = chosen.lower(transliterate(source, chosen.id))
    form = data.draw(st.sampled_from([small, bare(small, "Latn"), small.replace("’", "")]))
    found = near(source, form)
    assert found.exact <= found.other <= found.bare_other
    assert found.exact <= found.bare <= found.bare_other
    assert chosen.id in found.bare


@settings(deadline=None, max_examples=60)
@given(source=st.text(max_size=12), small=st.text(max_size=12), script=st.sampled_from(SCRIPTS))
def test_any_text(source, small, script):
    found = replay(script)(source, small, lattice(script).all)
    assert all(0 <= mask <= lattice(script).all for mask in found)
