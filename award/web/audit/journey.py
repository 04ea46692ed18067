"""One journey to look at: where it stands, what was decided, and all that happened."""

from typing import Any

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.audits import Decided, list_decisions
from award.storage.db import db
from award.web.audit.blueprint import bp
from award.web.kit.access import actor, find, needs
from award.web.kit.filters import day, moment
from award.web.kit.journeys import PAST, history_lines, journey_steps, stage_words, turn_words
from award.web.kit.pages import render


@bp.get("/journeys/<int:journey_id>")
@needs(May.SEE_DECISION)
def journey(journey_id: int) -> ResponseReturnValue:
    """Nothing here can be changed, and no evidence is opened."""
    found = find(May.SEE_DECISION, journey_id)
    tone, words = stage_words(found)
    lines = history_lines(found, inside=True, panel=True)
    return render(
        "audit/journey.html",
        journey=found,
        journey_steps=journey_steps(found),
        tone=tone,
        words=words,
        turn=turn_words(found),
        decisions=[in_words(one) for one in list_decisions(db.session(), actor(), journey_id)],
        lines=[
            {
                "when": moment(one.when),
                "exact": day(one.when),
                "what": one.what,
                "text": one.text,
                "who": one.who,
                "is_move": one.is_move,
            }
            for one in lines
        ],
    )


def in_words(decided: Decided) -> dict[str, Any]:
    """A decision as it is shown."""
    return {
        "who": decided.released_by,
        "when": day(decided.released_at),
        "outcome": PAST[decided.outcome] + ("" if decided.stands else " (replaced since)"),
        "reasons": decided.reasons,
        "conditions": decided.conditions,
    }
