"""What the page of one criterion shows, put together from framework and rows."""

from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from award.adapters import clock
from award.domain.frameworks import SCALE, Criterion, Judged, conversations_for
from award.domain.permissions import May
from award.domain.readiness import needs
from award.domain.stages import BEFORE_PLANNING, GIVING, WORKING
from award.queries.assessments import LastTime, find_judgement, find_last_time, judgements_of
from award.queries.contributions import list_asks
from award.queries.evidence import count_unsorted, list_of_criterion
from award.queries.pieces import names_of_owners
from award.queries.plans import list_actions_of
from award.queries.remarks import list_hidden_marks
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement
from award.storage.days import day_of
from award.storage.db import db
from award.storage.facts import JourneyFacts, facts_of
from award.storage.frameworks import criteria_of, framework_of, kind_of, standards_of
from award.storage.journeys import Journey
from award.storage.signed_papers import filed_among
from award.web.kit.access import actor
from award.web.kit.choice_fields import Choice, Part
from award.web.kit.coverage import pieces_seen
from award.web.kit.filters import clock_time, day_short, moment
from award.web.kit.judging_rules import rules_of
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import Link
from award.web.kit.threads import threads_of
from award.web.setting.asking import deed_of_talk, feedback_link, standard_thread
from award.web.setting.closeness import address_of, labels_of, need_words
from award.web.setting.evidence_cards import drawn_of, evidence_card
from award.web.setting.evidence_forms import GivingForm
from award.web.setting.here import can, rests
from award.web.setting.nexts import feedback_to_read

MOST_CARDS: Final = 12
NOT_APPLICABLE_TEXT: Final = "Say why in the note. The coordinator agrees, or comes back to you."


@dataclass(frozen=True)
class Card:
    """One large radio card: a point of the scale as this criterion describes it."""

    value: str
    words: str
    text: str
    view: str = ""


def find_criterion(journey: Journey, code: str) -> Criterion:
    """The criterion in the setting's own words; the journey is asked it."""
    return next(one for one in criteria_of(journey) if one.code == code)


def criteria_parts(journey: Journey) -> list[Part]:
    """The criteria to choose from, standard by standard."""
    return [
        Part(
            f"{standard.code} {standard.title}",
            [Choice(one.code, f"{one.code} {one.title}") for one in criteria],
        )
        for standard, criteria in standards_of(journey)
    ]


def choices_of(journey: Journey) -> list[Choice]:
    """What can be chosen; the cards draw it."""
    labels = labels_of(journey)
    return [Choice(point, labels[point]) for point in (*SCALE, Judged.NOT_APPLICABLE)]


def cards_of(journey: Journey, criterion: Criterion, last: LastTime | None) -> list[Card]:
    """The four descriptions, "does not apply", and another's view on the card that it is."""
    labels = labels_of(journey)
    theirs = find_judgement(db.session(), actor(), journey, Judge.ADVISER, criterion.code)
    views = {theirs.judged: f"Your adviser’s view, {day_short(theirs.at)}"} if theirs else {}
    for judged, said in _last_views(last):
        views[judged] = ". ".join(one for one in (views.get(judged, ""), said) if one)
    cards = [
        Card(str(one), labels[one], criterion.descriptor(one), views.get(one, "")) for one in SCALE
    ]
    none = Judged.NOT_APPLICABLE
    return [*cards, Card(str(none), labels[none], NOT_APPLICABLE_TEXT, views.get(none, ""))]


def _last_views(last: LastTime | None) -> list[tuple[Judged, str]]:
    """What was judged in the journey before, for the card that it is about."""
    if last is None or last.stood is None:
        return []
    if last.assessed is None:
        return [(last.stood.judged, f"Last time you said so, {day_short(last.stood.at)}")]
    return [(last.assessed.judged, f"Last time, the assessor, {day_short(last.assessed.at)}")]


def chosen_before(journey: Journey, code: str) -> Judged | None:
    """What a renewal begins with where nothing is said yet: how it stood last time.

    Nothing where the criterion reads otherwise now, so that it is thought about anew.
    """
    last = find_last_time(db.session(), actor(), journey, code)
    return last.stood.judged if last and last.stood and last.reads_the_same else None


@dataclass(frozen=True)
class Talk:
    """What will be asked or looked at in one conversation of the visit."""

    title: str
    prompts: list[str]


def talks_of(journey: Journey, criterion: Criterion) -> list[Talk]:
    """What the visitor asks or looks for, conversation by conversation, in the kind's words."""
    kind, framework = kind_of(journey.setting), framework_of(journey.framework)
    return [
        Talk(one.title, list(criterion.prompts(one.code)))
        for one in conversations_for(framework, kind)
        if criterion.prompts(one.code)
    ]


def judged_line(own: Judgement | None) -> str:
    """When the setting said where it is, and who said it: “Saved at 8:42am by you”."""
    if own is None:
        return ""
    same_day = day_of(own.at) == day_of(clock.now())
    when = f"at {clock_time(own.at)}" if same_day else f"on {moment(own.at)}"
    if own.by_id is not None and own.by_id == actor().user_id:
        return f"Saved {when} by you"
    person = db.session.get(User, own.by_id) if own.by_id else None
    return f"Saved {when} by {person.name}" if person else f"Saved {when}"


@dataclass(frozen=True)
class AskRow:
    """A colleague who was asked by link: how that stands, and where it is taken back."""

    words: str
    withdraw_at: str


