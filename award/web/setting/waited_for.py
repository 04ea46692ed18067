"""Who else has the next step, in words for a setting that has nothing to do meanwhile."""

from datetime import date
from typing import Final

from award.domain.facts import Facts
from award.domain.guards import baseline_complete
from award.domain.stages import Stage
from award.queries.decided_before import find_before
from award.storage.days import council_calendar, day_of
from award.storage.db import db
from award.storage.fallen_visits import visit_fell_at
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.standing import last_move_line
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.setting.whom_to_ask import whom_to_ask

DAYS_TO_ANSWER: Final = 10  # the council’s working days, as the letter promises
ALL_SAID: Final = "There is nothing that you need to do now. You will get an e-mail."
WAITING: Final[dict[Stage, tuple[str, str]]] = {
    Stage.APPLIED: (
        "Your application is with the coordinator",
        "There is nothing that you need to do now.",
    ),
    Stage.PLANNING: (
        "The council has the next step",
        "You will get an e-mail. Meanwhile you can say where you are with each criterion.",
    ),
    Stage.GATHERING: (
        "Somebody looks at what you have so far",
        "Feedback was asked for. You can go on meanwhile.",
    ),
    Stage.READY: (
        "You are ready",
        "The coordinator finds an assessor and a day for the visit. There is nothing more to send.",
    ),
    Stage.ASSESSING: (
        "Your setting is being assessed",
        "The assessor reads, visits and writes a report. You see it before anybody decides.",
    ),
    Stage.CHECKING: (
        "Your reply is being answered",
        "The assessor looks at each of your points. You will get an e-mail.",
    ),
    Stage.DECIDING: (
        "The panel has your report",
        "There is nothing that you need to do now. You will get an e-mail with the decision.",
    ),
}
WHO_COMES: Final = "The assessor whom the coordinator names"
NOBODY_JUDGES: Final = {
    Stage.ASSESSING: "The coordinator names an assessor, who goes on with it. What is done stays.",
    Stage.CHECKING: "The coordinator looks at each of your points. You will get an e-mail.",
}
REVISED: Final = (
    "Your report is being revised",
    "The assessor puts right what has to be put right. You read it again before anybody decides.",
)
DECIDES_AGAIN: Final = "The panel decides again"
AFTER_APPEAL: Final = (
    "Your appeal was upheld, so it looks at your report once more. There is nothing that you need "
    "to do now. You will get an e-mail with the new decision."
)
AFTER_MORE_TIME: Final = (
    "It has your new report. There is nothing that you need to do now. You will get an e-mail with "
    "the decision."
)


def who_is_waited_for(journey: Journey, facts: Facts) -> tuple[str, str]:
    """Who else has the next step, and that nothing is asked meanwhile."""
    if journey.stage is Stage.CHECKING and facts.reply_time_over and not facts.replied:
        return "The ten days to reply are over", (
            "You can still reply until the coordinator takes the report on to the panel."
        )
    who = next((one.user.name for one in journey.assignments if _judges(one)), "")
    if visit_fell_at(journey) is not None:
        return "A new day for the visit is to be found", (
            f"The visit did not take place. {who or WHO_COMES} offers you new dates. "
            "You get an e-mail, and nothing that is done is lost."
        )
    if not who and journey.stage in NOBODY_JUDGES:
        return WAITING[journey.stage][0], NOBODY_JUDGES[journey.stage]
    if again := _again(journey):
        return again
    title, text = WAITING[journey.stage]
    if journey.stage is Stage.APPLIED:
        text = f"{text} {_heard_by(journey, today=facts.today)}"
    if journey.stage is Stage.PLANNING and baseline_complete(facts) is None:
        text = ALL_SAID
    return title, text


def _heard_by(journey: Journey, *, today: date) -> str:
    """Until when the coordinator answers an application; after that, whom to ask."""
    council = council_calendar(db.session(), journey.authority_id)
    last = council.add_days(day_of(journey.stage_since), DAYS_TO_ANSWER)
    if today <= last:
        return f"You hear by {day(last)}, by e-mail."
    whom = next((name for name, _, _ in whom_to_ask(journey.setting).people), "the council")
    return f"You were to hear by {day(last)}. Ask {whom} how it stands."


def _again(journey: Journey) -> tuple[str, str] | None:
    """What is said where a report is only put right, or the panel decides once more."""
    session = db.session()
    if journey.stage is Stage.ASSESSING:
        line = last_move_line(session, journey)
        return REVISED if line is not None and line.what == "revise_report" else None
    if journey.stage is not Stage.DECIDING:
        return None
    before = find_before(session, actor(), journey)
    if before is None:
        return None
    return DECIDES_AGAIN, AFTER_APPEAL if before.appeal else AFTER_MORE_TIME


def _judges(one: Assignment) -> bool:
    return one.kind is AssignmentKind.ASSESSOR and one.ended_at is None
