# make demo    see the whole thing work on this machine; needs Python 3.11 or later, make and git
# make test    ruff, mypy and pytest, in the same virtual environment
# make corpus  how often the own words of the mails in tests/corpus are found, a client and a language
# make lock    renew the two lock files from pyproject.toml
# The system's own Python where it will do: distributions build theirs with profile-guided optimization, which one compiled
# on the spot mostly lacks (mailgate is a tenth slower with it), and mend it with the system. `make PYTHON=...` takes another.
USABLE := 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell /usr/bin/python3 -c $(USABLE) 2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TESTS ?= tests
WORKERS ?= auto

.PHONY: demo test corpus lint types lock clean

demo: $(VENV)/run.stamp
	$(BIN)/mailgate demo

test: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n $(WORKERS) -m "not alone" $(TESTS)
	$(BIN)/pytest -m alone $(TESTS) || test $$? -eq 5 # 5: there are none among TESTS

corpus: $(VENV)/dev.stamp
	$(BIN)/pytest -q --no-header tests/mailgate/reading/test_corpus.py -k rates

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "mailgate needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V 2>&1)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is incomplete here: install the package python3-venv (Debian, Ubuntu) and run make again" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The hashes in the lock are checked; mailgate itself is linked from this folder.
$(VENV)/run.stamp: $(BIN)/python requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --no-header --quiet --upgrade
lock:
	$(LOCK) --group build --output-file requirements.txt
	$(LOCK) --group build --group dev --extra office --extra pdf --extra postgres --extra search --extra cards --extra compress --extra s3 --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build dist
