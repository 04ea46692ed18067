"""The words, lines and pictures of a certificate, before it is a PDF."""

import base64
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from award.adapters.certificates import (
    Page,
    drawings,
    said,
    spoken_address,
    square_code,
)
from award.adapters.typefaces import (
    ALL_FILES,
    FontsNotBuilt,
    NoTypeface,
    Typefaces,
    Voice,
    typefaces_in,
)
from award.adapters.typesetting import Frame, Lines, set_in, tidy
from award.domain.certificate_words import LONGEST_OPENING, USUAL, as_text
from award.domain.certificates import Signatory
from tests.adapters import faces

FONTS = Path(__file__).parents[2] / "node_modules" / "@fontsource"
FACE = replace(faces.FACE, signatories=faces.FACE.signatories[:1])


def page(**changes: object) -> Page:
    return Page(replace(FACE, **changes), faces.AT, typefaces_in(FONTS))


def test_a_day_is_written_as_people_say_it():
    assert said(date(2026, 7, 14)) == "14 July 2026"


def test_an_award_that_begins_when_it_is_given_names_two_dates():
    assert page().dates == "Awarded on 14 July 2026 and valid until 31 August 2029"


def test_an_award_that_begins_later_names_three_dates():
    later = page(valid_from=date(2026, 9, 1))

    assert later.dates == (
        "Awarded on 14 July 2026, valid from 1 September 2026 until 31 August 2029"
    )


def test_a_level_is_named_only_where_there_is_one():
    assert page().subtitle == "Certificate of award"
    assert page(level="Gold").subtitle == "Certificate of award · Gold"


def test_the_address_is_printed_without_scheme_and_code():
    assert spoken_address("https://Awards.example.org/check/CHHE0T6TS7EF") == (
        "awards.example.org/check"
    )
    assert spoken_address("http://localhost:8000/check/X") == "localhost:8000/check"


def test_a_long_address_stays_on_one_line():
    address = page(
        check_url="https://positive-and-peaceful-places.north-somewhere.gov.uk/check/CHHE0T6TS7EF"
    ).address

    assert address.lines == ("positive-and-peaceful-places.north-somewhere.gov.uk/check",)
    assert address.size < page().address.size


def test_the_square_code_is_small_and_always_the_same():
    first, second = square_code(FACE.check_url), square_code(FACE.check_url)

    picture = Image.open(io.BytesIO(base64.b64decode(first.partition(",")[2])))

    assert first == second
    assert picture.size == ((29 + 2 * 2) * 4, (29 + 2 * 2) * 4)


def test_the_brand_colour_reaches_every_drawing_and_gold_stays():
    purple = drawings("#5B2A6E")

    assert sorted(purple) == [
        "certificate:border.svg",
        "certificate:motif.svg",
        "certificate:seal.svg",
    ]
    for drawing in purple.values():
        assert b"#5b2a6e" in drawing
        assert b"#0b4f4a" not in drawing
        assert b"#b8892b" in drawing


def test_what_people_wrote_is_escaped():
    html = page(
        setting_name="<img src=http://example.org/x.png>",
        authority_name="<script>",
        signatories=(Signatory("<b>Bo</b>", "{{ 7 * 7 }}"),),
    ).html()

    assert "<img src=http" not in html
    assert "&lt;img src=" in html
    assert "<script" not in html
    assert "<b>" not in html
    assert "{{ 7 * 7 }}" in html


def test_marks_that_turn_text_around_are_left_out_and_joiners_stay():
    assert tidy("Willow\u202e Lane\n\t School\x00") == "Willow Lane School"
    assert tidy("e\u0301cole") == "école"
    assert tidy("ક\u200dષ") == "ક\u200dષ"


@pytest.mark.parametrize(
    "name",
    [
        "Bosco",
        "Willow Lane Primary School",
        "St Mary’s",
        "Polska Szkoła Sobotnia im. św. Jadwigi Królowej w Leicesterze",
        "Saint Ethelburga Voluntary Aided Church of England and Roman Catholic Primary Academy",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2,
        "W" * 120,
        "萊斯特中文學校" * 17,
    ],
)
def test_every_name_fits_its_frame_and_is_whole(name):
    set_name = page(setting_name=name[:120]).name

    typefaces = typefaces_in(FONTS)
    assert "".join(set_name.lines).replace(" ", "") == name[:120].replace(" ", "")
    for line in set_name.lines:
        assert typefaces.width(Voice.DISPLAY, line, set_name.size) <= 650
    assert len(set_name.lines) * set_name.size * 1.2 <= 99


