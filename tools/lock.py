"""Write both lock files from pyproject.toml, without naming where packages come from."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (
    "uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes"
    " --no-emit-index-url --no-annotate --no-header --quiet"
)


def main() -> None:
    """Write requirements.lock, and requirements-dev.lock with the group ``dev`` too."""
    for name, more in (("requirements.lock", ()), ("requirements-dev.lock", ("--group", "dev"))):
        command = [*COMMAND.split(), *more, "--output-file", name]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
