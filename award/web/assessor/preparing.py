"""Before a visit: how to get there, the programme to agree, and what to look for in each talk."""

from collections.abc import Sequence
from typing import Any

from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.frameworks import Judged
from award.domain.permissions import May
from award.domain.visits import visit_row
from award.queries.judgements import Seen, list_criteria
from award.storage.assessments import Judge
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import is_to_make
from award.web.assessor.forms import FORM_WORDS
from award.web.assessor.reading import SCREENS
from award.web.assessor.travel import travel_rows
from award.web.assessor.visits import visit_of, when_words
from award.web.kit.access import actor, needs
from award.web.kit.filters import in_days
from award.web.kit.pages import render
from award.web.kit.plans import at_hand
from award.web.kit.visit_noting import has_begun
from award.web.kit.visit_places import own_conversations
from award.web.kit.visit_talks import prompts_of

WEAK = (Judged.NOT_YET, Judged.DEVELOPING)


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/prepare")
@needs(May.SEE_APPLICATION)
def visit_prepare(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The way there, the programme, the questions and how the setting sees itself. No form."""
    held, found = visit_of(journey_id, visit_id)
    seen = list_criteria(db.session(), held, actor())
    talks = talks_of(held, found, seen)
    return render(
        "assessor/visit_prepare.html",
        journey=held,
        visit=found,
        name=visit_row(found.kind).name,
        when=when_words(found),
        near=in_days(found.starts_at, clock.today()) if found.starts_at else "",
        travel=travel_rows(held, found, FORM_WORDS[found.form]),
        talks=talks,
        minutes=sum(one["minutes"] for one in talks),
        too_long=longer_than(found, sum(one["minutes"] for one in talks)),
        on_the_day=[one for one in seen if one.applies and one.asked.on_the_day],
        at_hand=at_hand(held, actor(), visit_id, SCREENS),
        weak=weak_in(seen),
        asked=[one for one in seen if one.applies],
        begun=has_begun(found),
        mine=is_to_make(held, found),
    )


def longer_than(visit: Visit, minutes: int) -> str:
    """What to do where the programme takes longer than the visit; empty where it fits."""
    if minutes <= visit.minutes:
        return ""
    return (
        f"The visit is booked for {visit.minutes} minutes. Agree with them which conversations "
        "come first, which go on at the same time, or a longer visit."
    )


def talks_of(held: Journey, visit: Visit, seen: Sequence[Seen]) -> list[dict[str, Any]]:
    """Each conversation of this kind of visit with whom, for how long, and its questions."""
    return [
        {
            "title": one.title,
            "minutes": one.minutes,
            "with_whom": one.with_whom,
            "opening": one.opening,
            "prompts": prompts_of(held, one, seen),
        }
        for one in own_conversations(held, visit)
    ]


def weak_in(seen: Sequence[Seen]) -> list[Seen]:
    """What the setting itself, or its adviser, sees below “met”: there one asks first."""
    judges = (Judge.SETTING, Judge.ADVISER)
    return [one for one in seen if one.applies and any(one.judged(j) in WEAK for j in judges)]
