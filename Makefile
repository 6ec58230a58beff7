# Two commands to begin with: `make feeds` and `make test`. Both make their own environment in .venv, with the exact
# versions that requirements/ names.

PYTHON ?= python3
VENV ?= .venv
SECONDS ?= 600
N ?= 400
SEED ?= 1
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED = $(PIP) --require-hashes --no-build-isolation --requirement
QUICK = $(addprefix tests/,yamldoc model repair sources settings feeds formats checks planning test_golden.py)
PYTEST = $(BIN)/python -m pytest --numprocesses=auto --dist=loadscope
RUN = $(VENV)/.run
DEV = $(VENV)/.dev

.PHONY: feeds serve test test-quick test-system lint check-all docs site golden interface bounds upgrade lock mutants fuzz bench clean

feeds: $(RUN)  ## export seeds/ into out/
	@$(BIN)/outfeed export seeds

serve: $(DEV)  ## show the feeds of seeds/ at http://127.0.0.1:8000/, as readers show them, while you write
	@$(BIN)/outfeed serve seeds

test: $(DEV)  ## all tests that need nothing but Python
	@$(PYTEST) --durations=10 --ignore=tests/readers --ignore=tests/browser

test-quick: $(DEV)  ## the tests of what needs no second process, after each change
	@$(PYTEST) $(QUICK)

lint: $(DEV)  ## format, style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test-system: $(DEV)  ## the tests that need programs of the system (newsboat, chromium, nginx, rsync), or a cluster of Dask
	@$(LOCKED) requirements/browser.txt
	@$(PYTEST) tests/readers tests/browser

check-all: lint test-system test  ## everything

docs: $(DEV)  ## write docs/diagnostics.md anew from the catalogue
	$(BIN)/python -m tests.write_docs

site: $(DEV)  ## build the documentation as a site, into site/
	@$(LOCKED) requirements/docs.txt
	@$(BIN)/python -m tests.write_site

golden: $(DEV)  ## accept the present outputs as right, after reading the diff
	$(BIN)/python -m tests.write_golden

interface: $(DEV)  ## accept the present interface for programs as right, after reading docs/api.md on what may change
	$(BIN)/python -m tests.write_interface

bounds: $(DEV)  ## the core of the tests with the lowest and the newest versions that pyproject.toml admits
	@$(LOCKED) requirements/release.txt
	@$(BIN)/python -m tests.bounds lowest
	@$(BIN)/python -m tests.bounds newest

upgrade: $(DEV)  ## renew requirements/ with the newest versions, and show what they change in the outputs
	@$(LOCKED) requirements/release.txt
	@$(BIN)/python -m tests.requirements --upgrade
	@$(MAKE) --no-print-directory $(DEV)
	@$(BIN)/python -m tests.write_golden --compare

lock: $(DEV)  ## write requirements/ after a change in pyproject.toml, and keep the versions
	@$(LOCKED) requirements/release.txt
	@$(BIN)/python -m tests.requirements

fuzz: $(DEV)  ## feed odd input to every command for SECONDS, then 1,000 random examples to each property
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)
	@OUTFEED_HYPOTHESIS=fuzz $(PYTEST) -m hypothesis --ignore=tests/readers --ignore=tests/browser

mutants: $(DEV)  ## change the program in N small ways, and show what no test notices
	@$(BIN)/python -m tests.mutants --count $(N) --seed $(SEED)

bench: $(DEV)  ## measure it beside other programs: an hour on two quiet cores, 20 GB of disk
	@$(LOCKED) requirements/bench.txt
	$(BIN)/python -m benchmarks --docs

clean:
	rm -rf $(VENV) build dist site *.egg-info

$(RUN): pyproject.toml requirements/build.txt requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Outfeed needs Python 3.11 or newer: make PYTHON=python3.12 " + "$(MAKECMDGOALS)")'
	@echo "Setting up $(VENV) (once)…"
	@$(PYTHON) -m venv $(VENV)
	@$(LOCKED) requirements/build.txt
	@$(LOCKED) requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(RUN)

$(DEV): $(RUN) requirements/dev.txt
	@echo "Adding what the tests need (once)…"
	@$(LOCKED) requirements/dev.txt
	@touch $(DEV)
