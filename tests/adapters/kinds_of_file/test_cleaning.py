"""Pictures and films lose what they tell beside themselves, and whatever hung on them."""

import io
import zipfile
from pathlib import Path
from typing import Any

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


def seen(content: bytes, name: str = "hall.png") -> tuple[str, object]:
    """The mode of a picture once it is cleaned, and the colour of its middle."""
    _, kept = cleaned(content, name)
    with Image.open(io.BytesIO(kept)) as picture:
        return picture.mode, picture.getpixel((4, 4))


def of_one_colour(mode: str, colour: Any, form: str = "PNG", **saving: object) -> bytes:
    target = io.BytesIO()
    picture = Image.new(mode, (8, 8), colour)
    picture.save(target, form, **saving)
    return target.getvalue()


def palette(clear: bytes | int | None = None) -> bytes:
    """Two colours by number, of which the first is orange."""
    picture = Image.new("P", (8, 8), 0)
    picture.putpalette([255, 128, 0, 0, 0, 255])
    target = io.BytesIO()
    picture.save(target, "PNG", **({} if clear is None else {"transparency": clear}))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (of_one_colour("1", 1), ("L", 255)),
        (of_one_colour("L", 90), ("L", 90)),
        (of_one_colour("LA", (90, 128)), ("RGBA", (90, 90, 90, 128))),
        (of_one_colour("RGBA", (9, 8, 7, 128)), ("RGBA", (9, 8, 7, 128))),
        (of_one_colour("I;16", 0x8000), ("L", 128)),
        (of_one_colour("I;16", 0x8000, transparency=0x8000), ("RGBA", (0, 0, 0, 0))),
        (of_one_colour("I;16", 0x8000, transparency=0x1000), ("RGBA", (128, 128, 128, 255))),
        (palette(), ("RGB", (255, 128, 0))),
        (palette(b"\x80\xff"), ("RGBA", (255, 128, 0, 128))),
        (palette(0), ("RGBA", (0, 0, 0, 0))),
    ],
    ids=["1", "L", "LA", "RGBA", "16", "16 clear", "16 not clear", "P", "P half clear", "P clear"],
)
def test_pictures_of_every_sort_of_colour_come_out_as_they_looked(
    content: bytes, shown: tuple[str, object]
) -> None:
    assert seen(content) == shown


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_for_print_or_of_other_colours_comes_out_in_those_of_screens(form: str) -> None:
    if form == "JPEG":
        content = of_one_colour("CMYK", (0, 255, 255, 0), form)
    else:
        swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        content = of_one_colour("RGB", (255, 0, 0), form, icc_profile=swapped)

    mode, colour = seen(content)

    red, green, blue = colour  # type: ignore[misc] # an RGB picture's
    assert (mode, red > 230, green < 30, blue < 30) == ("RGB", True, True, True)


def test_what_is_clear_stays_clear_and_hides_nothing() -> None:
    assert seen(of_one_colour("RGBA", (255, 0, 0, 0))) == ("RGBA", (0, 0, 0, 0))
    assert seen(of_one_colour("RGBA", (255, 0, 0, 0), "WEBP", lossless=True, exact=True)) == (
        "RGBA",
        (0, 0, 0, 0),
    )


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
