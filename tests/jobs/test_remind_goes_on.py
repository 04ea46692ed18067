"""What fails in the morning's round keeps nobody else waiting: a digest, an enquiry, a look."""

from unittest.mock import Mock

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.jobs import remind
from award.jobs.means import Means
from award.jobs.remind import SomeFailed, refresh_waits
from award.storage.accounts import Enquiry
from award.storage.authorities import Kind
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.letters import Letter
from tests.jobs.test_remind import Cast, action_of, add, cast, journey, open_at, put_at
from tests.making import at, make_member, make_setting, make_user

__all__ = ["cast", "journey"]

MONDAY = 7


def written(means: Means, code: str) -> list[str]:
    with means.sessions() as session:
        return sorted(session.scalars(select(Letter.to_name).where(Letter.code == code)))


def went_wrong(both: Session, means: Means) -> str:
    """What the round says at its end of all that failed."""
    both.rollback()
    with pytest.raises(SomeFailed) as failed:
        refresh_waits(means, at=at(MONDAY, hour=7))
    both.rollback()
    return str(failed.value)


def test_a_digest_that_fails_does_not_keep_the_others_from_theirs(
    both: Session, means: Means, cast: Cast, journey: Journey
) -> None:
    bea = make_user(both, "Bea Lind")
    other = open_at(both, cast, make_setting(both, journey.authority, "Brook Infants"))
    make_member(both, bea, Role.LEAD, other.setting)
    for one in (journey, other):
        put_at(one, Stage.GATHERING)
        add(both, action_of(one, "Ask the children", 4))
    with writing(both):
        journey.setting.open_weekdays = [9]

    said = went_wrong(both, means)

    assert f"1 of 2 journeys failed. journey {journey.id}: ValueError" in said
    assert f"person {cast['Amara Holt'].id}: ValueError" in said
    assert written(means, "actions_due") == ["Bea Lind"]


def test_an_enquiry_that_fails_keeps_neither_enquiries_nor_digests(
    both: Session, means: Means, journey: Journey
) -> None:
    put_at(journey, Stage.GATHERING)
    add(both, action_of(journey, "Ask the children", 4))
    for kind in ("youth_club", "primary"):
        asks = Enquiry(
            authority_id=journey.authority_id, setting_name="Hill Place", kind_code=kind,
            person="Sam Reed", email="sam@example.org", asked_at=at(),
        )  # fmt: skip
        add(both, asks)
    with writing(both):
        both.scalars(select(Kind).filter_by(code="youth_club")).one().content = []

    said = went_wrong(both, means)

    assert said == "enquiry 1: AttributeError: 'list' object has no attribute 'get'"
    assert written(means, "reminder") == ["Colm Brady"]
    assert written(means, "actions_due") == ["Amara Holt"]


@pytest.mark.parametrize("lost", ["list_enquiries", "list_untold", "_leading"])
def test_what_failed_before_is_said_where_the_rest_cannot_even_be_found(
    both: Session,
    means: Means,
    journey: Journey,
    monkeypatch: pytest.MonkeyPatch,
    lost: str,
) -> None:
    put_at(journey, Stage.GATHERING)
    with writing(both):
        journey.setting.open_weekdays = [9]
    monkeypatch.setattr(remind, lost, Mock(side_effect=RuntimeError("lost")))

    said = went_wrong(both, means)

    assert f"1 of 1 journeys failed. journey {journey.id}: ValueError" in said
    assert said.endswith(": RuntimeError: lost")
