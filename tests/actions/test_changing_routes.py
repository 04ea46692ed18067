"""A route changes by a new version; journeys keep theirs."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.changing_routes import (
    bring_back_route,
    change_route,
    copy_route,
    retire_route,
)
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.queries.scheme import find_route, list_retired_routes
from award.storage.authorities import Route
from award.storage.cohorts import Cohort
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


def test_a_copy_is_a_new_route_of_its_own(session: Session, walker: Walker) -> None:
    owner, by = walker.setting.authority, walker.by(Role.COORDINATOR)
    with transaction(lock=owner) as held:
        one = copy_route(
            held, "standard", name="Standard, light", when_to_use="", by=by, at=walker.at
        )
        two = copy_route(
            held, "standard", name="Standard: light!", when_to_use="", by=by, at=walker.at
        )

    line = session.scalars(select(SchemeChange).order_by(SchemeChange.id)).first()
    assert (one.code, two.code) == ("standard_light", "standard_light_2")
    assert (one.version, one.rules) == (1, walker.journey.route.rules)
    assert line is not None
    assert line.words == "Version 1, copied from “Standard”, version 1."


def test_a_copy_takes_no_name_that_a_route_has(walker: Walker) -> None:
    owner, by = walker.setting.authority, walker.by(Role.COORDINATOR)

    for name, says in (("standard ", "Choose another name"), (" ", "Give the route a name")):
        with transaction(lock=owner) as held, pytest.raises(NotReady, match=says):
            copy_route(held, "standard", name=name, when_to_use="", by=by, at=walker.at)


def test_a_retired_route_begins_nothing_and_comes_back(session: Session, walker: Walker) -> None:
    owner, by, at = walker.setting.authority, walker.by(Role.COORDINATOR), walker.at
    with transaction(lock=owner) as held:
        made = copy_route(held, "standard", name="Quick", when_to_use="", by=by, at=at)
    with transaction(lock=owner) as held, pytest.raises(Stale):
        retire_route(held, "quick", shown=2, by=by, at=at)
    with transaction(lock=owner) as held:
        retire_route(held, "quick", shown=1, by=by, at=at)
    with transaction(lock=owner) as held, pytest.raises(NotFound):
        change_route(held, "quick", made.rules, name="L", when_to_use="", shown=1, by=by, at=at)

    gone = [one.code for one, _ in list_retired_routes(session, owner.id)]
    with transaction(lock=owner) as held:
        bring_back_route(held, "quick", by=by, at=at)

    assert gone == ["quick"]
    assert list_retired_routes(session, owner.id) == []
    assert find_route(session, owner.id, "quick") is not None


def test_a_route_that_is_needed_is_not_retired(session: Session, walker: Walker) -> None:
    owner, by, at = walker.setting.authority, walker.by(Role.COORDINATOR), walker.at
    with transaction(lock=owner) as held:
        copy_route(held, "standard", name="Quick", when_to_use="", by=by, at=at)
        session.add(Cohort(authority_id=owner.id, name="Spring", route_code="quick", begun_at=at))

    for code, says in (
        ("standard", "brought in begin on this route"),
        ("renewal", "Renewals begin on this route"),
        ("quick", "Give the cohort “Spring” another route first"),
    ):
        with transaction(lock=owner) as held, pytest.raises(NotReady, match=says):
            retire_route(held, code, shown=1, by=by, at=at)
    with transaction(lock=owner) as held, pytest.raises(NotFound):
        bring_back_route(held, "quick", by=by, at=at)


def test_two_routes_never_have_one_name(walker: Walker) -> None:
    with pytest.raises(NotReady, match="a route has this one") as refusal:
        change(walker, name="light ")

    assert refusal.value.of == "name"
    assert change(walker, name="STANDARD").version == 2
