"""Samples of materials (样例, P-13): drawn by us, so that a person sees what to photograph."""

from dataclasses import dataclass
from html import escape

from yizhan.items.content import Material
from yizhan.law.words import Source

LINE = 12  # letters in a line of the title
CARD, PLAN, PHOTO, FORM, SHEET = "card", "plan", "photo", "form", "sheet"
WORDS = (
    (CARD, ("身份证", "户口簿")),
    (PLAN, ("图", "布局", "流程")),
    (PHOTO, ("照片", "影像")),
    (FORM, ("申请", "表", "登记", "承诺")),
)
DRAWN = {
    CARD: '<rect x="30" y="150" width="240" height="150" rx="10"/>'
    '<rect x="200" y="180" width="50" height="65"/>'
    '<path d="M50 190h120M50 220h120M50 275h180"/>',
    PLAN: '<path d="M40 130h220v220H40zM40 240h130v110M170 130v60M170 220v20"/>'
    '<path d="M40 370h220M40 364v12M260 364v12"/>',
    PHOTO: '<rect x="50" y="140" width="200" height="220"/>'
    '<circle cx="150" cy="215" r="38"/><path d="M80 360c0-60 30-85 70-85s70 25 70 85"/>',
    FORM: '<path d="M40 130h220v230H40zM40 176h220M40 222h220M40 268h220M110 130v138"/>',
    SHEET: '<path d="M50 140h200M50 175h200M50 210h200M50 245h140"/>'
    '<circle cx="215" cy="320" r="38" stroke-dasharray="6 5"/>',
}


@dataclass(frozen=True)
class Sample:
    """What a sample shows: the name of the material, drawn as its kind of paper."""

    name: str
    kind: str

    @property
    def svg(self) -> str:
        """Return the picture: A4 upright, marked 示例, with no seal and nobody's name."""
        lines = [self.name[at : at + LINE] for at in range(0, min(len(self.name), 2 * LINE), LINE)]
        title = "".join(
            f'<text x="150" y="{60 + 28 * n}">{escape(line)}</text>' for n, line in enumerate(lines)
        )
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 424"'
            ' width="300" height="424">'
            '<rect width="300" height="424" fill="#fff" stroke="#767f8c" stroke-width="3"/>'
            '<g font-family="sans-serif" text-anchor="middle" fill="#1b1f24" font-size="22">'
            f"{title}</g>"
            f'<g fill="none" stroke="#4a5260" stroke-width="3">{DRAWN[self.kind]}</g>'
            '<text x="150" y="300" transform="rotate(-28 150 260)" font-family="sans-serif"'
            ' font-size="92" text-anchor="middle" fill="#8a5300" fill-opacity=".28">示例</text>'
            "</svg>"
        )


def sample(material: Material) -> Sample:
    """Return the sample of a material: by its name, or a sheet like an authority's own."""
    kind = _kind(material.name)
    issued = material.source is Source.GOVERNMENT and kind != CARD
    return Sample(material.name, SHEET if issued else kind)


def _kind(name: str) -> str:
    """Return what kind of paper a name speaks of."""
    return next((kind for kind, words in WORDS if any(word in name for word in words)), SHEET)
