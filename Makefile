# make run | test | check | bench. Needs Python 3.11 or later; everything else is made here.
PYTHON ?= python3
TOOLS := var/tools
UV := $(shell command -v uv 2>/dev/null || echo $(TOOLS)/bin/uv)
BIN := .venv/bin

.PHONY: run test check bench messages format

run: var/stamps/run
	@exec $(BIN)/python -m minbar run --demo

test: $(UV)
	@UV=$(UV) PYTHON=$(PYTHON) bash bin/test

check: var/stamps/dev
	@bash bin/check

bench: var/stamps/dev
	@$(BIN)/python -m bench

messages: var/stamps/dev
	@$(BIN)/python bin/messages.py

format: var/stamps/dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && git ls-files '*.html' | xargs -r $(BIN)/djade --target-version 5.2

# What is installed is remembered, so that a second start installs nothing.
var/stamps/run: uv.lock pyproject.toml | $(UV)
	@$(UV) sync --quiet --frozen --inexact --no-dev --python $(PYTHON)
	@mkdir -p $(@D) && touch $@

var/stamps/dev: uv.lock pyproject.toml | $(UV)
	@$(UV) sync --quiet --frozen --python $(PYTHON)
	@mkdir -p $(@D) && touch $@ var/stamps/run

$(TOOLS)/bin/uv:
	@echo "Installing uv into $(TOOLS)…"
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet uv
