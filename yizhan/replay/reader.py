"""Reading YAML with the line of every key, so that a fault can be shown where it stands."""

from typing import Any

import yaml

from yizhan.replay.faults import NoScenario


class Lined(dict[str, Any]):
    """A mapping that knows the line of each of its keys, and its own."""

    def __init__(self, line: int) -> None:
        """Begin empty at a line."""
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def fault(self, key: str, says: str) -> NoScenario:
        """Return the fault of a key, at its line."""
        return NoScenario(self.lines.get(key, self.line), key, says)


class _Loader(yaml.SafeLoader):
    """The safe loader; mappings know their lines, keys are text and stand once."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    """Return a mapping with the lines of its keys."""
    found = Lined(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = _key(loader, key_node)
        line = key_node.start_mark.line + 1
        if key in found:
            raise NoScenario(line, key, "stands twice")
        found[key] = loader.construct_object(value_node, deep=True)
        found.lines[key] = line
    return found


def _key(loader: _Loader, node: yaml.Node) -> str:
    """Return a key as it is written: ``off`` is a word here, not a no."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return str(loader.construct_object(node, deep=True))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(text: str) -> Lined:
    """Return the mapping that a YAML text holds.

    Raises NoScenario for anything else.
    """
    try:
        found = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise NoScenario(line, "yaml", fault.problem or "not YAML") from None
    except (ValueError, yaml.YAMLError) as fault:
        raise NoScenario(1, "yaml", str(fault)) from None
    if not isinstance(found, Lined):
        raise NoScenario(1, "title", "a mapping is expected")
    return found
