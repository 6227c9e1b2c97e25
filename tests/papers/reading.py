"""The words of a PDF, read back through the tables that its fonts carry."""

import io
import re

import pikepdf


def words(pdf: bytes) -> str:
    """Return all text of a PDF without spaces, in the order in which it was drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "".join(_page(page) for page in opened.pages)


def _page(page: pikepdf.Page) -> str:
    """Return the text of a page."""
    fonts = {name: _table(font) for name, font in page.resources.get("/Font", {}).items()}
    table: dict[bytes, str] = {}
    said: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            said.extend(_decoded(operands[0], table))
    return "".join(said).replace(" ", "").replace("\u3000", "")


def _decoded(operand: pikepdf.Object, table: dict[bytes, str]) -> list[str]:
    """Return the text of one operand, two bytes a glyph."""
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return [table.get(raw[place : place + 2], "") for place in range(0, len(raw), 2)]


def _table(font: pikepdf.Object) -> dict[bytes, str]:
    """Return the map from glyph to text of a font."""
    source = bytes(font["/ToUnicode"].read_bytes()).decode("latin-1")
    found: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(glyph)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                glyph = (int(first, 16) + step).to_bytes(2, "big")
                start = bytes.fromhex(text).decode("utf-16-be")
                found[glyph] = start[:-1] + chr(ord(start[-1]) + step)
    return found
