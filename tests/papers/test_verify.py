"""Genuine papers are known as such, forged ones never (T16, E13)."""

import io
import random
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from pytest_django.fixtures import Settings

from tests.papers import samples
from yizhan.law.refusals import Invalid
from yizhan.law.words import CertificateKind, Paper
from yizhan.papers import command, keys, queries, render, sign, signatures, tokens, verify
from yizhan.papers.models import Certificate, CertificateEvent, PaperStatus
from yizhan.papers.models import Paper as Row
from yizhan.papers.verify import Verdict

NOW = samples.AT + timedelta(minutes=5)
TODAY = date(2026, 10, 10)
MUTATIONS = 300


def qr_of(kind: Paper = Paper.GRANT) -> str:
    """Return the QR text of a paper of the demo case."""
    paper = samples.composed(kind)
    return tokens.qr_text(paper.content, paper.digest, keys.qr_key(keys.folder()))


def signed(kind: Paper = Paper.GRANT) -> bytes:
    """Return a signed paper of the demo case."""
    return sign._signed(render.pdf(samples.composed(kind).content, qr_of(kind)))


def public() -> bytes:
    """Return the public file."""
    return (keys.folder() / keys.PUBLIC).read_bytes()


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Return the data with one bit changed somewhere."""
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.fixture
def sealed(db: None) -> tuple[Row, bytes]:
    """Return a sealed paper and its file."""
    row = samples.issued(Paper.GRANT)
    return row, queries.pdf(row, at=NOW)


def test_a_genuine_paper_is_known_by_its_address_and_by_its_file(
    sealed: tuple[Row, bytes],
) -> None:
    """Both ways show number, title and the masked holder, never the whole name."""
    row, pdf = sealed
    answer = verify.by_token(row.token, today=TODAY)
    assert answer == verify.by_file(pdf, today=TODAY)
    assert (answer.verdict, answer.number) == (Verdict.GENUINE, row.number)
    assert answer.holder == "张*"


def test_no_mutation_of_a_signed_file_is_accepted(sealed: tuple[Row, bytes]) -> None:
    """One changed bit anywhere, even inside the signature's own bytes (E13)."""
    _, pdf = sealed
    chance = random.Random(13)  # noqa: S311 - mutants, no secrets
    mutants = [flipped(pdf, chance) for _ in range(MUTATIONS)]
    online = {verify.by_file(mutant, today=TODAY).verdict for mutant in mutants}
    assert online <= {Verdict.ALTERED, Verdict.UNKNOWN}
    assert [m for m in mutants if signatures.holds(m, public())] == []


def test_no_change_to_the_signature_itself_is_accepted_offline() -> None:
    """Its bytes are not under the signature, so they are compared with their one form."""
    pdf = signed()
    start = pdf.index(b"/Contents <") + 11
    end = pdf.index(b">", start)
    chance = random.Random(7)  # noqa: S311 - mutants, no secrets
    for _ in range(MUTATIONS):
        mutant = pdf[:start] + flipped(pdf[start:end], chance) + pdf[end:]
        assert not signatures.holds(mutant, public())


def test_the_other_signature_that_follows_from_one_without_the_key_is_not_accepted() -> None:
    """Of (r, s) and (r, n - s), both valid over the same words, only the lower is ours."""
    pdf = signed()
    start = pdf.index(b"/Contents <") + 11
    end = pdf.index(b">", start)
    envelope = cms.ContentInfo.load(bytes.fromhex(pdf[start:end].decode()))
    signer = envelope["content"]["signer_infos"][0]
    r, s = decode_dss_signature(signer["signature"].native)
    signer["signature"] = encode_dss_signature(r, signatures.ORDER - s)
    twin = envelope.dump(force=True).hex().upper().encode()
    assert not signatures.holds(pdf[:start] + twin.ljust(end - start, b"0") + pdf[end:], public())


def test_a_code_is_written_in_one_way_only_whatever_its_last_letters_are() -> None:
    """Bits that base64 leaves unused count, and padding is none of ours."""
    text = qr_of()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for length in (1, 2, 3):
        token = tokens._coded(bytes(length))
        others = [token[:-1] + letter for letter in letters if letter != token[-1]]
        twins = [other for other in others if _reads(other) == bytes(length)]
        assert twins == []
    assert all(text[:-1] + letter == text or _forged(text[:-1] + letter) for letter in letters)


def _reads(token: str) -> bytes | None:
    """Return what a token reads as; None where it is not read."""
    try:
        return tokens._decoded(token)
    except ValueError:
        return None


def _forged(text: str) -> bool:
    """Return whether a code is refused."""
    try:
        tokens.verify_offline(text, public())
    except Invalid:
        return True
    return False


def test_an_update_added_after_the_signature_is_not_accepted() -> None:
    """The signature must cover the whole file, not only its own part."""
    pdf = signed()
    assert signatures.holds(pdf, public())
    assert not signatures.holds(pdf + b"\n", public())
    rewritten = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(rewritten)
    assert not signatures.holds(rewritten.getvalue(), public())


def test_a_paper_signed_by_another_installation_is_not_ours(
    settings: Settings, tmp_path: Path
) -> None:
    """The same words under another root and another key do not hold."""
    ours = public()
    settings.KEYS_DIR = tmp_path / "other"
    assert not signatures.holds(signed(), ours)
    with pytest.raises(Invalid):
        tokens.verify_offline(qr_of(), ours)


