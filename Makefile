# The two commands that a newcomer needs are `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: run test test-browser check check-html format messages lighthouse bench lock clean

run: $(VENV)/.run
	@$(BIN)/python manage.py serve --demo --port "$(PORT)"

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

test-browser: $(VENV)/.dev
	@DJANGO_ALLOW_ASYNC_UNSAFE=true $(BIN)/python -m pytest tests/browser tests/api/test_schemathesis.py -m browser -n $(WORKERS) $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/mypy
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check

format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html')

messages: $(VENV)/.dev
	@$(BIN)/python manage.py messages

check-html: $(VENV)/.run
	@$(BIN)/python bench/check_html.py

lighthouse: $(VENV)/.run
	@$(BIN)/python bench/lighthouse.py

bench: $(VENV)/.dev
	@$(BIN)/python bench/screening/measure.py
	@$(BIN)/python bench/reviews.py
	@$(BIN)/python bench/search_quality/measure.py
	@$(BIN)/python bench/api.py
	@$(BIN)/python bench/search.py

lock: $(VENV)/.dev
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
			--no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; \
	done

clean:
	rm -rf $(VENV) var/static

$(VENV)/.run: requirements.txt
	@echo "Preparing $(VENV): this takes a minute the first time."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pharmacy needs Python 3.11 or newer; set PYTHON=/path/to/python3.11."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Adding what tests and checks need to $(VENV)."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
