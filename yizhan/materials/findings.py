"""What is found out about a file that may be taken in."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A file's type by content; pages of a document, pixels of a picture."""

    media_type: str
    pages: int | None = None
    width: int | None = None
    height: int | None = None
