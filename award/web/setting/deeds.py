"""What there is to do next: each thing that is missing, turned into a deed with its link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any, Final

from flask import url_for

from award.actions.approving import has_changed_since
from award.adapters import clock
from award.domain import guards as g
from award.domain.facts import Facts, PlanState
from award.domain.frameworks import Criterion
from award.domain.lifecycle import Guard, onward_move
from award.domain.permissions import May
from award.domain.readiness import Need, NeedKind, needs
from award.domain.routes import Approval
from award.queries.own_journeys import find_approval, find_returned
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import Approval as Asked
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.decided_again import what_changed
from award.web.kit.filters import day, day_short
from award.web.setting.approver_words import ask_again, in_own_words
from award.web.setting.here import can


@dataclass(frozen=True)
class Deed:
    """One thing to do: its words, where and why, the button, and about how long it takes."""

    words: str
    href: str
    button: str
    text: str = ""
    effort: str = ""
    essential: bool = False
    waits: bool = False  # somebody else has it in hand

    @property
    def hint(self) -> str:
        """The line below it in a list."""
        return f"Essential. {self.text}" if self.essential else self.text

    @property
    def status(self) -> str:
        return self.effort

    @property
    def effort_whole(self) -> str:
        """The line beside the button, where it is the one lifted thing."""
        return f"Essential. {self.effort}".strip() if self.essential else self.effort


Make = Callable[[Journey, Facts, str], Deed]


def list_deeds(journey: Journey, facts: Facts) -> list[Deed]:
    """Everything that blocks the step that the stage waits for, then what only would help."""
    row = onward_move(journey.stage)
    if row is None:
        return []
    found: list[Deed] = []
    for guard in row.needs:
        sentence = guard(facts)
        if guard is g.nothing_blocks_readiness:
            found += list(_needed(journey, facts, blocking=True))
        elif sentence and guard in DEEDS:
            found.append(DEEDS[guard](journey, facts, sentence))
    before = [one for one in found if one.button != ASK_HEAD]
    found = before or found  # the head is asked once nothing else is left
    if g.nothing_blocks_readiness in row.needs:
        helps = list(_needed(journey, facts, blocking=False))
        if helps:
            found = [replace(one, text=NOT_ALL) if one.text == ALL_THERE else one for one in found]
        found += helps
    return list({(one.href, one.button): one for one in reversed(found)}.values())[::-1]


def _needed(journey: Journey, facts: Facts, *, blocking: bool) -> Iterator[Deed]:
    known = {one.code: one for one in criteria_of(journey)}
    found = [one for one in needs(facts) if one.blocks is blocking]
    for need in sorted(found, key=lambda one: one.kind is NeedKind.VISIT):  # others wait for none
        yield of_need(journey, need, known.get(need.criterion))


def of_need(journey: Journey, need: Need, criterion: Criterion | None = None) -> Deed:
    """The deed that answers one need of readiness."""
    words, text, button, effort, endpoint = NEEDS[need.kind]
    named = f"{need.criterion}, {criterion.title}" if criterion else need.criterion
    given: dict[str, Any] = {"code": need.criterion} if endpoint in OF_CRITERION else {}
    if need.kind is NeedKind.SUPPORT and criterion and criterion.evidence:
        text = f"One thing is enough, such as “{criterion.evidence[0].name}”."
    if need.kind is NeedKind.POLICY and (on := journey.policy_reviewed_on) is not None:
        words, text, effort = f"Review your policy: last done on {day_short(on)}", OUT_OF_DATE, ""
    return Deed(
        words.format(named=named) or need.sentence,
        url_for(endpoint, journey_id=journey.id, **given),
        button,
        text,
        effort,
        essential=need.blocks and bool(need.criterion),
    )


OF_CRITERION: Final = frozenset({"setting.criterion", "setting.evidence_add"})
LOOK_AT_VISITS: Final = "Look at visits"
NEEDS: Final[dict[NeedKind, tuple[str, str, str, str, str]]] = {
    NeedKind.JUDGEMENT: (
        "Say where you are with {named}",
        "Read the four descriptions and choose the one that fits best today.",
        "Choose",
        "About 5 minutes",
        "setting.criterion",
    ),
    NeedKind.AGREEMENT: (
        "Wait for the coordinator on {named}",
        "You said that it does not apply to you. The coordinator answers.",
        "Look at it",
        "",
        "setting.criterion",
    ),
    NeedKind.SUPPORT: (
        "Add evidence for {named}",
        "A photo, a file, a link or a few words. Or say that you will show it on the day.",
        "Add evidence",
        "About 10 minutes",
        "setting.evidence_add",
    ),
    NeedKind.FRESH_SUPPORT: (
        "Add newer evidence for {named}",
        "What is there will be too old on the day it is looked at.",
        "Add evidence",
        "About 10 minutes",
        "setting.evidence_add",
    ),
    NeedKind.IMPROVEMENT: (
        "Work on {named}",
        "You said “not yet”. When something has changed, say again where you are.",
        "Look at it",
        "",
        "setting.criterion",
    ),
    NeedKind.ACTION: (
        "Finish the actions for {named}",
        "Tick off what is done, or say why it stopped.",
        "Open the plan",
        "About 5 minutes",
        "setting.plan",
    ),
    NeedKind.PLAN: ("", "The plan has to be agreed.", "Open the plan", "", "setting.plan"),
    NeedKind.VISIT: (
        "",
        "Propose dates that suit you, or agree the record of a visit.",
        LOOK_AT_VISITS,
        "",
        "setting.visits",
    ),
    NeedKind.POLICY: (
        "Say when your anti-bullying policy was last reviewed",
        "Twelve months ago at most. Longer ago? Review it together, then come back.",
        "Give the day",
        "About 2 minutes",
        "setting.policy",
    ),
}
OUT_OF_DATE: Final = "It has to be within twelve months. Review it together, then give the new day."
FOR_THE_LEAD: Final = (
    "Your lead says whether its facts are right. Tell them what you see otherwise."
)
ASK_HEAD: Final = "Ask for approval"
ALL_THERE: Final = "Nothing is left for you but this."
WOULD_HELP: Final = "What stands below would help, but need not be."
NOT_ALL: Final = f"All that must be there is there. {WOULD_HELP}"
LONGEST_SAID: Final = 160
ASKED_ANEW: Final = "They agree to what they read. A new link shows them what stands now."


def _application(journey: Journey, facts: Facts, sentence: str) -> Deed:
    begun = journey.application is not None and journey.application.version > 1
    words = "Go on with your application" if begun else "Tell us about your setting"
    text = "A few short questions. Save as often as you like, and come back."
    if journey.route.rules.asks(Approval.APPLY):
        text += " Whoever answers for your setting approves it before it is sent."
    button = "Go on" if begun else "Begin the application"
    href = url_for("setting.application", journey_id=journey.id)
    return Deed(words, href, button, text, "About 15 minutes")


def _commitment(journey: Journey, facts: Facts, sentence: str) -> Deed:
    """Only the tick is left: it is named, and the very field is opened."""
    begun = journey.application is not None and journey.application.version > 1
    if begun and facts.contacts_complete:
        href = url_for("setting.application", journey_id=journey.id, _anchor="commitment_ticked")
        text = "It is the last question of your application. All that you wrote is kept."
        return Deed(sentence, href, "Go to it", text, "About a minute")
    return _application(journey, facts, sentence)


ONCE_AGREED: Final = {
    Approval.APPLY: ("the application", "one tap sends it."),
    Approval.READY: ("that you are ready", "one tap says so to the coordinator."),
    Approval.REPLY: ("the reply", "one tap sends the report on to the panel."),
}


def _approval(of: Approval, text: str) -> Make:
    def make(journey: Journey, facts: Facts, sentence: str) -> Deed:
        href = url_for("setting.approval", journey_id=journey.id, of=str(of))
        returned = find_returned(db.session(), actor(), journey, of)
        if returned is not None:
            words = f"{returned.approver_name} would like a change first"
            said = shorten(returned.words, LONGEST_SAID, placeholder=" …")
            said = f"“{said}” Change it, then ask again."
            return Deed(words, href, "Read what they say", said, "About 10 minutes")
        asked = find_approval(db.session(), actor(), journey, of)
        if asked is not None and has_changed_since(journey, asked, at=clock.now()):
            return Deed(ask_again(asked), href, "Ask again", ASKED_ANEW, "About 2 minutes")
        if asked is not None and asked.approved_at is None and is_open(asked):
            what, then = ONCE_AGREED[of]
            words = f"{asked.approver_name} was asked to approve {what}"
            said = f"The letter went on {day(asked.asked_at)}. Once they agree, {then}"
            return Deed(words, href, ASK_HEAD, said, waits=True)
        words = in_own_words(sentence, journey)
        return Deed(words, href, ASK_HEAD, text, "About 2 minutes")

    return make


def is_open(asked: Asked) -> bool:
    """Whether the link in the head's letter still works."""
    return asked.expires_at is None or asked.expires_at > clock.now()


