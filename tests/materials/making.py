"""Makes files: pictures, PDF and OFD documents, and what attackers make of them."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

OFD_XML = b'<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'
DOCUMENT = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>%s</ofd:Pages>'
    b"</ofd:Document>"
)
PAGE = b'<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
BOMB_XML = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:/" "//etc/hostname">]><a>&x;</a>'
SCRIPT = b"<script>document.title='taken'</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(kind="JPEG", size=(60, 40), mode="RGB", **options):
    """Return a small picture with a line in it."""
    image = Image.new(mode, size)
    ImageDraw.Draw(image).line((0, 0, *size), fill=1)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def located():
    """Return a photo with place and orientation in its EXIF."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "示例相机"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def flood(width=60_000, height=60_000):
    """Return a tiny PNG whose header claims many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def comment(text):
    """Return a photo with a text in a comment of its header."""
    plain = picture()
    return plain[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + plain[2:]


def pdf(change=None, pages=1, **options):
    """Return a PDF of blank pages, after a change was made to it."""
    file = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if change:
            change(document)
        document.save(file, **options)
    return file.getvalue()


def packed(change):
    """Return a PDF with everything hidden in compressed object streams."""
    return pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)


def action(kind, **more):
    """Return an action of a kind."""
    return Dictionary(S=Name("/" + kind), **more)


def opening(kind, **more):
    """Return a change: the document does something when it is opened."""
    return lambda document: document.Root.__setitem__(
        "/OpenAction", document.make_indirect(action(kind, **more))
    )


def annotation(kind, **more):
    """Return a change: the first page carries an annotation."""

    def change(document):
        """Put the annotation there."""
        note = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([0, 0, 9, 9]), **more
        )
        document.pages[0]["/Annots"] = Array([document.make_indirect(note)])

    return change


def attached(document):
    """Put another file inside."""
    document.attachments["x.txt"] = b"x"


def scripted(document):
    """Put a script among the names."""
    script = document.make_indirect(action("JavaScript", JS=pikepdf.String("app.alert(1)")))
    tree = Dictionary(Names=Array([pikepdf.String("a"), script]))
    document.Root["/Names"] = Dictionary(JavaScript=tree)


def chained(document):
    """Hide a launch behind a chain of harmless actions."""
    last = document.make_indirect(action("Launch", F=pikepdf.String("cmd.exe")))
    chain = action("URI", URI=pikepdf.String("https://example.com"), Next=Array([last]))
    annotation("Link", A=chain)(document)


def buried(document):
    """Hide a script deep inside arrays."""
    thing = Array([action("JavaScript", JS=pikepdf.String("1"))])
    for _ in range(200):
        thing = Array([thing])
    document.Root["/PieceInfo"] = Dictionary(X=thing)


def dynamic(document):
    """Make the form a dynamic one."""
    document.Root["/AcroForm"] = Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=Array([]))


def fields(document):
    """Add an ordinary form field."""
    field = Dictionary(FT=Name.Tx, T=pikepdf.String("name"), V=pikepdf.String("示例"))
    document.Root["/AcroForm"] = Dictionary(Fields=Array([document.make_indirect(field)]))


def linked(document):
    """Add an ordinary link."""
    annotation("Link", A=action("URI", URI=pikepdf.String("https://example.com")))(document)


def drawn(document):
    """Add a picture that is drawn on the page."""
    document.pages[0]["/Contents"] = document.make_stream(b"0 0 m 90 90 l S")


def external(document):
    """Add a stream whose content is another file's."""
    stream = document.make_stream(b"x")
    stream["/F"] = pikepdf.String("/etc/hostname")
    document.Root["/PieceInfo"] = document.make_indirect(stream)


def renamed(data):
    """Return a PDF whose key for scripts is spelt with codes."""
    return data.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4a#53")


def archive(parts: Iterable[tuple[str, bytes]] | dict[str, bytes], **options):
    """Return a zip with these parts."""
    file = io.BytesIO()
    rows = parts.items() if isinstance(parts, dict) else parts
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, data in rows:
            made.writestr(zipfile.ZipInfo(name) if name.startswith("..") else name, data)
    return file.getvalue()


def ofd(extra: dict[str, bytes] | None = None, pages=1):
    """Return a small OFD, with more parts."""
    parts = {"OFD.xml": OFD_XML, "Doc_0/Document.xml": DOCUMENT % (PAGE * pages)}
    return archive({**parts, **(extra or {})})


def symlinked():
    """Return an OFD with a link that leads out."""
    file = io.BytesIO(ofd())
    with zipfile.ZipFile(file, "a") as made:
        link = zipfile.ZipInfo("Doc_0/link.xml")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/hostname")
    return file.getvalue()


def understated():
    """Return an OFD that declares a part smaller than it is."""
    bomb = archive({"OFD.xml": OFD_XML, "Doc_0/big.xml": b"<a>" + b" " * 5_000_000 + b"</a>"})
    return bomb.replace(struct.pack("<I", 5_000_007), struct.pack("<I", 100))


def tar():
    """Return a tar with one file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        made.addfile(tarfile.TarInfo("a"))
    return file.getvalue()
