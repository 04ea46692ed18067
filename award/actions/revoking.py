"""What falls with an award that is revoked: the next one before it begins, and the renewal."""

from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from award.actions.certifying import write_award_history
from award.actions.following_up import call_off_visits_of, count_asked_conditions
from award.actions.moves import make_move
from award.actions.telling import tell
from award.domain.award_guards import AwardFacts
from award.domain.award_moves import LIVE, AwardState, next_state
from award.domain.condition_ends import open_words
from award.domain.facts import Said
from award.domain.lifecycle import WITH_ITS_AWARD
from award.domain.people import Actor, Role, the_clock
from award.domain.refusals import NotReady
from award.domain.spoken import long_day
from award.storage.awards import Award, AwardHistory, AwardVote, find_next_award
from award.storage.days import appeal_until, day_of
from award.storage.db import hold, session_of
from award.storage.journeys import Journey

WITH_THE_OLD: Final = "revoke_with_the_old"
HELD_ELSEWHERE: Final = "Somebody is changing the renewal at this moment. Try once more"


def let_fall_with(award: Award, *, words: str, by: Actor, at: datetime) -> None:
    """An award was revoked: its renewal is closed, and a next award not yet begun revoked too.

    Both are told to the setting. Raises NotReady where the renewal is held by another change.
    """
    _close_renewal(award, at=at)
    following = find_next_award(session_of(award), award)
    if following is None or following.valid_from <= day_of(at):
        return
    came_from, asked = following.state, count_asked_conditions(following, at=at)
    facts = AwardFacts(previous_revoked=True, has_begun=False)
    following.state = next_state(WITH_THE_OLD, came_from, Role.PANEL, facts)
    following.version += 1
    set_votes_aside(following, at=at)
    reason = f"The award before it, {award.number}, was revoked. {words.strip()}".strip()
    went = (came_from, following.state)
    line = write_award_history(following, WITH_THE_OLD, by=by, at=at, words=reason, went=went)
    session_of(award).flush()
    journey = session_of(award).get(Journey, following.journey_id or 0)
    if journey is not None:
        until = long_day(appeal_until(journey.setting, at))
        fields = {"reason": reason, "appeal_until": until, "open_conditions": open_words(asked)}
        tell(journey, WITH_THE_OLD, at=at, key=f"award:{line.id}", fields=fields)
    call_off_visits_of(following, by=by, at=at)


def find_fallen_with(award: Award) -> Award | None:
    """The next award, where it was revoked with this one; None where none was."""
    fallen = session_of(award).scalar(
        select(Award)
        .where(
            Award.setting_id == award.setting_id,
            Award.valid_from > award.valid_from,
            Award.state == AwardState.REVOKED,
        )
        .order_by(Award.valid_from)
        .limit(1)
        .with_for_update()
    )
    return fallen if fallen is not None and _last_step(fallen) == WITH_THE_OLD else None


def set_votes_aside(award: Award, *, at: datetime) -> None:
    """The votes on a proposal count no more; they are kept."""
    session = session_of(award)
    session.flush()
    session.execute(
        update(AwardVote)
        .where(AwardVote.award_id == award.id, AwardVote.set_aside_at.is_(None))
        .values(set_aside_at=at)
    )


def _last_step(award: Award) -> str | None:
    return session_of(award).scalar(
        select(AwardHistory.what)
        .where(AwardHistory.award_id == award.id, AwardHistory.went_to.is_not(None))
        .order_by(AwardHistory.id.desc())
        .limit(1)
    )


def _close_renewal(award: Award, *, at: datetime) -> None:
    """The journey under way that would renew this award ends with it; its work is kept.

    An award that takes this one's place already is what the journey renews, so it goes on.
    """
    session = session_of(award)
    under_way = (Journey.setting_id == award.setting_id, Journey.ended_at.is_(None))
    standing = select(Award.id).where(
        Award.setting_id == award.setting_id, Award.id != award.id, Award.state.in_(LIVE),
        Award.valid_from <= day_of(at), Award.valid_until >= day_of(at),
    )  # fmt: skip
    if session.scalar(standing.limit(1)) is not None:
        return
    try:
        journey = session.scalar(select(Journey).where(*under_way).with_for_update(nowait=True))
    except OperationalError as held:
        raise NotReady(HELD_ELSEWHERE) from held
    if journey is None or journey.id == award.journey_id or not _renews(journey, award):
        return
    hold(journey)
    said = Said(reason_code=WITH_ITS_AWARD)
    make_move(journey, "close", by=the_clock(journey.authority_id), at=at, said=said)


def _renews(journey: Journey, award: Award) -> bool:
    """Whether it followed the journey of this award, or takes the route for renewals."""
    followed = award.journey_id is not None and journey.previous_id == award.journey_id
    return followed or journey.route.code == "renewal"
