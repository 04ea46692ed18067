"""Many awards extended at one go: said beforehand, then all of them or none."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import extending
from award.actions.awarding import still_possible
from award.demo.walking import Walker
from award.domain.award_moves import AwardState, award_moves_open_to
from award.domain.people import Role
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.awards import Award, AwardHistory
from award.storage.db import transaction
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.AWARDED)[0]


def extend(walking: Walker, shown: dict[int, int], **more: Any) -> list[Award]:
    given = {"terms": 1, "reason": "A hard winter.", "by": walking.by(Role.COORDINATOR)} | more
    with transaction(lock=walking.setting.authority) as held:
        return extending.extend_many(held, shown, at=walking.at, **given)


def test_an_award_lasts_until_the_day_that_the_preview_said(
    walking: Walker, session: Session
) -> None:
    award, by = session.scalars(select(Award)).one(), walking.by(Role.COORDINATOR)
    said = extending.preview_extension(award, 1, by=by, at=walking.at)

    extend(walking, {award.id: award.version})

    assert said.was < award.valid_until == said.becomes
    again = extending.preview_extension(award, 1, by=by, at=walking.at)
    assert (again.becomes, len(again.blockers)) == (None, 1)


def test_one_that_cannot_be_extended_leaves_all_as_they_were(
    walking: Walker, session: Session
) -> None:
    award, by = session.scalars(select(Award)).one(), walking.by(Role.COORDINATOR)
    first, version = award.valid_until, award.version

    for shown, more, words in (
        ({}, {}, "Tick at least one"),
        ({award.id: version}, {"reason": " "}, "Say why"),
        ({award.id: version}, {"terms": 3}, "Choose one term or two"),
        (dict.fromkeys(range(60), 1), {}, "50 awards at most"),
    ):
        with pytest.raises(NotReady, match=words):
            extend(walking, shown, **more)
    with pytest.raises(NotFound):
        extend(walking, {award.id: version, 999: 1})
    with pytest.raises(Stale, match="the award of Willow Lane Primary"):
        extend(walking, {award.id: version + 1})
    with transaction(lock=award) as held:
        held.state = AwardState.SUSPENDED
    assert extending.preview_extension(award, 1, by=by, at=walking.at).blockers
    with pytest.raises(NotReady, match="the award has moved on"):
        extend(walking, {award.id: version})

    assert award.valid_until == first
    lines = session.scalars(select(AwardHistory.what).where(AwardHistory.what == "extend"))
    assert lines.all() == []


def test_one_whose_term_of_grace_is_over_is_not_extended(walking: Walker, session: Session) -> None:
    award, by = session.scalars(select(Award)).one(), walking.by(Role.COORDINATOR)
    walking.at += award.grace_until + timedelta(days=1) - walking.at.date()

    said = extending.preview_extension(award, 1, by=by, at=walking.at)
    with pytest.raises(NotReady, match="its days are over"):
        extend(walking, {award.id: award.version})

    assert (said.becomes, len(said.blockers)) == (None, 1)
    rows = award_moves_open_to(Role.PANEL, award.state)
    offered = {one.name for one in still_possible(award, rows, at=walking.at)}
    assert offered.isdisjoint({"extend", "propose_suspension", "propose_revocation"})
