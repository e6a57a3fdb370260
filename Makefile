# Everything needs only Python (3.11 or newer) with pip, and make.
PYTHON ?= python3
VENV := .venv
STANZA := .venv-stanza
BIN := $(VENV)/bin

.PHONY: help demo test check stanza lint compiled wheel quality nightly clean

help:
	@echo "make demo     install, build the dataset from examples/corpus/ into demo/, show what is in it"
	@echo "make test     install all that the tests need, run the whole suite"
	@echo "make check    the fast part of the suite"
	@echo "make stanza   the tests that need torch, in an environment of their own"
	@echo "make lint     ruff and mypy --strict"
	@echo "make compiled write resources/compiled/ anew, after any change of the other files of resources/"
	@echo "make wheel    build the wheel, install it into an empty environment, use it from another folder"
	@echo "make quality  print what kzling reaches on the annotated articles"
	@echo "make nightly  speed and memory of large builds beside a bare copy; builds that are killed (about half an hour)"

$(VENV)/.corpus: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[corpus]'
	@touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.corpus
	$(BIN)/pip install --quiet --editable '.[test,lint]'
	@touch $@

# torch goes first and by itself: asked for through stanza, pip would fetch a build of several gigabytes.
$(STANZA)/.installed: pyproject.toml
	$(PYTHON) -m venv $(STANZA)
	$(STANZA)/bin/pip install --quiet torch==2.13.0
	$(STANZA)/bin/pip install --quiet --editable '.[stanza,corpus]' pytest hypothesis
	@touch $@

demo: $(VENV)/.corpus
	$(BIN)/python examples/build_corpus.py examples/corpus demo
	$(BIN)/python examples/use_in_project.py

test: $(VENV)/.test stanza
	$(BIN)/pytest --cov --cov-report=term:skip-covered

check: $(VENV)/.test
	$(BIN)/pytest -m "not slow" -q

stanza: $(STANZA)/.installed
	HF_HUB_OFFLINE=1 $(STANZA)/bin/pytest tests/plugins -p no:cacheprovider

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

compiled: $(VENV)/.corpus
	$(BIN)/python .ci/compile.py

wheel:
	bash .ci/wheel $(PYTHON)

quality: $(VENV)/.test
	$(BIN)/python tests/quality/figures.py

nightly: $(VENV)/.test
	$(BIN)/python tests/quality/throughput.py
	$(BIN)/python tests/quality/kills.py --documents 2000
	$(BIN)/python tests/quality/spellings.py $(if $(DATA),--data $(DATA)) $(if $(PEERS),--peers $(PEERS))
	$(BIN)/python tests/quality/language.py $(if $(DATA),--data $(DATA)) $(if $(PEERS),--peers $(PEERS))
	$(BIN)/python tests/quality/names.py $(if $(DATA),--data $(DATA)) $(if $(PEERS),--peers $(PEERS))
	$(BIN)/python tests/quality/publishing.py
	$(BIN)/python tests/quality/mentions.py $(if $(DATA),--data $(DATA))
	$(BIN)/python tests/quality/normalized.py $(if $(DATA),--data $(DATA))
	$(BIN)/python tests/quality/resolution.py $(if $(DATA),--data $(DATA)) $(if $(PEERS),--peers $(PEERS))

clean:
	rm -rf $(VENV) $(STANZA) build dist demo demo.partial *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
