"""Uploads: whole, in pieces, interrupted, foreign, refused (P-13, T25, T26)."""

import hashlib
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.materials import corpus, making
from tests.materials.conftest import AT, MINE, OTHER, PERSON, THEIRS
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound, Unlawful
from yizhan.materials import inspection, limits, queries, services, store, tasks
from yizhan.materials.models import File, Upload
from yizhan.materials.queries import Owner

pytestmark = pytest.mark.django_db

DATA = making.picture(size=(300, 200))
DIGEST = hashlib.sha256(DATA).hexdigest()
LATER = AT + timedelta(days=3000)


def _begun(data=DATA, owner=MINE, name="身份证.jpg"):
    """Return the id of a new upload."""
    return services.begin_upload(owner, name, len(data), at=AT).id


def _send(upload_id, offset, chunk, owner=MINE):
    """Return how far the upload is after one piece."""
    return services.append(upload_id, owner, offset=offset, chunk=chunk, at=AT).offset


def _files(settings):
    """Return the names of all files in the store, pieces too."""
    return {path.name for path in settings.MATERIALS_DIR.rglob("*") if path.is_file()}


def test_pieces_become_the_file_under_its_digest(settings):
    """What was sent is what is read, and the pieces are gone."""
    upload = _begun()
    assert _send(upload, 0, DATA[:100]) == 100
    assert _send(upload, 100, DATA[100:]) == len(DATA)
    file = services.finish(upload, MINE, at=AT)
    assert (file.digest, file.name, file.width) == (DIGEST, "身份证.jpg", 300)
    assert queries.content(DIGEST) == queries.Content(data=DATA, media_type="image/jpeg")
    assert _files(settings) == {DIGEST}


def test_an_interrupted_upload_goes_on_where_it_stopped():
    """The browser asks how far it is; a piece that came already changes nothing."""
    upload = _begun()
    _send(upload, 0, DATA[:200])
    assert queries.upload(upload, MINE).offset == 200
    assert _send(upload, 0, DATA[:200]) == 200
    assert _send(upload, 150, DATA[150:]) == len(DATA)
    assert services.finish(upload, MINE, at=AT).digest == DIGEST


def test_a_gap_is_refused_with_the_right_place():
    """Nothing is guessed between two pieces."""
    upload = _begun()
    _send(upload, 0, DATA[:10])
    with pytest.raises(Conflict, match="第10字节"):
        _send(upload, 11, DATA[11:20])
    assert queries.upload(upload, MINE).offset == 10


def test_what_a_crash_took_from_the_disk_is_asked_for_again():
    """The row may know of bytes that the disk lost: the disk is right."""
    upload = _begun()
    _send(upload, 0, DATA[:200])
    store.part(upload).write_bytes(DATA[:50])
    assert queries.upload(upload, MINE).offset == 50
    _send(upload, 50, DATA[50:])
    assert services.finish(upload, MINE, at=AT).digest == DIGEST


@pytest.mark.parametrize("owner", [THEIRS, Owner(person_id=PERSON), Owner(user_id=3)])
def test_a_foreign_upload_looks_as_if_it_were_not_there(owner):
    """Whoever guesses an id can neither see, write, finish nor remove it."""
    upload = _begun()
    for attempt in (
        lambda: queries.upload(upload, owner),
        lambda: _send(upload, 0, DATA, owner),
        lambda: services.finish(upload, owner, at=AT),
        lambda: queries.upload(uuid4(), owner),
    ):
        with pytest.raises(NotFound):
            attempt()
    services.abandon(upload, owner)
    assert queries.upload(upload, MINE).offset == 0


def test_finishing_early_or_twice_does_no_harm():
    """Early is refused, twice gives the same file."""
    upload = _begun()
    with pytest.raises(Incomplete):
        services.finish(upload, MINE, at=AT)
    _send(upload, 0, DATA)
    assert services.finish(upload, MINE, at=AT) == services.finish(upload, MINE, at=AT)
    assert _send(upload, 0, DATA) == len(DATA)


@pytest.mark.parametrize("chunk", [b"", bytes(limits.CHUNK + 1), DATA + b"x"])
def test_a_piece_that_is_empty_too_large_or_over_the_end_is_refused(chunk):
    """Declared is declared."""
    upload = _begun()
    with pytest.raises(Invalid):
        _send(upload, 0, chunk)
    assert queries.upload(upload, MINE).offset == 0


def test_a_hostile_file_leaves_nothing_behind(settings):
    """Refused at the end: no row, no file, no piece."""
    with pytest.raises(Invalid, match="JavaScript"):
        services.store_whole(
            MINE, "申请.pdf", corpus.HOSTILE["T42 script in an object stream"], at=AT
        )
    assert not Upload.objects.exists() and not File.objects.exists()
    assert _files(settings) == set()


def test_what_is_stored_is_what_was_looked_at(monkeypatch):
    """A piece exchanged while the file is looked at does not get in."""
    upload, look = _begun(), inspection.inspect
    _send(upload, 0, DATA)

    def looking_while_it_changes(data):
        """Return what is found, after the pieces were exchanged."""
        _send(upload, 0, b"<script>")
        return look(data)

    monkeypatch.setattr(inspection, "inspect", looking_while_it_changes)
    assert services.finish(upload, MINE, at=AT).digest == DIGEST
    assert queries.content(DIGEST).data == DATA


def test_two_who_finish_at_once_get_the_same_file(monkeypatch):
    """The second finds the pieces gone and the file there."""
    upload, read = _begun(), store.read_part
    _send(upload, 0, DATA)

    def too_late(upload_id):
        """Read after somebody else finished."""
        monkeypatch.setattr(store, "read_part", read)
        services.finish(upload, MINE, at=AT)
        return read(upload_id)

    monkeypatch.setattr(store, "read_part", too_late)
    assert services.finish(upload, MINE, at=AT).digest == DIGEST