@pytest.mark.parametrize("words", range(2, 18))
def test_no_line_of_a_name_holds_a_lone_word(words):
    name = " ".join(
        ("Abbey", "Mead", "Nursery", "Centre", "School", "Club")[n % 6] for n in range(words)
    )

    lines = page(setting_name=name).name.lines

    assert all(len(line.split()) >= 2 for line in lines)


def test_short_words_go_with_the_next_line():
    lines = set_in(
        Frame(width=105, sizes=(10,), most_lines=2),
        "Church School of the Holy Trinity",
        Voice.DISPLAY,
        typefaces_in(FONTS),
    ).lines

    assert lines == ("Church School", "of the Holy Trinity")


def test_longer_names_are_never_set_larger():
    sizes = [
        page(setting_name=("Willow Lane " * 10)[:length]).name.size for length in range(5, 120)
    ]

    assert sizes == sorted(sizes, reverse=True)


def test_the_sentence_is_set_in_two_lines():
    lines = page().citation.lines

    assert len(lines) == 2
    assert " ".join(lines) == USUAL.citation


def test_a_certificate_in_english_needs_one_file_for_each_voice():
    needed = {
        voice: [face.name for face in typefaces_in(FONTS).needed_for(voice, text)]
        for voice, text in page().texts().items()
    }

    assert needed == {
        Voice.DISPLAY: ["cormorant-garamond-latin-700-normal"],
        Voice.TEXT: ["cormorant-garamond-latin-500-normal"],
        Voice.LABEL: ["source-sans-3-latin-400-normal"],
        Voice.STRONG: ["source-sans-3-latin-600-normal"],
    }


def test_letters_that_no_typeface_has_are_named():
    with pytest.raises(NoTypeface, match=r"Spell the name without these signs.*😀"):
        page(setting_name="Happy 😀 Days").name.lines  # noqa: B018 - asking is what refuses


def test_fonts_that_were_not_built_say_what_to_do(tmp_path):
    with pytest.raises(FontsNotBuilt, match=r"normal.woff2 is not in .* Build the styles"):
        Typefaces(tmp_path).needed_for(Voice.DISPLAY, "a")


def test_a_built_font_is_found_by_its_name_whatever_its_hash(tmp_path):
    name = "cormorant-garamond-latin-700-normal"
    (source,) = FONTS.rglob(f"{name}.woff2")
    (tmp_path / f"{name}-0123456789.woff2").write_bytes(source.read_bytes())

    assert Typefaces(tmp_path).named(name).content == source.read_bytes()


def test_every_named_font_is_in_the_packages():
    assert [name for name in ALL_FILES if not list(FONTS.glob(f"*/files/{name}"))] == []


def test_a_lone_word_is_better_than_small_type():
    title = "Award Coordinator, Positive and Peaceful Places"
    frame = Frame(width=80, sizes=(8.5, 8, 7, 6), most_lines=4, height=37, comfortable=8)

    small = set_in(replace(frame, comfortable=0), title, Voice.LABEL, typefaces_in(FONTS))
    easy = set_in(frame, title, Voice.LABEL, typefaces_in(FONTS))

    assert (small.size, easy.size) == (6, 8.5)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Director of Children’s Services", ("Director of", "Children’s Services")),
        ("Chair of the Youth Council", ("Chair of the", "Youth Council")),
        ("Lead Member for Children", ("Lead Member", "for Children")),
    ],
)
def test_a_short_word_may_end_a_line_so_that_none_stands_alone(title, lines):
    frame = Frame(width=80, sizes=(8.5, 8, 7, 6), most_lines=4, height=37, comfortable=8)

    assert set_in(frame, title, Voice.LABEL, typefaces_in(FONTS)) == Lines(8.5, lines)


def test_a_long_framework_goes_on_two_lines():
    paper = page(framework_version="Positive and Peaceful Places framework 1.0, 2026").paper

    assert len(paper.lines) == 2
    assert " ".join(paper.lines) == (
        "Certificate LEI-2026-0001 · Positive and Peaceful Places framework 1.0, 2026"
    )


@pytest.mark.parametrize(
    ("opening", "size"), [(USUAL.opening, 16), ("W" * LONGEST_OPENING, 11), ("We say " * 8, 16)]
)
def test_the_line_above_the_name_stays_inside_the_frame(opening: str, size: float) -> None:
    """However wide its letters are."""
    made = page(words=as_text(replace(USUAL, opening=opening)))

    assert made.opening.size == size
    assert len(made.opening.lines) == 1
    assert made.typefaces.width(Voice.TEXT, made.opening.lines[0], made.opening.size) <= 650
    assert f".opening {{ font-size: {size}pt }}" in made.html()
