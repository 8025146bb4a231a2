# make demo    install, analyse the sample clips, leave videos, results and plots in out/
# make test    lint, types, the whole suite
# make system  system libraries that pip cannot bring (called by both)

VENV := .venv
BIN := $(VENV)/bin
export PYTHON ?= $(shell for p in python3 python3.12 python3.13 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SHIPPED := $(shell find posecheck models -type f -not -name '*.pyc' -not -name '.*')

.PHONY: demo test system installed clean

demo: installed
	@scripts/demo.sh $(BIN)

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

system:
	@test -n "$(PYTHON)" || { echo "posecheck needs Python 3.11 or newer" >&2; exit 1; }
	@scripts/system-packages.sh

# An editable install left by `make test` serves the demo as well.
installed: system
	@test -e $(VENV)/.dev || $(MAKE) -s --no-print-directory $(VENV)/.plain

$(VENV)/.plain: pyproject.toml README.md $(SHIPPED) | $(BIN)/python
	@echo "Installing posecheck into $(VENV) (the first time takes a minute or two) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check .
	@touch $@

$(VENV)/.dev: pyproject.toml | system-tests $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

.PHONY: system-tests
system-tests:
	@test -n "$(PYTHON)" || { echo "posecheck needs Python 3.11 or newer" >&2; exit 1; }
	@scripts/system-packages.sh tests

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) out build dist
