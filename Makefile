# Every command. `make demo` and `make test` need nothing but Python 3.11 and make.
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.ready
DATA ?= ../shared/data
DEMO := docs/demo/case.txt

.PHONY: demo serve test check proof cases bench bench-peers fix lock docs screens browser clean

demo: $(STAMP)  ## Answer a real case in the terminal
	$(BIN)/curbside ask --file $(DEMO) --today 2026-11-22

serve: $(STAMP)  ## Open the pages on this machine
	$(BIN)/curbside serve

test: $(STAMP) browser  ## Run the tests
	$(BIN)/pytest -n 2

browser:  ## Debian's chromium, for the tests that use a browser; without it they are skipped, visibly
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& { echo "Installing chromium for the browser tests ..."; apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }; } \
		|| echo "No chromium here: the browser tests will be skipped. Install it (apt-get install chromium) and run again."

screens: $(STAMP) browser  ## Take the pictures of every page
	CURBSIDE_SCREENS=docs/screens $(BIN)/pytest tests/web/test_screens.py

check: $(STAMP)  ## Everything that must hold before a change lands
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/curbside check --probe
	$(BIN)/curbside pages --check
	$(MAKE) test

proof: $(STAMP)  ## The long runs: full counts of the laws, the probe over everything
	CURBSIDE_PROOF=1 $(BIN)/pytest -n 2 -m "proof or not proof"
	$(BIN)/curbside check --probe

cases: $(STAMP)  ## The clinicians' own examples
	$(BIN)/curbside check

bench: $(STAMP)  ## Measure; every figure beside its baseline
	$(BIN)/python -m benchmarks --data $(DATA)

bench-peers: .venv-peers/.ready  ## The benchmarks with medspaCy beside ours, in an environment of its own
	$(MAKE) bench

fix: $(STAMP)  ## Put style right
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

docs: $(STAMP)  ## Make the generated pages anew
	$(BIN)/curbside pages

lock: $(STAMP)  ## Pin what pyproject.toml allows, with hashes
	$(BIN)/uv pip compile -q pyproject.toml --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements/run.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra dev --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements/dev.lock
	$(BIN)/uv pip compile -q requirements/peers.in --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements/peers.lock

clean:
	rm -rf .venv .venv-peers build dist

$(STAMP): requirements/dev.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or say make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index -e .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv-peers/.ready: requirements/peers.lock
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.lock
	@touch $@
