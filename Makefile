# Everything a maintainer or an editor runs. `make site` and `make test` need nothing but Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m generator

.PHONY: site serve check test test-fast bench bless lint lock clean

site: $(VENV)/.site  ## build the shipped campaign into build/site
	$(RUN) build

serve: $(VENV)/.site  ## the same, live, on this machine
	$(RUN) serve

check: $(VENV)/.site  ## every problem of the data
	$(RUN) check

test: $(VENV)/.test lint  ## linters, types, layers, every test
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

test-fast: $(VENV)/.test  ## the unit tests only
	$(BIN)/python -m pytest tests/unit tests/cases

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.test  ## measure, against the budgets and the peers
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.publishing
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m tests.bench.filtering
	$(BIN)/python -m tests.bench.takedown
	$(BIN)/python -m tests.bench.images

bless: $(VENV)/.test  ## accept what the golden cases give now; read the difference before you commit it
	$(BIN)/python -m pytest tests/cases --bless

lock: $(VENV)/.test  ## pin requirements again, after a change in pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group build $(LOCK) -o requirements.txt
	uv pip compile pyproject.toml --group build --group dev $(LOCK) -o requirements-dev.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --quiet --custom-compile-command "make lock"

clean:
	rm -rf build $(VENV)

# An environment holds what its requirement file says, and is made again when the file changes.
$(VENV)/.site: requirements.txt pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	touch $@
