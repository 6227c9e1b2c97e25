"""What is wrong with a content: each fault with the path of the field at fault."""

from typing import NamedTuple

from yizhan.law.refusals import Invalid


class Fault(NamedTuple):
    """One fault: ``path`` like ``materials[2].basis``, ``message`` in Chinese, ``rule`` its id."""

    path: str
    message: str
    rule: str = ""


class BadContent(Invalid):
    """The content may not be published as it stands; ``faults`` says everything that is wrong."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults; the message names the first."""
        super().__init__(
            f"事项内容有 {len(faults)} 处不合规则：{faults[0].message}",
            clause="ADM-02",
            remedy="请按所列各处修改后重新提交",
            field=faults[0].path,
        )
        self.faults = tuple(faults)
