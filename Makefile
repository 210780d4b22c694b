# Each job is one call of make.py, which also works where there is no make (Windows: py make.py test).
# Options: make test ARGS="-k stance --no-cov"
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := main
.PHONY: main test lab classroom setup wheelhouse clean lock help

main test lab classroom setup wheelhouse clean lock help:
	@$(PYTHON) make.py $@ $(ARGS)
