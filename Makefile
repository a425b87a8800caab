# Everything a person types. `make setup` is done by the others when it is needed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.installed
BI := .bi-venv

.PHONY: help setup demo test bi-test check fix docs bench lock clean

help: ## Say what there is to type.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | column -t -s $$'\t'

setup: $(STAMP) ## Install everything into .venv, from the lock.

# Set up anew only when the lock or the project's declaration changed. uv is used where it is there; pip is enough.
$(STAMP): requirements.lock pyproject.toml
	@./.ci/setup $(VENV)
	@touch $@

demo: $(STAMP) ## See it work: three synthetic years into a warehouse, in .demo.
	@$(VENV)/bin/fivefold demo --home .demo

# Three workers for two cores, a file at a time: much of the time is spent waiting for servers and processes, and tests of
# a file share fixtures.
# In the order of their names: sorted by their number of tests, the few slowest would come last, on one worker.
test: $(STAMP) ## Run every test.
	@$(PYTHON) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Superset wants an environment of its own: 150 packages, several of them older than ours.
$(BI)/.installed: tests/bi/requirements.txt tests/bi/constraints.txt | $(STAMP)
	@echo "Setting up $(BI) (once) …"
	@$(PYTHON) -m venv $(BI)
	@$(BI)/bin/pip install --quiet --disable-pip-version-check -r tests/bi/requirements.txt -c tests/bi/constraints.txt
	@touch $@

bi-test: $(BI)/.installed $(STAMP) ## Try the dashboard on a real Superset, and a night meanwhile; pictures in .bi.
	@BI_VENV=$(BI) $(PYTHON) -m pytest -q -s tests/bi/superset_for_real.py

check: $(STAMP) ## Format, lint, types, layers and docs, all without changing anything.
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(PYTHON) -m flows.docs --check

fix: $(STAMP) ## Mend what `check` can mend by itself.
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .
	@$(PYTHON) -m flows.docs

docs: $(STAMP) ## Write the docs anew, README's demo output and answers with them (about two minutes).
	@$(PYTHON) -m flows.docs --demo .demo

bench: $(STAMP) ## Measure speed and memory, as ratios of the same run.
	@$(PYTHON) -m tests.bench

lock: ## Resolve the dependencies anew (needs uv). The lock names no package host.
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev \
		--constraint .ci/lock-constraints.txt pyproject.toml -o requirements.lock

clean: ## Remove what the other targets made.
	rm -rf $(VENV) $(BI) .bi .demo .mypy_cache .pytest_cache .ruff_cache .hypothesis
