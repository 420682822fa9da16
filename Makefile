# The two commands of a newcomer: `make demo` and `make test`. Everything else is for development.
PORT ?= 8000
# Where the machine forbids Python to keep what it compiled, every start and every test compiles everything again.
unexport PYTHONDONTWRITEBYTECODE
UV_VERSION := 0.13.9
UV := .tools/bin/uv
BIN := .venv/bin
SOURCES := $(shell find kidsapp/locale -name '*.po' 2>/dev/null)

.PHONY: demo test check sweep bench bench-allocation bench-audit texts format clean

demo: .venv/.product build/texts
	@KIDSAPP_PUBLIC_ADDRESS='http://{host}:$(PORT)' $(BIN)/kidsapp demo --port $(PORT)

test: .venv/.development .venv/.identity_provider build/texts
	@sh tests/run/all.sh

check: .venv/.development build/texts
	@sh tests/run/check.sh

sweep: .venv/.development .venv/.identity_provider build/texts
	@sh tests/run/sweep.sh

bench-audit: .venv/.development
	@$(BIN)/python -m bench.audit

bench-allocation: .venv/.development
	@$(BIN)/python -m bench.allocation

bench: .venv/.development build/texts
	@$(BIN)/python -m bench

texts: .venv/.development
	@$(BIN)/kidsapp texts update

format: .venv/.development
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .tools build

.PHONY: python
python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo 'KidsApp needs Python 3.11 or newer: apt install python3'; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo 'KidsApp needs Python with venv: apt install python3-venv'; exit 1; }

$(UV): | python
	@echo 'Installing uv $(UV_VERSION) into .tools'
	@python3 -m venv .tools && .tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.product: pyproject.toml uv.lock $(UV)
	@echo 'Installing what KidsApp needs into .venv'
	@$(UV) sync --quiet --frozen --no-dev --inexact && touch $@

.venv/.development: pyproject.toml uv.lock $(UV)
	@echo 'Installing what the tests need into .venv'
	@$(UV) sync --quiet --frozen && touch $@ .venv/.product

# The provider of OpenID Connect that the tests log in at; node and npm come with the development tools.
.venv/.identity_provider: tests/identity_provider/package-lock.json | .venv/.development
	@echo 'Installing the identity provider of the tests'
	@$(BIN)/python tests/identity_provider/install.py && touch $@

build/texts: $(SOURCES) | .venv/.product
	@mkdir -p build && $(BIN)/kidsapp texts compile && touch $@
