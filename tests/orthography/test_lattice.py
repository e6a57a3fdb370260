import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzling.orthography.forward import transliterate
from kzling.orthography.lattice import MAX_LENGTH, lattice, lattice_of
from kzling.orthography.schemes import scheme_ids, table, tables

SCRIPTS = ("Latn", "Cyrl", "Arab")
# Beginnings that are enough to find every source of a short name.
WIDE = 1200


def walk(form, script="Latn", *, beam=20, **options):
    schemes = lattice(script)
    return schemes.walk(form, allowed=schemes.all, beam=beam, **options)


def writing(mask, script="Latn"):
    return {compiled.id for bit, compiled in enumerate(lattice(script).tables) if mask >> bit & 1}


def found_by(form, scheme, source):
    """Give whether the walk through one scheme finds a source among all of a form's."""
    alone = lattice_of(scheme)
    starts = alone.walk(alone.without_signs(form), allowed=alone.all, beam=WIDE, exact=True)
    return source in {start[1] for start in starts}


def test_every_scheme_is_in_one_lattice():
    assert sum(len(lattice(script).tables) for script in SCRIPTS) == len(tables())
    for script in SCRIPTS:
        masks = lattice(script).sources.values()
        assert sum(masks) == lattice(script).all


def test_spellings_with_the_schemes_that_may_write_them():
    starts = {source: (plain, loose) for _, source, plain, loose in walk("tokajew")}
    assert {"ru-pl", "ru-de"} <= writing(starts["токаев"][0])
    assert "uk-pl" in writing(starts["токаєв"][0])
    assert all(plain & ~loose == 0 for plain, loose in starts.values())


def test_alternative_outputs_count_once():
    starts = {source: (plain, loose) for _, source, plain, loose in walk("tokaev")}
    plain, loose = (writing(mask) for mask in starts["токаев"])
    assert "ru-en-press" in loose - plain


def test_dropped_diacritics_and_silent_letters():
    assert "лавров" in {start[1] for start in walk("lawrow")}
    assert "гоголь" in {start[1] for start in walk("gogol")}
    assert not found_by("zdanov", "ru-cs", "жданов")


def test_only_allowed_schemes_are_asked():
    schemes = lattice("Latn")
    german = sum(1 << bit for bit, compiled in enumerate(schemes.tables) if compiled.id.endswith("-de"))
    starts = schemes.walk("tokajew", allowed=german, beam=20)
    assert starts
    assert all(loose & ~german == 0 for _, _, _, loose in starts)
    assert schemes.walk("tokajew", allowed=0, beam=20) == []


def test_best_first_no_spelling_twice_and_no_more_than_the_beam():
    starts = walk("schtscherbakow", beam=7)
    assert 0 < len(starts) <= 7
    assert [start[0] for start in starts] == sorted((start[0] for start in starts), reverse=True)
    assert len({start[1] for start in starts}) == len(starts)
    near = walk("schtscherbakow", beam=7, far=1.0)
    assert near
    assert all(start[0] >= near[0][0] - 1.0 for start in near)


def test_forms_share_what_they_begin_with():
    places = {}
    walk("tokajew", places=places)
    known = dict(places)
    assert walk("tokajewa", places=places) == walk("tokajewa")
    assert all(places[key] is found for key, found in known.items() if key[0])


def test_signs_before_words():
    assert lattice("Arab").without_signs("ٴان") == "ان"
    assert lattice("Latn").without_signs("tokajew") == "tokajew"


@pytest.mark.parametrize("scheme", scheme_ids())
def test_an_exact_walk_finds_the_examples(scheme):
    compiled = table(scheme)
    for example, _ in compiled.examples[:2]:
        for source in compiled.lower(example).replace("-", " ").split():
            if not set(source) <= compiled.letters:
                continue
            form = compiled.lower(transliterate(source, scheme))
            assert found_by(form, scheme, source), (source, form)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from(scheme_ids()))
def test_an_exact_walk_finds_every_source_of_a_rendering(data, scheme):
    compiled = table(scheme)
    # At most one silent letter in a row is put back.
    heard = sorted(letter for letter in compiled.letters if letter not in "ьъ" and transliterate(letter, scheme))
    source = data.draw(st.text(alphabet=heard, min_size=1, max_size=4))
    form = compiled.lower(transliterate(source, scheme))
    assert not form or found_by(form, scheme, source)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=MAX_LENGTH), st.sampled_from(SCRIPTS))
def test_any_form(form, script):
    schemes = lattice(script)
    for _, source, plain, loose in walk(form, script, beam=8, far=8.0):
        assert loose
        assert plain & ~loose == 0 <= loose <= schemes.all
        assert source or not form
