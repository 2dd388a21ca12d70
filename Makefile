# dicom-omop: `make` sets up and builds the embedded edition; `make test` sets up and tests.
SHELL := /bin/bash
.DEFAULT_GOAL := all
# Edition to release, and an Athena download to look codes up in.
EDITION ?= current
ATHENA ?=
# Full-size editions to measure on: STANDARD/<edition>/partNN.xml, STANDARD/expected/<edition>/*.json.
STANDARD ?= $(wildcard ../shared/standard)
# Images to read beside pydicom, and to measure on.
DICOM ?= $(if $(STANDARD),$(wildcard $(STANDARD)/../dicom/files))
# To measure look-ups: a folder of real Athena rows with gen-athena.mjs. To measure matching: a playbook file.
ATHENA_ROWS ?= $(if $(STANDARD),$(wildcard $(STANDARD)/../athena))
PLAYBOOK ?= $(if $(STANDARD),$(wildcard $(STANDARD)/../playbook/derived/LoincRsnaRadiologyPlaybook.csv))
# Where `make update` keeps releases, the documents it fetched, and what it has to remember between its steps.
RELEASES ?= releases
CACHE ?= standard-cache
LEDGER ?=
UPDATE ?= out/update
UPDATE_ENV = EDITION='$(EDITION)' ATHENA='$(ATHENA)' RELEASES='$(RELEASES)' CACHE='$(CACHE)' LEDGER='$(LEDGER)' UPDATE='$(UPDATE)'
JEST := node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js

# What `make trial` tries; the figures of the README are those of N=20000 KILLS=300.
N ?= 2000
KILLS ?= 30
SEED ?= 1
SCOPE ?= all

.PHONY: all setup dist test types lint ids-check reserve check golden release harvest-demo conformance trial trial-spark bench bench-map clean help \
  update update-fetch update-build update-report update-commit update-pull-request

all: dist ## set everything up and build the embedded edition (no network needed after setup)
	@node dist/main.js build --edition mini

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

setup: node_modules/.installed ## install the pinned dependencies

dist: setup ## compile to dist/
	@npx --no-install tsc -p tsconfig.build.json

test: dist ## set up and run the tests
	@$(JEST)

types: setup ## check the types
	@npx --no-install tsc -p tsconfig.json && npx --no-install tsc -p tsconfig.page.json

lint: setup ## check style and architecture rules
	@npx --no-install biome check --error-on-warnings .

ids-check: dist ## prove the ledger against its history in git: no line changed or removed, no id twice
	@node dist/main.js ids check

# Editions whose ids `make reserve` gives: all that lie in STANDARD, in the order of their publication.
EDITIONS ?= $(if $(STANDARD),$(notdir $(wildcard $(STANDARD)/20[0-9][0-9][a-z])))

reserve: dist ## give ids to all codes of whole EDITIONS in STANDARD/<edition>/, in the ledger of every profile
	@test -n '$(EDITIONS)' || { echo 'give STANDARD=DIR with editions in it'; exit 2; }
	@rm -rf out/reserve
	@for edition in $(EDITIONS); do \
	  node dist/main.js import $(STANDARD)/$$edition --edition $$edition --cache out/reserve > /dev/null || exit; done
	@node dist/main.js ids reserve $(EDITIONS) --cache out/reserve

check: types lint ids-check test ## types, lint, ledger and tests: what a commit must pass

conformance: dist ## compare the facts with facts written down independently (needs full-size editions)
	@DICOM='$(DICOM)' bash tests/conformance/run.sh $(STANDARD)

trial: dist ## try to break the program: N damaged documents, KILLS kills, from SEED on; SCOPE=quick for a look
	@node tests/trial/run.mjs $(N) $(KILLS) $(SEED) $(SCOPE)

bench: dist ## measure builds against xmllint, look-ups and matching against plain passes
	@node tests/bench/build.mjs $(STANDARD)
	@node tests/bench/athena/resolve.mjs $(if $(ATHENA_ROWS),--generator $(ATHENA_ROWS)/gen-athena.mjs --splice $(ATHENA_ROWS))
ifneq ($(DICOM),)
	@node dist/main.js build --edition mini > /dev/null && node tests/bench/harvest/scan.mjs dist out/mini $(DICOM) 10
	@node tests/bench/harvest/facts.mjs dist out/mini $(DICOM)
else
	@echo 'headers: not measured. Give DICOM=FOLDER of images'
endif
	@node dist/main.js build --edition mini > /dev/null && node tests/bench/harvest/map-by-hand.mjs dist out/mini
ifneq ($(PLAYBOOK),)
	@node tests/bench/playbook/accuracy.mjs dist $(PLAYBOOK)
	@node tests/bench/playbook/speed.mjs dist $(PLAYBOOK)
else
	@echo 'playbook: not measured. Give PLAYBOOK=LoincRsnaRadiologyPlaybook.csv'
endif

# A release of a whole edition, and element rows of generated header tables.
RELEASE ?= out/2024d
ROWS ?= 1000000 10000000
bench-map: dist ## what a harvest of generated headers costs, and how it grows: ROWS of elements, with RELEASE; PYTHON=PATH has PySpark
	@node tests/bench/harvest/map.mjs dist $(RELEASE) $(ROWS) $(if $(PYTHON),--spark $(PYTHON))

trial-spark: dist ## kill driver and worker of a job on two workers: PYTHON=PATH has PySpark, with RELEASE
	@node tests/trial/spark-killed.mjs dist $(RELEASE) $(PYTHON)

harvest-demo: dist ## images to OMOP tables: 200 synthetic patients, scanned, mapped, loaded into SQLite, two questions answered
	@node tools/harvest-demo/run.mjs

release: dist ## fetch and build EDITION (default current), with ATHENA=DIR if you have one; quiet if released
	@edition=$$(node dist/main.js fetch --edition $(EDITION) --json | node -p 'JSON.parse(require("fs").readFileSync(0)).edition') && \
	  node dist/main.js build --edition $$edition $(if $(ATHENA),--athena $(ATHENA)) --unless-released

update: dist ## fetch EDITION; if it is new, release it into RELEASES and write what changed (RELEASES/changes)
	@$(MAKE) --no-print-directory update-fetch update-build update-report

update-fetch update-build update-report: # the steps of `make update`
	@$(UPDATE_ENV) bash tools/update/$(@:update-%=%).sh

update-commit: ## commit what `make update` made: ledger, manifest, release
	@$(UPDATE_ENV) bash tools/update/commit.sh

update-pull-request: ## push that as one branch and open or update its pull request (needs gh)
	@$(UPDATE_ENV) bash tools/update/pull-request.sh

golden: dist ## accept the present output on the embedded edition as the expected one
	@UPDATE_GOLDEN=1 $(JEST) tests/golden

clean: ## remove what make made
	rm -rf dist out node_modules

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
