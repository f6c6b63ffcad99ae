# Remit's commands. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE ?= config.settings

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: install
install: ## make .venv and install the locked dependencies
	@deploy/bootstrap run

.PHONY: run
run: install ## everything from a bare clone to a served page (PORT=8000 HOST=127.0.0.1)
	@$(BIN)/python -m config.launch

.PHONY: demo
demo: install ## the same, with a workshop of thirteen managers at its voting stage
	@$(BIN)/python -m config.launch demo

.PHONY: shots
shots: install-test ## pictures of every page at three widths, light and dark, in .shots/
	@$(BIN)/python -m deploy.shots

.PHONY: pictures
pictures: install-test ## the same, and those of them that the documentation shows go to docs/pictures/
	@$(BIN)/python -m deploy.shots --pictures

.PHONY: bench
bench: install ## the benchmark; prints one JSON object
	@$(BIN)/python -m deploy.bench

.PHONY: words
words: install ## gather the texts to translate, and compile what is translated (needs gettext)
	@$(BIN)/python manage.py makemessages --all --add-location=file --no-wrap --ignore=tests --ignore=deploy --ignore='.*'
	@$(BIN)/python manage.py compilemessages --ignore='.*'

.PHONY: install-test
install-test:
	@deploy/bootstrap test
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tests.redis_server

.PHONY: test
test: install-test lint types deployable pytest ## everything CI checks, browser tests included

.PHONY: lint
lint: ## style of the code and of the templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates

.PHONY: types
types: ## mypy, strict
	$(BIN)/mypy .

.PHONY: deployable
deployable: ## no model without its migration, no setting unfit for production
	$(BIN)/python manage.py makemigrations --check
	SITE_URL=https://remit.example $(BIN)/python manage.py check --deploy --fail-level WARNING

.PHONY: pytest
pytest: ## the tests alone
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/pytest -n 2

.PHONY: soak
soak: install-test ## random writes and faults for ten minutes, all compared in the end (SECONDS=600)
	DJANGO_SETTINGS_MODULE=tests.settings SOAK_SECONDS=$(or $(SECONDS),600) $(BIN)/pytest -s tests/faults

.PHONY: lock
lock: install-test ## lock the newest dependencies again, with hashes
	@$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --quiet -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --quiet -o requirements/test.txt

.PHONY: vendor
vendor: install ## refresh static/vendor from the npm registry
	@$(BIN)/python deploy/vendor.py
