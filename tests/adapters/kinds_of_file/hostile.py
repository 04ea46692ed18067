"""Builds files that are honest, unlucky or hostile; none of them is kept anywhere."""

import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(*names: str, start: bytes = b"", circles: bool = False) -> bytes:
    """An older Office file: a list of contents with these names; the first one's first bytes."""
    listed = ("Root Entry", *names)
    lists = -(-len(listed) // 4)
    head = bytearray(SECTOR)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 0x2C, 1)
    struct.pack_into("<II", head, 0x30, 1, 0)
    struct.pack_into("<109I", head, 76, 0, *[FREE] * 108)
    # Sector 0 is the table, the list follows, and then the bytes of the first name.
    table = [TABLE, *[number + 2 for number in range(lists)], END]
    table[lists] = 1 if circles else END
    table += [FREE] * (SECTOR // 4 - len(table))
    entries = b"".join(
        _entry(name, lists + 1 if place == 1 else END, kind=5 if place == 0 else 2)
        for place, name in enumerate(listed)
    )
    content = start.ljust(SECTOR, b"\0")
    return (
        bytes(head)
        + struct.pack(f"<{SECTOR // 4}I", *table)
        + entries.ljust(lists * SECTOR, b"\0")
        + content
    )


def _entry(name: str, start: int, *, kind: int) -> bytes:
    entry = bytearray(128)
    words = (name + "\0").encode("utf-16-le")
    entry[: len(words)] = words
    struct.pack_into("<HBB", entry, 64, len(words), kind, 1)
    struct.pack_into("<II", entry, 116, start, SECTOR)
    return bytes(entry)


def box(name: bytes, content: bytes) -> bytes:
    """One box of a film."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def film(brand: bytes = b"isom", *, told: bytes = b"", shows: bytes = b"vide") -> bytes:
    """A film of one track, and what it tells beside itself."""
    handler = box(b"hdlr", bytes(8) + shows + bytes(13))
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", handler))
    told = box(b"udta", told) if told else b""
    return (
        box(b"ftyp", brand + bytes(4) + brand)
        + box(b"moov", box(b"mvhd", bytes(100)) + track + told)
        + box(b"mdat", b"\0\1\2\3" * 64)
    )


def pdf(**changes: object) -> bytes:
    """A PDF of one page, with these entries in its root."""
    target = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        for name, value in changes.items():
            made.Root[f"/{name}"] = value
        made.save(target)
    return target.getvalue()


def pdf_with_attachment(name: str = "notes.txt", content: bytes = b"words") -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        made.attachments[name] = content
        made.save(target)
    return target.getvalue()


def pdf_with_note(kind: str) -> bytes:
    """A PDF whose page carries an annotation of this kind."""
    target = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 9, 9])
        page.obj["/Annots"] = made.make_indirect(Array([made.make_indirect(note)]))
        made.save(target)
    return target.getvalue()


def photo(form: str = "JPEG", size: tuple[int, int] = (64, 48), **saving: object) -> bytes:
    target = io.BytesIO()
    picture = Image.effect_noise(size, 50).convert("RGB")
    picture.save(target, form, **saving)
    return target.getvalue()


def phone_exif(*, orientation: int = 6) -> Image.Exif:
    """What a phone writes into its pictures: where, with what, when, and which side is up."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "Acme", "Phone 7"
    exif[0x0132] = "2026:03:02 10:00:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (52.0, 38.0, 0.0)
    exif[0x8825] = place
    return exif


def pdf_of_objects(objects: dict[int, bytes]) -> bytes:
    """A PDF written by hand of these numbered objects; the first is its root."""
    content, rows, most = b"%PDF-1.7\n", {}, max(objects) + 1
    for number, one in objects.items():
        rows[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    free = b"0000000000 65535 f \n"
    table = b"".join(
        b"%010d 00000 n \n" % rows[number] if number in rows else free for number in range(most)
    )
    tail = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (most, len(content))
    return content + b"xref\n0 %d\n%s" % (most, table) + tail


def zeros(megabytes: int, *, after: bytes = b"") -> bytes:
    """So much of nothing, packed to a thousandth, after these bytes; one piece is packed once."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packing.compress(after) + packing.flush(zlib.Z_FULL_FLUSH)
    piece = packing.compress(bytes(1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    high, low = divmod(zlib.adler32(after), 1 << 16)
    check = ((high + low * (megabytes << 20)) % 65521 << 16 | low).to_bytes(4, "big")
    return b"\x78\xda" + start + piece * megabytes + packing.flush() + check


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def tree_of_pages(deep: int, wide: int) -> bytes:
    """Pages of pages, each of which names the same one below it so many times over."""
    kids = {
        level + 2: b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (wide ** (deep - level), b" ".join([b"%d 0 R" % (level + 3)] * wide))
        for level in range(deep)
    }
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return pdf_of_objects({1: CATALOG, **kids, deep + 2: page})


def pdf_with_vast_page(megabytes: int) -> bytes:
    """A page whose drawing unpacks to so much."""
    packed = zeros(megabytes)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    head = b"<</Filter/FlateDecode/Length %d>>" % len(packed)
    drawing = head + b"stream\n" + packed + b"\nendstream"
    return pdf_of_objects({1: CATALOG, 2: ONE_PAGE, 3: page, 4: drawing})


def pdf_of_vast_objects(megabytes: int) -> bytes:
    """A page in a stream of objects that unpacks to so much: it is read to know what there is."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    packed = zeros(megabytes, after=b"3 0 " + page)
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    stream = head + b"stream\n" + packed + b"\nendstream"
    content, places = b"%PDF-1.7\n", {}
    for number, one in ((1, CATALOG), (2, ONE_PAGE), (4, stream)):
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = ((0, 0, 0), (1, places[1], 0), (1, places[2], 0), (2, 4, 0), (1, places[4], 0))
    rows += ((1, len(content), 0),)
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    own = b"<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream"
    return (
        content
        + b"5 0 obj\n" + own % (len(table), table) + b"\nendobj\n"
        + b"startxref\n%d\n%%%%EOF" % len(content)
    )  # fmt: skip
