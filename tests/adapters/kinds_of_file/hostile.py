"""Builds files that are honest, unlucky or hostile; none of them is kept anywhere."""

import io
import struct

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
