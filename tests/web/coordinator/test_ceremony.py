"""A coordinator plans the day on which awards are announced, and prints for it ahead."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from award.actions.certifying import ask_for_certificate
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.certificate_records import as_record
from award.domain.stages import Stage
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.adapters.faces import FACE
from tests.making import make_setting
from tests.pages import PageClient
from tests.pdf_checks import text_of
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


@pytest.fixture
def awarded(scene: Make) -> tuple[Scene, Award, int]:
    """An award that a panel day of today gave."""
    place = scene(Stage.AWARDED)
    today = clock.today()
    with writing(place.rows) as session:
        journey = place.journey
        day = Round(
            authority_id=journey.authority_id, name="Summer panel", ready_by_on=today,
            visits_from=today, visits_until=today, papers_on=today, panel_on=today,
            notify_by_on=today,
        )  # fmt: skip
        session.add(day)
        session.flush()
        item = AgendaItem(
            authority_id=journey.authority_id, round_id=day.id, journey_id=journey.id, place=1,
            minutes=20, added_at=clock.now(),
        )  # fmt: skip
        session.add(item)
    award = place.rows.scalars(select(Award)).one()
    return place, award, day.id


def in_days(days: int) -> dict[str, list[str]]:
    on = clock.today() + timedelta(days=days)
    return {"announce_on": [str(on.day), str(on.month), str(on.year)]}


def told(browser: PageClient, address: str) -> str:
    browser.get(address)
    return browser.words()


def test_until_its_day_only_the_setting_knows_of_an_award(
    awarded: tuple[Scene, Award, int], signed_in_as: Callable[..., PageClient], client: PageClient
) -> None:
    place, award, number = awarded
    page = f"{ROOM}/rounds/{number}/ceremony"
    before = told(client, "/leicester/register")

    place.browser.send(f"{page}/plan", **in_days(9), where="City Hall", guests="Lord Mayor")
    planned = told(place.browser, page)
    lead = signed_in_as(place.walker.cast.lead)
    known = told(lead, f"/setting/{award.setting_id}/awards/{award.id}")

    assert "Willow Lane Primary" in before
    assert "Saved. Settings whose day has changed are told." in planned
    assert "City Hall" in planned
    assert "Lord Mayor" in planned
    assert "Please tell nobody outside before" in known
    assert "Willow Lane" not in told(client, "/leicester/register")
    assert "Willow Lane" not in told(client, "/leicester/register/map")
    assert "This award is not yet announced" in told(client, f"/check/{award.code}")
    assert "Not yet announced" in client.get(f"/badges/{award.code}.svg").get_data(as_text=True)
    with clock.frozen_at(clock.now() + timedelta(days=9)):
        assert "Willow Lane Primary" in told(client, "/leicester/register")
        assert "This certificate is valid" in told(client, f"/check/{award.code}")


def test_the_certificates_and_the_papers_of_the_day_are_printed_ahead(
    awarded: tuple[Scene, Award, int],
) -> None:
    place, _, number = awarded
    page = f"{ROOM}/rounds/{number}/ceremony"
    place.browser.send(f"{page}/plan", **in_days(9), before="Welcome", after="Tea")

    sheets = place.browser.get(f"{page}/certificates-a3.pdf")
    order = place.browser.get(f"{page}/running-order.pdf")

    assert sheets.headers["Cache-Control"] == "no-store"
    with pikepdf.open(BytesIO(sheets.data)) as pdf:
        assert len(pdf.pages) == 1
    assert "Willow Lane Primary" in text_of(sheets.data)
    text = text_of(order.data)
    assert text.index("Welcome") < text.index("Willow Lane Primary") < text.index("Tea")
    assert "Amara Holt, Priya Nair" in " ".join(text.split())


def test_an_award_that_is_suspended_says_so_before_it_is_handed_over(
    awarded: tuple[Scene, Award, int],
) -> None:
    place, award, number = awarded
    with writing(place.rows) as session:
        session.get_one(Award, award.id).state = AwardState.SUSPENDED

    page = f"{ROOM}/rounds/{number}/ceremony"
    said = told(place.browser, page)
    order = place.browser.get(f"{page}/running-order.pdf")

    assert "Suspended" in said
    assert "Announced Made" not in said
    assert "Willow Lane Primary is suspended, so its certificate is not printed" in said
    assert "Certificate: Willow Lane Primary" not in said
    assert "To print" not in said
    assert place.browser.get(f"{page}/certificates-a4.pdf").status_code == 404
    assert "Willow Lane Primary" not in text_of(order.data)


def test_a_setting_that_is_kept_out_of_everything_public_is_not_called_up(
    awarded: tuple[Scene, Award, int],
) -> None:
    place, award, number = awarded
    with writing(place.rows) as session:
        session.get_one(Setting, award.setting_id).is_hidden = True
    page = f"{ROOM}/rounds/{number}/ceremony"

    said = told(place.browser, page)
    order = place.browser.get(f"{page}/running-order.pdf")

    assert "Certificate: Willow Lane Primary" not in said
    assert "Priya Nair Never" in said
    assert "One award is of a place that is kept out of everything public" in said
    assert "To print" not in said
    assert place.browser.get(f"{page}/certificates-a4.pdf").status_code == 404
    assert "Willow Lane" not in text_of(order.data)
    assert "Amara Holt" not in text_of(order.data)


def test_the_award_of_a_setting_that_is_never_public_is_offered_no_day(
    awarded: tuple[Scene, Award, int],
) -> None:
    place, award, _ = awarded
    with writing(place.rows) as session:
        session.get_one(Setting, award.setting_id).is_hidden = True
    page = f"{ROOM}/awards/{award.id}"

    said = told(place.browser, page)

    assert "Announced Never: the setting is kept out of everything public" in said
    assert f"{page}/announcement" not in place.browser.get(page).text
    assert place.browser.get(f"{page}/announcement").status_code == 403


def test_one_award_has_its_own_day_and_may_be_announced_now(
    awarded: tuple[Scene, Award, int], client: PageClient
) -> None:
    place, award, _ = awarded
    page = f"{ROOM}/awards/{award.id}"

    place.browser.send(f"{page}/announcement", **in_days(5))
    waits = told(place.browser, page), told(client, "/leicester/register")
    place.browser.send(f"{page}/announcement", **in_days(0))

    assert "it is not public until then" in waits[0]
    assert "Willow Lane" not in waits[1]
    assert "Willow Lane" in told(client, "/leicester/register")


def test_a_day_with_nothing_released_says_what_will_stand_there(scene: Make, rows: Session) -> None:
    place = scene(Stage.DRAFT)
    with writing(place.rows) as session:
        today = clock.today()
        day = Round(
            authority_id=place.journey.authority_id, name="Autumn", ready_by_on=today,
            visits_from=today, visits_until=today, papers_on=today, panel_on=today,
            notify_by_on=today,
        )  # fmt: skip
        session.add(day)

    page = f"{ROOM}/rounds/{day.id}/ceremony"

    assert "No award is released yet" in told(place.browser, page)
    assert place.browser.get(f"{page}/certificates-a4.pdf").status_code == 404


def test_another_authority_does_not_see_it(
    awarded: tuple[Scene, Award, int], stranger: Callable[[], PageClient]
) -> None:
    _, _, number = awarded
    browser = stranger()

    assert browser.get(f"{ROOM}/rounds/{number}/ceremony").status_code == 404
    other = f"/milton-keynes/coordinator/rounds/{number}/ceremony"
    assert browser.get(other).status_code == 404


def add_awards(session: Session, award: Award, day: int, numbers: Iterable[int]) -> None:
    """More awards of the same day, whose certificates are not made yet."""
    whose = {"authority_id": award.authority_id}
    ended = session.get_one(Journey, award.journey_id)
    kept = {
        column.key: getattr(ended, column.key)
        for column in inspect(Journey).columns
        if column.key not in {"id", "setting_id"}
    }
    for number in numbers:
        place = make_setting(session, award.setting.authority, name=f"Waiting {number}")
        with writing(session):
            journey = Journey(setting_id=place.id, **kept)
            session.add(journey)
            session.flush()
            item = AgendaItem(
                **whose, round_id=day, journey_id=journey.id, place=number, minutes=20,
                added_at=clock.now(),
            )  # fmt: skip
            held = Award(
                **whose, setting_id=place.id, journey_id=journey.id, code=f"CODE{number}",
                number=f"LEI-2026-1{number:03}", name=place.name, framework_version="1.0",
                state=AwardState.IN_FORCE, valid_from=award.valid_from,
                valid_until=award.valid_until, grace_until=award.grace_until,
                released_at=award.released_at,
            )  # fmt: skip
            session.add_all((item, held))
            session.flush()
            ask_for_certificate(held, at=clock.now())


def test_what_is_printed_is_what_was_issued_with_as_few_queries_for_many(
    awarded: tuple[Scene, Award, int], counted: Callable[[], Any]
) -> None:
    place, award, number = awarded
    page = f"{ROOM}/rounds/{number}/ceremony/certificates-a4.pdf"
    with writing(place.rows):
        issued = award.certificates[-1]
        face = replace(FACE, setting_name="As It Was Issued School")
        issued.face, issued.key = as_record(face), "leicester/1/kept"
        award.name = issued.name = "Another Name Since"
    add_awards(place.rows, award, number, range(2, 4))

    with counted() as few:
        sheets = place.browser.get(page)
    add_awards(place.rows, award, number, range(4, 20))
    with counted() as many:
        more = place.browser.get(page)

    text = text_of(sheets.data)
    assert "As It Was Issued School" in text
    assert "Another Name Since" not in text
    assert "Waiting 3" in text
    with pikepdf.open(BytesIO(more.data)) as pdf:
        assert len(pdf.pages) == 19
    assert len(many) == len(few)
