"""The bars of style, and that the tool which measures them can tell good from bad."""

import pytest

from tools import style

BAD = {
    "file of 301 lines": '"""What it is."""\n' + "x = 1\n" * 300,
    "f has 31 lines": '"""What it is."""\n\n\ndef f():\n    """Return 1."""\n' + "    x = 1\n" * 30,
    "nested 4 deep": '"""What it is."""\n\n\ndef f():\n    """Return 1."""\n'
    "    if a:\n        for b in c:\n            with d:\n                if e:\n"
    "                    f()\n",
    "takes 6 arguments": '"""What it is."""\n\n\ndef f(a, b, c, d, e, g):\n    """Return 1."""\n',
    "no docstring on f": '"""What it is."""\n\n\ndef f():\n    return 1\n',
    "no docstring on the module": "x = 1\n",
    "class A of 87 lines": '"""What it is."""\n\n\nclass A:\n    """A thing."""\n'
    + "    x = 1\n" * 85,
}
GOOD = '''"""What it is."""


def f(a, b, c, d, *, e, g):
    """Return 1.

    """
    if a:
        pass
    elif b:
        pass
    elif c:
        pass
    else:
        for d in e:
            while g:
                pass
'''


def _found(tmp_path, text):
    """Return what the tool says of a text."""
    path = tmp_path / "sample.py"
    path.write_text(text)
    return [offence.says for offence in style.offences(path, tmp_path)]


@pytest.mark.parametrize(("says", "text"), BAD.items(), ids=BAD.keys())
def test_the_tool_finds_what_misses_a_bar(tmp_path, says, text):
    """Each bar has a text that misses it, and nothing else."""
    (only,) = _found(tmp_path, text)
    assert says in only


def test_the_tool_lets_good_lines_pass(tmp_path):
    """Keyword arguments, a chain of elif and three blocks are within the bars."""
    assert _found(tmp_path, GOOD) == []


def test_no_file_of_ours_misses_a_bar_of_style():
    """Longest function, file, class, nesting, arguments, docstrings."""
    offences = [str(offence) for path in style.sources() for offence in style.offences(path)]
    assert offences == []


def test_the_median_of_our_functions_stays_short():
    """Half of the functions are read at a glance."""
    paths = [path for path in style.sources() if "tests" not in path.parts]
    assert style.median(paths) <= style.MEDIAN_LINES
