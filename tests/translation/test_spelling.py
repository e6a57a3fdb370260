import kzling


def cues(text: str, lang: str) -> list[str]:
    found = kzling.analyze(text, lang=lang).translation.evidence
    return [text[cue.span.start : cue.span.end] for cue in found if cue.cue == "foreign-spelling"]


def test_a_polish_spelling_in_english() -> None:
    assert cues("Tokajew and Lukashenko met. Tokajew spoke.", "en") == ["Tokajew"]


def test_the_usual_spelling_is_none() -> None:
    assert cues("Tokayev and Lukashenko met in Kyiv.", "en") == []
    assert cues("Токаев и Лукашенко встретились.", "ru") == []


def test_the_profile_counts_the_names_and_marks_the_odd_ones() -> None:
    found = kzling.analyze("Tokajew and Lukashenko met in Kyiv.", lang="en").translation.evidence
    told = [cue for cue in found if cue.cue == "spelling-profile"]
    assert [(cue.weight, cue.why) for cue in told] == [
        (0.0, "2 of 3 names as en writes them; otherwise Tokajew (pl, de)")
    ]
