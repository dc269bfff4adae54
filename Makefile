# Every task of the project. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SOURCES := ovt_pipeline tests
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install run test test-slow test-all bench bench-years lint format docs ui lock clean

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

install: $(STAMP) ## Make .venv with the locked dependencies (all other tasks do it first)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 15) else f"Python 3.11, 3.12, 3.13 or 3.14 is needed, found {v[0]}.{v[1]}: make PYTHON=/path/to/python3.12 ...")'
	@echo "Making the virtual environment in $(VENV) (about a minute, once)"
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing the locked dependencies"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: install ## Run the main job on the SYNTHETIC sample exports, into warehouse/samples
	@$(BIN)/ovt run --samples

test: install ## Run the tests (under 5 minutes on 2 cores)
	@echo "Running the tests"
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q -m "not slow"

test-slow: install ## Run the long proofs that `make test` leaves out
	@echo "Running the long proofs"
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q -m slow

test-all: test test-slow ## Run every test

bench: install ## Measure what things cost beside the least they could, into docs/performance.md (minutes)
	@echo "Measuring; the ten-year warehouse too, where make bench-years made it"
	@PYTHONPATH=$(CURDIR):tests $(BIN)/python -m bench

bench-years: install ## Make a warehouse of ten years in .bench, once (hours), then measure everything
	@echo "Living ten years, twice; one that was interrupted goes on"
	@PYTHONPATH=$(CURDIR):tests $(BIN)/python -m bench --years

lint: install ## Check style, types, the SQL and the arrows between rooms
	@echo "Checking style"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "Checking types"
	@$(BIN)/mypy
	@echo "Checking the SQL"
	@$(BIN)/sqlfluff lint --nocolor --disable-progress-bar ovt_pipeline/sql
	@PYTHONPATH=tests $(BIN)/python -m lint.portable_sql
	@echo "Checking the arrows between rooms"
	@$(BIN)/lint-imports --no-logo --no-cache pyproject.toml

format: install ## Put the code into the project's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: install ## Write the generated pages and pictures of docs/ from the catalogue, the contracts and the code
	@$(BIN)/python -m ovt_pipeline.reports.reference_pages
	@PYTHONPATH=tests $(BIN)/python -m lint.picture

ui: run ## Open the Dagster UI on the samples, at http://127.0.0.1:3000
	@$(BIN)/ovt ui --samples

lock: install ## Resolve the dependencies again into requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-strip-extras --no-header --quiet --upgrade --output-file requirements.lock

clean: ## Remove the virtual environment and the caches (never a warehouse)
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
