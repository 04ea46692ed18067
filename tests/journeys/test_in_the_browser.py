"""One story in a real browser, from a letter that invites to a certificate that is checked."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys import browser_beginning, browser_gathering, browser_judging
from tests.journeys.browser_people import PHONE, Findings, People, town
from tests.journeys.browser_story import Story, settle_in
from tests.making import at
from tests.pdf_checks import qr_text, text_of

PRINTED_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def the_panel_votes_and_releases(story: Story) -> None:
    story.next_day()
    for member in story.panel:
        member.signs_in()
        member.follows("vote")
        member.follows("Vote")
        member.chooses("Award")
        member.writes("Why?", "The report bears it out, and so does the second judgement.")
        member.presses("Give my vote")
    last = story.panel[-1]
    last.follows("Release the award")
    last.writes("Why?", "Children feel safe here and say why.")
    last.presses("Release the award")


def the_lead_downloads_the_certificate(story: Story) -> None:
    story.town.let_worker_run()
    amara = story.lead
    amara.signs_in()
    amara.follows("See the award and its certificate")
    with amara.page.expect_download() as begun:
        amara.page.get_by_role("link", name="Download the certificate").click()
    story.certificate = Path(begun.value.path()).read_bytes()


def a_stranger_checks_it(story: Story) -> None:
    """By the code that is printed, and by what a phone reads from the square."""
    code = PRINTED_CODE.search(text_of(story.certificate))
    assert code is not None
    stranger = story.people.sit_down("Nobody Known", width=PHONE)
    stranger.goes_to("/check")
    stranger.writes("Code on the certificate", code[0].lower())
    stranger.presses("Check it")
    assert stranger.reads("This certificate is valid")
    assert stranger.reads("Willow Lane Primary")
    stranger.goes_to(qr_text(story.certificate))
    assert stranger.reads("This certificate is valid")


STEPS = (
    *browser_beginning.STEPS,
    *browser_gathering.STEPS,
    *browser_judging.STEPS,
    the_panel_votes_and_releases,
    the_lead_downloads_the_certificate,
    a_stranger_checks_it,
)


def test_from_the_letter_that_invites_to_the_certificate_that_is_checked(
    browser: Browser, tmp_path: Path, empty_database: Path
) -> None:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        settle_in(place)
        story = Story(place, People(browser, place, Findings(again=False)))
        for step in STEPS:
            step(story)
        found = story.people.findings
        story.people.go_home()

    assert found.barriers == []
    assert found.sideways == []
    assert found.complaints == []
