"""What a setting gets ready for a visit: who comes, the programme, what to lay out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask.typing import ResponseReturnValue

from award.domain.frameworks import Conversation, conversations_for
from award.domain.people import ROLE_NAMES
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.routes import VisitForm
from award.domain.visits import COMING, USUAL_CHECKS, VisitKind, talks_at, visit_row
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.kit.access import find, needs
from award.web.kit.filters import clock_time
from award.web.kit.pages import render
from award.web.kit.visit_diary import hours_words
from award.web.setting.blueprint import bp
from award.web.setting.used import used_cards
from award.web.setting.visit_words import FORMS, is_apart, is_there, where_held
from award.web.setting.visits import back_to, choose_address, seen


@dataclass(frozen=True)
class Part:
    """One talk or place of the programme, with what it is about."""

    talk: Conversation
    starts: str
    about: Sequence[str]


@bp.get("/journeys/<int:journey_id>/visits/<int:visit_id>/prepare")
@needs(May.SEE_PLAN)
def visit_prepare(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The programme of a visit to come, on one page that can be printed."""
    journey = find(May.SEE_PLAN, journey_id)
    one = seen(journey, visit_id)
    if one.visit.state not in COMING:
        raise NotFound
    parts = programme_of(journey, one.visit)
    codes = {part.talk.code for part in parts}
    return render(
        "setting/visit_prepare.html",
        journey=journey,
        one=one,
        role=ROLE_NAMES[one.visit.visitor_role],
        purpose=visit_row(one.visit.kind).why,
        checks=journey.authority.visitor_words or USUAL_CHECKS,
        held_as=FORMS[one.visit.form],
        where=where_held(journey, one),
        is_there=is_there(one),
        is_apart=is_apart(one),
        parts=parts,
        takes=hours_words(sum(part.talk.minutes for part in parts)),
        meets_children="children" in codes,
        shows_log="policy_and_log" in codes,
        on_the_day=shown_on_the_day(journey),
        shows=used_cards(journey, visit_id=visit_id),
        choose_at=choose_address(journey, one),
        back=back_to(journey, one),
    )


def programme_of(journey: Journey, visit: Visit) -> list[Part]:
    """The talks and places of this visit in their order, with times where the day is known."""
    parts, starts = [], visit.starts_at
    for talk in talks_of(journey, visit.kind, visit.form):
        about = [one.title for one in criteria_of(journey) if one.prompts(talk.code)]
        parts.append(Part(talk, clock_time(starts) if starts else "", about))
        starts = _later(starts, talk.minutes)
    return parts


def conversations_of(journey: Journey) -> list[Conversation]:
    """The talks and places in which something is asked of this journey."""
    found, asked = framework_of(journey.framework), criteria_of(journey)
    talks = conversations_for(found, kind_of(journey.setting))
    return [one for one in talks if any(each.prompts(one.code) for each in asked)]


def talks_of(journey: Journey, kind: VisitKind, held_as: VisitForm) -> list[Conversation]:
    """What belongs to a visit of this kind; a call or a screen has no walk."""
    every = {one.code: one for one in conversations_of(journey)}
    codes = talks_at(kind, list(every), is_there=held_as is VisitForm.ON_SITE)
    return [every[code] for code in codes]


def _later(starts: datetime | None, minutes: int) -> datetime | None:
    return starts + timedelta(minutes=minutes) if starts else None


def shown_on_the_day(journey: Journey) -> list[str]:
    """The criteria that the setting said it would show on the day."""
    titles = {one.code: one.title for one in criteria_of(journey)}
    return [f"{one.code} {titles.get(one.code, '')}" for one in journey.asked if one.on_the_day]
