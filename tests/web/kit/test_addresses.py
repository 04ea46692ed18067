"""Addresses that lead inside, and codes that an authority may have."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from award.storage.accounts import User
from award.web.kit.addresses import GREATEST, inside, may_be_code
from tests.making import make_user
from tests.pages import PageClient


@pytest.mark.parametrize("address", ["/", "/setting/5?tab=plan", "/leicester/register#top"])
def test_an_address_inside_stays(address: str) -> None:
    assert inside(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "//x.example", "/\\x.example", "https://x.example", "x", "/a\nb", "/a b", "/a\\b"],
)
def test_an_address_outside_is_dropped(address: str | None) -> None:
    assert inside(address) is None


@pytest.mark.parametrize(("code", "may"), [("leicester", True), ("check", False), ("admin", False)])
def test_a_word_of_the_installation_is_no_code(code: str, may: bool) -> None:
    assert may_be_code(code) is may


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Every address with a number in it, each number too great in its turn, and how it is asked."""
    for rule in app.url_map.iter_rules():
        for great in re.findall(r"<int:\w+>", rule.rule):
            path = rule.rule.replace(great, str(GREATEST + 1))
            path = re.sub(r"<int:\w+>", "7", path)
            path = re.sub(r"<any\((\w+).*?\):\w+>", r"\1", path)
            yield re.sub(r"<.*?>", "leicester", path), min(rule.methods or {"GET"})


def test_no_address_takes_a_number_that_no_row_can_have(app: Flask) -> None:
    matcher, tried = app.url_map.bind("localhost"), list(addresses(app))

    for path, method in tried:
        assert not matcher.test(path, method), path
        assert matcher.test(path.replace(str(GREATEST + 1), str(GREATEST)), method), path
    assert len(tried) > 100


@pytest.mark.parametrize("number", ["9" * 19, "9" * 20, "9" * 5000, str(GREATEST)])
def test_a_number_too_great_is_no_page(
    rows: Session, signed_in_as: Callable[[User], PageClient], number: str
) -> None:
    browser = signed_in_as(make_user(rows))

    for start in ("/setting", "/group", "/leicester/coordinator/journeys"):
        assert browser.get(f"{start}/{number}").status_code == 404