def test_a_kill_between_file_and_row_leaves_no_row_without_a_file(settings, monkeypatch):
    """The file is there first; what the crash left over is swept away a day later (T25)."""

    def killed(**_):
        """Stop where a process would die."""
        raise KeyboardInterrupt

    monkeypatch.setattr(File.objects, "get_or_create", killed)
    with pytest.raises(KeyboardInterrupt):
        services.store_whole(MINE, "a.jpg", DATA, at=AT)
    monkeypatch.undo()
    assert not File.objects.exists()
    assert DIGEST in _files(settings)


def test_an_orphan_is_swept_and_a_named_file_stays(settings):
    """The sweep asks the rows, and leaves alone what is fresh."""
    kept = services.store_whole(MINE, "a.jpg", DATA, at=AT)
    orphan = making.picture("PNG")
    store.take(orphan, hashlib.sha256(orphan).hexdigest())
    assert tasks.sweep(AT) == 0
    assert tasks.sweep(LATER) == 1
    assert _files(settings) == {kept.digest}


def test_the_worker_sweeps_once_an_hour():
    """Its turns are half a second apart; the store is walked far less often."""
    for _ in range(2):
        _begun()
    first = AT + limits.UPLOAD_LIVES
    assert tasks.sweep_hourly(first) == 2
    services.begin_upload(MINE, "a.jpg", 9, at=AT)
    assert tasks.sweep_hourly(first + timedelta(minutes=59)) == 0
    assert tasks.sweep_hourly(first + limits.SWEEP_EVERY) == 1


def test_an_upload_that_nobody_finished_expires(settings):
    """After a day the pieces are gone and the id is unknown."""
    upload = _begun()
    _send(upload, 0, DATA[:10])
    with pytest.raises(NotFound):
        services.append(upload, MINE, offset=10, chunk=b"x", at=AT + limits.UPLOAD_LIVES)
    assert tasks.sweep(AT + limits.UPLOAD_LIVES) == 1
    assert _files(settings) == set()
    with pytest.raises(NotFound):
        queries.upload(upload, MINE)


def test_the_same_content_lies_on_the_disk_once(settings):
    """Two owners, one file; each knows it by their own name."""
    mine = services.store_whole(MINE, "甲.jpg", DATA, at=AT)
    theirs = services.store_whole(THEIRS, "乙.jpg", DATA, at=AT)
    assert (mine.digest, mine.name, theirs.name) == (theirs.digest, "甲.jpg", "乙.jpg")
    assert _files(settings) == {DIGEST}


def test_a_damaged_file_is_not_handed_out(settings):
    """The digest is checked whenever a file is read."""
    services.store_whole(MINE, "a.jpg", DATA, at=AT)
    next(settings.MATERIALS_DIR.rglob(DIGEST)).write_bytes(DATA + b"x")
    with pytest.raises(NotFound, match="损坏"):
        queries.content(DIGEST)


def test_uploads_are_refused_before_the_disk_is_full(settings):
    """The database keeps its room (T26)."""
    settings.MATERIALS_RESERVE = 2**60
    with pytest.raises(Unlawful, match="存储空间不足"):
        _begun()


def test_nobody_takes_the_whole_store(monkeypatch):
    """A number at a time, a size a day; others are not held up."""
    monkeypatch.setattr(limits, "OPEN_UPLOADS", 1)
    _begun()
    with pytest.raises(Unlawful, match="同时"):
        _begun()
    _begun(owner=THEIRS)
    monkeypatch.setattr(limits, "OPEN_UPLOADS", 9)
    monkeypatch.setattr(limits, "DAILY", len(DATA))
    with pytest.raises(Unlawful, match="今天"):
        _begun()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/身份证.PDF", "身份证.jpg"),
        (r"C:\fakepath\照片.jpeg", "照片.jpeg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("a\r\nX: 1.jpg", "aX 1.jpg"),
        ("", "材料.jpg"),
        ("长" * 300 + ".jpg", "长" * (limits.NAME - 4) + ".jpg"),
    ],
)
def test_a_name_is_kept_clean_with_the_ending_of_the_content(given, kept):
    """Paths, control and direction characters and wrong endings do not survive."""
    assert services.store_whole(MINE, given, DATA, at=AT).name == kept


def test_a_plain_form_hands_in_a_file_too():
    """Without JavaScript the same checks hold; size comes first."""
    assert services.receive(MINE, SimpleUploadedFile("a.jpg", DATA), at=AT).digest == DIGEST
    with pytest.raises(Incomplete):
        services.receive(MINE, SimpleUploadedFile("a.jpg", b""), at=AT)


def test_who_knows_a_digest_may_not_use_the_file():
    """One's own are those one brought, or holds."""
    services.store_whole(MINE, "a.jpg", DATA, at=AT)
    assert set(queries.check_own(MINE, [DIGEST])) == {DIGEST}
    assert queries.check_own(Owner(user_id=9), []) == {}
    for owner in (THEIRS, Owner(user_id=9), Owner(person_id=OTHER)):
        with pytest.raises(NotFound):
            queries.check_own(owner, [DIGEST])


def test_a_disk_that_fills_up_is_warned_of_before_uploads_are_refused(
    settings, caplog, monkeypatch
):
    """From four fifths on, in words and in the log, each hour (T26)."""
    for used, warned in ((79, False), (80, True)):
        disk = SimpleNamespace(total=105, used=used, free=100 - used)
        monkeypatch.setattr(store.shutil, "disk_usage", lambda _path, disk=disk: disk)
        assert bool(store.alarm()) is warned
    tasks.sweep_hourly(AT)
    assert "磁盘已用80%" in caplog.text
