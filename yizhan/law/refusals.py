"""The refusals, drawn as a tree: what was refused, by which clause, and what to do instead.

Refusal
├── WrongPost        this post may not take the step
├── WrongStage       the step is not open at this stage
├── Unlawful         the rule of a clause forbids it
├── Incomplete       something that the law wants said is missing
├── Invalid          what was given is not what it claims to be (a number, a file, a code)
├── Conflict         somebody else was first, or the page is stale
└── NotFound         missing, or not yours: the two look the same
"""


class Refusal(Exception):  # noqa: N818 - the hall's own word
    """A lawful no: ``message`` for the person (Chinese), ``clause``, ``remedy``, ``exceptions``.

    ``exceptions`` are rule ids (R01 to R26) that the attempt raises; ``logged`` whether the
    attempt itself is written into the journal.
    """

    kind = "refusal"

    def __init__(
        self,
        message: str,
        *,
        clause: str,
        remedy: str = "",
        exceptions: tuple[str, ...] = (),
        field: str = "",
    ) -> None:
        """Keep the words, the clause, the remedy and the field at fault."""
        super().__init__(message)
        self.message = message
        self.clause = clause
        self.remedy = remedy
        self.exceptions = exceptions
        self.field = field

    @property
    def logged(self) -> bool:
        """Return whether the attempt is kept in the journal (L2, pauses)."""
        return bool(self.exceptions)


class WrongPost(Refusal):
    """This post may not take the step (H2.4, L3.2)."""

    kind = "wrong_post"


class WrongStage(Refusal):
    """The step is not open at this stage (L3)."""

    kind = "wrong_stage"


class Unlawful(Refusal):
    """The rule of a clause forbids it."""

    kind = "unlawful"


class Incomplete(Refusal):
    """Something that the law wants said is missing (L3.3)."""

    kind = "incomplete"


class Invalid(Refusal):
    """What was given is not what it claims to be."""

    kind = "invalid"


class Conflict(Refusal):
    """Somebody else was first, or the page is stale (L3.10)."""

    kind = "conflict"


class NotFound(Refusal):
    """Missing, or not yours: the two look the same."""

    kind = "not_found"
