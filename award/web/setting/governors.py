"""One page for those who govern the setting: shown, and as a PDF to send or print."""

from datetime import datetime
from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.adapters.governors import (
    GovernorsPage,
    Planned,
    StandardStands,
    render_governors_page,
)
from award.domain import readiness
from award.domain.award_moves import PublicWords
from award.domain.facts import Facts
from award.domain.permissions import May
from award.domain.readiness import NeedKind
from award.domain.stages import BEFORE_READY, OPEN, Stage
from award.domain.visits import VisitKind
from award.queries.awards import find_award_of, list_conditions
from award.queries.plans import list_actions
from award.queries.visits import VisitSeen, list_coming
from award.storage.db import db
from award.storage.decisions import ConditionState
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, kind_of
from award.storage.journeys import Journey
from award.storage.standing import last_move_line
from award.web.kit.access import actor, find, needs
from award.web.kit.conditions import ended_of
from award.web.kit.filters import day, day_short, moment, number_word, unbroken
from award.web.kit.handing_out import pdf_answer
from award.web.kit.pages import Link, render
from award.web.kit.plan_words import ENDED
from award.web.setting.awards import is_renewing
from award.web.setting.blueprint import bp
from award.web.setting.closeness import closeness_of
from award.web.setting.ended import said_of, wait_until
from award.web.setting.here import journey_here

STANDS: Final[dict[Stage, str]] = {
    Stage.DRAFT: "We are writing our application.",
    Stage.APPLIED: "We have applied, and are waiting for the answer.",
    Stage.PLANNING: "We have begun, and are making our plan.",
    Stage.GATHERING: "We are doing what we planned, and gathering what shows it.",
    Stage.READY: "We have said that we are ready. An assessor visits us next.",
    Stage.ASSESSING: "An assessor is looking at our work.",
    Stage.CHECKING: "We are checking the facts in the assessor’s report.",
    Stage.DECIDING: "The panel is deciding.",
    Stage.AWARDED: "We have the award.",
    Stage.NOT_YET: "We do not have the award yet.",
    Stage.DECLINED: "Our application was not taken up this time.",
    Stage.WITHDRAWN: "Our journey was ended.",
    Stage.LAPSED: "Our journey is on hold.",
}
STEPPED_BACK: Final = "We have stepped back for now."
STANDS_OF_AWARD: Final = {
    PublicWords.VALID: "We hold the award until {until}.",
    PublicWords.IN_GRACE: "Our award ended on {until}; our renewal keeps it for now.",
    PublicWords.EXPIRED: "Our award ended on {until}.",
    PublicWords.NOT_CONFIRMED: "Our award is not confirmed at the moment.",
    PublicWords.REVOKED: "Our award was taken back.",
    PublicWords.REPLACED: "Our award was replaced by a newer one.",
    PublicWords.NOT_ANNOUNCED: "Our next award begins on {begins}, and lasts until {until}.",
}
NOT_TOLD_YET: Final = "It is announced on {on}: please tell nobody outside before."
WHAT_IT_IS: Final = (
    "Positive and Peaceful Places is an award for places where {people} feel safe, are heard, put "
    "things right together and can be themselves. An assessor visits and talks with them and with "
    "adults, and a panel decides. It is held for three years, and on to the end of that term."
)
JOURNEY_NEEDS: Final = {
    NeedKind.PLAN: "Our plan is still to be agreed.",
    NeedKind.VISIT: "A monitoring visit is still to come, or its record to be agreed.",
    NeedKind.POLICY: "Our anti-bullying policy is due to be reviewed.",
}
BEFORE_THE_TALK: Final = OPEN[: OPEN.index(Stage.CHECKING)]
NO_REVIEW_NOTED: Final = "The day of the last review of our anti-bullying policy is not noted yet."
MOST_LEFT, MOST_ACTIONS, MOST_VISITS = 6, 4, 2


