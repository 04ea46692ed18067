"""The head of a page beside an authority's logo, in a real browser: all of it keeps to one row."""

from types import SimpleNamespace as Thing

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Browser

SOURCE = """{% extends "layouts/page.html" %}{% set heading = "A page" %}"""
OF_SETTING = ("Home", "Criteria", "Plan", "Visits", "People")
OF_COORDINATOR = ("Today", "Diary", "Journeys", "Settings", "People", "Rounds", "Scheme")
ONE_ROW = 77


@pytest.mark.parametrize("width", [1024, 1280])
@pytest.mark.parametrize(
    ("rooms", "who"),
    [
        (OF_SETTING, "Willow Lane Primary, headteacher or approver"),
        (OF_COORDINATOR, "Colm Brady, coordinator"),
    ],
)
def test_a_long_name_beside_a_wide_logo_keeps_to_the_one_row(
    browser: Browser, gallery: str, app: Flask, rooms: tuple[str, ...], who: str, width: int
) -> None:
    nav = [Thing(words=one, href="/", current=one == rooms[0]) for one in rooms]
    with app.test_request_context():
        shown = render_template_string(
            SOURCE, nav=nav, nav_words="Rooms", whoami=who, sign_out_url="/out", account_url="/me",
            authority_logo="/static/build/images/favicon.svg", authority_name="Leicester",
        )  # fmt: skip
    page = browser.new_page(viewport={"width": width, "height": 600})
    page.goto(gallery + "/check")
    page.set_content(shown)
    page.evaluate("document.querySelector('.head__logo img').style.width = '400px'")
    tall = page.evaluate("document.querySelector('.head__row').getBoundingClientRect().height")
    page.close()

    assert tall < ONE_ROW
