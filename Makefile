# Every target does its own set-up first; a second run installs nothing.
.PHONY: setup setup-tests demo test bench crash takeovers weather soak fuzz lint audit screenshots clean
FAIRHALL = .venv/bin/fairhall
RUN = .venv/bin/python -m

setup:
	@packaging/setup/setup.sh

setup-tests:
	@packaging/setup/setup.sh tests

demo: setup
	@$(FAIRHALL) demo $(DEMO)

test: setup-tests lint
	@$(RUN) pytest -n 2 --dist loadscope --no-loadscope-reorder $(TESTS)

lint: setup-tests
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@PYTHONPATH=. .venv/bin/python packaging/lint/qml.py

fuzz: setup-tests
	@$(RUN) tests.fuzz.keypads --frames 1000000 $(FUZZ)
	@$(RUN) tests.fuzz.lines --rounds 200000
	@$(RUN) tests.fuzz.files --rounds 20000
	@$(RUN) tests.fuzz.guided --seconds 180 $(GUIDED)
	@$(RUN) tests.fuzz.openapi --examples 500
	@FUZZ_EXAMPLES=20000 $(RUN) pytest --timeout 0 tests/integration/test_hub_fuzz.py

crash: setup-tests
	@$(RUN) tests.crash $(CRASH)
	@$(RUN) tests.crash.terminals $(TERMINALS)

takeovers: setup-tests
	@$(RUN) tests.crash.pair $(TAKEOVERS)

weather: setup-tests
	@$(RUN) tests.lan $(WEATHER)

soak: setup-tests
	@$(RUN) tests.soak $(SOAK)

bench: setup-tests
	@$(RUN) tests.bench $(BENCH)

screenshots: setup-tests
	@$(RUN) tests.screenshots $(SCREENSHOTS)

# Known vulnerabilities of what the lock names. It asks PyPI's advisories; AUDIT=--if-reachable where it may not reach them.
audit: setup
	@mkdir -p out
	@.tools/bin/uv export --quiet --frozen --no-dev --no-emit-project --output-file out/requirements.txt
	@.venv/bin/python packaging/lint/audit.py out/requirements.txt $(AUDIT)

clean:
	rm -rf .venv .tools out
