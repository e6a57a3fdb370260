from kzling.corpus.spellings import name_pairs
from kzling.knowledge.base import KnowledgeBase
from kzling.orthography.forward import transliterate


def test_pairs_of_one_spelt_name(base: KnowledgeBase) -> None:
    pairs = list(name_pairs(base.get("kz-person-tokayev"), []))
    forms = {(p.form_a, p.form_b) for p in pairs}
    assert ("Токаев", "Tokajew") in forms
    assert ("Токаев", "Kassym-Jomart Tokayev") not in forms
    assert all((p.language_a, p.script_a) != (p.language_b, p.script_b) for p in pairs)


def test_the_route_writes_the_other_form(base: KnowledgeBase) -> None:
    pairs = [p for p in name_pairs(base.get("kz-person-tokayev"), []) if p.route]
    assert ("Токаев", "Tokajew", ("ru-pl",)) in {(p.form_a, p.form_b, p.route) for p in pairs}
    assert all(transliterate(p.form_a, p.route[0]) == p.form_b for p in pairs)


def test_other_names_of_a_city_are_no_spelling_pair(base: KnowledgeBase) -> None:
    forms = {(p.form_a, p.form_b) for p in name_pairs(base.get("kz-place-astana"), [])}
    assert ("Астана", "Astana") in forms
    assert not any({"Нұр-Сұлтан", "Astana"} == {a, b} for a, b in forms)


def test_forms_seen_in_the_corpus_join(base: KnowledgeBase) -> None:
    pairs = list(name_pairs(base.get("kz-person-tokayev"), [("Toqaev", "kk", "Latn"), ("Tokayev", "en", "Latn")]))
    seen = [p for p in pairs if p.source == "corpus"]
    assert {p.form_b for p in seen if p.form_a == "Тоқаев"} == {"Toqaev"}
    assert len({p.id for p in pairs}) == len(pairs)
