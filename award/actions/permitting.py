"""What a coordinator permits: that a criterion does not apply, and that more is asked for again."""

from datetime import datetime

from award.actions.assessing import find_live
from award.actions.moves import take_step
from award.actions.planning import find_asked
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.db import must_be_held
from award.storage.frameworks import titled
from award.storage.journeys import Journey


def must_be_said_not_applicable(journey: Journey, code: str, *, by: Actor) -> Judgement:
    """The setting's own word that a criterion does not apply, to be agreed by somebody else.

    Raises NotAllowed where it says so no more, and for whoever put it in.
    """
    live = find_live(journey, code, Judge.SETTING)
    if live is None or live.judged is not Judged.NOT_APPLICABLE:
        raise NotAllowed(f"Nobody asks any more that {code} should not apply.")
    if by.user_id is not None and live.by_id == by.user_id:
        raise NotAllowed("Ask somebody else to agree: you put it in yourself.")
    return live


def answer_not_applicable(
    journey: Journey, code: str, *, agreed: bool, reason: str = "", by: Actor, at: datetime
) -> None:
    """The coordinator agrees that a criterion does not apply, or asks for a judgement instead."""
    must_be_held(journey)
    asked = find_asked(journey, code)
    live = must_be_said_not_applicable(journey, code, by=by)
    if agreed:
        asked.not_applicable_agreed_at, asked.not_applicable_agreed_by_id = at, by.user_id
        answer = "We agree: it does not apply to you."
    else:
        if not reason.strip():
            raise NotReady("Say why it does apply, so that the setting can go on")
        live.superseded_at = at
        answer = f"It does apply. {reason.strip()}"
    fields = {"criterion": titled(journey, code), "answer": answer}
    step, words, about = "answer_not_applicable", f"{code}: {answer}", {"criterion": code}
    take_step(journey, step, by=by, at=at, words=words, fields=fields, about=about)


def must_be_assessed(journey: Journey, *, by: Actor) -> None:
    """Refuse to agree to more at another stage, or by another. Raises NotAllowed."""
    if journey.stage is not Stage.ASSESSING or by.role is not Role.COORDINATOR:
        raise NotAllowed("A coordinator agrees to this, while the journey is being assessed.")


def agree_to_more(journey: Journey, *, by: Actor, at: datetime) -> None:
    """The coordinator agrees that the setting is asked for more a second time."""
    must_be_held(journey)
    must_be_assessed(journey, by=by)
    journey.more_agreed_at = at
    take_step(journey, "agree_to_more", by=by, at=at)
