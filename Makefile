# Every target does its own set-up first; a second run installs nothing.
.PHONY: setup demo test bench crash takeovers fuzz lint screenshots clean
FAIRHALL = .venv/bin/fairhall
RUN = .venv/bin/python -m

setup:
	@packaging/setup/setup.sh

demo: setup
	@$(FAIRHALL) demo $(DEMO)

test: setup lint
	@$(RUN) pytest -n 2 --dist loadscope $(TESTS)

lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@PYTHONPATH=. .venv/bin/python packaging/lint/qml.py

fuzz: setup
	@$(RUN) tests.fuzz.keypads --frames 1000000 $(FUZZ)
	@$(RUN) tests.fuzz.files --rounds 20000

crash: setup
	@$(RUN) tests.crash $(CRASH)

takeovers: setup
	@$(RUN) tests.crash.pair $(TAKEOVERS)

bench: setup
	@$(RUN) tests.bench $(BENCH)

screenshots: setup
	@$(RUN) tests.screenshots $(SCREENSHOTS)

clean:
	rm -rf .venv .tools out
