# Every command a developer needs; `just` lists them.

default:
    @just --list

# set up and start the platform
start *ARGS:
    ./start {{ARGS}}

# all checks and tests
test *ARGS:
    ./test {{ARGS}}

# the linters alone
lint:
    .venv/bin/ruff check .
    .venv/bin/lint-imports
    .venv/bin/mypy

# the bars of function, file, nesting and arguments
style:
    .venv/bin/python -m tools.style

# write both lock files anew (needs uv)
lock:
    python3 tools/lock.py

# write the generated documents anew; `just docs --check` only compares
docs *ARGS:
    .venv/bin/python -m tools.documents {{ARGS}}

# where a clause is kept: just clause H4.6
clause ID:
    git grep -n -F "{{ID}}" -- yizhan tests docs

# how heavy a page of a running site is on a slow line: just weight http://127.0.0.1:8000/
weight ADDRESS *LOGIN:
    .venv/bin/python -m tools.weight {{ADDRESS}} {{LOGIN}}
