"""The next journey of a setting that holds the award, opened by its lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.opening import find_award_to_renew, open_journey, what_renewal_asks
from award.adapters import clock
from award.domain.frameworks import Criterion
from award.domain.people import Role
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.own_journeys import find_open_journey
from award.storage.awards import Award, find_next_award
from award.storage.days import day_of
from award.storage.db import db, session_of
from award.storage.settings import Setting, SettingState
from award.web.kit.access import actor, candidates, changing, has, needs, setting
from award.web.kit.filters import day_whole
from award.web.kit.pages import render
from award.web.setting.blueprint import bp
from award.web.setting.forms import NothingForm
from award.web.setting.here import REFUSALS, home_link, refuse
from award.web.setting.sightings import kept_link

ROUTE = "renewal"
CLOSED: Final = (
    "The council has noted that your setting has closed, so nothing more is asked. If it has not, "
    "please tell the coordinator. Your award stays as it was given."
)


@bp.route("/renewal/open", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def renewal_open() -> ResponseReturnValue:
    """Say what a renewal is, and begin it."""
    form, award = NothingForm(), find_award_to_renew(setting(), at=clock.now())
    if award is None:
        raise NotFound
    if is_under_way(setting()):
        flash("Your next journey is under way already. Go on with it here.")
        return redirect(url_for("setting.home"))
    blockers = too_early(award, at=clock.now())
    if not blockers and form.validate_on_submit():
        try:
            with changing(setting(), May.OPEN_JOURNEY) as held:
                open_journey(held, route=ROUTE, by=actor(), at=clock.now())
            flash("Your renewal has begun. What you showed before still counts where it is fresh.")
            return redirect(url_for("setting.home"))
        except REFUSALS as refusal:
            refuse(form, refusal)
    seen = what_renewal_asks(setting(), at=clock.now())
    begins_on = max(day_of(clock.now()), award.valid_until + timedelta(days=1))
    return render(
        "setting/renewal.html",
        form=form,
        blockers=blockers,
        back=home_link(),
        award=award,
        begins_on=begins_on,
        asked=_named(seen.asked) if seen else [],
        kept_at=kept_link(award),
        left_out=_named(seen.left_out) if seen else [],
    )


@dataclass(frozen=True)
class Renewal:
    """How the renewal of an award stands: from when, whether who looks begins it, or it is on."""

    opens_on: date | None
    may_begin: bool
    under_way: bool
    words: str


def renewal_of(award: Award, *, at: datetime) -> Renewal | None:
    """How this award's renewal stands for who looks; None where another is renewed, or none."""
    place = award.setting
    if award != find_award_to_renew(place, at=at):
        return None
    opens, going = award.renewal_opens_on, is_under_way(place)
    ahead = opens if opens and opens > day_of(at) else None
    begins = not going and may_renew(place, at=at)
    return Renewal(ahead, begins, going, renews_words(award, may_begin=begins, at=at))


def is_under_way(place: Setting) -> bool:
    """Whether a journey of the setting is open."""
    return find_open_journey(db.session(), actor(), place) is not None


def renews_words(award: Award, *, may_begin: bool, at: datetime) -> str:
    """When the next journey may begin, in a sentence, and who begins it."""
    if award.setting.state is SettingState.CLOSED:
        return CLOSED
    following = find_next_award(session_of(award), award)
    if following is not None:
        return f"Your next award begins on {day_whole(following.valid_from)}."
    opens = award.renewal_opens_on
    if opens is not None and opens > day_of(at):
        return f"You can renew it from {day_whole(opens)}. We will write to you before then."
    if not may_begin:
        return "It can be renewed now. Whoever leads the work here begins the renewal."
    return "You can renew it now. You are asked only for what is old or has changed."


def may_renew(place: Setting, *, at: datetime) -> bool:
    """Whether one of the person's roles may open the renewal today."""
    award = find_award_to_renew(place, at=at)
    if award is None or (award.renewal_opens_on or day_of(at)) > day_of(at):
        return False
    return any(has(May.OPEN_JOURNEY, one) for one in candidates())


def _named(criteria: Iterable[Criterion]) -> list[str]:
    return [f"{one.code} {one.title}" for one in criteria]


def too_early(award: Award, *, at: datetime) -> tuple[str, ...]:
    """From which day a lead can renew, where that day is still to come."""
    opens_on = award.renewal_opens_on
    if actor().role is not Role.LEAD or opens_on is None or day_of(at) >= opens_on:
        return ()
    return (f"You can begin from {day_whole(opens_on)} on.",)
