"""Addresses that lead inside, and codes that an authority may have."""

import pytest

from award.web.kit.addresses import inside, may_be_code


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
