"""A condition of an award in words, and the one form on which the authority answers it."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from flask import url_for

from award.actions.fulfilling import (
    answer_condition,
    gave_it,
    give_more_time,
    is_late,
    miss_condition,
    needs_new_day,
    waits_for_another,
)
from award.actions.who_answers import is_bound
from award.adapters import clock
from award.domain.condition_ends import Over, not_asked_words
from award.domain.people import Actor
from award.domain.refusals import Stale
from award.queries.conditions import list_pieces_for, names_of_closers
from award.storage.asked_conditions import Ended, find_ended
from award.storage.db import db
from award.storage.decisions import CLOSED_CONDITIONS, Condition, ConditionState
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.errors import refused
from award.web.kit.filters import day, day_short
from award.web.kit.forms import (
    AtMost,
    Choice,
    ChoiceField,
    DayField,
    Form,
    HiddenVersion,
    LongField,
    Required,
)
from award.web.kit.pages import Link
from award.web.kit.reading import Card, cards_of
from award.web.kit.screens import Screens

LONG: Final = 4000
MET: Final = Choice("met", "It is met", "The condition is closed, and the setting is told.")
BACK: Final = Choice("back", "A little more is needed", "It goes back to the setting. Say what.")
BACK_WITH_DAY: Final = Choice(
    BACK.value,
    BACK.words,
    "It goes back to the setting. Its day has passed, so choose a new one below, and say what.",
)
TIME: Final = Choice("time", "Give more time", "Choose the new day below, and say why.")
NOT_ASKED: Final = "Not asked any more"
NOT_MET: Final = Choice(
    "not_met",
    "It is not met",
    "The condition is closed. The award stands until a panel decides otherwise.",
)

OWN: Final = (
    "You wrote down what was done. Another coordinator or a panel member says whether it is met."
)
TIED: Final = (
    "You have a tie to this setting. "
    "A coordinator or a panel member without one says whether it is met."
)


class AnswerForm(Form):
    """What comes of a condition. ``stands`` is the condition as it is now."""

    stands: Condition
    version = HiddenVersion()
    verdict = ChoiceField("What do you find?", [Required("Choose one")])
    until_on = DayField(
        "The new day",
        hint="For more time. Where a little more is needed you can leave it empty.",
    )
    reason = LongField(
        "What should the setting know?",
        [AtMost(LONG)],
        hint="The setting reads this. If it is met you can leave it empty.",
        rows=3,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """False, with who was faster, where the condition has changed since the form was shown."""
        if self.version.data in (None, self.stands.version):
            return super().validate(extra_validators)
        if self.stands.state in CLOSED_CONDITIONS:
            self.refuse("Somebody answered this while you were writing, and it is closed now")
        else:
            refused(self, Stale("this condition"))
        self.version.fill(self.stands.version)
        return False


def for_another(journey: Journey, condition: Condition, ended: Ended | None) -> str:
    """Why a condition that is asked is for somebody else to answer; empty where it is not."""
    if condition.state in CLOSED_CONDITIONS or ended is not None:
        return ""
    if is_bound(journey, condition, actor()):
        return TIED
    return OWN if waits_for_another(condition, actor()) else ""


def answer_form(journey: Journey, condition: Condition, ended: Ended | None) -> AnswerForm:
    """The form with what can be answered now: nothing once it is closed or asked no more, or while
    it is for another; more time alone for who gave evidence that was sent back."""
    form = AnswerForm(version=condition.version)
    form.stands = condition
    given = condition.state is ConditionState.EVIDENCE_GIVEN
    late = needs_new_day(condition, clock.today())
    if not given:
        form.until_on.hint, form.reason.hint = "For more time.", "The setting reads this."
    elif late:
        form.until_on.hint = "Needed for more time, and where a little more is needed."
    is_over = condition.state in CLOSED_CONDITIONS or ended is not None
    if is_over or for_another(journey, condition, ended):
        return form
    if gave_it(condition, actor()) and condition.state is ConditionState.OPEN:
        form.verdict.choices = [TIME]
    else:
        form.verdict.choices = [
            *((MET, BACK_WITH_DAY if late else BACK) if given else ()),
            TIME,
            *((NOT_MET,) if given or is_late(condition, clock.today()) else ()),
        ]
    if form.verdict.choices == [TIME]:  # nothing to choose from: the page asks for the day alone
        form.verdict.data = form.verdict.data or TIME.value
        form.until_on.hint = ""
    return form


def answer(held: Journey, condition_id: int, form: AnswerForm, *, by: Actor) -> str:
    """Do what was chosen, and say it in a sentence."""
    given: dict[str, Any] = {
        "reason": form.reason.data, "version": form.version.data, "by": by, "at": clock.now(),
    }  # fmt: skip
    verdict = form.verdict.data
    if verdict == "time":
        one = give_more_time(held, condition_id, until_on=form.until_on.data, **given)
        return f"The condition is due on {day(one.due_on)} now."
    if verdict == "not_met":
        miss_condition(held, condition_id, **given)
        return "The condition is closed: it is not met. The setting is told."
    if verdict == "met":
        answer_condition(held, condition_id, met=True, **given)
        return "The condition is met."
    one = answer_condition(held, condition_id, met=False, until_on=form.until_on.data, **given)
    return f"The condition went back to the setting. It is due on {day(one.due_on)}."


def ended_of(journey: Journey) -> Ended | None:
    """What ended the conditions of a journey's award; None while they are asked today."""
    return find_ended(journey, clock.today())


