"""The command that checks a paper without a network: ``yizhan verify public.pem paper.pdf``.

Instead of a PDF it takes the text of a QR code. It needs nothing but the public file.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from yizhan.law.refusals import Invalid
from yizhan.papers import signatures
from yizhan.papers.tokens import verify_offline

USAGE = "用法：yizhan verify public.pem 文书.pdf 或者 yizhan verify public.pem '二维码的文字'\n"
LABELS = {"number": "文号", "title": "名称", "holder": "持有人", "issued": "日期", "digest": "摘要"}
GENUINE, FORGED, MISUSED = 0, 1, 2


def verify(argv: Sequence[str]) -> int:
    """Return 0 where the paper is genuine, 1 where not, 2 where the command was not understood."""
    if len(argv) != 2 or not Path(argv[0]).is_file():  # noqa: PLR2004 - key and paper
        sys.stderr.write(USAGE)
        return MISUSED
    public, asked = Path(argv[0]).read_bytes(), argv[1]
    if "#" in asked and "://" in asked:
        return _text(asked, public)
    if not Path(asked).is_file():
        sys.stderr.write(USAGE)
        return MISUSED
    return _file(Path(asked), public)


def _text(words: str, public: bytes) -> int:
    """Check the text of a QR code and say what it holds."""
    try:
        says = verify_offline(words, public)
    except Invalid as refusal:
        sys.stdout.write(f"{refusal.message}\n")
        return FORGED
    lines = [f"{label}：{says[name]}\n" for name, label in LABELS.items()]
    sys.stdout.write("签名有效。是否已撤销须联网查询。\n" + "".join(lines))
    return GENUINE


def _file(path: Path, public: bytes) -> int:
    """Check the signature of a PDF."""
    if not signatures.holds(path.read_bytes(), public):
        sys.stdout.write("签名无效，或者文件被改动。\n")
        return FORGED
    sys.stdout.write("签名有效，覆盖整个文件。是否已撤销须联网查询。\n")
    return GENUINE
