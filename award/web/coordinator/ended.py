"""What the page of a journey says once it has ended: how, since when, and what can follow."""

from typing import Any, Final

from flask import url_for

from award.actions.fulfilling import is_late
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.facts import Facts
from award.domain.guards import appeal_upheld
from award.domain.stages import Stage
from award.queries.appeals import find_appeal, find_person_asked
from award.queries.awards import find_award_of, list_conditions
from award.queries.own_journeys import find_open_journey
from award.storage.awards import Award
from award.storage.db import db
from award.storage.decisions import OPEN_CONDITIONS, Condition, ConditionState
from award.storage.journeys import Journey
from award.storage.settings import SettingState
from award.storage.standing import last_move_line
from award.web.kit.access import actor
from award.web.kit.award_standing import AWARD_WORDS, tag_of
from award.web.kit.conditions import due_words, ended_of, for_another
from award.web.kit.filters import day_short, number_word, unbroken
from award.web.kit.history_words import words_shown
from award.web.kit.moves import OpenMove
from award.web.kit.stage_names import CLOSED_AS

BEGIN_ANEW: Final = "Open a new journey"  # how the rules say that this one does not go on
ENDED_BEFORE: Final = (AwardState.REVOKED, AwardState.SUPERSEDED)
ENDED: Final = {
    Stage.AWARDED: "Awarded on {}",
    Stage.NOT_YET: "Not yet awarded",
    Stage.DECLINED: "Not taken up",
    Stage.WITHDRAWN: "Withdrawn on {}",
    Stage.LAPSED: "On hold since {}",
}


def ended_card(found: Journey, facts: Facts, moves: list[OpenMove]) -> dict[str, Any]:
    """How the journey ended, and what can follow: the award, an appeal, or going on with it.

    To open it again is offered once an appeal was upheld, and not before.
    """
    award = find_award_of(db.session(), actor(), found)
    reopen = next((one for one in moves if one.name == "reopen" and not one.blockers), None)
    rest = [one for one in moves if one is not reopen and _can_follow(one, facts)]
    others = [{"words": one.label, "href": one.href} for one in rest if not one.blockers]
    stays = next((one.blockers[0] for one in rest if one.blockers), "")
    if facts.another_open and stays:
        stays = "The setting is on another journey"
    if stays.startswith(BEGIN_ANEW) and found.setting.state is not SettingState.CLOSED:
        href = url_for("coordinator.journey_open", place_id=found.setting_id)
        others = [*others, {"words": "Open a new journey", "href": href}]
    decision = url_for("coordinator.decision", journey_id=found.id)
    if found.stage in (Stage.AWARDED, Stage.NOT_YET):
        others = [{"words": "See the decision", "href": decision}, *others]
    if award is not None:
        href = url_for("coordinator.award", award_id=award.id)
        others = [{"words": "See the award", "href": href}, *others]
        text = _award_words(found, award)
    else:
        line = last_move_line(db.session(), found)
        text = words_shown(line).partition("\n")[0] if line else ""
    appealed = find_appeal(db.session(), found) is not None
    if appealed:
        text = f"{text} The setting has appealed, and waits for an answer.".strip()
    if stays:
        now = " now" if facts.another_open else ""
        text = f"{text} It cannot be taken up again{now}. {stays}.".strip()
    card = {
        "why": "This journey has ended",
        "title": _title(found).format(unbroken(day_short(found.stage_since))),
        "text": text,
        "others": others,
    }
    if reopen is not None:
        return card | _reopens(reopen, card)
    return card | _still_waits(found, card, appealed=appealed)


def _title(found: Journey) -> str:
    """How it ended; from what was closed nobody withdrew."""
    if found.stage is Stage.WITHDRAWN and found.end_reason_code in CLOSED_AS:
        return "Closed on {}"
    return ENDED[found.stage]


def _award_words(found: Journey, award: Award) -> str:
    """The award that came of it, and how it stands today where it is not simply in force."""
    going = find_open_journey(db.session(), actor(), found.setting) is not None
    _, stands = tag_of(award, AWARD_WORDS, renewal_open=going)
    until = f"until {unbroken(day_short(award.valid_until))}"
    if award.state in ENDED_BEFORE:
        return f"Award {award.number}: {stands[:1].lower()}{stands[1:]}."
    if stands == AWARD_WORDS[AwardState.IN_FORCE]:
        return f"Award {award.number}, {until}."
    return f"Award {award.number}, {until}: {stands[:1].lower()}{stands[1:]}."


def _reopens(reopen: OpenMove, card: dict[str, Any]) -> dict[str, Any]:
    """The one step once an appeal was upheld: what was decided is taken up again."""
    return {
        "why": "An appeal was upheld",
        "title": reopen.label,
        "text": f"{card['title']}. {card['text']} The setting waits for it to be taken up again.",
        "button": "Reopen it",
        "href": reopen.href,
    }


def _still_waits(found: Journey, card: dict[str, Any], *, appealed: bool) -> dict[str, Any]:
    """The step that waits for a coordinator although the journey has ended, if there is one."""
    session, here = db.session(), actor()
    if appealed and find_person_asked(session, here, found, at=clock.now()) is None:
        href = url_for("coordinator.appeal", journey_id=found.id)
        return {"why": "An appeal waits for you", "button": "Say who hears it", "href": href}
    asked = list_conditions(session, here, found) if ended_of(found) is None else []
    still = [one for one in asked if one.state in OPEN_CONDITIONS]
    given = [one for one in still if one.state is ConditionState.EVIDENCE_GIVEN]
    if given:
        not_mine = for_another(found, given[0], None)
        return _asks(found, given[0]) | {
            "why": f"A condition waits for {'somebody else' if not_mine else 'you'}",
            "title": f"Is this met: {given[0].words.rstrip('.')}?",
            "text": f"{card['title']}. {card['text']} The setting has shown what it did.",
        }
    if still and is_late(still[0], clock.today()):
        due = due_words(still[0], None)
        return _asks(found, still[0]) | {
            "why": "A condition is overdue",
            "title": f"Still to be met: {still[0].words}",
            "text": f"{card['title']}. {card['text']} {due} Nothing was shown yet.",
        }
    return {"text": f"{card['text']} {_still_open(still)}"} if still else {}


def _asks(found: Journey, condition: Condition) -> dict[str, Any]:
    href = url_for("coordinator.condition", journey_id=found.id, condition_id=condition.id)
    return {"button": "Look at it", "href": href}


def _still_open(conditions: list[Condition]) -> str:
    """How many conditions are open, and by when the first is to be met."""
    count = number_word(len(conditions)).capitalize()
    by = unbroken(day_short(conditions[0].due_on))
    if len(conditions) == 1:
        return f"{count} condition is open, to be met by {by}."
    return f"{count} conditions are open, the first to be met by {by}."


def _can_follow(one: OpenMove, facts: Facts) -> bool:
    return one.name != "reopen" or appeal_upheld(facts) is None
