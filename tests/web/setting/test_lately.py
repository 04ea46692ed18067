"""What the first page and a decision lead to: each line to what it tells of."""

from datetime import date

import pytest
from lxml import html

from award.actions.aiming import RoundDays, add_round, change_round
from award.actions.grouping import begin_group, put_in
from award.actions.moves import Said
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from tests.pages import PageClient
from tests.web.setting.conftest import Make

OUTCOMES = {
    Stage.AWARDED: {"outcome": Outcome.AWARD},
    Stage.NOT_YET: {"outcome": Outcome.TURN_DOWN},
}


def told(browser: PageClient, address: str) -> list[tuple[str, list[str]]]:
    """Each line of the list in words, and where it leads."""
    page = html.fromstring(browser.get(address).text)
    return [
        (
            " ".join(line.find_class("lately__words")[0].text_content().split()),
            [one.get("href", "") for one in line.iter("a")],
        )
        for line in page.find_class("lately__line")
    ]


@pytest.mark.parametrize(
    ("stage", "line", "leads_to"),
    [
        (Stage.APPLIED, "Application sent, by", "/application/check"),
        (Stage.GATHERING, "Plan agreed, by", "/plan"),
        (Stage.CHECKING, "Report shared, by", "/report"),
        (Stage.AWARDED, "Awarded, by", "/decision"),
        (Stage.NOT_YET, "Not yet awarded, by", "/decision"),
    ],
)
def test_a_line_leads_to_what_it_tells_of(
    place_at: Make, stage: Stage, line: str, leads_to: str
) -> None:
    place = place_at(stage, **OUTCOMES.get(stage, {}))

    for browser in (place.lead(), place.head()):
        found = dict(told(browser, place.at))
        (links,) = [links for words, links in found.items() if words.startswith(line)]
        assert links == [place.at + leads_to]
        assert browser.get(links[0]).status_code == 200


def test_a_report_that_is_drawn_back_is_told_of_and_leads_nowhere(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()

    before = dict(told(lead, place.at))
    place.walking.move("revise_report", Role.ASSESSOR, said=Said(reason="Ten, not nine"))
    place.rows.commit()

    now = dict(told(lead, place.at))
    shared = next(words for words in before if words.startswith("Report shared"))
    assert (before[shared], now[shared]) == ([place.at + "/report"], [])


def test_beside_a_decision_stand_the_report_and_what_the_panel_looked_at(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    lead = place.lead()

    page = html.fromstring(lead.get(f"{place.at}/decision").text)
    (side,) = page.find_class("grid__side")
    links = [one.get("href") for one in side.iter("a")]

    assert links[:2] == [f"{place.at}/report", f"{place.at}/decided-on"]
    assert [lead.get(one).status_code for one in links] == [200] * len(links)


def test_which_group_and_which_panel_day_it_was_is_said(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking, authority = place.walking, place.walking.setting.authority
    by, at = walking.by(Role.COORDINATOR), walking.at
    days = (date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 12), date(2027, 3, 15),
            date(2027, 3, 19), date(2027, 3, 26))  # fmt: skip
    with transaction(lock=authority) as held:
        trust = begin_group(held, "Soar Valley Trust", by=by, at=at)
        put_in(held, trust.id, [walking.setting.id], by=by, at=at)
        aim = add_round(held, RoundDays("Spring 2027", *days), by=by)
    for chosen in (aim, None):
        with transaction(lock=place.journey) as held_journey:
            change_round(held_journey, chosen, by=by, at=at)

    lines = [words for words, _ in told(place.lead(), place.at)][:3]

    assert [one.rpartition(", by ")[0] for one in lines] == [
        "No panel day any more",
        "Panel day set: Friday 19 March 2027, Spring 2027",
        f"{walking.setting.name} came into Soar Valley Trust",
    ]
