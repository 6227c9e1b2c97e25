"""What makes a file no scenario: the line and the key at fault."""


class NoScenario(Exception):  # noqa: N818 - what the file is
    """The file is no scenario: ``str()`` names the line, the key and what is expected."""

    def __init__(self, line: int, key: str, says: str) -> None:
        """Keep where and what."""
        super().__init__(f"line {line}: {key}: {says}")
        self.line = line
        self.key = key
