"""What becomes of the award and the journey of a setting that closes."""

from collections.abc import Sequence
from typing import Final

from flask import url_for
from markupsafe import Markup

from award.adapters import clock
from award.domain.award_moves import LIVE
from award.queries.settings import list_awards_of, list_journeys_of
from award.storage.awards import Award
from award.storage.db import db
from award.storage.settings import Setting, SettingState
from award.web.kit.filters import day_short, unbroken

GOING: Final = (
    "Its open journey keeps its route and its criteria. Another kind changes the words of "
    "its pages, who may approve, and the days that count."
)
CLOSE_FIRST: Final = Markup(
    "If it has closed, its journey has to end first, and its visits with it: "
    '<a class="govuk-link" href="{}">close the journey</a>, then come back here.'
)
STAYS: Final = Markup(
    'If it has closed, its award <a class="govuk-link" href="{}">{}</a> stays as it was given, '
    "until {}. Where it is not to stay, propose on its page to revoke it."
)


def awards_held(awards: Sequence[Award]) -> list[Award]:
    """Those of a setting's awards that last today or are still to begin."""
    today = clock.today()
    return [one for one in awards if one.state in LIVE and one.valid_until >= today]


def told_of_closing(place: Setting) -> list[str]:
    """What its open journey keeps, and what becomes of journey and award where it closes."""
    session = db.session()
    going = next((one for one in list_journeys_of(session, place) if one.ended_at is None), None)
    told = [GOING] if going else []
    if place.state is SettingState.CLOSED:
        return told
    if going:
        href = url_for("coordinator.move", journey_id=going.id, name="close")
        told.append(CLOSE_FIRST.format(href))
    for one in awards_held(list_awards_of(session, place)):
        href = url_for("coordinator.award", award_id=one.id)
        until = unbroken(day_short(one.valid_until))
        told.append(STAYS.format(href, one.number or "from before", until))
    return told


def awards_that_stay(place: Setting) -> str:
    """A sentence for each award that a setting holds which has closed; empty for none."""
    return " ".join(
        f"Its award {one.number} stays as it was given, until {day_short(one.valid_until)}."
        for one in awards_held(list_awards_of(db.session(), place))
    )
