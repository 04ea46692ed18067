"""The logo for who holds the award: its shapes, its days, its rules, and no name of a setting."""

import io
import zipfile
from dataclasses import replace
from datetime import date

from lxml import etree
from PIL import Image

from award.adapters.logo_packs import LogoPack, make_pack

PACK = LogoPack(
    authority_name="Leicester & “Friends” <Council>",
    number="LEI-2026-0001",
    valid_from=date(2026, 7, 14),
    valid_until=date(2029, 8, 31),
    check_url="https://awards.example.org/check/CHHE-06T6-TS7Y",
    brand_colour="#5b2a6e",
    contact="award@example.org",
)


def files_of(pack: LogoPack) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(make_pack(pack))) as packed:
        assert packed.testzip() is None
        return {one: packed.read(one) for one in packed.namelist()}


def test_the_pack_has_drawings_pictures_and_rules_with_their_days() -> None:
    files = files_of(PACK)

    name = "positive-and-peaceful-places"
    assert sorted(files) == sorted(
        [*(f"{name}{end}" for end in (".svg", ".png", "-grey.svg", "-grey.png")),
         "rules-of-use.txt"]
    )  # fmt: skip
    picture = Image.open(io.BytesIO(files[f"{name}.png"]))
    assert (picture.mode, picture.size) == ("RGBA", (960, 1200))
    assert picture.text["Valid Until"] == "2029-08-31"  # type: ignore[attr-defined] # of a PNG
    assert picture.text["Author"] == PACK.authority_name  # type: ignore[attr-defined] # of a PNG
    corner, seal = picture.getpixel((2, 2)), picture.getpixel((480, 250))
    assert isinstance(corner, tuple)
    assert isinstance(seal, tuple)
    assert (corner[3], seal[3]) == (0, 255)
    drawn = etree.fromstring(files[f"{name}.svg"])
    assert "until 2029-08-31" in (drawn.findtext("{*}desc") or "")
    assert b"#5b2a6e" in files[f"{name}.svg"]
    assert b"#5b2a6e" not in files[f"{name}-grey.svg"]
    rules = files["rules-of-use.txt"].decode()
    assert "until 31/08/2029" in rules
    assert "award@example.org" in rules


def test_equal_packs_have_equal_bytes() -> None:
    assert make_pack(PACK) == make_pack(replace(PACK))
