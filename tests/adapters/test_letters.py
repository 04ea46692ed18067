"""A letter as words and as a page, both from one text."""

import re
from dataclasses import replace

import pytest
from lxml import html
from playwright.sync_api import Browser

from award.adapters.letters import LetterPage, drawn_letter, plain_letter

PAGE = LetterPage(
    subject="Your plan is agreed: Willow Lane",
    body="Hello Amara,\n\nWell done.\n\nSee it here: ((link))\n\nBest wishes\nLeicester\n",
    button="See the next step",
    address="https://award.example.org/setting/7",
    authority="Leicester",
    why="You get this letter because you asked.",
)


def drawn(page: LetterPage) -> html.HtmlElement:
    return html.document_fromstring(drawn_letter(page))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_plain_letter_writes_its_link_out_and_says_why_it_came() -> None:
    assert plain_letter(PAGE) == (
        "Hello Amara,\n\nWell done.\n\nSee it here: https://award.example.org/setting/7\n\n"
        "Best wishes\nLeicester\n\n-- \nYou get this letter because you asked.\n"
    )
    assert plain_letter(replace(PAGE, why="")).endswith("Best wishes\nLeicester\n")


def test_an_address_to_copy_breaks_after_a_slash_rather_than_amid_a_word() -> None:
    shown = drawn_letter(PAGE)

    assert "https:/<wbr>/<wbr>award.example.org/<wbr>setting/<wbr>7</span>" in shown
    assert "https://award.example.org/setting/7" in words(drawn(PAGE))


def test_the_page_keeps_each_day_on_one_line_and_the_plain_letter_has_plain_spaces() -> None:
    body = "Hello Amara,\n\nThe visit is on Thursday 12 March 2026.\n\n- Ask again, by 4 May\n"
    page = replace(PAGE, subject="Your award ends on Monday 4 May: Willow Lane", body=body)

    shown = drawn_letter(page)

    for day in ("Thursday 12\u00a0March\u00a02026.", "by 4\u00a0May<", "Monday 4\u00a0May"):
        assert day in shown
    assert "\u00a0" not in plain_letter(page)


def test_the_page_holds_the_same_words_with_one_button() -> None:
    shown = drawn(PAGE)

    (link,) = shown.iter("a")
    assert (words(link), link.get("href")) == ("See the next step", PAGE.address)
    assert [words(one) for one in shown.iter("h1")] == [PAGE.subject]
    for part in ("Hello Amara,", "Well done.", "See it here:", "Best wishesLeicester", PAGE.why):
        assert part in words(shown)
    assert f"copy this into your browser: {PAGE.address}" in words(shown)
    assert list(shown.iter("table", "script", "img")) == []


def test_the_setting_stands_below_the_heading_and_lists_are_lists() -> None:
    shown = drawn(
        replace(PAGE, place="Willow Lane", body="Hello Amara,\n\nDue now:\n- one\n- two\n")
    )

    assert [words(one) for one in shown.iter("h1")] == ["Your plan is agreed"]
    assert words(shown).count("Willow Lane") == 2  # below the heading, and in the title
    assert [words(one) for one in shown.iter("li")] == ["one", "two"]
    assert "- one" not in words(shown)


def test_a_list_of_letters_shows_how_it_goes_on_after_the_greeting() -> None:
    (opening,) = drawn(PAGE).xpath("//div[contains(@style, 'display: none')]")

    assert words(opening) == "Well done."


def test_whom_to_ask_is_said_below_both() -> None:
    asked = replace(PAGE, contact="award@leicester.example")
    said = "Something to ask or to tell us? Answer this letter, or write to award@leicester.example"

    assert plain_letter(asked).endswith(f"-- \n{PAGE.why}\n{said}.\n")
    assert f"{said}." in words(drawn(asked))
    assert "Something to ask" not in words(drawn(PAGE))


def test_a_letter_without_a_link_has_no_button() -> None:
    shown = drawn(replace(PAGE, body="Hello.\n", button=""))

    assert list(shown.iter("a")) == []
    assert "If the button" not in words(shown)


def test_a_button_without_words_says_open_it() -> None:
    assert [words(one) for one in drawn(replace(PAGE, button="")).iter("a")] == ["Open it"]


def test_what_people_wrote_is_words_and_nothing_else() -> None:
    bad = '<img src=x onerror="alert(1)"> & "more"'

    shown = drawn(replace(PAGE, body=f"{bad}\n", subject=bad, authority=bad, why=bad))

    assert list(shown.iter("img")) == []
    assert words(shown).count(bad) == 5


@pytest.mark.parametrize("colour", ["#ffffff", "#ff8800"])
def test_a_colour_that_cannot_be_read_gives_way_to_the_usual_one(colour: str) -> None:
    assert colour not in re.sub(
        r"color: #ffffff|background: #ffffff", "", drawn_letter(replace(PAGE, colour=colour))
    )
    assert "background: #0b4f4a" in drawn_letter(replace(PAGE, colour=colour))


@pytest.mark.parametrize("width", [320, 375, 700])
def test_a_letter_fits_a_narrow_screen_and_a_wide_one_in_the_dark_too(
    browser: Browser, width: int
) -> None:
    long = replace(PAGE, subject="W" * 90, authority="L" * 120, address="https://x.org/" + "a" * 90)
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    page.set_content(drawn_letter(long))

    wide = page.evaluate("document.documentElement.scrollWidth")
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('.letter-sheet')).backgroundColor"
    )
    page.close()

    assert (wide, ground) == (width, "rgb(26, 46, 43)")
