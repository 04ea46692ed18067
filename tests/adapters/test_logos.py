"""A logo is made again, dot by dot, and what cannot be one is refused with what to do."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from award.adapters.logos import HIGHEST, WIDEST, NotALogo, made_again


def picture(kind: str, size: tuple[int, int] = (900, 300), **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#5b2a6e").save(made, kind, **more)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_small_png(kind: str) -> None:
    logo = made_again(io.BytesIO(picture(kind)))

    with Image.open(io.BytesIO(logo.picture)) as kept:
        assert (kept.format, kept.size) == ("PNG", (logo.width, logo.height))
    assert (logo.width, logo.height) == (576, 192)
    assert (logo.width <= WIDEST, logo.height <= HIGHEST, len(logo.digest)) == (True, True, 16)


def test_nothing_that_travelled_in_the_file_is_kept() -> None:
    hidden = PngInfo()
    hidden.add_text("Comment", "the secret of the file")

    logo = made_again(io.BytesIO(picture("PNG", pnginfo=hidden) + b"<script>alert(1)</script>"))

    assert b"secret" not in logo.picture
    assert b"script" not in logo.picture


def test_the_same_picture_has_the_same_name() -> None:
    assert made_again(io.BytesIO(picture("PNG"))) == made_again(io.BytesIO(picture("PNG")))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is an SVG. Such a file can carry"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "This is an SVG"),
        (b"hello", "Choose a PNG or a JPEG"),
        (b"", "Choose a PNG or a JPEG"),
        (picture("GIF"), "Choose a PNG or a JPEG"),
        (picture("PNG")[:200], "Choose a PNG or a JPEG"),
        (picture("PNG", (300, 20)), "only 20 dots high"),
        (picture("PNG", (4000, 3001)), "more than 12 million dots"),
        (b"\x00" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_cannot_be_a_logo_is_refused_with_what_to_do(sent: bytes, words: str) -> None:
    with pytest.raises(NotALogo, match=words):
        made_again(io.BytesIO(sent))


def test_a_picture_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)

    with pytest.raises(NotALogo, match="too large"):
        made_again(io.BytesIO(picture("PNG")))
