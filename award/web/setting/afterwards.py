"""What stands first on a setting's page once its last journey has ended without an award."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flask import url_for

from award.domain.award_moves import AwardState
from award.domain.calendars import CalendarKind
from award.domain.lifecycle import CLOSE_REASONS, WITH_ITS_AWARD
from award.domain.permissions import May
from award.domain.stages import Stage
from award.queries.awards import find_award_of
from award.storage.awards import Award
from award.storage.days import calendar_of, day_of
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.standing import last_move_line
from award.web.kit.access import actor
from award.web.kit.filters import day_whole
from award.web.kit.kind_words import said_for
from award.web.setting.appealing import dismissed_words, waits
from award.web.setting.ended import award_words
from award.web.setting.here import can
from award.web.setting.nexts import Next

# Days are counted in the setting's own calendar, by the name that it has for them.
TWENTY_DAYS: Final = {
    CalendarKind.SCHOOL_TERMS: "twenty school days",
    CalendarKind.WORKING_DAYS: "twenty working days",
    CalendarKind.OWN_DAYS: "twenty days on which you are open",
}
BUT_CHILDREN: Final = (
    "Only files in which a child can be recognised are removed by themselves, after {twenty_days}."
)
WHAT_IT_SAYS: Final = (
    "The decision says what is strong already, and what would make the difference."
)
START_ANEW: Final = (
    "Everything that you did is kept: when you are ready, a new journey begins with a word to the "
    "coordinator."
)
WORDS: Final[dict[Stage, tuple[str, str]]] = {
    Stage.NOT_YET: (
        "Not yet awarded",
        f"{WHAT_IT_SAYS} {START_ANEW}",
    ),
    Stage.DECLINED: (
        "Your application was not taken up this time",
        "The coordinator said why. Everything that you wrote is kept.",
    ),
    Stage.LAPSED: (
        "Your journey is on hold",
        f"It had been quiet for a long time. Everything that you did is kept. {BUT_CHILDREN}",
    ),
    Stage.WITHDRAWN: (
        "Your journey was ended",
        f"Everything that you did is kept. {BUT_CHILDREN} If things change, tell the coordinator.",
    ),
}
STEPPED_BACK: Final = "You stepped back from the award"
ASK: Final = "Write to the coordinator"
TOO_LATE: Final = "A new journey begins with a word to the coordinator."
IF_GIVEN_BACK: Final = "It goes on only if the award is given back after an appeal."
TAKEN_UP: Final = frozenset({Stage.LAPSED, Stage.WITHDRAWN})


def still_speaking(ended: Sequence[Journey], held: Award | None) -> list[Journey]:
    """The ended journeys that have something to say still, the foremost first; none without any.

    It is the one that led to the award which is held, or whose award was taken back and took the
    renewal with it; then the last one.
    """
    last = list(ended[:1])
    of_award = [one for one in ended if held is not None and one.id == held.journey_id]
    if held is None and last and last[0].end_reason_code == WITH_ITS_AWARD:
        of_award = [one for one in ended if one.stage is Stage.AWARDED][:1]
    return [*of_award, *(one for one in last if one not in of_award)]


def after(journey: Journey, *, at: datetime) -> Next | None:
    """The first card after this journey; None where an award stands there instead."""
    if journey.stage is Stage.AWARDED:
        return _taken_back(journey, at=at)
    if journey.stage not in WORDS:
        return None
    if appealed := waits(journey):
        return appealed
    title, text = WORDS[journey.stage]
    line = last_move_line(db.session(), journey)
    if line is not None and line.what == "withdraw":
        title = STEPPED_BACK
    if journey.end_reason_code in CLOSE_REASONS:
        text = f"{CLOSE_REASONS[journey.end_reason_code]}. {text}"
    text = said_for(f"{dismissed_words(journey)} {text}".strip(), journey.setting)
    text = text.format(twenty_days=TWENTY_DAYS[calendar_of(journey.setting).kind])
    if journey.stage is Stage.NOT_YET and can(May.SEE_DECISION, journey):
        href = url_for("setting.decision", journey_id=journey.id)
        return Next(title, text, "Read the decision", href, "About 5 minutes", why="For now")
    if journey.stage is Stage.DECLINED and can(May.SEE_APPLICATION, journey):
        href = url_for("setting.application_check", journey_id=journey.id)
        return Next(title, text, "Read why", href, "About 2 minutes", why="For now")
    facts = facts_of(journey, at=at)
    until = facts.take_up_until
    if facts.fell_with_award:
        text += f" {IF_GIVEN_BACK}"
    elif journey.stage in TAKEN_UP and until is not None and not facts.closed_for_good:
        soon = until >= day_of(at)
        text += f" It can be taken up again until {day_whole(until)}." if soon else f" {TOO_LATE}"
    mail = journey.authority.contact_email
    return Next(title, text, ASK if mail else "", f"mailto:{mail}" if mail else "", why="For now")


def _taken_back(journey: Journey, *, at: datetime) -> Next | None:
    """What stands first where the award of this journey was revoked; None for any other.

    An appeal against it that waits comes before.
    """
    award = find_award_of(db.session(), actor(), journey)
    if award is None or award.state is not AwardState.REVOKED:
        return None
    if appealed := waits(journey):
        return appealed
    said = award_words(award, renewal_open=False, at=at)
    text = f"{dismissed_words(journey)} {said.next_words}".strip()
    return Next(said.title, text, "See the award", said.href, why="For now")
