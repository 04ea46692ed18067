"""The page for those who govern: one side of A4, for every reader, whatever people are called."""

import io
from dataclasses import replace

import pikepdf
import pytest

from award.adapters.governors import (
    GovernorsPage,
    Planned,
    StandardStands,
    render_governors_page,
    shortened,
)
from award.adapters.sheets import sheets
from tests.adapters.faces import AT, FONTS
from tests.pdf_checks import assert_every_reader_reads

PAGE = GovernorsPage(
    setting_name="Willow Lane Primary",
    authority_name="Leicester City Council",
    on="14 July 2026",
    governs="governing board",
    what_it_is=["An award for places where pupils feel safe."],
    stands="We are gathering. 6 of 21 criteria are ready.",
    standards=[StandardStands("Safe", 4, 6), StandardStands("Heard", 2, 5)],
    left=["1.4 We record it and learn (essential)", "And 11 more."],
    planned=[Planned("Make a worry box", "Amara Holt", "by 1 July 2026")],
    asks=["Ask at each meeting what has changed."],
)


def rendered(page: GovernorsPage) -> bytes:
    return render_governors_page(page, at=AT, fonts=FONTS)


def test_it_says_all_and_every_reader_can_use_it() -> None:
    assert_every_reader_reads(
        rendered(PAGE),
        "governing board",
        "6 of 21 criteria are ready",
        "Make a worry box",
        "Safe 4 of 6",
    )


def test_the_longest_of_everything_stays_on_one_side() -> None:
    long = "A very long way of saying a thing that nobody could say in fewer words " * 4
    page = replace(
        PAGE,
        setting_name="The Willow Lane Federation of Infant, Junior and Nursery Schools of the "
        "Parish of Saint Margaret and All Saints, Leicester",
        what_it_is=[long[:320]],
        left=[*(f"{number} {long[:60]} (essential)" for number in range(10)), "And twelve more."],
        planned=[Planned(long, long, "by 30 September 2026")] * 6,
        asks=[long[:110]] * 4,
    )

    with pikepdf.open(io.BytesIO(rendered(page))) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize("name", ["مدرسة السلام", "Ŵyn Llŷr 🙂", "<b>Bold & brave</b>"])
def test_names_in_other_letters_and_signs_do_not_stop_it(name: str) -> None:
    made = rendered(replace(PAGE, setting_name=name))

    assert len(made) > 5000


def test_a_text_ends_at_a_word() -> None:
    assert shortened("short") == "short"
    assert shortened("one two three", 9) == "one two …"


def test_a_name_from_right_to_left_does_not_pull_the_day_beside_it_over() -> None:
    page = replace(PAGE, setting_name="مركز ألف ليلة")

    drawn = sheets().get_template("governors_pdf.html").render(paper=page, at=AT, is_full=False)

    assert "of \u2068مركز ألف ليلة\u2069, 14 July 2026" in drawn
