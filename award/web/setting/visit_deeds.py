"""What a setting does next with its visits: chooses a day, gets ready, agrees a record."""

from datetime import timedelta
from typing import Final

from flask import url_for

from award.adapters import clock
from award.domain.permissions import May
from award.domain.visit_days import still_to_come
from award.domain.visits import VisitState
from award.queries.visits import VisitSeen, list_coming, list_visits
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import clock_time, in_days, number_word
from award.web.setting.deeds import Deed
from award.web.setting.here import can

LAST_DAYS: Final = timedelta(days=7)


def visit_deeds(journey: Journey) -> list[Deed]:
    """Dates to choose and records to agree: somebody waits for these."""
    if not can(May.CONFIRM_VISIT, journey):
        return []
    return [
        _deed_of(journey, one)
        for one in list_visits(db.session(), actor(), journey)
        if one.waits_for_setting and one.visit.superseded_at is None
    ]


def near_visits(journey: Journey) -> list[Deed]:
    """To get ready for the visits of the next days."""
    if not can(May.CONFIRM_VISIT, journey):
        return []
    coming = list_coming(db.session(), actor(), journey, at=clock.now())
    return [deed for one in coming if (deed := _getting_ready(journey, one))]


def _getting_ready(journey: Journey, one: VisitSeen) -> Deed | None:
    """To get ready for a visit, in the last week before it."""
    starts, now = one.visit.starts_at, clock.now()
    if one.visit.state is not VisitState.CONFIRMED or starts is None:
        return None
    if day_of(starts) > day_of(now) + LAST_DAYS:
        return None
    when = f"{in_days(day_of(starts), day_of(now))}, at {clock_time(starts)}"
    return Deed(
        f"Get ready for the {one.name[0].lower()}{one.name[1:]}",
        url_for("setting.visit_prepare", journey_id=journey.id, visit_id=one.visit.id),
        "Get ready",
        f"With {one.visitor}, {when}. See the programme and what to lay out.",
        "About 10 minutes",
    )


def visits_of_holder(journey: Journey) -> list[Deed]:
    """What waits about the visits of a journey that has ended: a date to choose, or a record."""
    dates, records = can(May.CONFIRM_VISIT, journey), can(May.AGREE_VISIT_RECORD, journey)
    if not dates and not records:
        return []
    return [
        _deed_of(journey, one)
        for one in list_visits(db.session(), actor(), journey)
        if one.waits_for_setting and (records if one.is_record_open else dates)
    ]


def _deed_of(journey: Journey, one: VisitSeen) -> Deed:
    href = url_for("setting.visit", journey_id=journey.id, visit_id=one.visit.id)
    name = one.name[0].lower() + one.name[1:]
    if one.is_record_open:
        text = f"{one.visitor} wrote down what was seen and heard. Agree it, or say what is wrong."
        return Deed(
            f"Read the record of the {name}", href, "Read the record", text, "About 5 minutes"
        )
    left = len(still_to_come(one.visit.offered, clock.now()))
    if not left:
        return Deed(
            f"Find a new day for the {name}",
            url_for("setting.visit_other_days", journey_id=journey.id, visit_id=one.visit.id),
            "Offer other days",
            "The days that were offered have passed. Offer days that suit you.",
            "About 2 minutes",
        )
    who = "You are offered" if one.is_unmade else f"{one.visitor} offers"
    text = f"{who} {number_word(left)} to choose from." if left > 1 else f"{who} one date."
    return Deed(f"Choose a date for the {name}", href, "Choose a date", text, "About 2 minutes")
