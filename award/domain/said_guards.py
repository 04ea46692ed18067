"""The named conditions on what a person writes with a move, in the same shape as `guards`.

While nothing was asked yet (``said`` is None) they pass: a form is no line of a task list.
"""

from award.domain.facts import Condition, Facts
from award.domain.guards import named
from award.domain.refusals import AtAnswer


def reason_given(facts: Facts) -> str | None:
    """The move needs words."""
    if facts.said is None or facts.said.reason.strip():
        return None
    return "Say why, in a sentence or two"


def reason_chosen(facts: Facts) -> str | None:
    """The move needs one of the listed reasons."""
    if facts.said is None or facts.said.reason_code:
        return None
    return "Choose the reason that fits best"


def criteria_said(facts: Facts) -> str | None:
    """The move needs words per criterion, and each criterion must be one that is asked."""
    if facts.said is None:
        return None
    asked = {one.code for one in facts.criteria}
    if not facts.said.criteria:
        return "Name at least one criterion, and say what is needed for it"
    strange = sorted(set(facts.said.criteria) - asked)
    if strange:
        return f"Leave out {named(strange)}: this journey is not asked for it"
    empty = sorted(code for code, words in facts.said.criteria.items() if not words.strip())
    return f"Say what is needed for {named(empty)}" if empty else None


def conditions_said(facts: Facts) -> str | None:
    """An award with conditions needs at least one, each with words and a day to come."""
    if facts.said is None:
        return None
    if not facts.said.conditions:
        return AtAnswer("Write at least one condition", "condition_1")
    wrong = (_wrong_in(one, facts) for one in facts.said.conditions)
    return next((said for said in wrong if said), None)


def _wrong_in(one: Condition, facts: Facts) -> str | None:
    """What one condition still needs: its words, or a day to come."""
    if not one.words.strip():
        return AtAnswer(f"Say what condition {one.number} asks", f"condition_{one.number}")
    if one.due_on is None or one.due_on <= facts.today:
        words = f"Give condition {one.number} a day that is still to come"
        return AtAnswer(words, f"due_{one.number}")
    return None


def deferral_date_said(facts: Facts) -> str | None:
    """A deferral needs a date to come, within the route's limit."""
    if facts.said is None:
        return None
    until = facts.said.until_on
    if until is None or until <= facts.today:
        words = "Choose a date, still to come, until which the decision waits"
        return AtAnswer(words, "until_on")
    if facts.deferral_limit_on is not None and until > facts.deferral_limit_on:
        last = facts.deferral_limit_on
        words = f"Choose a date no later than {last.day} {last:%B %Y}: that is the route’s limit"
        return AtAnswer(words, "until_on")
    return None
