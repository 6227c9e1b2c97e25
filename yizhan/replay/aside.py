"""The files of a run (推演文件): in a folder with keys of its own, which is gone when it is over.

The database is rolled back; a paper sealed with the keys of the hall would stay, and would be real.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test.utils import override_settings

FOLDERS = ("KEYS_DIR", "MATERIALS_DIR", "PAPERS_DIR")


@contextmanager
def aside() -> Iterator[None]:
    """Keep keys, materials and papers of what happens inside in a folder that is then removed."""
    with TemporaryDirectory(prefix="yizhan-replay-") as folder:
        own = {name: Path(folder) / name.lower() for name in FOLDERS}
        with override_settings(**own):
            yield
