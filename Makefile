# Everything one does with Threadloom. Each target makes the virtual environment by itself, once.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.made-from-the-lock

ONLY    ?=
SEED    ?=
MINUTES ?= 1
LANES   ?= 3

.PHONY: demo run test torture check bench words lock pictures help
.DEFAULT_GOAL := help

help: ## what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(STAMP) ## the playground in your browser, without any account
	$(BIN)/threadloom playground

run: $(STAMP) ## against a real workspace (settings: deploy/env.example)
	$(BIN)/threadloom serve

test: $(STAMP) ## all tests, several side by side: most of them wait (LANES=0: one after the other)
	$(BIN)/python -m pytest -n $(LANES) --dist loadscope

torture: $(STAMP) ## faults at random: make torture SEED=7 MINUTES=60, or one: OUTAGE=slack, OUTAGE=model
	$(BIN)/python -m tests.torture $(if $(SEED),--seed $(SEED)) --minutes $(MINUTES) $(if $(OUTAGE),--outage $(OUTAGE))

check: $(STAMP) ## lint, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## what things cost, each against a baseline in the same run: make bench ONLY=load
	$(BIN)/python -m tests.bench $(ONLY)

words: $(STAMP) ## renew the catalogues in bot/tongues; MORE=dir takes what they lack from there
	$(BIN)/python -m tests.words $(MORE)

pictures: $(STAMP) ## the screenshots in deploy, from the real playground (needs chromium; SCENE=name for one)
	$(BIN)/python -m tests.browser.picture $(SCENE)

lock: $(STAMP) ## renew requirements.txt and requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 $(UPGRADE) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 $(UPGRADE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Threadloom needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)
