"""A route changes by a new version; journeys keep theirs."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.changing_routes import change_route
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.storage.authorities import Route
from award.storage.db import transaction
from award.storage.scheme import SchemeChange
from tests.making import journey_at


@pytest.fixture
def walker(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def change(walker: Walker, role: Role = Role.COORDINATOR, **given: object) -> Route:
    row = walker.journey.route
    asked = {
        "code": "standard",
        "rules": row.rules,
        "name": row.name,
        "when_to_use": row.when_to_use,
        "shown": 1,
    } | given
    with transaction(lock=walker.setting.authority) as held:
        return change_route(held, by=walker.by(role), at=walker.at, **asked)  # type: ignore[arg-type] # names and types as the action has them


def test_a_change_is_the_next_version_and_a_journey_keeps_its_own(
    session: Session, walker: Walker
) -> None:
    votes = walker.journey.route.rules.votes

    row = change(walker, rules=replace(walker.journey.route.rules, votes=3), name="Usual")

    rows = session.scalars(select(Route).where(Route.code == "standard").order_by(Route.version))
    kept = [(one.version, one.superseded_at is None) for one in rows]
    line = session.scalars(select(SchemeChange)).one()
    assert (row.version, row.name, row.rules.votes) == (2, "Usual", 3)
    assert kept == [(1, False), (2, True)]
    assert (walker.journey.route.version, walker.journey.route.rules.votes) == (1, votes)
    assert line.words == (
        "Version 2. Was: 2 votes for the same outcome decide. "
        "Now: 3 votes for the same outcome decide. Its name was “Standard” and is “Usual” now."
    )


def test_saving_the_same_makes_no_version(walker: Walker) -> None:
    assert change(walker).version == 1


def test_other_words_for_when_to_use_it_are_a_version_too(walker: Walker) -> None:
    assert change(walker, when_to_use="For schools.").version == 2


def test_what_cannot_be_saved_is_refused(walker: Walker) -> None:
    with pytest.raises(NotReady, match="Give the route a name"):
        change(walker, name="  ")
    with pytest.raises(Stale):
        change(walker, shown=7)
    with pytest.raises(NotFound):
        change(walker, code="scenic")
    with pytest.raises(NotAllowed):
        change(walker, Role.LEAD, rules=Rules())