@pytest.mark.django_db
def test_an_unknown_address_and_an_unsigned_file_are_unknown() -> None:
    """Neither is called forged: nothing is known of them."""
    unsigned = render.pdf(samples.composed(Paper.GRANT).content, "x")
    assert verify.by_token("x" * 22, today=TODAY) == verify.NOTHING
    assert verify.by_file(unsigned, today=TODAY).verdict is Verdict.UNKNOWN
    assert verify.by_file(signed(), today=TODAY).verdict is Verdict.ALTERED


@pytest.mark.parametrize("status", [PaperStatus.REVOKED, PaperStatus.REPLACED])
def test_a_paper_revoked_or_replaced_is_shown_as_such(
    sealed: tuple[Row, bytes], status: PaperStatus
) -> None:
    """The file is genuine, yet no longer good."""
    row, pdf = sealed
    Row.objects.filter(division=row.division, id=row.id).update(status=status.value)
    answer = verify.by_file(pdf, today=TODAY)
    assert (answer.verdict, answer.state) == (Verdict.REVOKED, status.label)


@pytest.mark.usefixtures("as_owner")
def test_a_row_changed_in_the_database_is_shown_as_altered() -> None:
    """The verify page does not repeat what somebody wrote into the row."""
    row = samples.issued(Paper.GRANT)
    content = {**row.content, "applicant_masked": "李*"}
    Row.objects.filter(division=row.division, id=row.id).update(content=content)
    answer = verify.by_token(row.token, today=TODAY)
    assert (answer.verdict, answer.holder) == (Verdict.ALTERED, "")


@pytest.fixture
def certified(db: None) -> Row:
    """Return a certificate's paper, suspended for a day."""
    row, line = samples.issued(Paper.CERTIFICATE), uuid4()
    certificate = Certificate.objects.create(
        division=row.division,
        id=uuid4(),
        paper_id=row.id,
        case_id=row.case_id,
        holder=uuid4(),
        kind=CertificateKind.LICENCE.value,
        name=row.title,
        number=row.number,
        oid=samples.OID,
        item_code=samples.ITEM.code,
        issued_on=samples.ON,
        valid_from=samples.ON,
        valid_until=date(2031, 10, 8),
        lineage=line,
        version=1,
    )
    events = (("suspended", TODAY, TODAY), ("renewal_asked", date(2031, 9, 1), None))
    for kind, on, until in events:
        event = CertificateEvent(division=row.division, id=uuid4(), kind=kind, on=on, until=until)
        event.certificate_id = certificate.lineage
        event.save(force_insert=True)
    return row


def test_a_certificate_shows_its_own_state_on_the_day_of_asking(certified: Row) -> None:
    """Suspended today, in force tomorrow, expired after its last day."""
    days = (TODAY, TODAY + timedelta(days=1), date(2031, 10, 9))
    seen = [verify.by_token(certified.token, today=day) for day in days]
    assert [(answer.verdict, answer.state) for answer in seen] == [
        (Verdict.REVOKED, "已暂扣"),
        (Verdict.GENUINE, "有效"),
        (Verdict.REVOKED, "已过期"),
    ]


def test_the_code_on_paper_tells_offline_what_the_paper_says() -> None:
    """Number, title, masked holder, date and the digest's first half, by the public file only."""
    paper = samples.composed(Paper.GRANT)
    says = tokens.verify_offline(qr_of(), public())
    assert (says["number"], says["holder"]) == ("示市监准〔2026〕000123号", "张*")
    assert (says["issued"], says["digest"]) == ("2026-10-09", paper.digest[:32])


def test_no_mutation_of_the_code_is_accepted_offline() -> None:
    """Neither the token nor the address before it may change by one character."""
    text = qr_of()
    for place in range(len(text)):
        changed = "A" if text[place] != "A" else "B"
        with pytest.raises(Invalid):
            tokens.verify_offline(text[:place] + changed + text[place + 1 :], public())
    for cut in ("", text.partition("#")[0], text + "A", text + "=", text[:-1]):
        with pytest.raises(Invalid):
            tokens.verify_offline(cut, public())


def test_the_code_of_the_longest_name_still_fits_version_fifteen() -> None:
    """Names and titles are cut in the code, never on the paper."""
    paper = samples.composed(Paper.GRANT)
    content = {
        **paper.content,
        "applicant_masked": "示例" * 60,
        "title": "示例" * 40,
        "number": "示例市监不准〔2026〕000123-12号",
        "qr_url": "https://fuwu.example.gov.cn/verify/" + "t" * 22,
    }
    text = tokens.qr_text(content, paper.digest, keys.qr_key(keys.folder()))
    assert render.qr_svg(text).startswith("<svg")


def test_the_command_answers_by_file_and_by_code_with_the_public_file_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 for genuine, 1 for forged, 2 for a question that is none."""
    good, bad, key = tmp_path / "good.pdf", tmp_path / "bad.pdf", tmp_path / "public.pem"
    good.write_bytes(signed())
    bad.write_bytes(signed() + b" ")
    key.write_bytes(public())
    forged = qr_of().replace("/verify/", "/verifv/")
    asked = [str(good), str(bad), qr_of(), forged, str(tmp_path / "none.pdf")]
    assert [command.verify([str(key), what]) for what in asked] == [0, 1, 0, 1, 2]
    assert "示市监准〔2026〕000123号" in capsys.readouterr().out
