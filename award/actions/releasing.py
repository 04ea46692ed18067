"""The outcomes of the panel: the decision, its conditions, and the award with its certificate."""

from collections.abc import Mapping
from datetime import datetime
from secrets import randbelow
from typing import Final

from sqlalchemy import select

from award.actions.announcing import planned_day
from award.actions.certifying import ask_for_certificate, write_award_history
from award.actions.following_up import call_off_visits_of
from award.actions.freezing import freeze_evidence
from award.actions.numbering import next_number
from award.actions.setting_aside import Kept, judge_again, let_approvals_fall, set_report_aside
from award.actions.telling import tell
from award.domain.announcing import day_of_announcement, kept_until_words
from award.domain.award_moves import LIVE, AwardState
from award.domain.checking_codes import new_code
from award.domain.facts import Facts, Outcome, Said
from award.domain.people import Actor
from award.domain.refusals import AtAnswer, NotReady
from award.domain.routes import Approval
from award.domain.spoken import long_day
from award.domain.validity import Validity, renewal_opens_on, validity_for
from award.storage.approvers import lead_named
from award.storage.awards import Award
from award.storage.days import appeal_until, day_of, terms_of
from award.storage.db import session_of
from award.storage.decisions import Condition, Decision, Vote
from award.storage.frameworks import titled
from award.storage.journeys import Journey
from award.storage.standing import live_report
from award.storage.voting_days import vote_by_on

Told = Mapping[str, str]
STANDING: Final = (
    AwardState.IN_FORCE,
    AwardState.SUSPENSION_PROPOSED,
    AwardState.REVOCATION_PROPOSED,
)


