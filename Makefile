# Everything a newcomer and a developer need; each target installs what it uses, inside the checkout.
# Only a browser for the tests, where there is none, comes from the system's packages.

PYTHON ?= python3
BIN := .venv/bin
DATA ?= data
HOST ?=
PORT ?= 8620
# A process a processor, a file of tests to each: every process has a browser of its own, so not too many.
AT_ONCE ?= -n auto --maxprocesses 4 --dist loadfile

.PHONY: run demo webapp test lint unit end-to-end torture fuzz bench schema extension clean

run: .venv/run.stamp webapp ## start the server and print its address
	$(BIN)/shebaobu serve $(if $(HOST),--host $(HOST)) --port $(PORT) --data $(DATA)

demo: .venv/run.stamp webapp ## an invented household and a small site of sample portal pages
	$(BIN)/python -m demo --port $(PORT)

webapp: .venv/run.stamp ## compile the web app into build/webapp, where a source is newer
	$(BIN)/python -m webapp.builder --if-newer

test: lint unit end-to-end ## everything that is checked

lint: .venv/dev.stamp tests/javascript/node_modules/.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m webapp.builder --check
	.ci/node npm --prefix tests/javascript run --silent lint

unit: .venv/dev.stamp .venv/browser.stamp .venv/postgres.stamp webapp
	$(BIN)/pytest tests $(AT_ONCE)

# Apart: the tests of the app share a browser, each file of journeys opens its own.
end-to-end: .venv/dev.stamp .venv/browser.stamp webapp
	$(BIN)/pytest e2e/journeys $(AT_ONCE)
	$(BIN)/pytest e2e/webapp $(AT_ONCE)

torture: .venv/dev.stamp ## 500 kills at random instants, and every other test of the store; SHEBAOBU_SEED=N for other instants
	SHEBAOBU_KILLS=$${SHEBAOBU_KILLS:-500} $(BIN)/pytest tests/storage

fuzz: .venv/dev.stamp ## many more made-up requests to the API; SHEBAOBU_SEED=N for others, SHEBAOBU_EXAMPLES=N for how many an operation
	SHEBAOBU_EXAMPLES=$${SHEBAOBU_EXAMPLES:-300} $(BIN)/pytest tests/fuzzing -s

bench: .venv/dev.stamp .venv/browser.stamp webapp ## figures, never judged
	$(BIN)/python -m bench

schema: .venv/run.stamp ## docs/export.schema.json and docs/openapi.json anew, after the types of the export, of records or of the API have changed
	$(BIN)/python .ci/write_schema.py

extension: .venv/run.stamp ## the extension as one file, build/shebaobu-extension-VERSION.zip
	$(BIN)/python .ci/pack_extension.py

clean: ## remove what was built; the data folder stays
	rm -rf .venv build dist tests/javascript/node_modules

.venv/run.stamp: pyproject.toml .ci/environment
	.ci/environment $(PYTHON)

.venv/dev.stamp: pyproject.toml .ci/environment
	.ci/environment $(PYTHON) dev

.venv/browser.stamp: .venv/dev.stamp .ci/browser
	.ci/browser

.venv/postgres.stamp: .venv/dev.stamp .ci/postgres
	.ci/postgres

tests/javascript/node_modules/.stamp: tests/javascript/package.json tests/javascript/package-lock.json .venv/dev.stamp
	.ci/node npm --prefix tests/javascript ci --no-audit --no-fund --silent
	touch $@
