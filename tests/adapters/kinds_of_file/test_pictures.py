"""Pictures are what they are, whatever their name; vast, moving and damaged ones are refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from award.adapters.kinds_of_file import NotAcceptable, kind_of, look_at
from award.domain.file_kinds import JPEG, PNG, WEBP, FileKind


def a_picture(form: str, size: tuple[int, int] = (64, 48), **saving: object) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(target, form, **saving)
    return target.getvalue()


def a_png_that_says_it_is(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("JPEG", "display.jpg", JPEG),
        ("JPEG", "display.JPEG", JPEG),
        ("PNG", "display.png", PNG),
        ("WEBP", "display.webp", WEBP),
        ("PNG", "display.jpg", PNG),
        ("WEBP", "display.jpeg", WEBP),
    ],
)
def test_a_picture_has_the_kind_that_it_really_is(form: str, name: str, kind: FileKind) -> None:
    assert kind_of(io.BytesIO(a_picture(form)), name) == kind


def test_a_phones_picture_with_a_second_view_is_a_jpeg() -> None:
    views = Image.new("RGB", (64, 48)), Image.new("RGB", (32, 24))
    target = io.BytesIO()
    views[0].save(target, "MPO", save_all=True, append_images=[views[1]])

    assert kind_of(target, "display.jpg") == JPEG


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(form: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, form, save_all=True, append_images=frames[1:])

    with pytest.raises(NotAcceptable, match="This picture moves"):
        kind_of(target, f"display.{form.lower()}")


@pytest.mark.parametrize("size", [(8000, 5001), (9000, 9000), (60000, 60000)])
def test_a_picture_of_more_than_forty_million_dots_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(NotAcceptable, match=r"more than 40 million dots\. Make it smaller"):
        kind_of(io.BytesIO(a_png_that_says_it_is(*size)), "display.png")


def test_so_is_a_whole_one_that_is_small_until_it_is_unpacked() -> None:
    target = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(target, "PNG")

    assert len(target.getvalue()) < 20_000
    with pytest.raises(NotAcceptable, match="more than 40 million dots"):
        kind_of(target, "display.png")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_refused(form: str) -> None:
    whole = a_picture(form, (200, 200))

    with pytest.raises(NotAcceptable, match="This picture cannot be opened"):
        kind_of(io.BytesIO(whole[: len(whole) // 2]), "display.jpg")


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_another_kind_of_picture_is_refused_under_any_name(form: str) -> None:
    with pytest.raises(NotAcceptable, match="save it as a JPEG"):
        kind_of(io.BytesIO(a_picture(form)), "display.jpg")


@pytest.mark.parametrize("name", ["display.gif", "display.jpg", "display.txt", "display.pdf"])
def test_a_gif_that_is_a_script_too_is_refused_under_any_name(name: str) -> None:
    whole = a_picture("GIF", (8, 8))
    both = b"GIF89a/*" + whole[8:] + b"*/=1;alert(1)//"

    with pytest.raises(NotAcceptable, match="add that"):
        kind_of(io.BytesIO(both), name)


def test_a_script_that_hangs_on_a_picture_falls_off() -> None:
    for form in ("JPEG", "PNG", "WEBP"):
        found = look_at(io.BytesIO(a_picture(form) + b"<script>alert(1)</script>"), "display.jpg")
        assert found.cleaned is not None
        with found.cleaned as kept:
            assert b"script" not in kept.read()


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(NotAcceptable, match="This picture cannot be opened"):
        kind_of(io.BytesIO(b"%PDF-1.7 a document"), "display.png")
