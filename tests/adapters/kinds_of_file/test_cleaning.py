"""Pictures and films lose what they tell beside themselves, and whatever hung on them."""

import io
import zipfile
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from award.adapters.kinds_of_file import Found, NotAcceptable, look_at
from award.domain.file_kinds import JPEG, MOV, MP4
from award.domain.file_limits import FileLimits
from tests.adapters.kinds_of_file.hostile import box, compound, film, phone_exif, photo

UNDATED = b"\0\0\0\0"


def cleaned(content: bytes, name: str = "hall.jpg") -> tuple[Found, bytes]:
    found = look_at(io.BytesIO(content), name)
    assert found.cleaned is not None
    with found.cleaned as kept:
        return found, kept.read()


def two_colours(form: str, **saving: object) -> bytes:
    """Left red, right blue, so that turning shows."""
    picture = Image.new("RGB", (64, 32), "red")
    picture.paste("blue", (32, 0, 64, 32))
    target = io.BytesIO()
    picture.save(target, form, **saving)
    return target.getvalue()


def test_a_phones_picture_stands_upright_and_tells_no_place_device_or_time() -> None:
    found, kept = cleaned(two_colours("JPEG", exif=phone_exif(orientation=6), comment=b"Jack"))

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (32, 64)
        red, _, blue = picture.getpixel((16, 5))  # type: ignore[misc] # an RGB picture's
        assert red > 200 > 60 > blue
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info
    assert found.removed_words == "place, device, time and hidden words removed"
    assert not any(word in kept for word in (b"Exif", b"Acme", b"Jack"))


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_pictures_lose_the_same(form: str) -> None:
    found, kept = cleaned(two_colours(form, exif=phone_exif()), f"hall.{form.lower()}")

    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == (form, (32, 64))
        assert dict(picture.getexif()) == {}
    assert found.removed[:2] == ("place", "device")


def test_an_iphones_picture_becomes_a_jpeg_upright_and_bare() -> None:
    target = io.BytesIO()
    with Image.open(io.BytesIO(two_colours("PNG"))) as picture:
        heif = pillow_heif.from_pillow(picture)
    heif.info["exif"] = phone_exif(orientation=1).tobytes()
    heif.save(target)

    found, kept = cleaned(target.getvalue(), "IMG_0001.HEIC")

    assert found.kind == JPEG
    assert found.removed[:2] == ("place", "device")
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (64, 32))


def test_a_picture_in_other_colours_looks_the_same_without_its_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    plain = photo("JPEG", icc_profile=profile.tobytes())

    _, kept = cleaned(plain)

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.info.get("icc_profile") is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_sort_of_colour_are_written_anew(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    target = io.BytesIO()
    Image.new(mode, (8, 8), 1 if mode in ("1", "L", "P", "I;16") else None).save(target, form)

    _, kept = cleaned(target.getvalue())

    with Image.open(io.BytesIO(kept)) as picture:
        picture.load()
        assert picture.size == (8, 8)


def test_what_is_clear_stays_clear() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(target, "PNG")

    _, kept = cleaned(target.getvalue(), "logo.png")

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 0)


def test_an_archive_that_hangs_on_a_picture_falls_off() -> None:
    target = io.BytesIO(photo())
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr("evil.html", "<script>alert(1)</script>")

    _, kept = cleaned(target.getvalue())

    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"script" not in kept


def test_the_same_picture_is_written_the_same_way_twice() -> None:
    content = two_colours("JPEG", exif=phone_exif())

    assert cleaned(content)[1] == cleaned(content)[1]


def test_an_authority_may_ask_for_smaller_pictures() -> None:
    target = io.BytesIO()
    Image.new("1", (2300, 2300)).save(target, "PNG")

    with pytest.raises(NotAcceptable, match="more than 5 million dots"):
        look_at(target, "a.png", FileLimits(megapixels=5))


@pytest.mark.parametrize(("brand", "kind"), [(b"isom", MP4), (b"mp42", MP4), (b"qt  ", MOV)])
def test_a_film_is_taken_as_it_is_where_it_tells_nothing(brand: bytes, kind: object) -> None:
    found = look_at(io.BytesIO(film(brand)), f"assembly.{'mov' if kind == MOV else 'mp4'}")

    assert (found.kind, found.removed, found.cleaned) == (kind, (), None)


def test_a_film_loses_its_place_and_nothing_moves_in_it() -> None:
    told = box(b"\xa9xyz", b"\0\x12\x15\xc7+52.6369-001.1398/")

    found, kept = cleaned(film(told=told), "assembly.mp4")

    assert found.removed_words == "place and hidden words removed"
    assert (len(kept), b"52.6369" in kept) == (len(film(told=told)), False)
    assert look_at(io.BytesIO(kept), "assembly.mp4").removed == ()


@pytest.mark.parametrize(
    "content",
    [
        film()[:-10],
        film(brand=b"heic"),
        film(shows=b"soun"),
        box(b"ftyp", b"isom" + UNDATED + b"isom"),
        b"\0\0\0\x01ftyp" + b"\xff" * 8,
        b"\0\0\0\x08moov" * 20_001,
        b"<html>not a film</html>",
    ],
    ids=["half", "a picture", "only sound", "only a head", "vast", "too many boxes", "a page"],
)
def test_what_is_no_whole_film_is_refused_with_how_to_mend_it(content: bytes) -> None:
    with pytest.raises(NotAcceptable, match="Save it on your device as an MP4"):
        look_at(io.BytesIO(content), "assembly.mp4")


WORD_START = b"\xec\xa5\xc1\0" + bytes(6)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (compound("WordDocument", "Macros", start=WORD_START), "a.doc", "(macros)"),
        (compound("Workbook", "_VBA_PROJECT_CUR"), "a.xls", "(macros)"),
        (compound("WordDocument", start=WORD_START + b"\0\x01" + bytes(9)), "a.doc", "password"),
        (compound("Workbook", start=b"\x09\x08\4\0....\x2f\0\x02\0.."), "a.xls", "password"),
        (compound("PowerPoint Document", "EncryptedSummary"), "a.ppt", "password"),
        (compound("Workbook"), "a.doc", "something else"),
        (compound("WordDocument", circles=True), "a.doc", "cannot be opened"),
        (compound("WordDocument")[:600], "a.doc", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "a.doc", "cannot be opened"),
        (b"words", "a.doc", "cannot be opened"),
        (compound("WordDocument"), "a.docx", "something else"),
        (b"words", "a.rtf", "not rich text"),
        (b"{\\rtf1 {\\object\\objdata 0105}}", "a.rtf", "other files or commands"),
        (b"{\\rtf1 " + b"a" * (1 << 18) + b"{\\*\\template http://a}}", "a.rtf", "other files"),
    ],
)
def test_older_documents_that_are_not_what_they_seem_are_refused(
    content: bytes, name: str, words: str
) -> None:
    with pytest.raises(NotAcceptable) as refused:
        look_at(io.BytesIO(content), name)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (compound("WordDocument", start=WORD_START), "a.doc"),
        (compound("Workbook", "a", "b", "c", "d"), "a.xls"),
        (compound("PowerPoint Document"), "a.ppt"),
        (b"{\\rtf1 The policy}", "a.rtf"),
    ],
)
def test_honest_older_documents_are_taken(content: bytes, name: str) -> None:
    assert look_at(io.BytesIO(content), name).kind.code == Path(name).suffix[1:]
