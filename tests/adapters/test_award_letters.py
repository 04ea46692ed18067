"""The letter that goes with a certificate: one page, whole, readable by every reader."""

from dataclasses import replace

from PIL import ImageOps

from award.adapters.award_letters import AwardLetter, render_letter
from award.adapters.sheets import sheets
from tests.adapters.faces import AT, FONTS, LONG
from tests.pdf_checks import assert_pdf_ua1, picture_of, sizes_of_pages, text_of

LETTER = AwardLetter(
    setting="Willow Lane Primary",
    authority_name="Leicester",
    written_on="14 July 2026",
    number="LEI-2026-0001",
    code="CHHE-06T6-TS7Y",
    valid_from="14 July 2026",
    valid_until="31 August 2029",
    check_address="awards.example.org/check",
    signed=(("Amina Rahman", "Director"), ("David Okafor", "Chair of the Panel")),
)


def test_the_letter_keeps_the_standard_and_says_what_it_has_to() -> None:
    content = render_letter(LETTER, at=AT, fonts=FONTS)

    assert_pdf_ua1(content)
    assert sizes_of_pages(content) == [(210, 297)]
    text = " ".join(text_of(content).split())
    for words in ("Willow Lane Primary", "until 31 August 2029", "CHHE-06T6-TS7Y", "Amina Rahman"):
        assert words in text
    assert "conditions" not in text
    assert "keep the news" not in text


def test_the_longest_letter_is_one_page_and_says_what_to_keep() -> None:
    long = replace(
        LETTER, setting=LONG, with_conditions=True, keep_until="3 July 2026",
        renew_from="1 September 2028",
    )  # fmt: skip

    content = render_letter(long, at=AT, fonts=FONTS)

    assert len(sizes_of_pages(content)) == 1
    text = " ".join(text_of(content).split())
    for words in ("Your award has conditions", "until 3 July 2026", "from 1 September 2028"):
        assert words in text


def test_a_day_is_not_cut_at_the_end_of_a_line() -> None:
    content = render_letter(replace(LETTER, renew_from="5 January 2028"), at=AT, fonts=FONTS)

    assert "5 January 2028" in text_of(content)


def test_nothing_reaches_into_the_margins() -> None:
    page = picture_of(render_letter(LETTER, at=AT, fonts=FONTS), dots_per_inch=25).convert("L")
    dark = ImageOps.invert(page).point(lambda tone: 255 if tone > 40 else 0)

    left, _, right, _ = dark.getbbox()
    assert left >= 20 / 25.4 * 25
    assert right <= (210 - 20) / 25.4 * 25


def test_a_name_with_letters_of_both_directions_is_one_stretch_in_the_letter() -> None:
    name = "בית ספר ABC 7, חיפה"
    letter = replace(LETTER, setting=name)

    drawn = sheets().get_template("award_letter.html").render(paper=letter, at=AT)

    assert f"Dear everybody at \u2068{name}\u2069," in drawn