def state_words(condition: Condition, today: date, ended: Ended | None) -> tuple[str, str]:
    """The tone and the words for how far a condition has come, for the authority's people."""
    if ended is not None and condition.state not in CLOSED_CONDITIONS:
        return not_asked(ended)
    if is_late(condition, today):
        return "attention", "The day has passed"
    return {
        ConditionState.OPEN: ("others", "Open"),
        ConditionState.EVIDENCE_GIVEN: ("yours", "Evidence given"),
        ConditionState.MET: ("done", "Met"),
        ConditionState.NOT_MET: ("stopped", "Not met"),
    }[condition.state]


def not_asked(ended: Ended) -> tuple[str, str]:
    """The tone and the words of a condition that nobody is asked for, in every room."""
    if ended.over is Over.DECIDED_ANEW:
        return "others", "Not asked for now"
    return "stopped", NOT_ASKED


def due_words(condition: Condition, ended: Ended | None, closer: str = "") -> str:
    """By 4 May 2026 (first by 2 March 2026). Jo Fell sees to it. Closed on 1 May 2026 by Al Day.

    ``closer`` is who closed it, for those who read names. Once it is asked no more: by when it was
    to be met, and why not.
    """
    if ended is not None and condition.state not in CLOSED_CONDITIONS:
        why = not_asked_words(ended.over, day_short(ended.on) if ended.on else "")
        return f"It was to be met by {day_short(condition.due_on)}. {why}"
    first = condition.first_due_on
    moved = f" (first by {day_short(first)})" if first else ""
    owner = f" {condition.owner_name} sees to it." if condition.owner_name else ""
    by = f" by {closer}" if closer else ""
    closed = f" Closed on {day_short(condition.closed_at)}{by}." if condition.closed_at else ""
    return f"By {day_short(condition.due_on)}{moved}.{owner}{closed}"


def due_inside(conditions: Sequence[Condition], ended: Ended | None) -> list[str]:
    """The same of several, for the authority's people: with the name of who closed each."""
    names = names_of_closers(db.session(), actor(), conditions)
    return [due_words(one, ended, names.get(one.closed_by_id or 0, "")) for one in conditions]


def counted_words(conditions: Sequence[Condition], ended: Ended | None) -> str:
    """How an award given with conditions stands: All met; or 2 met, 1 still open."""
    states = [one.state for one in conditions]
    met, missed = states.count(ConditionState.MET), states.count(ConditionState.NOT_MET)
    if met == len(states):
        return "All met"
    counts = (
        (met, "met"),
        (missed, "not met"),
        (len(states) - met - missed, not_asked(ended)[1].lower() if ended else "still open"),
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def piece_links(journey: Journey, condition: Condition, endpoint: str) -> list[Link]:
    """The pieces that show it, as links to where each is read."""
    found = list_pieces_for(db.session(), actor(), journey, condition)
    return [
        Link(item.title, url_for(endpoint, journey_id=journey.id, code=code, item_id=item.id))
        for item, code in found
        if code
    ]


def piece_cards(journey: Journey, condition: Condition, screens: Screens) -> list[Card]:
    """The same pieces with all that is said of each, for who judges the condition."""
    links = [
        next(
            one
            for one in item.links
            if one.journey_id == journey.id and one.criterion == code and one.removed_at is None
        )
        for item, code in list_pieces_for(db.session(), actor(), journey, condition)
        if code
    ]
    return cards_of(journey, links, screens)


def criteria_named(journey: Journey, condition: Condition, to: Callable[[str], str]) -> list[Link]:
    """The criteria that the condition, or what was said of it, names by their numbers."""
    said = f"{condition.words} {condition.evidence_words}"
    return [
        Link(f"{one.code} {one.title}", to(one.code))
        for one in criteria_of(journey)
        if re.search(rf"(?<![\d.]){re.escape(one.code)}(?!\.?\d)", said)
    ]
