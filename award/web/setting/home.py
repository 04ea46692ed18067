"""Where this room begins: where the journey stands, what is next, how close, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.opening import find_award_to_renew
from award.adapters import clock
from award.domain.permissions import May
from award.domain.stages import GIVING, Stage
from award.queries.awards import find_award_held, find_journey_of
from award.queries.own_journeys import find_open_journey, list_ended_journeys
from award.storage.awards import Award
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.remarks import Place
from award.storage.settings import SettingState
from award.web.kit.access import actor, candidates, find, has, needs, setting
from award.web.kit.filters import day_short, moment
from award.web.kit.journey_steps import journey_steps
from award.web.kit.journeys import (
    history_lines,
    is_under_way,
    note_opened,
    stage_words,
)
from award.web.kit.moves import OpenMove, move_screen, open_moves
from award.web.kit.pages import Link, render, room_nav
from award.web.kit.since import looked, news_for_setting
from award.web.kit.timelines import Line
from award.web.setting.afterwards import after, still_speaking
from award.web.setting.ahead import ahead_of
from award.web.setting.appealing import (
    AppealTold,
    dismissed_lately,
    first_that_waits,
    may_until,
    waits_beside,
)
from award.web.setting.asking import feedback_link
from award.web.setting.blueprint import bp
from award.web.setting.check_in import is_asked
from award.web.setting.closeness import closeness_of, counts_readiness
from award.web.setting.coming import coming_up
from award.web.setting.conditions import as_list, still_asked
from award.web.setting.deeds import Deed
from award.web.setting.ended import award_words, ended_rows, papers_of, years_of
from award.web.setting.first_steps import first_steps
from award.web.setting.here import can, rests
from award.web.setting.lately import lately
from award.web.setting.nexts import Next, next_of
from award.web.setting.proposals import proposed_card
from award.web.setting.renewal import may_renew, renews_words
from award.web.setting.visit_deeds import visits_of_holder
from award.web.setting.whom_to_ask import whom_to_ask

room_nav(
    "setting",
    ("Home", "setting.home"),
    ("Criteria", "setting.criteria"),
    ("Plan", "setting.plan"),
    ("Visits", "setting.visits"),
    ("People", "setting.people"),
    under={
        "setting.home": ("printed",),
        "setting.criteria": ("evidence",),
        "setting.plan": ("policy-check", "policy"),
    },
)


@bp.get("")
@needs(May.SEE_PLAN)
def home() -> ResponseReturnValue:
    """The journey that is under way; without one, what is held and what comes next."""
    journey = find_open_journey(db.session(), actor(), setting())
    if journey is not None:
        return show_journey(find(May.SEE_PLAN, journey.id))
    here, place, now = actor(), setting(), clock.now()
    held = find_award_held(db.session(), here, place, on=clock.today())
    ended = list_ended_journeys(db.session(), here, place)
    told_by = [find(May.SEE_PLAN, one.id) for one in still_speaking(ended, held)]
    last = next(iter(told_by), None)
    asked = [asks for one in told_by for asks in still_asked(one)] if held else []
    first = next((one for one in asked if one.is_open), None)
    return render(
        "setting/home.html",
        setting=place,
        held=award_words(held, renewal_open=False, at=now) if held else None,
        check_in=check_in_at(held) if held else "",
        asks_yearly=place.state is not SettingState.CLOSED,
        of_visits=[row for one in told_by for row in visits_of_holder(one)] if held else [],
        coming=[row for one in told_by for row in coming_up(one, here, at=now)] if held else [],
        asked=first,
        **as_list(asked, first),
        renewal=find_award_to_renew(place, at=now),
        may_renew=may_renew(place, at=now),
        renews=renews_words(held, may_begin=may_renew(place, at=now), at=now) if held else "",
        after=after(last, at=now) if last and not held else None,
        appeal=next(filter(None, (may_until(one, at=now) for one in told_by)), None),
        dismissed=dismissed_lately(told_by, at=now) if held else None,
        urgent=proposed_card(held) or (first_that_waits(told_by) if held else None),
        ended=ended_rows(ended),
        asks_whom=whom_to_ask(place),
        ask_href=f"mailto:{mail}" if (mail := place.authority.contact_email) else "",
    )


@bp.get("/journeys/<int:journey_id>")
@needs(May.SEE_PLAN)
def journey(journey_id: int) -> ResponseReturnValue:
    """One journey of the setting, under way or ended."""
    return show_journey(find(May.SEE_PLAN, journey_id))


@bp.route("/journeys/<int:journey_id>/moves/<name>", methods=["GET", "POST"])
@needs(May.SEE_PLAN)
def move(journey_id: int, name: str) -> ResponseReturnValue:
    """One move that is open to somebody of the setting, or on its behalf."""
    return move_screen(journey_id, name, see=May.SEE_PLAN, home="setting.journey")


@bp.get("/journeys/<int:journey_id>/history")
@needs(May.SEE_PLAN)
def history(journey_id: int) -> ResponseReturnValue:
    """Everything that happened on the journey, newest first."""
    found = find(May.SEE_PLAN, journey_id)
    return render("setting/history.html", journey=found, lines=told(history_lines(found)))


def check_in_at(award: Award) -> str:
    """Where the yearly question is answered, while it is asked of who looks."""
    if not is_asked(award) or not any(has(May.CHECK_IN, one) for one in candidates()):
        return ""
    return url_for("setting.check_in", award_id=award.id)


@dataclass(frozen=True)
class ToldLine:
    """A line of history with its moment in words."""

    when: str
    exact: str
    what: str
    text: str
    who: str
    is_move: bool


def told(lines: list[Line]) -> list[ToldLine]:
    """The lines of history as the page shows them."""
    return [
        ToldLine(day_short(one.when), moment(one.when), one.what, one.text, one.who, one.is_move)
        for one in lines
    ]


def show_journey(journey: Journey) -> ResponseReturnValue:
    """The page of one journey."""
    note_opened(journey)
    since = looked(journey, Place.HOME)
    now, here = clock.now(), actor()
    facts, under_way = facts_of(journey, at=now), is_under_way(journey)
    moves = open_moves(journey, "setting.move")
    held = find_award_held(db.session(), here, journey.setting, on=clock.today())
    ended = after(journey, at=now)
    papers = papers_of(journey)
    return render(
        "setting/journey.html",
        news=news_for_setting(journey, since, lambda code: talk_address(journey, code)),
        journey=journey,
        steps=journey_steps(journey),
        next=with_proposed(next_of(journey, facts, moves) or ended, held),
        close=closeness_of(journey, facts) if counts_readiness(journey) else None,
        ahead=ahead_of(journey, facts),
        first_steps=first_steps(journey, at=now),
        may_drop=may_drop(journey),
        coming=coming_up(journey, here, at=now),
        begins=journey.stage is Stage.DRAFT,
        lately=lately(journey, here, papers, at=now),
        others=_others(journey, moves),
        papers=papers,
        **as_list(still_asked(journey) if journey.stage is Stage.AWARDED else []),
        appeal=may_until(journey, at=now) if not under_way or journey.deferred_until else None,
        appealed=_told_of_appeal(journey, held, at=now) if ended is None else None,
        asks_whom=whom_to_ask(journey.setting, journey),
        years=years_of(journey),
        under_way=under_way,
        stage_tone=stage_words(journey)[0],
        stage_said=stage_words(journey)[1],
        held=award_words(held, renewal_open=under_way, at=now) if held else None,
        ended=ended_rows([one for one in list_ended(journey) if one.id != journey.id]),
    )


def _others(journey: Journey, moves: list[OpenMove]) -> list[Link]:
    """What else can be done on this journey, an end last."""
    others = [asks] if (asks := feedback_link(journey)) else []
    if is_under_way(journey) and not rests(journey) and can(May.ASK_PAUSE, journey):
        asked = journey.pause_asked_until
        words = f"You asked to pause until {day_short(asked)}" if asked else "Ask to pause"
        others.append(Link(words, url_for("setting.pause_ask", journey_id=journey.id)))
    return [*others, *(Link(one.label, one.href) for one in moves if not one.onward)]


def _told_of_appeal(journey: Journey, held: Award | None, *, at: datetime) -> AppealTold | None:
    """What became of an appeal of this journey, or of the award that is held beside it."""
    both = _with_award(journey, held)
    return waits_beside(both[1:]) or dismissed_lately(both, at=at)


def _with_award(journey: Journey, held: Award | None) -> list[Journey]:
    """This journey, and the one that led to the award that is held beside it."""
    led = find_journey_of(db.session(), actor(), held) if held else None
    return [journey, *([led] if led is not None and led.id != journey.id else [])]


def with_proposed(found: Next | None, held: Award | None) -> Next | None:
    """What is proposed against the award that is held, before what the journey asks."""
    urgent = proposed_card(held)
    if urgent is None or found is None:
        return urgent or found
    after = [Deed(found.title, found.href, found.button, found.text)] if found.href else []
    return replace(urgent, then=[*after, *found.then], meanwhile=found.meanwhile)


def list_ended(journey: Journey) -> Sequence[Journey]:
    """The journeys of this setting that have ended."""
    return list_ended_journeys(db.session(), actor(), journey.setting)


def talk_address(journey: Journey, code: str) -> str:
    """Where everything is that was said of a standard."""
    return url_for("setting.standard_talk", journey_id=journey.id, code=code)


def may_drop(journey: Journey) -> bool:
    """Whether files can be dropped in now; a journey that rests does not ask for them."""
    return journey.stage in GIVING and not rests(journey) and can(May.WRITE_EVIDENCE, journey)