def _first_visit(journey: Journey, facts: Facts, sentence: str) -> Deed:
    href = url_for("setting.visits", journey_id=journey.id)
    return Deed(sentence, href, LOOK_AT_VISITS, "It is a conversation, and a plan made together.")


def _baseline(journey: Journey, facts: Facts, sentence: str) -> Deed:
    left = [one.code for one in facts.criteria if one.judged is None]
    title = next((one.title for one in criteria_of(journey) if one.code in left[:1]), "")
    words = f"Say where you are with {left[0]}, {title}" if left else sentence
    href = url_for("setting.criterion", journey_id=journey.id, code=left[0]) if left else ""
    text = f"{len(left)} left to choose. There are no wrong answers: this is where you begin."
    return Deed(words, href or url_for("setting.criteria"), "Choose", text, "About 3 minutes each")


def _plan(journey: Journey, facts: Facts, sentence: str) -> Deed:
    href = url_for("setting.plan", journey_id=journey.id)
    text = "A few small steps: what you will do, who leads it, and by when."
    if facts.plan is PlanState.PUT_FORWARD:
        text = "The coordinator reads it now."
    return Deed(sentence, href, "Open the plan", text)


def _reply(journey: Journey, facts: Facts, sentence: str) -> Deed:
    href = url_for("setting.report", journey_id=journey.id)
    if not can(May.REPLY, journey):
        return Deed("Read the report", href, "Read the report", FOR_THE_LEAD, "About 15 minutes")
    if changed := what_changed(journey):
        text = f"{changed} If all facts are right now, one tap is enough."
        return Deed(sentence, href, "Read the report", text, "About 5 minutes")
    text = "It says what is strong and what comes next. If all facts are right, one tap is enough."
    return Deed(sentence, href, "Read the report", text, "About 15 minutes")


DEEDS: Final[dict[Guard, Make]] = {
    g.contacts_complete: _application,
    g.commitment_ticked: _commitment,
    g.head_has_approved: _approval(
        Approval.APPLY, "They get a link that works without an account."
    ),
    g.initial_visit_signed: _first_visit,
    g.baseline_complete: _baseline,
    g.essentials_planned: _plan,
    g.plan_put_forward: _plan,
    g.head_has_declared: _approval(Approval.READY, ALL_THERE),
    g.setting_replied: _reply,
    g.head_approved_reply: _approval(Approval.REPLY, "They see the report and your reply."),
}
