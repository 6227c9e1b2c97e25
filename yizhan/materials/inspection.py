"""Says whether a file may be taken in; the looking is done in a process of its own (T38 to T43)."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from yizhan.law.refusals import Incomplete, Invalid, Unlawful
from yizhan.links import virus_scanner
from yizhan.links.virus_scanner import UnreachableError, Verdict
from yizhan.materials import limits, sniffing
from yizhan.materials.findings import Finding

ROOT = Path(__file__).resolve().parent.parent.parent
log = logging.getLogger(__name__)
COMMAND = (sys.executable, "-E", "-s", "-B", "-m", "yizhan.materials.looking")


def check_size(size: int) -> None:
    """Raise Incomplete for an empty file, Invalid for one that is too large (P-13)."""
    if size <= 0:
        raise Incomplete("文件是空的", clause="P-13", remedy="请重新选择文件", field="file")
    if size > limits.SIZE:
        raise Invalid(
            f"文件超过{limits.SIZE // limits.MB} MB",
            clause="P-13",
            remedy="请压缩图片或者分成几个文件上传",
            field="file",
        )


def inspect(data: bytes) -> Finding:
    """Return what a file is; raises Invalid when it may not be taken in.

    When the looking fails, runs out of memory or out of time, the file is refused.
    """
    check_size(len(data))
    answer = _looked(data)
    if "refusal" in answer:
        message, clause, remedy = answer["refusal"]
        raise Invalid(message, clause=clause, remedy=remedy, field="file")
    return Finding(**answer["finding"])


def scanned(data: bytes) -> Verdict:
    """Return whether a file was found clean or nobody looks for malware here (T38).

    Raises Invalid for malware, Unlawful where the scanner does not answer: it fails closed.
    """
    try:
        verdict = virus_scanner.configured().scan(data)
    except UnreachableError as fault:
        log.exception("查毒服务没有可靠的回答")
        raise Unlawful(
            "暂时无法查毒，未予接收", clause="T38", remedy="请稍后再试，或者到窗口提交"
        ) from fault
    if verdict is Verdict.INFECTED:
        raise Invalid(
            "文件含有病毒，未予接收", clause="T38", remedy="请清除病毒后重新上传", field="file"
        )
    return verdict


def _looked(data: bytes) -> dict[str, Any]:
    """Return the answer of the process that looks into a file."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            COMMAND,
            input=data,
            capture_output=True,
            cwd=ROOT,
            env={"LANG": "C.UTF-8"},
            timeout=limits.CHILD_WALL,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as fault:
        raise Invalid(
            "文件无法完成安全检查，未予接收", clause="T41", remedy=sniffing.ACCEPTED, field="file"
        ) from fault
    return answer
