"""A certificate that is filled in: it looks as the renderer draws it, and is always the same."""

import io
import subprocess
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import ImageChops

from award.adapters.blanks import embedding, filling, laying_out, lettering, objects
from award.adapters.blanks.filling import fill
from award.adapters.blanks.lettering import NotPlain, set_line
from award.adapters.certificate_pdfs import draw_page, render_certificate
from award.adapters.certificates import Page
from award.adapters.pdf import dress
from award.adapters.typefaces import Voice, typefaces_in
from award.domain.certificates import Signatory
from tests.adapters.faces import AT, FACE, FONTS, LOGO, NAMES, OWN, WELSH, letters_of
from tests.pdf_checks import assert_pdf_a3a, assert_pdf_ua1, picture_of, text_of

THREE = (*FACE.signatories, Signatory("Zofia Nowak", "Chair of the Panel", LOGO))
SHAPES = [
    {},
    {"setting_name": NAMES["long"][0], "level": "Gold", "signatories": THREE},
    {"setting_name": NAMES["Welsh"][0], "words": WELSH, "logo": LOGO, "brand_colour": "#5b2a6e"},
    {"setting_name": NAMES["Cyrillic"][0], "name_lang": "uk", "grey": True, "words": OWN},
    {"setting_name": "Bosco", "signatories": (), "framework_version": "A long framework " * 4},
    {"specimen": True},
]


def page(**changes: object) -> Page:
    return Page(replace(FACE, **changes), AT, typefaces_in(FONTS))


@cache
def filled(number: int) -> bytes:
    return fill(page(**SHAPES[number]), badge='{"a": 1}', fonts=FONTS)


def words_on(content: bytes) -> list[tuple[str, float, float]]:
    """Each word with the place of its lower left corner, in points."""
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    found = ElementTree.fromstring(done.stdout)  # noqa: S314 - poppler's own
    return sorted(
        (word.text or "", float(word.attrib["xMin"]), float(word.attrib["yMax"]))
        for word in found.findall(".//{*}word")
    )


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_it_looks_as_the_renderer_draws_it(number: int) -> None:
    drawn = draw_page(page(**SHAPES[number]), fonts=FONTS)

    ours, theirs = words_on(filled(number)), words_on(drawn)
    assert len(ours) > 30
    assert [word for word, *_ in ours] == [word for word, *_ in theirs]
    for (word, left, low), (_, x, y) in zip(ours, theirs, strict=True):
        spaced = len(word) == 1  # the large word across a specimen, in letters of its own
        assert abs(left - x) < (4 if spaced else 1), word
        assert abs(low - y) < (2 if spaced else 0.1), word


def test_nothing_of_the_drawing_is_lost() -> None:
    pictures = [
        picture_of(content, dots_per_inch=40).convert("L")
        for content in (filled(0), draw_page(page(), fonts=FONTS))
    ]

    apart = ImageChops.difference(*pictures)

    assert sum(apart.histogram()[100:]) < 100


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_it_keeps_both_standards_and_carries_its_badge(number: int) -> None:
    assert_pdf_a3a(filled(number))
    assert_pdf_ua1(filled(number))
    with pikepdf.open(io.BytesIO(filled(number))) as pdf:
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Data"
        assert pdf.attachments["open-badge.json"].get_file().read_bytes() == b'{"a": 1}'


def test_alone_or_among_others_its_bytes_are_the_same() -> None:
    among_others = [filled(number) for number in range(len(SHAPES))]

    for number in reversed(range(len(SHAPES))):
        for kept in (laying_out._blank, lettering.set_line, embedding.embedded):
            kept.cache_clear()
        alone = fill(page(**SHAPES[number]), badge='{"a": 1}', fonts=FONTS)
        assert alone == among_others[number]


def test_another_process_on_another_day_makes_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = filled(1)
    kept = (laying_out._blank, lettering.set_line, lettering.letters_of, embedding.embedded)
    for one in (*kept, typefaces_in, dress):
        one.cache_clear()
    monkeypatch.setattr("fontTools.ttLib.tables._h_e_a_d.timestampNow", lambda: 3_000_000_000)

    later = fill(page(**SHAPES[1]), badge='{"a": 1}', fonts=FONTS)
    for one in kept:
        one.cache_clear()

    assert later == today


def test_another_moment_gives_other_bytes_and_says_it() -> None:
    later = replace(page(), at=AT + timedelta(days=1))

    content = fill(later, badge="", fonts=FONTS)

    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as described:
        assert described["xmp:CreateDate"] == "2026-07-15T12:00:00Z"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260715120000Z"
        assert "/AF" not in pdf.Root


@pytest.mark.parametrize("kind", ["short", "long", "Welsh", "Polish", "Cyrillic"])
def test_names_that_run_forward_are_filled_in_and_read_back_whole(kind: str) -> None:
    name, language = NAMES[kind]

    content = fill(page(setting_name=name, name_lang=language), badge="", fonts=FONTS)

    assert "".join(name.split()) in letters_of(text_of(content))


@pytest.mark.parametrize(
    "changes",
    [
        *(
            {"setting_name": NAMES[kind][0]}
            for kind in ("Arabic", "Gujarati", "Bengali", "Punjabi")
        ),
        {"setting_name": "Willow q\N{COMBINING TILDE} Lane"},
        {"level": "a level that is as long as a sentence and would go on a second line"},
    ],
)
def test_what_needs_more_is_left_to_the_renderer(changes: dict[str, object]) -> None:
    with pytest.raises(NotPlain):
        fill(page(**changes), badge="", fonts=FONTS)

    whole = render_certificate(replace(FACE, **changes), at=AT, fonts=FONTS)
    assert whole == draw_page(page(**changes), fonts=FONTS)


def test_a_page_with_more_places_than_words_is_left_to_the_renderer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blank = laying_out.blank_for(page(), FONTS)
    longer = replace(blank, places=(*blank.places, blank.places[-1]))
    monkeypatch.setattr(filling, "blank_for", lambda *_: longer)

    with pytest.raises(NotPlain, match="more places than words"):
        fill(page(), badge="", fonts=FONTS)


def test_what_no_pdf_holds_is_not_written_into_one() -> None:
    moving = objects.Moving(objects.Objects())

    assert (moving.moved(3), moving.moved(Decimal("0.5"))) == ("3", "0.5")
    with pytest.raises(TypeError, match="nothing like a set"):
        moving.moved({3})


def test_letters_that_are_drawn_as_one_are_read_as_what_they_are() -> None:
    (run,) = set_line(FONTS, Voice.DISPLAY, "Griffin", "en", ())

    assert sorted(run.stand_for.values()) == ["G", "ffi", "i", "n", "r"]
    assert "Griffin" in text_of(fill(page(setting_name="Griffin"), badge="", fonts=FONTS))


def test_one_glyph_that_would_be_read_as_two_things_is_left_to_the_renderer() -> None:
    with pytest.raises(NotPlain):
        set_line(FONTS, Voice.LABEL, "A\N{NO-BREAK SPACE}B C", "en", ())


def test_what_people_write_cannot_leave_its_place_in_the_file() -> None:
    tricks = r"a) (b \ <</S /JavaScript>> & ]]> [[author]] {0}"

    content = fill(page(setting_name=tricks, authority_name=tricks), badge="", fonts=FONTS)

    assert_pdf_a3a(content)
    assert " ".join(text_of(content).split()).count(tricks) == 2
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert tricks in str(pdf.docinfo["/Title"])
        assert str(pdf.docinfo["/Author"]) == tricks
