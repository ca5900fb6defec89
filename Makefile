# Two commands: `make study` and `make test`. Each does all the set-up it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
READY := $(VENV)/ready

.PHONY: study test check app lint types imports unit system format lock help clean

help: ## what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

study: $(READY) ## a whole study on drawn faces, in about five minutes; prints where its report lies
	$(BIN)/pyojeong study quick --out studies/quick

test: $(READY) system lint types imports unit ## everything that CI checks

check: test ## the same, by its other name

app: $(READY) ## the child's page, in the browser
	$(BIN)/pyojeong serve

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/pyrefly check

imports: $(READY)
	$(BIN)/lint-imports

# Two processes, one torch thread each: as many as the smallest machine has cores. What is held at
# 100 % is covered by its own tests; the others run without the tracer, which would double their time.
OWN = tests/unit/core tests/unit/app/domain
PYTEST = OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal
unit: $(READY)
	$(PYTEST) $(OWN) --cov --cov-report=term-missing:skip-covered --cov-fail-under=100
	$(PYTEST) $(addprefix --ignore=,$(OWN))

# A browser and Korean fonts for the journeys, Pango for reports as PDF, and a PostgreSQL of which
# the tests start a server of their own; without root the tests that need them say so.
system:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		command -v chromium >/dev/null && fc-list 2>/dev/null | grep -q 'Noto Sans CJK' && \
		ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && \
		ldconfig -p | grep -q libpangoft2-1.0 && ldconfig -p | grep -q libharfbuzz-subset || \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium \
			fontconfig fonts-noto-cjk libpangoft2-1.0-0 libharfbuzz-subset0 \
			postgresql >/dev/null; }; \
	fi

format: $(READY) ## rewrite the code as ruff would have it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(UV) ## resolve constraints.txt anew from pyproject.toml
	$(UV) pip compile -q --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-header --no-emit-index-url pyproject.toml -o constraints.txt

clean: ## remove what make built, and nothing else
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "Pyojeong needs Python 3.11, 3.12 or 3.13: run make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment can be made: on Debian, apt install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# Compiled once here: else every process that starts before Python has kept its own bytecode, or
# where it may not keep any, reads torch's 2,400 files as text.
$(READY): $(UV) constraints.txt pyproject.toml
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes constraints.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@touch $@