def open_the_papers(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """The panel hears by when to vote: on its day, else before it would be asked about it."""
    return {"vote_by": long_day(vote_by_on(journey))}


def release_award(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """Write the decision, and the award with its dates, number and code."""
    _decide(journey, Outcome.AWARD, said, by=by, at=at)
    award = _hold(journey, facts, by=by, at=at, with_conditions=False)
    return _dates(award, at=at)


def release_conditions(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """The award, with conditions that have their days. Raises NotReady for one after its end."""
    decision = _decide(journey, Outcome.AWARD_WITH_CONDITIONS, said, by=by, at=at)
    lead = lead_named(journey)
    for one in said.conditions:
        if one.due_on is not None:
            session_of(journey).add(
                Condition(
                    authority_id=journey.authority_id,
                    journey_id=journey.id,
                    decision_id=decision.id,
                    words=one.words.strip(),
                    due_on=one.due_on,
                    owner_name=one.owner.strip() or lead,
                )
            )
    award = _hold(journey, facts, by=by, at=at, with_conditions=True)
    late = [one for one in said.conditions if one.due_on and one.due_on > award.valid_until]
    if late:
        ends = f"a day within the award: it ends on {long_day(award.valid_until)}"
        raise NotReady(
            *(AtAnswer(f"Give condition {one.number} {ends}", f"due_{one.number}") for one in late)
        )
    conditions = "\n".join(
        f"- {' '.join(one.words.split()).rstrip('.')}, by {long_day(one.due_on)}"
        for one in said.conditions
        if one.due_on
    )
    return {**_dates(award, at=at), "conditions": conditions, **appeal_words(journey, at=at)}


def defer(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """Back to gathering until a day, for the criteria named; the votes are set aside."""
    decision = _decide(journey, Outcome.DEFER, said, by=by, at=at)
    decision.deferred_until = said.until_on
    journey.deferred_until = said.until_on
    journey.first_deferred_on = journey.first_deferred_on or facts.today
    set_report_aside(journey, at=at, kept=kept)
    let_approvals_fall(journey, Approval.READY, at=at, kept=kept)
    judge_again(journey, said.criteria, by=by, at=at, kept=kept)
    _revoke_by_new_decision(journey, by=by, at=at)
    return {
        "until_on": long_day(said.until_on) if said.until_on else "",
        "criteria": "\n".join(f"- {titled(journey, code)}" for code in sorted(said.criteria)),
        **appeal_words(journey, at=at),
    }


def turn_down(
    journey: Journey, facts: Facts, said: Said, *, by: Actor, at: datetime, kept: Kept
) -> Told:
    """Not yet an award, with words per criterion."""
    _decide(journey, Outcome.TURN_DOWN, said, by=by, at=at)
    _revoke_by_new_decision(journey, by=by, at=at)
    return appeal_words(journey, at=at)


def appeal_words(journey: Journey, *, at: datetime) -> dict[str, str]:
    """The last day for an appeal against what is told now, as its letter names it."""
    return {"appeal_until": long_day(appeal_until(journey.setting, at))}


def _decide(journey: Journey, outcome: Outcome, said: Said, *, by: Actor, at: datetime) -> Decision:
    session, report = session_of(journey), live_report(journey)
    earlier = session.scalar(
        select(Decision).where(Decision.journey_id == journey.id, Decision.superseded_at.is_(None))
    )
    if earlier is not None:
        earlier.superseded_at = at
        session.flush()
    votes = session.scalars(
        select(Vote)
        .where(Vote.journey_id == journey.id, Vote.set_aside_at.is_(None))
        .order_by(Vote.id)
    )
    if by.user_id is None:
        raise RuntimeError("A person releases a decision.")
    decision = Decision(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        report_id=report.id if report else None,
        outcome=outcome,
        reasons=said.reason.strip(),
        criteria=dict(said.criteria),
        votes=[{"user": one.user_id, "outcome": str(one.outcome)} for one in votes],
        released_by_id=by.user_id,
        released_at=at,
    )
    session.add(decision)
    session.flush()
    freeze_evidence(journey, decision, by=by, at=at)
    return decision


def _hold(
    journey: Journey, facts: Facts, *, by: Actor, at: datetime, with_conditions: bool
) -> Award:
    """The award of this journey: a new one, or the one it gave before, issued anew.

    One that a new decision took away begins wholly anew; its number and code stay the journey's.
    """
    session = session_of(journey)
    award = session.scalar(select(Award).where(Award.journey_id == journey.id))
    if award is None:
        award, came_from, step, words = _new_award(journey, facts), None, "release", ""
    else:
        came_from, step, words = award.state, "reissue", "By the new decision"
        award.version += 1
    award.with_conditions = with_conditions
    if came_from in (None, AwardState.REVOKED):
        _begin(award, journey, facts, at=at)
    session.add(award)
    session.flush()
    write_award_history(award, step, by=by, at=at, words=words, went=(came_from, award.state))
    if came_from in (None, AwardState.REVOKED):
        _replace_the_previous(award, journey, facts, by=by, at=at)
        _tell_announcement(award, journey, at=at)
    ask_for_certificate(award, at=at)
    return award


def _new_award(journey: Journey, facts: Facts) -> Award:
    """A first award of this journey, with its number and its code; its days come with `_begin`."""
    session, year = session_of(journey), facts.today.year
    number = next_number(session, journey.authority_id, f"award-{year}")
    return Award(
        authority_id=journey.authority_id,
        setting_id=journey.setting_id,
        journey_id=journey.id,
        number=f"{journey.authority.number_prefix}-{year}-{number:04}",
        code=new_code(randbelow),
        name=journey.setting.name_on_certificate,
        framework_version=journey.framework.version,
    )


def _begin(award: Award, journey: Journey, facts: Facts, *, at: datetime) -> None:
    """The award is in force from its first day, as nobody extended or proposed anything yet."""
    terms = terms_of(session_of(journey), journey.authority_id, journey.setting)
    validity = _dates_of(journey, facts)
    award.state, award.released_at = AwardState.IN_FORCE, at
    award.valid_from, award.valid_until = validity.valid_from, validity.valid_until
    award.grace_until = validity.grace_until
    award.renewal_opens_on = renewal_opens_on(validity, terms)
    award.announce_on = day_of_announcement(planned_day(journey), facts.today)
    award.terms_extended = award.times_extended = 0


def _replace_the_previous(
    award: Award, journey: Journey, facts: Facts, *, by: Actor, at: datetime
) -> None:
    """The award before this one is replaced, where this one begins today or began already."""
    previous = _previous_award(journey)
    if previous is not None and previous.state in STANDING and award.valid_from <= facts.today:
        supersede(previous, by=by, at=at)


def _tell_announcement(award: Award, journey: Journey, *, at: datetime) -> None:
    """The setting hears on which day its award is announced, where there is such a day."""
    if award.announce_on is not None:
        key = f"award:{award.id}:announce:{award.announce_on}"
        tell(journey, "announce", at=at, key=key, fields={"date": long_day(award.announce_on)})


def _dates_of(journey: Journey, facts: Facts) -> Validity:
    """From when until when an award of this journey holds that is released today."""
    previous = _previous_award(journey)
    return validity_for(
        facts.today,
        terms_of(session_of(journey), journey.authority_id, journey.setting),
        previous=previous.validity if previous else None,
        previous_revoked=previous is not None and previous.state is AwardState.REVOKED,
    )


def _previous_award(journey: Journey) -> Award | None:
    """The award that the setting holds or held last, apart from one of this journey.

    It stands still until the running change ends, so that nobody moves its days meanwhile.
    """
    return session_of(journey).scalar(
        select(Award)
        .where(
            Award.setting_id == journey.setting_id,
            Award.journey_id.is_distinct_from(journey.id),
            Award.state != AwardState.SUPERSEDED,
        )
        .order_by(Award.state.in_(LIVE).desc(), Award.valid_until.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def supersede(award: Award, *, by: Actor, at: datetime) -> None:
    """The next award has begun: this one is replaced and kept as history."""
    came_from, award.state = award.state, AwardState.SUPERSEDED
    award.version += 1
    write_award_history(award, "supersede", by=by, at=at, went=(came_from, AwardState.SUPERSEDED))
    call_off_visits_of(award, by=by, at=at)


def _revoke_by_new_decision(journey: Journey, *, by: Actor, at: datetime) -> None:
    """An award of this journey that a new decision takes away ends that day."""
    award = session_of(journey).scalar(
        select(Award).where(Award.journey_id == journey.id, Award.state != AwardState.REVOKED)
    )
    if award is None:
        return
    came_from, award.state = award.state, AwardState.REVOKED
    award.version += 1
    step, went = "revoke_on_new_decision", (came_from, AwardState.REVOKED)
    line = write_award_history(award, step, by=by, at=at, went=went)
    session_of(journey).flush()
    tell(journey, step, at=at, key=f"award:{line.id}")
    call_off_visits_of(award, by=by, at=at)


def _dates(award: Award, *, at: datetime) -> Told:
    return {
        "valid_from": long_day(award.valid_from),
        "valid_until": long_day(award.valid_until),
        "kept_until": kept_until_words(award.told_on, day_of(at)),
    }
