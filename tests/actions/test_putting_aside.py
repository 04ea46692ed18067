"""Put aside by one person alone, once, and brought back."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.putting_aside import bring_back, put_aside
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotFound, NotReady
from award.domain.stages import Stage
from award.queries.memberships import find_own
from award.queries.today import Today, list_today
from award.storage.accounts import Membership
from award.storage.asides import PutAside
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from tests.making import journey_at


def today(session: Session, walker: Walker, *, days: int = 0) -> Today:
    now = walker.at + timedelta(days=days)
    return list_today(session, walker.by(Role.COORDINATOR), at=now, today=now.date())


def own(session: Session, walker: Walker) -> Membership:
    found = find_own(session, walker.by(Role.COORDINATOR))
    assert found is not None
    return found


def leave(session: Session, walker: Walker, *, days: int) -> None:
    shown = today(session, walker)
    one = [*shown.asks, *(each for each, _ in shown.aside)][0]
    with transaction(lock=own(session, walker)) as held:
        put_aside(
            held,
            one.thing,
            walker.at.date() + timedelta(days=days),
            deadlines=one.deadlines,
            by=walker.by(Role.COORDINATOR),
            at=walker.at,
        )


def test_it_is_gone_from_the_list_shown_as_put_aside_and_back_by_itself(both: Session) -> None:
    walker, _ = journey_at(both, Stage.APPLIED)
    before = today(both, walker)

    leave(both, walker, days=2)
    now, later = today(both, walker), today(both, walker, days=2)

    assert [one.what for one in before.asks] == ["applied"]
    assert now.asks == []
    assert [(one.what, on) for one, on in now.aside] == [
        ("applied", walker.at.date() + timedelta(days=2))
    ]
    assert (later.asks, later.aside) == (before.asks, [])


def test_the_day_on_which_the_cover_is_asked_brings_it_back_sooner(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    walker.pass_time(days=7)
    leave(session, walker, days=14)

    assert today(session, walker, days=5).asks == []
    assert [one.what for one in today(session, walker, days=9).asks] == ["applied"]


def test_a_wait_that_begins_anew_is_seen(both: Session) -> None:
    walker, journey = journey_at(both, Stage.APPLIED)
    leave(both, walker, days=5)

    with writing(both) as rows:
        rows.get_one(Journey, journey.id).waiting_since += timedelta(hours=1)

    assert [one.what for one in today(both, walker).asks] == ["applied"]


def test_putting_it_aside_again_moves_its_day_and_bringing_it_back_is_at_once(
    session: Session,
) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    for days in (1, 5):
        leave(session, walker, days=days)
    row = session.scalars(select(PutAside)).one()
    assert row.until_on == walker.at.date() + timedelta(days=5)

    for _ in range(2):
        with transaction(lock=own(session, walker)) as held:
            bring_back(held, row.thing, by=walker.by(Role.COORDINATOR))

    assert [one.what for one in today(session, walker).asks] == ["applied"]


def test_what_was_over_long_ago_is_forgotten(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)
    mine = own(session, walker)
    with writing(session) as rows:
        rows.add(
            PutAside(
                authority_id=mine.authority_id, membership_id=mine.id, thing="old",
                put_at=walker.at - timedelta(days=9),
                until_on=walker.at.date() - timedelta(days=8),
            )
        )  # fmt: skip

    leave(session, walker, days=1)

    assert [one.thing[:7] for one in session.scalars(select(PutAside))] == ["applied"]


def test_only_ones_own_and_only_until_a_day_that_fits(session: Session) -> None:
    walker, _ = journey_at(session, Stage.APPLIED)

    with pytest.raises(NotReady, match="within two weeks"):
        leave(session, walker, days=15)
    with transaction(lock=own(session, walker)) as held, pytest.raises(NotFound):
        put_aside(
            held, "x", walker.at.date(), deadlines=(), by=walker.by(Role.LEAD), at=walker.at
        )  # fmt: skip
