"""Whether an appeal waits or can be lodged, and the card that says so."""

from datetime import datetime
from typing import Final

from flask import url_for

from award.actions.appealing import AGAINST_WORDS, appealable
from award.domain.permissions import May
from award.queries.awards import list_appeals
from award.storage.db import db
from award.storage.decisions import Appeal, AppealState
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.setting.here import can
from award.web.setting.nexts import Next

WAITING: Final = (AppealState.LODGED, AppealState.RECEIVED)


def find_waiting(journey: Journey) -> Appeal | None:
    """The appeal that nobody has heard yet; for whoever may lodge one or read the decision."""
    if not (can(May.LODGE_APPEAL, journey) or can(May.SEE_DECISION, journey)):
        return None
    found = list_appeals(db.session(), actor(), journey)
    return next((one for one in found if one.state in WAITING), None)


def may_appeal(journey: Journey, *, at: datetime) -> bool:
    """Whether an appeal can be lodged now by who looks; never a second one beside the first."""
    if not can(May.LODGE_APPEAL, journey) or appealable(journey, at=at) is None:
        return False
    return find_waiting(journey) is None


def waits(journey: Journey) -> Next | None:
    """The first card while an appeal waits to be heard; None where none does."""
    one = find_waiting(journey)
    if one is None:
        return None
    text = (
        f"You appealed on {day(one.lodged_at)} against {AGAINST_WORDS[one.against]}. Somebody who "
        "took no part looks at it, and you get an e-mail. There is nothing that you need to do now."
    )
    reads = can(May.SEE_DECISION, journey)
    return Next(
        "Your appeal is under way",
        text,
        "Read the decision" if reads else "",
        url_for("setting.decision", journey_id=journey.id) if reads else "",
        why="For now",
    )
