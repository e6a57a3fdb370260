from kzling.orthography.candidates import token
from kzling.orthography.compounds import compounds


def joined(*forms, separator=" ", lang=None):
    tokens = [token(form, lang) for form in forms]
    return compounds(tokens, [separator] * (len(forms) - 1))


def test_tokens_go_one_route():
    found = {(one.source, one.language): one for one in joined("Kassym", "Jomart", separator="-") if one.schemes}
    one = found["касым-жомарт", "ru"]
    assert one.small == "kassym-jomart"
    assert one.schemes & ~one.asked == 0
    assert one.lemma.text == "Kassym-Jomart"


def test_cases_agree():
    native = {(one.source, one.lemma.case) for one in joined("Касым-Жомарта", "Токаева", lang="ru") if not one.schemes}
    assert ("Касым-Жомарт Токаев", "gen/acc") in native
    genitive = {one.lemma.case for one in joined("Асету", "Токаевым", lang="ru") if one.source == "Асет Токаев"}
    assert genitive == set()


def test_routes_over_bridges_are_among_them():
    bridged = [one for one in joined("Kassym", "Tokayev") if one.bridge]
    assert bridged
    assert all(one.via.count(" ") == one.source.count(" ") == 1 for one in bridged)


def test_a_token_that_stands_for_nothing_leaves_nothing():
    assert joined("Tokajew", "東京") == []
