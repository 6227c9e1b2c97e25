"""Rebuild the font that ships with the papers: ``python tools/fonts.py NotoSerifCJK-Regular.ttc``.

The source is the collection of Noto Serif CJK under the SIL Open Font Licence (Debian package
fonts-noto-cjk). Kept are the 6,763 hanzi and the signs of GB 2312, Latin, the marks that papers
use, and a few rare characters common in names. Needs fonttools (MIT).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Yizhan Song"
TARGET = Path(__file__).resolve().parent.parent / "yizhan/papers/fonts/YizhanSong-Regular.otf"
NATIVE = "Noto Serif CJK SC"
MARKS = "〔〕〇·—…“”‘’（）《》〈〉【】、。，；：？！％￥°×÷±≤≥≠□■☐☑☒①②③④⑤⑥⑦⑧⑨⑩→←↑↓"
NAMES = "犇堃玥喆昇翀垚淼焱燚龘朤㛃㑇䶮𬱟镕祎珺晔旻暐昉昫珣玙玟珑琤瑀璟瓅颢頔赟郗邰闫芃荭莜菀蓁蕙"


def main(source: Path) -> None:
    """Write the subset of the collection's Simplified Chinese face under its own name."""
    font = _simplified(source)
    options = Options(
        layout_features=["kern", "locl"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        hinting=False,
        desubroutinize=False,
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(_characters()))
    subsetter.subset(font)
    _rename(font)
    font.save(TARGET)
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes\n")


def _simplified(source: Path) -> TTFont:
    """Return the Simplified Chinese face of the collection."""
    faces = TTCollection(source).fonts
    return next(face for face in faces if face["name"].getDebugName(1) == NATIVE)


def _characters() -> Iterator[int]:
    """Return the code points kept."""
    yield from range(0x20, 0x7F)
    yield from range(0xA0, 0x100)
    yield from map(ord, MARKS + NAMES)
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gb2312", "ignore"))


def _rename(font: TTFont) -> None:
    """Give the subset its own family name: it is a modified version."""
    names = font["name"]
    values = {1: FAMILY, 3: f"{FAMILY} Regular subset", 4: FAMILY, 6: "YizhanSong-Regular"}
    for record in list(names.names):
        if record.nameID in values or record.nameID in {16, 17}:
            names.removeNames(nameID=record.nameID)
    for identity, value in values.items():
        names.setName(value, identity, 3, 1, 0x409)
    font["CFF "].cff.fontNames = ["YizhanSong-Regular"]
    font["CFF "].cff[0].FamilyName = FAMILY
    font["CFF "].cff[0].FullName = FAMILY


if __name__ == "__main__":
    main(Path(sys.argv[1]))
