# Needs GNU make and Python 3.11 to 3.14; everything else is installed into .venv, by the first target that is made.
# Another interpreter: make build PYTHON=/path/to/python3

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))
CANDIDATES := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
PIP_INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check
PICTURED := raw/2018/vacancy-at-the-depot.txt
UV ?= $(or $(wildcard $(BIN)/uv),uv)
LOCK_FLAGS ?=
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--no-annotate $(LOCK_FLAGS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build test test-slow check format bench picture lock clean

help: ## Show these targets
	@awk -F ' *## ' '/^[a-z]+:.* ## / { sub(/:.*/, "", $$1); printf "  make %-8s  %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: $(READY) ## Build a release of the sample corpus: raw/ -> output/
	@$(BIN)/probation-corpus build

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

test-slow: $(READY) ## Run the tests that wait for servers and clusters: some ten minutes more
	@$(BIN)/python -m pytest -m slow

check: $(READY) ## Check format, lint and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --num-workers 2

format: $(READY) ## Format the code, and mend what lint can mend itself
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(READY) ## Measure how fast pages are read
	@$(BIN)/python -m benchmarks

picture: $(READY) ## Draw docs/show.svg, the picture in the README
	@$(BIN)/probation-corpus show $(PICTURED) --lines 2 --svg docs/show.svg > /dev/null
	@echo "docs/show.svg"

clean: ## Remove .venv and caches; releases in output/ stay
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs in a quarter of pip's time. It does not read pip's configuration (a mirror, an index of one's own): where it
# cannot be had or fails, pip installs the same, and says what is wrong if that fails too.
# Bytecode is compiled here: where Python is told to write none (PYTHONDONTWRITEBYTECODE), Prefect would take twice as
# long to start, every time. uv is told to, and pip compiles what it installs.
$(READY): requirements.txt pyproject.toml
	@python=; \
	for candidate in $(CANDIDATES); do \
		if "$$candidate" -c '$(SUITABLE)' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "make: no Python 3.11 to 3.14 found (tried: $(CANDIDATES)): install one, or name it with PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	if ! { $(BIN)/python -c '$(SUITABLE)' && $(BIN)/python -m pip --version; } >/dev/null 2>&1; then \
		echo "making $(VENV) with $$("$$python" --version)"; \
		"$$python" -m venv --clear $(VENV); \
	fi
	@echo "installing what requirements.txt names into $(VENV): this takes some minutes, once"
	@$(PIP_INSTALL) --require-hashes -r requirements-uv.txt 2>/dev/null && \
		$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.txt 2>/dev/null || { \
		echo "make: uv did not install them: now pip does, which takes some minutes more" >&2; \
		$(PIP_INSTALL) --require-hashes -r requirements.txt; \
	}
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q flows schemas
	@touch $@

# pip before 25 refuses, when it checks hashes, a package that is locked without the extra that another package asks for:
# sqlalchemy stands in the lock with and without [asyncio].
lock: ## Write both requirements files anew; make lock LOCK_FLAGS=--upgrade takes newer versions (needs uv)
	@command -v $(UV) >/dev/null || { echo "make: lock needs uv: install it with pip install uv, or name it with UV=/path/to/uv" >&2; exit 1; }
	@$(LOCK) --extra dev pyproject.toml -o requirements.txt
	@echo uv | $(LOCK) - -o requirements-uv.txt
	@awk '/^[^ ]/ { printf "%s", twin; twin = ""; inside = /^sqlalchemy==/ } \
		inside { line = $$0; sub(/^sqlalchemy==/, "sqlalchemy[asyncio]==", line); twin = twin line "\n" } \
		{ print } \
		END { printf "%s", twin }' requirements.txt > requirements.txt.new
	@mv requirements.txt.new requirements.txt
