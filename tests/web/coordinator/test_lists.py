"""Every list asks the same few questions of the database at one row and at three hundred."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitKind, VisitState
from award.storage.accounts import Enquiry, Membership, User
from award.storage.assessments import Judge, Judgement
from award.storage.authorities import Round
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import writing
from award.storage.journeys import CriterionAsked, History, Journey
from award.storage.letters import Letter, LetterState
from award.storage.settings import Setting
from award.storage.visits import Visit, VisitClaim
from tests.web.coordinator.conftest import ROOM, Scene

MOST_QUESTIONS = 8
LISTS = (
    "", "/waiting", "/journeys", "/journeys/stalling", "/journeys/print", "/journeys/assign",
    "/settings", "/people", "/rounds",
    "/enquiries", "/cohorts", "/covers", "/find?q=p", "/find?q=lane",
    "/find?q=lnae", "/journeys?search=lnae", "/settings?search=lnae", "/note", "/note?q=set",
    "/diary", "/claims", "/reports", "/agreement",
)  # fmt: skip
MANY = 300


def many(rows: Session, one: Journey, at: datetime) -> None:
    """Three hundred settings, each with a journey, a person, an enquiry and something asked."""
    numbers, kind, owner = range(MANY), one.setting.kind_id, one.authority_id
    with writing(rows) as session:
        settings = [
            Setting(authority_id=owner, name=f"Setting {n:03}", kind_id=kind, created_at=at)
            for n in numbers
        ]
        users = [
            User(email=f"p{n}@example.org", name=f"Person {n:03}", created_at=at) for n in numbers
        ]
        session.add_all([*settings, *users])
        session.flush()
        journeys = [
            Journey(
                authority_id=owner, setting_id=settings[n].id, framework_id=one.framework_id,
                route_id=one.route_id, stage=Stage.PLANNING, stage_since=at,
                turn=Turn.COORDINATOR if n % 2 else Turn.SETTING,
                waiting_since=at - timedelta(days=n % 40), opened_at=at,
                last_setting_act_at=at - timedelta(days=n),
            )
            for n in numbers
        ]  # fmt: skip
        session.add_all(journeys)
        session.flush()
        visits = [
            Visit(
                authority_id=owner, kind=VisitKind.INITIAL, form=VisitForm.ON_SITE,
                state=VisitState.SIGNED, starts_at=at, visitor_id=users[n].id,
                visitor_role=Role.COORDINATOR, proposed_at=at, journey_id=journeys[n].id,
            )
            for n in numbers
        ]  # fmt: skip
        session.add_all(visits)
        session.flush()
        for n in numbers:
            hang_on(session, owner, n, at, (settings[n], users[n], journeys[n], visits[n]))


def hang_on(
    session: Session,
    owner: int,
    n: int,
    at: datetime,
    around: tuple[Setting, User, Journey, Visit],
) -> None:
    """What belongs to one of the many: a claim, a person's part, an enquiry, a judgement."""
    setting, user, journey, visit = around
    session.add_all(
        [
            VisitClaim(
                authority_id=owner, visit_id=visit.id, user_id=user.id, minutes=90, claimed_at=at,
            ),
            Membership(
                user_id=user.id, role=Role.LEAD, authority_id=owner, setting_id=setting.id,
                started_at=at,
            ),
            Enquiry(
                authority_id=owner, setting_name=f"New {n}", kind_code="primary",
                person="Sam", email="sam@example.org", asked_at=at,
            ),
            CriterionAsked(
                authority_id=owner, journey_id=journey.id, code="1.1", place=1, essential=True,
            ),
            Judgement(
                authority_id=owner, journey_id=journey.id, criterion="1.1",
                judge=Judge.SETTING, judged=Judged.NOT_APPLICABLE, at=at,
            ),
            Round(
                authority_id=owner, name=f"Round {n}", ready_by_on=at.date(),
                visits_from=at.date(), visits_until=at.date(), papers_on=at.date(),
                panel_on=at.date(), notify_by_on=at.date(),
            ),
        ]
    )  # fmt: skip


Counted = Callable[[], Any]


