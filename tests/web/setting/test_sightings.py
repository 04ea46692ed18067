"""Evidence kept alive on the page, from the yearly check-in to the renewal."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.sightings import Sighting
from tests.web.setting.conftest import Place

Make = Callable[..., Place]


def day_of_look(year: int) -> dict[str, list[str]]:
    return {"seen_on": ["3", "2", str(year)]}


def test_after_the_check_in_a_holder_says_criterion_by_criterion_what_is_still_true(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    links = place.rows.scalar(select(func.count(EvidenceLink.id)))
    with clock.frozen_at(place.walking.at + timedelta(days=750)):
        lead = place.lead()
        answer = lead.send(f"{place.root}/awards/{award.id}/check-in", going="It goes well.")
        assert answer.location == f"{place.at}/kept"
        lead.get(f"{place.at}/kept")
        assert "These will be out of date by your renewal" in lead.words()
        item = place.rows.scalars(select(EvidenceLink).filter_by(criterion="1.6")).first()
        assert item is not None
        pick = f"{item.item_id}:1.6"

        lead.send(f"{place.at}/kept", picks=[pick], **day_of_look(2040))
        assert "cannot be to come" in lead.words()
        lead.send(f"{place.at}/kept", picks=[pick], **day_of_look(2028))
        lead.get(f"{place.at}/kept")
        assert "1 piece kept alive." in lead.words()
        lead.send(f"{place.at}/kept/2.4/add", note="A talk for parents.", recognisable="no")
        lead.get(f"{place.at}/kept")
        assert "1 piece kept for your renewal." in lead.words()

    place.fresh()
    said = place.rows.scalars(select(Sighting).order_by(Sighting.id)).all()
    assert [(one.criterion, one.since) for one in said] == [("1.6", False), ("2.4", True)]
    assert place.rows.scalar(select(func.count(EvidenceLink.id))) == links
    newest = place.rows.scalars(select(EvidenceItem).order_by(EvidenceItem.id.desc())).first()
    assert newest is not None
    assert newest.note == "A talk for parents."


def test_what_cannot_be_helped_yet_is_folded_by_the_day_to_come_back_on(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead = place.lead()

    page = lead.get(f"{place.at}/kept").text

    assert "For these, come back later" in lead.words()
    folds = re.findall(r'aria-level="3">From (\d+ \w+ \d{4})<', page)
    assert folds
    assert len(folds) == len(set(folds))


@pytest.mark.parametrize("days", [370, 750])
def test_the_check_in_says_the_same_of_the_evidence_as_its_page(place_at: Make, days: int) -> None:
    place = place_at(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()

    with clock.frozen_at(place.walking.at + timedelta(days=days)):
        lead = place.lead()
        lead.get(f"{place.root}/awards/{award.id}/check-in")
        asked = lead.words()
        page = lead.get(f"{place.at}/kept").text
        shown = lead.words()

    now = page.split("For these you can do something now", 1)[-1].split("For these, come back", 1)[
        0
    ]
    rows = now.count("kept/") if "For these you can do something now" in page else 0
    said = re.search(r"out of date for (\d+) criteria\. (.+?)\. Say what", asked)
    assert said is not None
    assert f"{said[1]} will be out of date. {said[2]}." in shown
    assert ("from" in said[2]) if rows == 0 else (str(rows) in said[2] or "all of them" in said[2])


def test_there_is_no_such_page_before_the_award_and_nobody_else_has_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    assert place.lead().get(f"{place.at}/kept").status_code == 404
    assert place.lead().get(f"{place.at}/kept/1.1/add").status_code == 404
    assert place.head().get(f"{place.at}/kept").status_code == 404
