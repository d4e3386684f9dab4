# Two commands do everything: `make demo` builds the sample articles, `make test` runs what CI runs.
# Both make .venv themselves, from any Python 3.11 or later.

PYTHONS := python3.13 python3.12 python3.11 python3
FIND := for p in $(PYTHONS); do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done
PYTHON ?= $(shell $(FIND))
BIN := .venv/bin
STAMP := .venv/installed
RUNS := .venv/runs
SAMPLE := articles
OUT := output

.DEFAULT_GOAL := help
.PHONY: help demo test check format unit lock docs site release-check clean

help:
	@echo "make demo    build the sample articles into $(OUT)/ and say what to open"
	@echo "make test    formatting, lint, types, layers, tests: everything CI runs"
	@echo "make lock    pin the newest allowed versions again"
	@echo "make docs    write the generated pages and the committed $(OUT)/ again"
	@echo "make site    the documentation as HTML in site/"
	@echo "make release-check    install the wheel into empty environments: each Python here, each extra alone (minutes)"
	@echo "make clean   remove .venv and caches"

define install
	@test -n "$(PYTHON)" || { echo "kgbuild needs Python 3.11 or later with venv: on Debian 'apt-get install python3 python3-venv', on macOS 'brew install python@3.13'"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(1)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q kgbuild
endef

$(RUNS): requirements-run.lock pyproject.toml
	$(call install,requirements-run.lock)
	@touch $(RUNS)

$(STAMP): requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@touch $(STAMP) $(RUNS)

demo: $(RUNS)
	$(BIN)/kgbuild build $(SAMPLE) -o $(OUT)
	@echo
	@$(BIN)/kgbuild query conflicts $(OUT)
	@echo
	@echo "Open $(OUT)/views/meetings.csv, positions.csv, conflicts.csv in a spreadsheet, $(OUT)/graph.ttl in an editor,"
	@echo "$(OUT)/graph.gexf in Gephi; load $(OUT)/dataset.nq into a triple store. Ask: $(BIN)/kgbuild query"

test: check unit

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kgbuild check

unit: $(STAMP)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

lock:
	$(BIN)/pip install --quiet uv
	$(COMPILE) --all-extras --upgrade --output-file requirements.lock
	printf 'hatchling\neditables\n' | $(COMPILE) - -c requirements.lock --output-file requirements-run.lock

site: $(STAMP)
	$(BIN)/mkdocs build --quiet --strict --site-dir site

docs: $(STAMP)
	$(BIN)/python tests/tools/make_command_docs.py
	$(BIN)/kgbuild build $(SAMPLE) -o $(OUT)

release-check: $(STAMP)
	$(BIN)/python tests/tools/release_check.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
