"""A setting sees its badge as it is today, and the line that its web site needs."""

from collections.abc import Callable

from lxml.html import fromstring

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import writing
from tests.web.setting.conftest import Place


def test_the_line_to_copy_shows_the_badge_and_leads_to_the_check(
    place_at: Callable[..., Place],
) -> None:
    here = place_at(Stage.AWARDED)
    award = here.rows.query(Award).one()
    browser = here.lead()

    browser.get(f"{here.root}/awards/{award.id}/badge")

    assert browser.page is not None
    fields = {one.get("id"): one.get("value", "") for one in browser.page.iter("input")}
    link = fromstring(fields["snippet"])
    picture = link.find("img")
    assert link.get("href") == f"http://localhost/badges/{award.code}"
    assert picture.get("src") == f"http://localhost/badges/{award.code}.svg"
    assert "how it stands today" in picture.get("alt")
    assert browser.get(f"/badges/{award.code}.svg").status_code == 200


def test_it_says_when_to_wait_and_that_a_withheld_setting_is_not_named(
    place_at: Callable[..., Place],
) -> None:
    here = place_at(Stage.AWARDED)
    award = here.rows.query(Award).one()
    with writing(here.rows):
        award.setting.is_hidden = True
        award.announce_on = clock.today().replace(year=clock.today().year + 1)
    browser = here.lead()

    browser.get(f"{here.root}/awards/{award.id}/badge")

    assert "Please wait until" in browser.words()
    assert "is not named in public" in browser.words()