def asked_at(place: Scene, addresses: Sequence[str], counted: Counted) -> dict[str, list[str]]:
    """What each page asks of the database, once it has been opened before."""
    found = {}
    for address in addresses:
        place.browser.get(ROOM + address)
        with counted() as asked:
            assert place.browser.get(ROOM + address).status_code == 200, address
        found[address] = list(asked)
    return found


def must_ask_as_little(at_one: dict[str, list[str]], at_many: dict[str, list[str]]) -> None:
    for address, asked in at_many.items():
        told = "\n".join([address, *asked])
        assert len(asked) == len(at_one[address]), told
        assert len(asked) <= MOST_QUESTIONS, told


def test_every_list_asks_as_little_at_three_hundred_rows_as_at_one(
    scene: Callable[..., Scene], counted: Counted
) -> None:
    place = scene(Stage.APPLIED)
    at_one = asked_at(place, LISTS, counted)
    many(place.rows, place.journey, place.walker.at)

    must_ask_as_little(at_one, asked_at(place, LISTS, counted))


@pytest.mark.parametrize("tab", ["history", "letters"])
def test_a_journeys_history_and_letters_ask_the_same_at_three_hundred_lines(
    scene: Callable[..., Scene], counted: Callable[[], Any], tab: str
) -> None:
    place = scene(Stage.APPLIED)
    address, at = f"{place.here}/{tab}", place.walker.at
    place.browser.get(address)
    with counted() as at_few:
        place.browser.get(address)
    with writing(place.rows) as session:
        for n in range(MANY):
            number = 1000 + n
            session.add(
                History(
                    authority_id=place.journey.authority_id, journey_id=place.journey.id,
                    number=number, what="judge", role=Role.LEAD, at=at, words_digest="",
                    digest="",
                )
            )  # fmt: skip
            session.add(
                Letter(
                    authority_id=place.journey.authority_id, journey_id=place.journey.id,
                    code="x", to_email="a@example.org", subject=f"Letter {n}", body="Hello",
                    unique_key=f"k{n}", message_id=f"m{n}", state=LetterState.SENT, written_at=at,
                )
            )  # fmt: skip

    with counted() as at_many:
        place.browser.get(address)

    assert len(at_many) == len(at_few)


OF_COHORTS = ("/cohorts", "/cohorts/1", "/cohorts/1/settings", "/cohorts/1/send", "/terms")


def test_a_cohort_asks_as_little_with_three_hundred_settings_as_with_one(
    scene: Callable[..., Scene], counted: Counted
) -> None:
    place = scene(Stage.APPLIED)
    in_cohort(place, [place.journey])
    at_one = asked_at(place, OF_COHORTS, counted)
    many(place.rows, place.journey, place.walker.at)
    in_cohort(place, list(place.rows.scalars(select(Journey).where(Journey.id > 1))))

    must_ask_as_little(at_one, asked_at(place, OF_COHORTS, counted))


def in_cohort(place: Scene, journeys: list[Journey]) -> None:
    """Each of these settings in the cohort, some of them invited."""
    at, owner = place.walker.at, place.journey.authority_id
    pairs = [(one.id, one.setting_id) for one in journeys]
    with writing(place.rows) as session:
        cohort = session.get(Cohort, 1) or Cohort(
            id=1, authority_id=owner, name="Spring", route_code="light", begun_at=at,
            workshop_at=at,
        )  # fmt: skip
        session.add(cohort)
        session.flush()
        for n, (journey_id, setting_id) in enumerate(pairs):
            for number in range(2) if len(pairs) == 1 else [n % 2]:
                if number and len(pairs) == 1:
                    setting = Setting(authority_id=owner, name="Waiting", created_at=at)
                    session.add(setting)
                    session.flush()
                    setting_id = setting.id
                session.add(
                    CohortPlace(
                        authority_id=owner, cohort_id=1, setting_id=setting_id,
                        lead_name="Sam", lead_email="sam@example.org",
                        journey_id=None if number else journey_id,
                        invited_at=None if number else at,
                    )
                )  # fmt: skip
