"""A coordinator sees the certificate change while they type, in a browser."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.stages import Stage
from award.storage.authorities import Authority
from award.storage.db import db
from tests.web.coordinator.test_stories import HERE, Desk, Sit, sit

__all__ = ["sit"]
SHOWN = "This is how it would look. Nothing is saved yet."


def is_drawn(desk: Desk) -> bool:
    """Whether the picture is there in full."""
    return bool(desk.page.locator(".trying img").evaluate("it => it.naturalWidth === 1287"))


def kept_words(desk: Desk) -> dict[str, str]:
    with desk.town.app.app_context(), Session(db.engine) as session:
        return dict(session.scalars(select(Authority)).one().certificate_words or {})


@pytest.mark.soak
def test_the_picture_follows_what_is_typed_and_nothing_is_kept(sit: Sit) -> None:
    desk = sit(Stage.DRAFT, width=1280)
    page, asked, said = desk.page, list[str](), list[str]()
    page.on("request", lambda one: asked.append(one.url) if "preview.png?" in one.url else None)
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.goto(desk.town.address + HERE + "/certificate")
    words, picture = page.locator(".trying figcaption"), page.locator(".trying img")
    first = picture.get_attribute("src") or ""
    asked.clear()

    page.get_by_label("The line above the name").press_sequentially("We say that", delay=20)
    expect(words).to_have_text(SHOWN)
    typed = list(asked)
    page.get_by_label(re.compile("without colour", re.IGNORECASE)).check()
    expect(picture).to_have_attribute("src", re.compile("grey=y"))
    grey = picture.get_attribute("src") or ""

    assert is_drawn(desk)
    assert first not in {grey, typed[-1]}
    assert len(typed) == 1  # one picture for a word, not one for each letter
    assert "opening=We+say+that" in typed[0]
    assert said == []

    page.get_by_label("The line above the name").fill("We say 😀")
    expect(words).to_contain_text("these signs")
    assert picture.get_attribute("src") == grey  # the last one that could be drawn
    page.context.set_offline(True)
    page.get_by_label("The line above the name").fill("We say so")
    expect(words).to_contain_text("No network")
    page.context.set_offline(False)
    assert page.get_by_label("The line above the name").input_value() == "We say so"
    assert kept_words(desk) == {}


@pytest.mark.soak
def test_without_a_script_a_button_shows_it(sit: Sit) -> None:
    desk = sit(Stage.DRAFT, script=False)
    desk.page.goto(desk.town.address + HERE + "/certificate")

    desk.page.get_by_label("The line above the name").fill("We say that")
    desk.taps_on("button", "See how it looks")

    src = desk.page.locator(".trying img").get_attribute("src") or ""
    assert "opening=We+say+that" in src
    expect(desk.page.get_by_label("The line above the name")).to_have_value("We say that")
    assert is_drawn(desk)
    assert kept_words(desk) == {}
