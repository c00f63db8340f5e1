# What this project can do from a fresh clone. Needs python3 (3.11 or newer), its venv module and make.
#
#   make run          the inbox, or the guide for the first start      ARGS="--theme light" goes to the program
#   make demo         a practice brand, no network at all
#   make test         every test; those of real servers skip where the server's program is missing
#   make check        what CI runs: format, lint, types, import walls, then every test
#   make bench        measures the budgets and writes the table into README.md
#   make screenshots  draws the pictures in screenshots/ from the practice brand
#   make test-real    only the tests that start real servers
#   make clean        takes away everything that make made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
ARGS ?=
# Many tests wait for programs of their own, so six workers keep two cores busy. A file stays with one worker: its
# tests share what the file has set up. The files that wait most begin (tests/conftest.py), the rest keep their order.
WORKERS ?= 6
# What make tells its children is not for the tests, which start a make of their own. What was compiled is kept
# wherever one starts from: compiling each test file again costs every worker eight seconds.
PYTEST := env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS -u ARGS -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -rs -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run demo test check format bench screenshots test-real clean

help:
	@sed -n 's/^#   make /  make /p' Makefile

# `exec` leaves no shell between make and the program, so that keys and signals reach it.
run: $(VENV)/.compiled
	@exec $(BIN)/socialtui $(ARGS)

demo: $(VENV)/.compiled
	@exec $(BIN)/socialtui demo $(ARGS)

test: $(VENV)/.ready-dev $(VENV)/.compiled
	$(PYTEST) $(ARGS)

# Fast ones first: a misplaced comma should not cost minutes.
check: $(VENV)/.ready-dev $(VENV)/.compiled
	$(BIN)/ruff format --check socialtui tests
	$(BIN)/ruff check socialtui tests
	$(BIN)/mypy --strict socialtui tests
	$(BIN)/lint-imports
	$(PYTEST) $(ARGS)

format: $(VENV)/.ready-dev
	$(BIN)/ruff format socialtui tests
	$(BIN)/ruff check --fix socialtui tests

bench: $(VENV)/.ready-dev $(VENV)/.compiled
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: $(VENV)/.ready-dev
	$(BIN)/python screenshots/make.py $(ARGS)

test-real: $(VENV)/.ready-dev $(VENV)/.compiled
	$(PYTEST) -m real $(ARGS)

clean:
	rm -rf $(VENV) .run dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find socialtui tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than what it was made from, so a change of either file installs again.
$(VENV)/.ready: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing into $(VENV); this happens once."
	@$(PIP) install -c constraints.txt -e '.[mail]'
	@touch $@

$(VENV)/.ready-dev: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing into $(VENV), with what the tests need; this happens once."
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $(VENV)/.ready $@

# pip compiles what it installs, but not what stays here: uncompiled, the start takes half as long again.
$(VENV)/.compiled: $(shell find socialtui -name '*.py' 2>/dev/null) | $(VENV)/.ready
	@$(BIN)/python -m compileall -q socialtui
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "socialtui needs Python 3.11 or newer as $(PYTHON); another one: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv --clear $(VENV)
