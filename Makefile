# make demo: try it.  make test: check it.  Both install what they need into .venv, nothing elsewhere
# but the Debian packages that the tests drive (a browser, a Chinese font, minisign, unzip, epubcheck, Kiwix's tools, acorn).

PYTHON ?= python3
PORT ?= 8000
RUNS ?= 10000
BIN := .venv/bin

# The locks decide what is installed, so a stamp bears their sum: a changed lock has another stamp, which is missing.
sum = $(shell cat pyproject.toml $(1) | cksum | tr ' ' '-')
RUN := .venv/run-$(call sum,requirements/run.txt)
TEST := .venv/test-$(call sum,requirements/test.txt)
BENCH := .venv/bench-$(call sum,requirements/bench.txt)

.PHONY: help demo test lint fmt unit bench fuzz lock screenshot clean

help:
	@echo "make demo        run the sample library on http://127.0.0.1:$(PORT)/ (PORT=8080 for another port)"
	@echo "make test        install what the tests need, then run every check"
	@echo "make unit        the fast tests alone"
	@echo "make lint fmt    check or mend the form of the code"
	@echo "make bench       measure against other programs (DATA=DIR, see docs/benchmarks.md)"
	@echo "make fuzz        give each reader of files many damaged ones (RUNS=$(RUNS), Linux on x86-64)"
	@echo "make lock        write the locks anew from pyproject.toml (UPGRADE=--upgrade for newer versions)"
	@echo "make screenshot  draw the README's picture anew"
	@echo "make clean       delete what can be made again"

demo: $(RUN)
	$(BIN)/shuwu index
	$(BIN)/shuwu freeze
	$(BIN)/shuwu serve --port $(PORT)

test: $(TEST) debian lint
	$(BIN)/pytest -n 2 --runslow

lint: $(TEST)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: $(TEST)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

unit: $(TEST)
	$(BIN)/pytest -n 2

bench: $(BENCH)
	$(BIN)/python -m benchmarks $(if $(DATA),--data $(DATA))

fuzz: $(BENCH)
	$(BIN)/python tools/fuzz.py --runs $(RUNS)

# What is left of a lock keeps its versions, so that only what pyproject.toml asks for changes.
lock: .venv/bin/pip
	$(BIN)/pip install --quiet uv
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group test -c requirements/run.txt --output-file requirements/test.txt
	$(LOCK) benchmarks/requirements.in -c requirements/run.txt --output-file requirements/bench.txt

LOCK = $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $(UPGRADE)

screenshot: $(TEST) debian
	$(BIN)/python tools/take_screenshots.py

clean:
	rm -rf .venv build dist .*_cache .hypothesis

.PHONY: debian
debian:
	@tools/install_debian.sh browser
	@tools/install_debian.sh minisign
	@tools/install_debian.sh unzip
	@tools/install_debian.sh epubcheck
	@tools/install_debian.sh zimcheck
	@tools/install_debian.sh kiwix-serve
	@tools/install_debian.sh acorn

.venv/bin/pip:
	@tools/install_debian.sh venv $(PYTHON)
	$(PYTHON) -m venv --clear .venv

# The project itself is installed as a link to this folder, by the builder in the lock: no network, no copies.
$(RUN): | .venv/bin/pip
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@rm -f .venv/run-*
	@touch $@

$(TEST): $(RUN)
	$(BIN)/pip install --quiet --require-hashes -r requirements/test.txt
	@rm -f .venv/test-*
	@touch $@

$(BENCH): $(RUN)
	$(BIN)/pip install --quiet --require-hashes -r requirements/bench.txt
	@rm -f .venv/bench-*
	@touch $@
