"""Where this room begins: papers that wait for a vote, appeals, awards in question, decisions."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.actions.appealing import AGAINST_WORDS
from award.adapters import clock
from award.domain.permissions import May
from award.domain.turns import PanelWait
from award.queries import papers
from award.queries.appeals import AppealLine, list_appeals
from award.queries.conditions import ConditionLine, list_to_look_at
from award.storage.db import db
from award.web.kit.access import actor, needs
from award.web.kit.agendas import paused_words, wait_words
from award.web.kit.filters import day_short, listed, number_word, plural
from award.web.kit.first_steps import (
    FirstStep,
    FirstSteps,
    first_steps_for,
    first_steps_screen,
)
from award.web.kit.journeys import PAST
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.pages import Link, render, room_nav
from award.web.kit.paging import asked_page, pages_of
from award.web.kit.reading import OUTCOME_WORDS
from award.web.kit.waited import waited_here
from award.web.panel.award_rows import award_row
from award.web.panel.blueprint import bp
from award.web.panel.days_ahead import days_of
from award.web.panel.due import days_count, due_words, needs_member_soon

first_steps_screen(bp, may=May.VOTE)
room_nav(
    "panel",
    ("Papers", "panel.home"),
    ("Awards", "panel.awards"),
    under={"panel.home": ("journeys", "days")},
)


@bp.get("")
@needs(May.VOTE)
def home() -> ResponseReturnValue:
    """Papers, appeals, awards in question, conditions, and what was decided lately."""
    session, who = db.session(), actor()
    search, page = request.args.get("search", "").strip()[:100], asked_page()
    found, total = papers.list_papers(session, who, search=search, page=page)
    pages = pages_of(
        total, size=papers.PAGE, page=page,
        address=lambda n: url_for("panel.home", search=search or None, page=n),
    )  # fmt: skip
    going = [one for one in found if one.wait is not PanelWait.PAUSED]
    ready = [_row(one) for one in going if one.can_be_released]
    open_ = [one for one in going if not (one.voted or one.met or one.can_be_released)]
    waiting = [_row(one) for one in sorted(open_, key=_can_wait)]
    voted = [one for one in going if (one.voted or one.met) and not one.can_be_released]
    split = [_row(one) for one in voted if one.is_split]
    appeals = list_appeals(session, who)
    awards = [award_row(one) for one in papers.list_awards_in_question(session, who)]
    conditions = list_to_look_at(session, who, today=clock.today())
    decided = papers.list_decided(session, who, at=clock.now())
    return render(
        "panel/home.html",
        first=None if search else first_of(waiting, ready),
        told=told(
            waiting, pages.total, _besides(len(ready), len(split), appeals, awards, conditions)
        ),
        waiting=waiting,
        ready=ready,
        first_steps=_first_steps(found, waiting),
        split=split,
        voted=[_row(one) for one in voted if not one.is_split],
        paused=[_paused_row(one) for one in found if one.wait is PanelWait.PAUSED],
        pages=pages,
        search=search,
        appeals=[_appeal(one) for one in appeals],
        awards=awards,
        conditions=[_condition(one) for one in conditions],
        days=days_of(found),
        decided=[_decided(one) for one in decided],
        minutes=_minutes(decided),
    )


def _decided(one: papers.Decided) -> list[object]:
    """A decision as the cells of a table."""
    outcome = {"words": PAST[one.outcome], "tone": OUTCOME_TONES[one.outcome]}
    return [one.setting, outcome, day_short(one.at)]


def _minutes(decided: list[papers.Decided]) -> list[Link]:
    """The panel days on which these were decided, each with its agenda and minutes."""
    days = {one.day.id: one.day for one in decided if one.day is not None}
    return [
        Link(f"{one.name}, {day_short(one.panel_on)}", url_for("panel.day", round_id=one.id))
        for one in days.values()
    ]


def _can_wait(one: papers.Paper) -> bool:
    """Whether a vote can wait: for a second judgement that is not in yet."""
    return one.wait is PanelWait.SECOND


def first_of(
    waiting: list[dict[str, object]], ready: list[dict[str, object]]
) -> dict[str, object] | None:
    """What a member does first: vote where all is there, then release, then read ahead."""
    now = [one for one in waiting if not one["can_wait"]]
    return next(iter([*now, *ready, *waiting]), None)


def _first_steps(found: list[papers.Paper], waiting: list[dict[str, object]]) -> FirstSteps | None:
    """What somebody begins with who has not voted here so far."""
    if any(one.has_voted_before for one in found):
        return None
    first = str(waiting[0]["href"]) if waiting else ""
    steps = [
        FirstStep(
            "See how papers, votes and a release go",
            "Five steps. Three minutes.",
            url_for("panel.first_steps"),
        ),
        FirstStep(
            "Read the papers that wait longest",
            "The report first, then where views differ. About 20 minutes."
            if first
            else "None wait so far. You get an e-mail when a report is confirmed.",
            first,
        ),
        FirstStep(
            "Say so if you know a setting well",
            "On its papers. They then close for you, and others decide.",
        ),
    ]
    return first_steps_for(steps, at=clock.now(), while_new=bool(not found))


def told(waiting: list[dict[str, object]], total: int, besides: list[str]) -> str:
    """The sentence under the heading: how many wait for this vote, and what waits besides."""
    number = len(waiting)
    more = " on this page" if total > papers.PAGE else ""
    said = "paper waits" if number == 1 else "papers wait"
    count = number_word(number).capitalize() if number else "No"
    words = f"{count} {said if number else 'paper waits'} for your vote{more}"
    if not besides:
        return f"{words}."
    is_one = len(besides) == 1 and besides[0].startswith("one ")
    there = listed(besides)
    verb = "waits" if is_one else "wait"
    if not number:
        return f"{words}, but {there} {verb}."
    return f"{words}. {there[0].upper()}{there[1:]} {verb} too."


def _besides(
    ready: int,
    split: int,
    appeals: list[AppealLine],
    awards: list[dict[str, object]],
    conditions: list[ConditionLine],
) -> list[str]:
    """What else this member has to do: to release, to talk over, to hear, to look at."""
    kinds = (
        (ready, "decision to release", "decisions to release"),
        (split, "split vote to talk over", "split votes to talk over"),
        (sum(not one.is_for_others for one in appeals), "appeal", "appeals"),
        (sum(bool(one["waits"]) for one in awards), "award in question", "awards in question"),
        (len(conditions), "condition", "conditions"),
    )
    return [
        f"{number_word(count)} {one if count == 1 else many}" for count, one, many in kinds if count
    ]


@bp.get("/first-steps")
@needs(May.VOTE)
def first_steps() -> ResponseReturnValue:
    """How papers, votes and a release go, step by step; one can leave it at any time."""
    return render("panel/first_steps.html")


def _row(one: papers.Paper) -> dict[str, object]:
    wait = waited_here(one.journey.waiting_since)
    what = _so_far(one)
    if one.is_again:
        what = f"To be decided again. {what}"
    if one.can_be_released:
        what += "; it can be released"
    if one.is_split:
        what += "; the votes are split, so talk it over"
    if words := wait_words(one.wait):
        later = _can_wait(one) and not (one.voted or one.met)
        what += f"; {words}, and voting can wait for it" if later else f"; {words}"
    today = clock.today()
    due = due_words(one.voting_day, today) if one.voting_day and days_count(one, today) else ""
    return {
        "who": one.setting,
        "what": what,
        "by": _why(one, f"Vote by {due}" if due else wait.told),
        "since": f"by {due}" if due else wait.told[:1].lower() + wait.told[1:],
        "tone": "attention" if needs_member_soon(one, wait.days, today) else "",
        "button": _button(one),
        "can_wait": _can_wait(one),
        "effort": "about 2 minutes" if one.can_be_released else "about 20 minutes",
        "href": url_for("panel.journey", journey_id=one.journey.id),
    }


def _paused_row(one: papers.Paper) -> dict[str, object]:
    """Papers that rest, and until when; nothing is asked of anybody."""
    return {
        "who": one.setting,
        "what": _so_far(one),
        "since": paused_words(one.journey).removeprefix("Paused "),
        "tone": "",
        "button": "Look",
        "href": url_for("panel.journey", journey_id=one.journey.id),
    }


def _so_far(one: papers.Paper) -> str:
    """What is recommended, and how far the panel is."""
    known = OUTCOME_WORDS[one.recommendation].lower() if one.recommendation else "nothing yet"
    mine = "You have voted. " if one.voted else ""
    so_far = f"{mine}{plural(one.votes, 'vote') if one.votes else 'No vote'} so far"
    return f"Recommended: {known}. {'A meeting has decided' if one.met else so_far}"


def _why(one: papers.Paper, waited: str) -> str:
    """Why a journey stands first."""
    if not one.can_be_released:
        return waited
    return "A meeting has decided" if one.met else "Enough of you agree"


def _button(one: papers.Paper) -> str:
    if one.can_be_released:
        return "Release it"
    if one.voted or one.met:
        return "Look"
    return "Read" if _can_wait(one) else "Read and vote"


def _appeal(one: AppealLine) -> dict[str, object]:
    others = f". {one.hearer} is asked to hear it" if one.hearer else ""
    if one.took_part:
        others = ". You took part, so somebody else hears it"
    elif one.appeal.hearer_id == actor().user_id:
        others = ". You are asked to hear it"
    return {
        "who": one.setting,
        "what": f"Appeals against {AGAINST_WORDS[one.appeal.against]}{others}",
        "since": f"since {day_short(one.appeal.lodged_at)}",
        "tone": "",
        "button": "Look" if one.is_for_others else "Hear it",
        "href": url_for("panel.appeal", journey_id=one.appeal.journey_id),
    }


def _condition(one: ConditionLine) -> dict[str, object]:
    return {
        "who": one.setting,
        "what": one.condition.words,
        "since": f"since {day_short(one.condition.evidence_at)}",
        "tone": "",
        "button": "Look",
        "href": url_for(
            "panel.condition",
            journey_id=one.condition.journey_id,
            condition_id=one.condition.id,
        ),
    }
