"""The vocabulary as a page: Chinese word, code, and the clause that defines it (docs/words.md)."""

from yizhan.law import words
from yizhan.law.words import Word

HEAD = """# Words

Written by `just docs` from `yizhan/law/words/`: every term of the trade once, the official word
beside the code. The sentence above each table names the clause that defines it.
"""


def _table(kind: type[Word]) -> str:
    """Return the table of one kind of term."""
    about = (kind.__doc__ or "").strip()
    rows = "\n".join(
        f"| {one.label} | `{one.value}` | `{kind.__name__}.{one.name}` |" for one in kind
    )
    return (
        f"\n## {kind.__name__}\n\n{about}\n\n| word | code | in the code |\n|---|---|---|\n{rows}\n"
    )


def text() -> str:
    """Return the document."""
    kinds = [
        kind
        for kind in vars(words).values()
        if isinstance(kind, type) and issubclass(kind, Word) and kind is not Word
    ]
    return HEAD + "".join(_table(kind) for kind in kinds)
