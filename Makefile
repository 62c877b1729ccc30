# Attestry's tasks. “make up” and “make test” are all one needs to know.

VENV ?= .venv
PYTHON := $(VENV)/bin/python
export VENV

# What only looks at the code has a home of its own, never a person's.
check docs: export ATTESTRY_HOME := $(abspath $(VENV))/.home

.PHONY: up test check fix docs bench demo runtime dev lock

## Prepare everything, collect, test, serve, and print one sign-in link
up: runtime
	@$(PYTHON) -m attestry up $(UP)

## Run the tests
test: dev
	@$(PYTHON) -m pytest -q -n 2 $(TESTS)

## Everything that must hold before a commit, without the tests
check: dev
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache --config pyproject.toml
	@$(PYTHON) -m lint
	@$(VENV)/bin/bandit -q -c pyproject.toml -r src/attestry

## Put right what can be put right without thinking
fix: dev
	@$(VENV)/bin/ruff check --quiet --fix . || true
	@$(VENV)/bin/ruff format --quiet .

## Write the pages of docs/reference that are made from the code
docs: dev
	@$(PYTHON) -m lint.reference

## Measure every claim of speed; prints ratios
bench: dev
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(PYTHON) "$$file" || exit 1; done

## Serve the made-up company, in a home of its own
demo: runtime
	@$(PYTHON) -m attestry demo $(UP)

runtime:
	@.ci/environment runtime

dev:
	@.ci/environment dev

## Pin the dependencies anew; wants uv
lock:
	uv pip compile -q pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements.lock
	uv pip compile -q pyproject.toml --group dev -c requirements.lock --universal --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements-dev.lock
	uv pip compile -q --group build -c requirements-dev.lock --universal --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements-build.lock
