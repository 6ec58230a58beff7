# Two commands to begin with: `make feeds` and `make test`. Both make their own environment in .venv.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

.PHONY: feeds test lint check-all docs golden bench clean

feeds: $(READY)  ## export seeds/ into out/
	@$(BIN)/outfeed export seeds

test: $(READY)  ## all tests that need nothing but Python
	@$(BIN)/python -m pytest --ignore=tests/readers --ignore=tests/browser

lint: $(READY)  ## format, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check-all: $(READY) lint  ## everything, with the tests that need programs of the system (newsboat, chromium)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]'
	$(BIN)/python -m pytest

docs: $(READY)  ## write docs/diagnostics.md anew from the catalogue
	$(BIN)/python -m tests.write_docs

golden: $(READY)  ## accept the present outputs as right, after reading the diff
	$(BIN)/python -m tests.write_golden

bench: $(READY)  ## measure it beside other programs: an hour on two quiet cores, 20 GB of disk
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks --docs

clean:
	rm -rf $(VENV) build dist *.egg-info

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Outfeed needs Python 3.11 or newer: make PYTHON=python3.12 " + "$(MAKECMDGOALS)")'
	@echo "Setting up $(VENV) (once)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)
