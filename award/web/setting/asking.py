"""Where feedback is asked for, answered or taken back, and what was said, for this room."""

from flask import url_for

from award.domain.permissions import May
from award.domain.stages import GIVING, Stage
from award.queries.remarks import list_of_standards
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.pages import Link
from award.web.kit.threads import Thread, thread_of
from award.web.setting.here import can, rests


def feedback_link(journey: Journey) -> Link | None:
    """Where feedback is asked for, or taken back; None where neither can be done now."""
    if journey.stage is not Stage.GATHERING or rests(journey):
        return None
    if not can(May.WRITE_EVIDENCE, journey):
        return None
    if journey.feedback_asked_at is not None:
        href = url_for("setting.feedback_take_back", journey_id=journey.id)
        return Link("Take back the request for feedback", href)
    return Link("Ask for feedback", url_for("setting.feedback_ask", journey_id=journey.id))


def deed_of_talk(journey: Journey) -> str:
    """What the page of a talk adds for this person: an answer, or nothing where it is only read."""
    answers = journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)
    return "Answer" if answers else ""


def standard_thread(journey: Journey, code: str, title: str) -> Thread | None:
    """What was said of a whole standard; None where nothing was."""
    said = list_of_standards(db.session(), actor(), journey, code).get(code)
    if not said:
        return None
    href = url_for("setting.standard_talk", journey_id=journey.id, code=code)
    return thread_of(f"Standard {code}, {title}", href, said, deed=deed_of_talk(journey))
