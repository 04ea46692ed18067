"""What the screens of this room share: the journey at hand, what may be done, a page that asks."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.own_journeys import find_journey_here
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, candidates, find, has, may_with, setting
from award.web.kit.errors import refused
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm

Refusal = NotReady | NotAllowed | Stale
REFUSALS = (NotReady, NotAllowed, Stale)


def journey_here(may: May, journey_id: int | None) -> Journey:
    """The journey of the address; without one the setting's present journey, or the last.

    Where a setting never had a journey, its home says how one begins.
    """
    if journey_id is None:
        found = find_journey_here(db.session(), actor(), setting())
        journey_id = found.id if found else abort(redirect(url_for("setting.home")))
    return find(may, journey_id)


def who_can(may: May, journey: Journey) -> Actor | None:
    """The first of the person's roles here that may do this with the journey now."""
    return next(
        (one for one in candidates() if has(may, one) and may_with(may, journey, by=one)), None
    )


def can(may: May, journey: Journey) -> bool:
    """Whether one of the person's roles here may do this with the journey now."""
    return who_can(may, journey) is not None


def rests(journey: Journey) -> bool:
    """Whether the journey is paused, so that its pages ask for nothing."""
    return journey.paused_until is not None


def refuse(form: Form, refusal: Refusal, version: int = 0, **now: object) -> None:
    """Show what was refused. Where somebody was faster, both texts stand on the page.

    ``version`` is the one that is kept now, and ``now`` holds what stands in fields of the form.
    """
    refused(form, refusal)
    if isinstance(refusal, Stale) and isinstance(form, VersionedForm):
        form.show_both(version, now)


def tell(refusal: Refusal) -> None:
    """Say in amber on the next page why a single button changed nothing."""
    words = refusal.without_words if isinstance(refusal, Stale) else str(refusal)
    said = refusal.blockers if isinstance(refusal, NotReady) else (words,)
    flash(". ".join(one.rstrip(".") for one in said) + ".", "attention")


def ask(form: Form, *, heading: str, button: str, back: Link, **more: Any) -> ResponseReturnValue:
    """A page with one form. ``more`` may hold lead, said, kind, blockers and rows."""
    more |= {"heading": heading, "button": button, "back": back, "whose": setting().name}
    return render("setting/ask.html", form=form, **more)


def home_link() -> Link:
    """The way back to the first page of the room."""
    return Link("Home", url_for("setting.home"))
