"""The settings of the tests: the product's own, on a cluster that only tests use.

The cluster lies in the folder ``test`` of the var folder. It may lose everything in a crash,
so it is the only one whose fsync is off.
"""

import os
from pathlib import Path

_var = Path(os.environ.get("YIZHAN_VAR", Path(__file__).resolve().parent.parent / "var"))
os.environ["YIZHAN_VAR"] = str(_var if _var.name == "test" else _var / "test")

from yizhan.config.settings import *  # noqa: E402, F403 - after the folder was chosen
from yizhan.config.settings import DATABASES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0

STATIC_ROOT = Path(os.environ["YIZHAN_VAR"]) / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty: pages take static files from the apps
DESK_UNDO_SECONDS = 0  # acts of the desk are taken at once; the tests of the undo say otherwise
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]  # Argon2 still, with the least work
