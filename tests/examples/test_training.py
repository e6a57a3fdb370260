"""The third use: rows of the config `names` go straight into a training loop."""

from pathlib import Path

import pytest

pytest.importorskip("datasets")
pytest.importorskip("sklearn")

from datasets import load_dataset
from scipy.sparse import vstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

import kzling


@pytest.mark.slow
def test_a_matcher_learns_from_one_batch_of_names(root: Path, tmp_path: Path) -> None:
    kzling.build(root / "examples/corpus", tmp_path / "out", processes=1)
    names = load_dataset(str(tmp_path / "out"), "names", split="train")
    pairs = next(names.iter(batch_size=512))
    vectorize = HashingVectorizer(analyzer="char_wb", ngram_range=(1, 3), n_features=2**14, alternate_sign=False)

    def latin(forms: list[str]) -> list[str]:
        return [kzling.transliterate(form, "ru-iso9") for form in forms]

    def features(ones: list[str], others: list[str]) -> object:
        # What the two spellings share.
        return vectorize.transform(latin(ones)).multiply(vectorize.transform(latin(others))).tocsr()

    same = features(pairs["form_a"], pairs["form_b"])
    # Rows of one entity stand together: half a batch away stands another one.
    half = len(pairs["id"]) // 2
    shifted = pairs["form_b"][half:] + pairs["form_b"][:half]
    other = features(pairs["form_a"], shifted)
    model = SGDClassifier(loss="log_loss", random_state=0)
    batch, answers = vstack([same, other]), [1] * len(shifted) + [0] * len(shifted)
    for _ in range(20):
        model.partial_fit(batch, answers, classes=[0, 1])
    assert model.score(batch, answers) > 0.8