def asks_of(journey: Journey, code: str) -> list[AskRow]:
    """Who was asked for this criterion, and what came of it."""
    now, rows = clock.now(), []
    for one in list_asks(db.session(), actor(), journey, code):
        open_still = one.expires_at > now
        words = f"{one.name} was asked on {day_short(one.asked_at)}."
        if one.answered_at is not None:
            words = f"{one.name} answered on {day_short(one.answered_at)}."
        words += f" The link works until {day_short(one.expires_at)}." if open_still else ""
        at = url_for("setting.contribution_withdraw", journey_id=journey.id, ask_id=one.id)
        rows.append(AskRow(words, at if open_still else ""))
    return rows


def one_criterion(journey: Journey, code: str) -> dict[str, Any]:
    """Everything that the page shows."""
    criterion, here = find_criterion(journey, code), actor()
    standard = next(
        one for one in framework_of(journey.framework).standards if one.code == criterion.standard
    )
    facts = facts_of(journey, at=clock.now())
    known = next(one for one in facts.criteria if one.code == code)
    may_give = journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)
    asked = next(one for one in journey.asked if one.code == code)
    is_to_come = journey.stage in BEFORE_PLANNING or journey.stage in GIVING
    own = find_judgement(db.session(), here, journey, Judge.SETTING, code)
    last = find_last_time(db.session(), here, journey, code)
    reports = can(May.SEE_REPORT, journey)
    assessed = judgements_of(db.session(), here, journey, Judge.ASSESSOR) if reports else {}
    return {
        "journey": journey,
        "criterion": criterion,
        "standard": standard,
        "standard_thread": standard_thread(journey, standard.code, standard.title),
        "feedback": feedback_link(journey),
        "known": known,
        "asked": asked,
        "cards": cards_of(journey, criterion, last),
        "talks": talks_of(journey, criterion) if is_to_come else [],
        "rules": rules_of(journey, criterion),
        "judged_line": judged_line(own),
        "labels": labels_of(journey),
        "own": own,
        "assessed": assessed.get(code),
        "last_time": last,
        "may_judge": journey.stage in WORKING and can(May.WRITE_JUDGEMENTS, journey),
        "may_give": may_give,
        "rests": rests(journey),
        "actions": list_actions_of(here, journey, code),
        **_given(journey, criterion, facts, may_give=may_give),
        **_beside(journey, code),
    }  # fmt: skip


def giving_form(journey: Journey) -> GivingForm:
    """Files to give right here, asked for in the words of the setting's kind."""
    return in_words_of_kind(GivingForm(journey.authority.file_limits), journey.setting)


def _given(
    journey: Journey, criterion: Criterion, facts: JourneyFacts, *, may_give: bool
) -> dict[str, Any]:
    """What was given for it, what is left and expected, and who was asked for it by link."""
    given = list_of_criterion(db.session(), actor(), journey, criterion.code)
    shown = given[:MOST_CARDS]
    owners = names_of_owners(db.session(), [item for item, _ in shown], journey)
    here = [one for one in pieces_seen(journey, facts) if one.criterion == criterion.code]
    taken = {link.expected for _, link in given}
    items = [item for item, _ in given]
    drawn = drawn_of([item for item, _ in shown])
    hidden = list_hidden_marks(db.session(), actor(), journey)
    filed = filed_among(db.session(), [item for item, _ in shown]) if may_give else set()
    return {
        "give": giving_form(journey) if may_give else None,
        "in_tray": count_unsorted(db.session(), actor(), journey) if may_give else 0,
        "threads": list(
            threads_of(journey, items, "setting.evidence_talk", deed=deed_of_talk(journey)).values()
        ),
        "evidence": [
            evidence_card(
                journey,
                item,
                link,
                may_write=may_give,
                pieces=[one for one in here if one.item_id == item.id],
                owner=owners.get(item.setting_id, ""),
                drawn=drawn,
                hidden=hidden,
                filed=filed,
            )
            for item, link in shown
        ],
        "left": left_words(facts, criterion.code, given=bool(given)),
        "feedback": feedback_to_read(journey).get(criterion.code) if may_give else None,
        "all_given": all_of_it(journey, criterion.code, len(given)),
        "begins": journey.stage in BEFORE_PLANNING,
        "expected": [(n, one) for n, one in enumerate(criterion.evidence) if one.name not in taken],
        "asks": asks_of(journey, criterion.code) if may_give else [],
    }


def left_words(facts: JourneyFacts, code: str, *, given: bool) -> list[str]:
    """What is left to do for one criterion, in sentences."""
    missing = [one for one in needs(facts) if one.criterion == code]
    return [need_words(one, does=True, given=given) for one in missing]


def all_of_it(journey: Journey, code: str, count: int) -> Link | None:
    """Where everything stands that was given for it, when the page shows only the newest."""
    if count <= MOST_CARDS:
        return None
    there = url_for("setting.evidence", journey_id=journey.id, criterion=code)
    return Link(f"See all {count} pieces for {code}", there)


def _beside(journey: Journey, code: str) -> dict[str, Link | None]:
    """The criterion before this one, and the one after it."""
    asked = criteria_of(journey)
    here = [one.code for one in asked].index(code)
    links = [Link(f"{one.code} {one.title}", address_of(journey, one.code)) for one in asked]
    return {
        "before": links[here - 1] if here else None,
        "after": links[here + 1] if here + 1 < len(links) else None,
    }
