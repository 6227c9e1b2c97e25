"""What papers look like: drawn, on one page, the same each time."""

import io

import pikepdf
import pytest

from tests.papers import samples
from tests.papers.reading import words
from yizhan.law.words import Paper
from yizhan.papers import bars, rare, render

QR = "http://127.0.0.1:8000/verify/" + "t" * 22 + "#" + "x" * 220


def drawn(kind: Paper, **more: object) -> bytes:
    """Return a paper of the demo case as a PDF."""
    return render.pdf(samples.composed(kind, **more).content, QR)


@pytest.mark.parametrize("kind", list(Paper))
def test_every_paper_is_drawn_with_all_its_words_on_one_page(kind: Paper) -> None:
    """Title, paragraphs, tables and fields reach the page; no brace does (DOC-01, 02, 05)."""
    content = samples.composed(kind).content
    pdf = drawn(kind)
    said = words(pdf)
    cells = [cell for table in content["tables"] for row in table["rows"] for cell in row]
    wanted = [content["title"], *content["paragraphs"], *content["closing"], *cells]
    wanted += [value for _, value in content["fields"]] + [content["case"], content["item_code"]]
    lost = [part for part in wanted if str(part).replace(" ", "").strip("\u3000") not in said]
    assert lost == []
    assert "{" not in said
    assert render.pages(pdf) == 1


def test_many_materials_run_on_to_a_second_page_without_losing_a_row() -> None:
    """Forty rows do not fit one page; the last row is still there."""
    rows = [{"name": f"材料之{n}", "form": "原件", "count": 1} for n in range(1, 41)]
    pdf = drawn(Paper.RECEIPT, materials=rows)
    assert render.pages(pdf) == 2
    assert "材料之40" in words(pdf)
    assert "第2页共2页" in words(pdf)


@pytest.mark.parametrize("kind", [Paper.GRANT, Paper.CERTIFICATE])
def test_the_demo_says_so_on_the_page_and_on_the_place_of_the_seal(kind: Paper) -> None:
    """Nobody may take a demo paper for a real one."""
    said = words(drawn(kind))
    assert "示例·非正式印章" in said
    assert said.startswith("示例")


def test_drawing_the_same_paper_twice_gives_the_same_bytes() -> None:
    """The time inside the file is the time of issue."""
    assert drawn(Paper.ACCEPTANCE) == drawn(Paper.ACCEPTANCE)


def test_the_largest_code_of_a_paper_is_still_coarse_enough_to_print() -> None:
    """Up to version 15 is drawn, a finer one is refused."""
    assert render.qr_svg("x" * 410).startswith("<svg")
    with pytest.raises(ValueError, match="too fine"):
        render.qr_svg("x" * 420)


def test_the_shipped_font_is_found_by_the_family_that_papers_ask_for() -> None:
    """So an installation without any Chinese font on the system sets papers too."""
    assert {"Yizhan Song"} == set(render._fonts().families()) & {render.FAMILIES[-1]}


@pytest.mark.parametrize("kind", [Paper.ACCEPTANCE, Paper.CERTIFICATE])
def test_a_paper_can_be_read_aloud_and_kept_for_decades(kind: Paper) -> None:
    """PDF/UA-1 and PDF/A-2a: a language, a title, tags, a heading, words for each picture."""
    with pikepdf.open(io.BytesIO(drawn(kind))) as pdf:
        says = pdf.open_metadata()
        assert (says["pdfuaid:part"], says["pdfaid:part"], says["pdfaid:conformance"]) == (
            *("1", "2"),
            "A",
        )
        assert (pdf.Root.Lang, bool(pdf.Root.MarkInfo.Marked)) == ("zh-CN", True)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        tags = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        kinds = {str(thing.get("/S")) for thing in tags}
        alone = [thing for thing in tags if thing.get("/S") == "/Figure" and "/Alt" not in thing]
    assert {"/Document", "/H1", "/P"} <= kinds
    assert alone == []


def test_a_character_that_no_font_has_is_marked_and_told_by_its_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither a box nor a paper that is never drawn; what was issued stays as it is (E20)."""
    monkeypatch.setattr(render, "RARE_DIRS", ())
    for held in (render._fonts, render.faces, render._compiler):
        held.cache_clear()
    content = {
        **samples.composed(Paper.ACCEPTANCE).content,
        "applicant": "张\U00030ede\U0002ebef\ue000",
    }
    said = words(render.pdf(content, QR))
    for held in (render._fonts, render.faces, render._compiler):
        held.cache_clear()
    assert "张〓〔U+30EDE〕〓〔U+2EBEF〕〓〔U+E000〕" in said
    assert rare.NOTE in said
    assert content["applicant"] == "张\U00030ede\U0002ebef\ue000"


def test_the_case_s_number_stands_in_bars_that_add_up() -> None:
    """Digits two by two, then letters; the check symbol of ISO/IEC 15417."""
    assert bars.symbols("1234") == [105, 12, 34, 82, 106]
    assert bars.symbols("123A") == [105, 12, 100, 19, 33, 94, 106]
    assert [sum(map(int, widths)) for widths in bars.WIDTHS] == [11] * 106 + [13]
    assert len(set(bars.WIDTHS)) == len(bars.WIDTHS)
    with pytest.raises(ValueError, match="ASCII"):
        bars.symbols("办件")
