"""Appeals: lodged by a setting, received, and heard by somebody who took no part."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from award.actions.awarding import reinstate_after_appeal
from award.actions.histories import write_history
from award.actions.moves import asker_of, refresh, take_step
from award.actions.telling import tell
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.storage.awards import Award, AwardHistory
from award.storage.days import appeal_until, calendar_of, day_of
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Appeal, AppealState, Decision, upheld_appeals
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.taking_part import find_hearer, free_to_hear

MORE_DAYS: Final = 20  # what an appeal against a deferral wins, in the setting's days
AGAINST_OUTCOME: Final = {
    Outcome.TURN_DOWN: "not_yet",
    Outcome.DEFER: "deferred",
    Outcome.AWARD_WITH_CONDITIONS: "conditions",
}
AGAINST_STATE: Final = {
    AwardState.SUSPENDED: ("suspension", ("suspend",)),
    AwardState.REVOKED: ("revocation", ("revoke", "revoke_with_the_old")),
}
AGAINST_WORDS: Final = {
    "declined": "the answer to the application: not taken up",
    "not_yet": "the decision: not yet awarded",
    "deferred": "the decision to defer",
    "conditions": "the conditions of the award",
    "suspension": "the suspension of the award",
    "revocation": "the revocation of the award",
}


def appealable(journey: Journey, *, at: datetime) -> str | None:
    """What could be appealed against now, as a key of AGAINST_WORDS; None when nothing can be.

    An appeal is lodged within 20 days of the setting's calendar, and heard once: who was dismissed
    does not ask for the same again.
    """
    found, last = _against(journey), last_day_to_appeal(journey)
    if found is None or last is None or day_of(at) > last or find_dismissed(journey) is not None:
        return None
    return found[0]


def last_day_to_appeal(journey: Journey) -> date | None:
    """The last day for an appeal against what was decided; None where nothing can be appealed."""
    found = _against(journey)
    return appeal_until(journey.setting, found[1]) if found else None


def find_dismissed(journey: Journey) -> Appeal | None:
    """The appeal against what stands now that was heard and dismissed."""
    found = _against(journey)
    if found is None:
        return None
    return session_of(journey).scalar(
        select(Appeal)
        .where(
            Appeal.journey_id == journey.id,
            Appeal.against == found[0],
            Appeal.state == AppealState.DISMISSED,
            Appeal.lodged_at >= found[1],
        )
        .order_by(Appeal.id.desc())
        .limit(1)
    )


def find_upheld(journey: Journey) -> Appeal | None:
    """The appeal against what stands now that was upheld while nothing has followed from it yet."""
    found = _against(journey)
    if found is None:
        return None
    return session_of(journey).scalar(upheld_appeals(journey.id, found[0]).limit(1))


def _against(journey: Journey) -> tuple[str, datetime] | None:
    session = session_of(journey)
    award = session.scalar(select(Award).where(Award.journey_id == journey.id))
    if award is not None and award.state in AGAINST_STATE:
        against, what = AGAINST_STATE[award.state]
        line = session.scalar(
            select(AwardHistory)
            .where(AwardHistory.award_id == award.id, AwardHistory.went_to == award.state)
            .order_by(AwardHistory.id.desc())
            .limit(1)
        )
        if line is not None and line.what in what:
            return against, line.at
        if line is None or line.what != "revoke_on_new_decision":
            return None  # then it is the new decision that can be appealed against
    if journey.stage is Stage.DECLINED:
        return "declined", journey.stage_since
    decision = session.scalar(
        select(Decision).where(Decision.journey_id == journey.id, Decision.superseded_at.is_(None))
    )
    if decision is None or decision.outcome not in AGAINST_OUTCOME:
        return None
    if journey.stage is Stage.DECIDING or _goes_on_already(journey, decision):
        return None  # the panel decides anew, or the time that it gave is not needed any more
    return AGAINST_OUTCOME[decision.outcome], decision.released_at


def _goes_on_already(journey: Journey, decision: Decision) -> bool:
    """Whether a setting was given more time, and has declared itself ready since."""
    return decision.outcome is Outcome.DEFER and journey.deferred_until is None


def lodge_appeal(
    journey: Journey, *, words: str, shown: str | None = None, by: Actor, at: datetime
) -> Appeal:
    """The lead or the head asks for the decision to be looked at again.

    ``shown`` is what the page said that it is against. Raises NotAllowed when nothing can be
    appealed against, or one is under way already, and Stale when it is something else by now.
    """
    must_be_held(journey)
    session, against = session_of(journey), _must_be_appealable(journey, at=at)
    if shown is not None and shown != against:
        raise Stale("what you appeal against")
    if not words.strip():
        raise NotReady("Say why you appeal, in your own words")
    if by.user_id is None:
        raise NotAllowed("Sign in to appeal.")
    decision = session.scalar(
        select(Decision).where(Decision.journey_id == journey.id, Decision.superseded_at.is_(None))
    )
    award = session.scalar(select(Award).where(Award.journey_id == journey.id))
    appeal = Appeal(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        decision_id=decision.id if decision else None,
        award_id=award.id if award else None,
        against=against,
        words=words.strip(),
        state=AppealState.LODGED,
        lodged_by_id=by.user_id,
        on_behalf=by.on_behalf,
        lodged_at=at,
    )
    session.add(appeal)
    session.flush()
    take_step(journey, "lodge_appeal", by=by, at=at, words=AGAINST_WORDS[against])
    return appeal


def _must_be_appealable(journey: Journey, *, at: datetime) -> str:
    """What is appealed against. Raises NotAllowed where nothing can be."""
    against = appealable(journey, at=at)
    if find_dismissed(journey) is not None:
        raise NotAllowed("Your appeal against this was heard already, and the decision stands.")
    if against is None:
        raise NotAllowed("There is no decision here that can still be appealed against.")
    if _find_live(journey) is not None:
        raise NotAllowed("An appeal is under way already.")
    if find_upheld(journey) is not None:
        raise NotAllowed("Your appeal was upheld already: wait for what follows from it.")
    return against


def receive_appeal(journey: Journey, *, by: Actor, at: datetime) -> Appeal:
    """Somebody of the authority confirms that the appeal is being looked at."""
    appeal = _live(journey)
    if appeal.state is AppealState.RECEIVED:
        return appeal
    appeal.state = AppealState.RECEIVED
    appeal.received_by_id, appeal.received_at = by.user_id, at
    take_step(journey, "receive_appeal", by=by, at=at)
    return appeal


def _live(journey: Journey) -> Appeal:
    must_be_held(journey)
    appeal = _find_live(journey)
    if appeal is None:
        raise NotAllowed("No appeal is waiting.")
    return appeal


def _find_live(journey: Journey) -> Appeal | None:
    return session_of(journey).scalar(
        select(Appeal).where(
            Appeal.journey_id == journey.id,
            Appeal.state.in_((AppealState.LODGED, AppealState.RECEIVED)),
        )
    )


def may_hear(journey: Journey, by: Actor, *, at: datetime) -> bool:
    """Whether this panel member took no part: no tie, no vote, no meeting, no release, no words.

    To confirm that the appeal has come is no part in what it is about. Once somebody is asked to
    hear it, and still may, they do and nobody else.
    """
    if by.role is not Role.PANEL:
        return False
    facts = facts_of(journey, at=at, asker=asker_of(by))
    asked = find_hearer(journey, facts)
    return by.user_id in free_to_hear(journey, facts) and asked in (None, by.user_id)


def hear_appeal(journey: Journey, *, upheld: bool, reasons: str, by: Actor, at: datetime) -> Appeal:
    """Uphold or dismiss, by an untied panel member who took no part.

    Upheld leads to a reopening (a coordinator makes that move), or to reinstatement at once.
    """
    appeal = _live(journey)
    if not may_hear(journey, by, at=at):
        raise NotAllowed(
            "Whoever is asked hears it, or else a panel member without a tie who took no part."
        )
    if not reasons.strip():
        raise NotReady("Say why, so that the setting can follow")
    appeal.state = AppealState.UPHELD if upheld else AppealState.DISMISSED
    appeal.heard_by_id, appeal.heard_at, appeal.reasons = by.user_id, at, reasons.strip()
    session_of(journey).flush()
    step = "uphold_appeal" if upheld else "dismiss_appeal"
    line = write_history(journey, step, by=by, at=at, words=reasons.strip())
    if upheld and appeal.against in ("suspension", "revocation"):
        reinstate_after_appeal(journey, by=by, at=at)
        appeal.used_at = at
    if upheld and appeal.against == "deferred" and journey.deferred_until is None:
        appeal.used_at = at  # it is ready by now, so no new day is waited for
    refresh(journey, at=at)
    tell(journey, step, at=at, key=f"history:{line.id}", fields={"reason": reasons.strip()})
    return appeal


def must_have_won_against_deferral(journey: Journey, *, by: Actor) -> tuple[Appeal, date]:
    """The appeal that gives a new date, and the one that stands. Raises NotAllowed."""
    appeal = session_of(journey).scalar(upheld_appeals(journey.id, "deferred"))
    if appeal is None or journey.deferred_until is None or by.role is not Role.COORDINATOR:
        raise NotAllowed("Only an upheld appeal against a deferral gives a new date.")
    return appeal, journey.deferred_until


def change_deferral(
    journey: Journey, *, by: Actor, at: datetime, until_days: int = MORE_DAYS
) -> None:
    """After an upheld appeal against a deferral: a new date, counted in the setting's days."""
    must_be_held(journey)
    appeal, until = must_have_won_against_deferral(journey, by=by)
    base = max(until, day_of(at))
    journey.deferred_until = calendar_of(journey.setting).add_days(base, until_days)
    appeal.used_at = at
    take_step(journey, "change_deferral", by=by, at=at)
