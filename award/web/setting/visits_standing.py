"""What a setting reads before it proposes a visit of a kind that is offered or booked already."""

from typing import Final

from flask import url_for

from award.actions.fitting import why_no_first
from award.adapters import clock
from award.domain.spoken import listed
from award.domain.visit_days import spoken_moment
from award.domain.visits import VisitKind
from award.queries.visits import VisitSeen, list_coming
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.forms import Choice, Form
from award.web.kit.pages import Link

CLOSED: Final = "Ask the coordinator: no visit is open now"


def visits_standing(journey: Journey) -> dict[VisitKind, VisitSeen]:
    """The visits that are offered, or booked for an hour to come, one of each kind."""
    coming = list_coming(db.session(), actor(), journey, at=clock.now())
    return {one.visit.kind: one for one in reversed(coming)}


def standing_words(one: VisitSeen) -> str:
    """Until when a visit of this kind is arranged already: booked, or offered for which days."""
    if one.visit.starts_at is not None:
        return f"booked for {spoken_moment(one.visit.starts_at)} already"
    return f"offered for {listed([spoken_moment(when) for when in one.offered], 'or')} already"


def kind_choices(names: dict[VisitKind, str], standing: dict[VisitKind, VisitSeen]) -> list[Choice]:
    """The kinds to choose from; one that is arranged already says so below its name."""
    return [
        Choice(
            str(kind),
            name,
            f"One is {standing_words(standing[kind])}." if kind in standing else "",
        )
        for kind, name in names.items()
    ]


def links_to(journey: Journey, standing: dict[VisitKind, VisitSeen]) -> list[tuple[str, Link]]:
    """Each visit that is arranged already in a sentence, with the way to it."""
    return [
        (
            f"{one.name}: {standing_words(one)}.",
            Link(
                "Look at it",
                url_for("setting.visit", journey_id=journey.id, visit_id=one.visit.id),
            ),
        )
        for one in standing.values()
    ]


def asks_for_one_more(form: Form, standing: dict[VisitKind, VisitSeen]) -> bool:
    """Whether the form wants one more of a kind that is arranged already, and does not say so.

    It is then asked, once.
    """
    kind = form["kind"].data
    found = standing.get(VisitKind(kind)) if kind else None
    if found is None or form["one_more"].data:
        return False
    said = f"One is {standing_words(found)}. Tick this if you would like one more"
    form.refuse(said, field="one_more")
    return True


def why_closed(journey: Journey, fits: dict[VisitKind, int]) -> tuple[str, ...]:
    """Why no visit can be proposed now; nothing where one can."""
    return () if fits else (why_no_first(journey) or CLOSED,)
