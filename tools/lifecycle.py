"""The life of a case, a diagram and a table drawn from the table of steps (docs/lifecycle.md)."""

from collections.abc import Iterator

from yizhan.law.groups import CONCLUDED, INTAKE
from yizhan.law.lapse import LAPSES
from yizhan.law.step import Step
from yizhan.law.steps import TABLE
from yizhan.law.words import OPEN, Stage

TIME = (
    (Stage.RECEIVED, Stage.ACCEPTED, "deem_accepted", "H4.6"),
    (Stage.CORRECTION, Stage.ACCEPTED, "deem_accepted", "H4.6"),
    (Stage.RECEIVED, Stage.ACCEPTED, "accept_unfinished", "L3.6"),
    (Stage.CORRECTION, Stage.CLOSED, "close", "H4.7"),
)
"""What time itself moves: from, to, name, clause."""

HEAD = """# The life of a case

Written by `just docs` from `yizhan/law/steps/`. An arrow is a step that changes the stage; time's
own acts are marked ⏱. Withdrawing, terminating and voiding are open at every stage before the
decision and stand in the table alone.

"""
ANYWHERE = frozenset({"withdraw", "terminate", "void"})


def _moves(step: Step) -> Iterator[tuple[Stage, Stage]]:
    """Yield the pairs of stages between which a step moves a case."""
    for source in Stage:
        for target in Stage:
            if source in step.source and target in step.target and source is not target:
                yield source, target


def _real(step: Step, source: Stage, target: Stage) -> bool:
    """Return whether a step does move a case so: most steps leave an open case where it stands."""
    if step.name == "review":
        return (source, target) == (Stage.ACCEPTED, Stage.REVIEW)
    if step.name == "decide":
        return source is Stage.REVIEW
    if step.name == "accept":
        return source in INTAKE and target is Stage.ACCEPTED
    if step.name == "special_done":
        return target is not Stage.SPECIAL
    return step.source != step.target


def arrows() -> Iterator[tuple[Stage, Stage, str]]:
    """Yield each arrow of the diagram: from, to, the words of its steps."""
    words: dict[tuple[Stage, Stage], list[str]] = {}
    for step in TABLE:
        for source, target in _moves(step):
            if step.name not in ANYWHERE and _real(step, source, target):
                words.setdefault((source, target), []).append(step.label)
    for source, target, name, _ in TIME:
        words.setdefault((source, target), []).append(f"⏱{LAPSES[name]}")
    for (source, target), labels in words.items():
        yield source, target, "、".join(labels)


def _diagram() -> Iterator[str]:
    """Yield the lines of the diagram."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for stage in Stage:
        yield f'    state "{stage.label}" as {stage.value}'
    yield f"    [*] --> {Stage.RECEIVED.value}: 提交申请"
    for source, target, words in arrows():
        yield f"    {source.value} --> {target.value}: {words}"
    for stage in Stage:
        if stage not in OPEN | CONCLUDED:
            yield f"    {stage.value} --> [*]"
    yield "```"


def _stages(stages: frozenset[Stage]) -> str:
    """Return stages in their order, or a word for all of them."""
    if stages == frozenset(Stage):
        return "any"
    return "、".join(stage.label for stage in Stage if stage in stages) or "never"


def _row(step: Step) -> str:
    """Return the line of one step."""
    posts = "、".join(sorted(post.label for post in step.by))
    papers = " ".join(step.papers)
    cells = (step.label, f"`{step.name}`", posts, _stages(step.source), _stages(step.target))
    return f"| {' | '.join((*cells, papers, step.clause))} |"


def text() -> str:
    """Return the document."""
    table = [
        "| step | name | who | from | to | papers | clause |",
        "|---|---|---|---|---|---|---|",
        *(_row(step) for step in TABLE),
    ]
    time = [
        f"| ⏱{LAPSES[name]} | `{name}` | 法定时限 | {source.label} | {target.label} | "
        f"{'L4.13' if name == 'close' else ''} | {clause} |"
        for source, target, name, clause in TIME
    ]
    return HEAD + "\n".join([*_diagram(), "", *table, *time, ""])