@bp.get("/governors", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/governors")
@needs(May.SEE_PLAN)
def governors(journey_id: int | None) -> ResponseReturnValue:
    """What the page says, before it is sent to anybody."""
    journey = journey_here(May.SEE_PLAN, journey_id)
    page = page_for(journey, at=clock.now())
    return render("setting/governors.html", journey=journey, page=page, back=back_link())


def back_link() -> Link:
    return Link("Home", url_for("setting.home"))


@bp.get("/journeys/<int:journey_id>/governors.pdf")
@needs(May.SEE_PLAN)
def governors_pdf(journey_id: int) -> ResponseReturnValue:
    """The page as a file."""
    now = clock.now()
    made = render_governors_page(page_for(find(May.SEE_PLAN, journey_id), at=now), at=now)
    return pdf_answer(made, "for-governors.pdf")


def page_for(journey: Journey, *, at: datetime) -> GovernorsPage:
    """Everything on the page, as things are now."""
    kind, facts = kind_of(journey.setting), facts_of(journey, at=at)
    close, visits = closeness_of(journey, facts), list_coming(db.session(), actor(), journey, at=at)
    works = journey.stage in BEFORE_READY
    first, others = left_of(journey, facts) if works else ([], still_asked_of(journey))
    left = first + others[: max(0, MOST_LEFT - len(first))]
    counts = f" {close.ready} of {close.total} criteria are ready." if works and left else ""
    more = len(first) + len(others) - len(left)
    return GovernorsPage(
        setting_name=journey.setting.name,
        authority_name=journey.authority.name,
        on=day_short(at),
        governs=kind.governing_bodies[0],
        what_it_is=[WHAT_IT_IS.format(people=kind.people)],
        stands=stands_of(journey, at=at) + counts,
        standards=[
            StandardStands(one.words, one.ready, one.total) for one in close.standards if counts
        ],
        left=[*left, f"And {number_word(more)} more."] if more > 0 else left,
        planned=planned_of(journey, visits) if journey.stage in OPEN else [],
        asks=asks_of(kind.people, facts)
        + ([talk_of(visits)] if journey.stage in BEFORE_THE_TALK else []),
        brand_colour=journey.authority.brand_colour,
    )


def stands_of(journey: Journey, *, at: datetime) -> str:
    """Where we stand, in a sentence; of an award how it stands on this day."""
    award = find_award_of(db.session(), actor(), journey)
    if award is None or journey.stage is not Stage.AWARDED:
        line = last_move_line(db.session(), journey)
        stepped_back = line is not None and line.what == "withdraw"
        return STEPPED_BACK if stepped_back else STANDS[journey.stage]
    said = said_of(award, renewal_open=is_renewing(), at=at)
    words = STANDS_OF_AWARD.get(said, STANDS[Stage.AWARDED])
    begins, until = (unbroken(day_short(one)) for one in (award.valid_from, award.valid_until))
    waits = wait_until(award, at=at)
    told = f" {NOT_TOLD_YET.format(on=unbroken(day_short(waits)))}" if waits else ""
    return words.format(begins=begins, until=until) + told


def still_asked_of(journey: Journey) -> list[str]:
    """The conditions that an award still asks, each with its day."""
    if ended_of(journey) is not None:
        return []
    return [
        f"{one.words} (by {unbroken(day_short(one.due_on))})"
        for one in list_conditions(db.session(), actor(), journey)
        if one.state is ConditionState.OPEN
    ]


def left_of(journey: Journey, facts: Facts) -> tuple[list[str], list[str]]:
    """What is still missing, in our words: all that is named first, and what may be only counted.

    First are the journey’s own needs, then every essential criterion, in the framework’s order.
    """
    place = {one.code: one.place for one in journey.asked}
    titles = {one.code: one.title for one in criteria_of(journey)}
    essential = {one.code for one in journey.asked if one.essential}
    first: dict[str, None] = {}
    others: dict[str, None] = {}
    for need in sorted(readiness.needs(facts), key=lambda one: place.get(one.criterion, -1)):
        title = f"{need.criterion} {titles.get(need.criterion, '')}"
        if need.kind is NeedKind.POLICY and journey.policy_reviewed_on is None:
            first[NO_REVIEW_NOTED] = None
        elif not need.criterion:
            first[JOURNEY_NEEDS[need.kind]] = None
        elif need.criterion in essential:
            first[f"{title} (essential)"] = None
        else:
            others[title] = None
    return list(first), list(others)


def planned_of(journey: Journey, visits: list[VisitSeen]) -> list[Planned]:
    """The next visits with a day, and the next actions."""
    booked = [
        Planned(one.name, one.visitor, moment(one.visit.starts_at))
        for one in visits
        if one.visit.starts_at
    ]
    actions = [one for one in list_actions(actor(), journey) if one.state not in ENDED]
    return booked[:MOST_VISITS] + [
        Planned(one.what, one.lead_name, f"by {unbroken(day_short(one.due_on))}")
        for one in actions[:MOST_ACTIONS]
    ]


def talk_of(visits: list[VisitSeen]) -> str:
    """The talk that the assessor asks of them, with its day where there is one."""
    talk = next(
        (
            one.visit.starts_at
            for one in visits
            if one.visit.kind is VisitKind.ASSESSMENT and one.visit.starts_at
        ),
        None,
    )
    when = f"on {unbroken(day(talk))}" if talk else "when the assessor visits"
    asked = f"One of you talks with the visitor for twenty minutes {when}."
    return f"{asked} You need no papers for it."


def asks_of(people: str, facts: Facts) -> list[str]:
    """What those who govern can do, at any time."""
    policy = (
        "Ask how often bullying was reported since you last met, and what was done."
        if facts.policy_in_date
        else "Review the anti-bullying policy with us, and note the day on which you did."
    )
    return [
        f"Ask at each meeting what has changed for {people}.",
        "Name one of you who keeps an eye on this, and asks about it twice a year at least.",
        policy,
    ]
