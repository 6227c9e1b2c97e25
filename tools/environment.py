"""The environment of a fresh clone: .venv, the locked packages, a browser for the tests.

Needs nothing but Python's standard library; whatever takes longer than two seconds says so.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE = VENV / "made.json"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
BROWSERS = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SHIM = """#!{python}
import sys

from yizhan.__main__ import main

sys.exit(main())
"""


class SetupError(Exception):
    """Something is missing that only a person can install; the message says what."""


def run(title: str, command: Sequence[str | Path]) -> None:
    """Run a command, saying every two seconds that it still runs.

    Raises SetupError when it fails.
    """
    print(f"{title} …", flush=True)
    began = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], cwd=ROOT)
    try:
        while (code := _wait(child)) is None:
            print(f"    … {time.monotonic() - began:.0f} 秒 s", flush=True)
    except BaseException:
        child.terminate()
        child.wait()
        raise
    if code:
        raise SetupError(f"{title}：失败，原因见上。 Failed, see above.")


def _wait(child: "subprocess.Popen[bytes]") -> int | None:
    """Return the exit code, or None when two seconds were not enough."""
    try:
        return child.wait(2)
    except subprocess.TimeoutExpired:
        return None


def ready(*locks: str) -> Path:
    """Return the Python of an environment in which the named locks are installed.

    The last lock named holds all packages of the ones before it.
    """
    wanted = {lock: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks}
    if not _works():
        _make()
    made = json.loads(MADE.read_text()) if MADE.exists() else {}
    if any(made.get(lock) != digest for lock, digest in wanted.items()):
        run("安装依赖 Installing the locked packages", _installer(ROOT / locks[-1]))
        MADE.write_text(json.dumps({**made, **wanted}))
    _link()
    return PYTHON


def _works() -> bool:
    """Return whether .venv has a Python that is new enough."""
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and not subprocess.run([PYTHON, "-c", code], check=False).returncode


def _make() -> None:
    """Make .venv, with pip inside unless something else can install into it."""
    if not (shutil.which("uv") or _has("pip") or _has("ensurepip")):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install("python3-venv", version)
        importlib.invalidate_caches()
    inside = _has("ensurepip") and not shutil.which("uv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    run("建立环境 Making .venv", command if inside else [*command, "--without-pip"])


def _has(module: str) -> bool:
    """Return whether the Python that runs this has a module."""
    return importlib.util.find_spec(module) is not None


def _installer(lock: Path) -> list[str]:
    """Return the command that installs a lock: by uv, by the pip inside, or by the one outside."""
    python, rest = str(PYTHON), ["--quiet", "--require-hashes", "-r", str(lock)]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", python, *rest]
    inside = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    pip = [sys.executable, "-m", "pip", "--python", python]
    if inside.returncode == 0:
        pip = [python, "-m", "pip"]
    return [*pip, "install", "--no-input", "--disable-pip-version-check", *rest]


def _link() -> None:
    """Let the environment find this checkout, and put ``yizhan`` beside its Python."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    folder = subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True)
    Path(folder.stdout.strip(), "yizhan.pth").write_text(f"{ROOT}\n")
    shim = VENV / "bin" / "yizhan"
    shim.write_text(SHIM.format(python=PYTHON))
    shim.chmod(0o755)


def install(*packages: str) -> None:
    """Install Debian packages where that is allowed.

    Raises SetupError, naming what to type, where it is not.
    """
    names = " ".join(packages)
    if not shutil.which("apt-get") or os.geteuid():
        raise SetupError(
            f"缺少 {names}：请先安装，如 sudo apt-get install {names}\n"
            f"Missing: {names}. Install it first, e.g. sudo apt-get install {names}"
        )
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("更新软件目录 apt-get update", ["apt-get", "update", "-qq"])
    run(f"安装 {names} apt-get install", ["apt-get", "install", "-y", "-qq", *packages])


def browser() -> str:
    """Return the path of a chromium, installed by apt where it is missing and allowed.

    Raises SetupError, naming what to type, where there is none.
    """
    candidates = (os.environ.get("YIZHAN_CHROMIUM", ""), *BROWSERS)
    for _ in range(2):
        for path in candidates:
            if path and Path(path).exists():
                return path
        install("chromium")
    raise SetupError("没有找到 chromium。 No chromium was found; set YIZHAN_CHROMIUM.")
