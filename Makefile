# What one types. `make` alone does what the check of a pull request does; `make help` lists the rest.
# Everything goes into .venv: nothing outside this folder is touched, but for a Chromium (see .ci/browser).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Only what the lock names, byte for byte, and no program of a package is run while it is installed.
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: --no-deps
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help site serve check lint test bench schemas counts lock clean

all: check lint test site ## everything that a pull request must pass

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1 — /p' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/.site ## build the site into site/
	@$(BIN)/kb build

serve: $(VENV)/.site ## show the site, and again after each change
	@$(BIN)/kb serve

check: $(VENV)/.site ## check the records; in a workflow, each problem is shown on its line
	@$(BIN)/kb check $(if $(GITHUB_ACTIONS),--format github)

lint: $(VENV)/.dev ## check the code and the workflows
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo 'Run .venv/bin/ruff format on the files above.' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/zizmor --quiet --offline --persona=auditor .

test: $(VENV)/.dev ## run the tests, those in a browser too
	@.ci/browser $(BIN)
	@$(BIN)/python -m pytest --numprocesses auto --no-header

bench: $(VENV)/.dev ## measure a build of thousands of records
	@$(BIN)/python -m tests.bench

schemas: $(VENV)/.site ## write site_config/schemas/ again from the kinds of record
	@$(BIN)/kb schemas

counts: $(VENV)/.dev ## write tests/content_counts.txt again, after adding or removing records
	@$(BIN)/python -m tests.test_content_counts

lock: $(VENV)/.dev ## choose versions again: requirements.txt, requirements-dev.txt
	@$(LOCK) --upgrade pyproject.toml --group install --output-file requirements.txt
	@$(LOCK) --upgrade --group dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## remove all that was built or installed
	@rm -rf $(VENV) build site .kb-* .hypothesis .mypy_cache .pytest_cache .ruff_cache

# An installation happens once, and again when its lock changes.

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed. Where it has another name: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo 'This Python cannot make virtual environments. On Debian: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Setting up $(VENV) (once)'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.python requirements.txt pyproject.toml
	@echo 'Installing what the site needs'
	@$(INSTALL) --requirement requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements-dev.txt
	@echo 'Installing what the tests need'
	@$(INSTALL) --requirement requirements-dev.txt
	@touch $@
