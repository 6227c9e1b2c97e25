"""How a name and a question are cut for search: characters, pairs, pinyin pairs, initials."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import rjieba
from django.utils.module_loading import import_string

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{HAN}]+|[a-z]+|[0-9]+")
WORDS = re.compile(rf"[{HAN}a-z0-9]+")
IS_HAN = re.compile(rf"[{HAN}]")
ASKING = re.compile(
    r"请问|怎么样?|怎样|咋个?|如何|去?哪里|在哪儿?|去哪儿?|需?要?带?什么|需要|多少钱?|哪些"
    r"|我们?想要?|我们?要|可以|能不能|是不是|流程|手续|一下|要?办?啥子?|想|(?<![酒网水话])吧$|[吗呢了呀不]$"
)
MEASURE = re.compile(r"(?<=[开办搞建修])一?[个家间](?![体人])")
SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iong|iang|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue"
    r"|ui|un|uo|ve|a|e|i|o|u|v)"
)
LONGEST = 6
LEAST = 2
MOST = 4


PINYIN = "pypinyin.lazy_pinyin"
"""Loaded with the first words: its dictionary is large."""


def plain(text: str) -> str:
    """Return text in small half-width letters."""
    return unicodedata.normalize("NFKC", text).lower()


def asked(text: str) -> str:
    """Return a question without the words of asking; itself when nothing else is left."""
    text = MEASURE.sub("", plain(text))
    return ASKING.sub(" ", text).strip() or text


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters, each once."""
    found = (a + b for run in WORDS.findall(plain(text)) for a, b in pairwise(run))
    return list(dict.fromkeys(found))


def word_pairs(text: str) -> set[str]:
    """Return the pairs that lie inside one word: the others only happen to be neighbours."""
    return {pair for word in rjieba.cut(plain(text)) for pair in pairs(word)}


def letters(text: str) -> list[str]:
    """Return the characters, each once."""
    return list(dict.fromkeys("".join(WORDS.findall(plain(text)))))


def grams(text: str) -> list[str]:
    """Return what a name looks like: its characters and its pairs."""
    return letters(text) + pairs(text)


def _spoken(text: str) -> list[list[str]]:
    """Return the syllables of each run of Han characters."""
    runs = [run for run in RUNS.findall(plain(text)) if IS_HAN.match(run)]
    return [import_string(PINYIN)(run, v_to_u=False) for run in runs]


def spoken_pairs(text: str) -> list[str]:
    """Return how neighbouring characters sound, e.g. ``shen.fen``."""
    return list(dict.fromkeys(f"{a}.{b}" for run in _spoken(text) for a, b in pairwise(run)))


def sounds(text: str) -> list[str]:
    """Return what a name sounds like: pairs of syllables and runs of 2 to 4 initials."""
    runs = _spoken(text)
    found = [f"{syllable}." for run in runs for syllable in run] + spoken_pairs(text)
    for run in runs:
        found += _cuts("".join(syllable[0] for syllable in run), range(LEAST, MOST + 1))
    return list(dict.fromkeys(found))


def _cuts(text: str, lengths: range) -> list[str]:
    """Return every piece of the text of the given lengths."""
    return [text[at : at + n] for n in lengths for at in range(len(text) - n + 1)]


def initials(text: str) -> list[str]:
    """Return the lexemes of typed initials (``sfz``): one, or all of 4 letters when longer."""
    return [text] if len(text) <= MOST else _cuts(text, range(MOST, MOST + 1))


def mixed(text: str) -> list[str]:
    """Return the lexemes of whole syllables among initials (``ganggaotxz``); none when unmixed."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        pieces.append(_piece(text[at : at + LONGEST]))
        at += len(pieces[-1])
    whole = [piece for piece in pieces if len(piece) > 1]
    if not whole or len(whole) == len(pieces):
        return []
    heard = [f"{a}.{b}" for a, b in pairwise(pieces) if len(a) > 1 and len(b) > 1]
    return heard + initials("".join(piece[0] for piece in pieces))


def _piece(text: str) -> str:
    """Return the longest syllable that letters begin with, or the first letter."""
    lengths = range(len(text), 1, -1)
    return next((text[:n] for n in lengths if SYLLABLE.fullmatch(text[:n])), text[0])


@cache
def syllables(text: str) -> tuple[str, ...] | None:
    """Return typed letters as syllables, as few as can be; None when they are none."""
    if not text:
        return ()
    for length in range(min(LONGEST, len(text)), 0, -1):
        if not SYLLABLE.fullmatch(text[:length]):
            continue
        rest = syllables(text[length:])
        if rest is not None:
            return (text[:length], *rest)
    return None


def typed_sounds(text: str) -> list[str]:
    """Return the lexemes of typed pinyin (``shenfenzheng``), the last syllable maybe unfinished.

    A lexeme that ends in ``*`` stands for all that begin with it.
    """
    for cut in range(len(text), 0, -1):
        whole, rest = syllables(text[:cut]), text[cut:]
        if whole is not None and len(rest) < LONGEST:
            found = [f"{a}.{b}" for a, b in pairwise(whole)]
            return [*found, f"{whole[-1]}.{rest}*"] if rest or not found else found
    return []
