import inspect
import subprocess
import sys

import pytest

import kzling

CONTRACT = {
    "detect": "text *ignore *backend",
    "segment": "text *ignore",
    "schemes": "",
    "transliterate": "text scheme *unknown",
    "trace": "text scheme",
    "identify_scheme": "text",
    "readings": "form *lang *limit",
    "variants": "name *lang *schemes",
    "parse_name": "text *lang",
    "compare": "a b *lang_a *lang_b *type",
    "compare_many": "pairs *type",
    "match": "query names *lang *langs *type *limit",
    "resolve": "name *lang *type *date *context *kb",
    "analyze": "text *lang *date *kb *finder *clean *format",
    "normalize": "text *lang *as_of *date *kb",
    "build": "inputs output *config *processes *overwrite",
    "publish": "folder repo_id *token *endpoint *private *version",
    "load": "folder_or_repo *revision",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_signatures_of_the_contract(name: str) -> None:
    parameters = inspect.signature(getattr(kzling, name)).parameters
    more = set(parameters) - {word.removeprefix("*") for word in CONTRACT[name].split()}
    assert all(parameters[word].default is not inspect.Parameter.empty for word in more)
    assert all(parameters[word].kind == inspect.Parameter.KEYWORD_ONLY for word in more)
    for word in CONTRACT[name].split():
        kind = inspect.Parameter.KEYWORD_ONLY if word[0] == "*" else inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert parameters[word.removeprefix("*")].kind == kind


@pytest.mark.parametrize("name", kzling.__all__)
def test_every_public_name_exists_and_says_what_it_is_for(name: str) -> None:
    assert inspect.getdoc(getattr(kzling, name))


def test_batch_forms_take_and_give_lists() -> None:
    assert isinstance(kzling.detect_many(["a"]), list)
    assert isinstance(kzling.compare_many([("a", "b")]), list)
    assert isinstance(kzling.match("a", ["b"]), list)
    assert isinstance(kzling.resolve_many(["a"]), list)
    assert isinstance(kzling.analyze_many(["a"]), list)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kzling.nothing  # noqa: B018


def test_importing_loads_the_standard_library_alone() -> None:
    script = (
        "import sys; before = set(sys.modules); import kzling; "
        "new = {m.partition('.')[0] for m in set(sys.modules) - before} - {'kzling'}; "
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_results_do_not_depend_on_extras() -> None:
    # The core must not even look for optional packages: they are blocked here.
    script = (
        "import sys\n"
        "for name in ('datasets', 'pyarrow', 'huggingface_hub', 'langdetect', 'transliterate', 'stanza', 'torch'):\n"
        "    sys.modules[name] = None\n"
        "import kzling\n"
        "d = kzling.analyze('Tokajew left Astana.')\n"
        "print([m.entity_id for m in d.mentions], kzling.detect('Бүгін ауа райы жақсы болды').language)\n"
        "print(kzling.readings('Tokajew')[0].source, kzling.compare('Тоқаев', 'Tokayev').verdict)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split("\n")[:2] == ["['kz-person-tokayev', 'kz-place-astana'] kk", "Токаев same"]
