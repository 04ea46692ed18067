"""What a route asks, in sentences that a coordinator reads, and what a change of it changes."""

from collections.abc import Iterable
from typing import Final

from award.domain.routes import Approval, CriteriaAsked, Rules, VisitForm

APPROVAL_WORDS: Final = {
    Approval.APPLY: "the application",
    Approval.READY: "being ready",
    Approval.REPLY: "the reply to the report",
}
FORM_WORDS: Final = {
    VisitForm.ON_SITE: "at the setting",
    VisitForm.REMOTE: "by video",
    VisitForm.WORKSHOP: "as a workshop for several settings",
    VisitForm.CALL: "by phone",
}
CRITERIA_WORDS: Final = {
    CriteriaAsked.FOR_KIND: "All criteria for the kind of setting are asked",
    CriteriaAsked.CLUB: "The ten to twelve criteria for clubs are asked",
    CriteriaAsked.STALE_AND_SAMPLE: (
        "The essentials, what is too old or reads anew, and a sample of the rest are asked"
    ),
    CriteriaAsked.GAPS: "Only what was not shown for the earlier award is asked",
}


def rule_sentences(rules: Rules) -> dict[str, str]:
    """One sentence for each thing that a route decides, by its name, in the order of a journey."""
    return {**_what_is_asked(rules), **_who_may(rules), **_how_it_ends(rules)}


def _what_is_asked(rules: Rules) -> dict[str, str]:
    approved = [words for one, words in APPROVAL_WORDS.items() if rules.asks(one)]
    forms = [words for one, words in FORM_WORDS.items() if one in rules.initial_visit]
    return {
        "approvals": f"The head approves {_listed(approved, 'and')}."
        if approved
        else "No approval by the head is asked.",
        "initial_visit": f"The first visit is held {_listed(forms, 'or')}."
        if forms
        else "No first visit is asked.",
        "plan_agreed": "The plan has to be agreed."
        if rules.plan_agreed
        else "No agreed plan is asked.",
        "policy_in_date": "The anti-bullying policy has to be reviewed once in twelve months."
        if rules.policy_in_date
        else "The age of the anti-bullying policy is not asked.",
        "monitoring_visits": _monitoring(rules.monitoring_visits),
        "criteria": f"{CRITERIA_WORDS[rules.criteria]}.",
    }


def _who_may(rules: Rules) -> dict[str, str]:
    return {
        "adviser_may_assess": f"The adviser {_may(rules.adviser_may_assess)} also be the assessor.",
        "behalf_may_vote": (
            f"Who acted for the setting {_may(rules.behalf_may_vote)} vote on its award."
        ),
        "one_person": "One person may decide on what they put in, and that is told each term."
        if rules.one_person
        else "Nobody decides on what they put in themselves.",
    }


def _how_it_ends(rules: Rules) -> dict[str, str]:
    share = rules.thresholds
    return {
        "colleague_looks": "A colleague looks at a report before it is first shared."
        if rules.colleague_looks
        else "A report is shared without a colleague’s look at it.",
        "votes": f"{rules.votes} votes for the same outcome decide."
        if rules.votes > 1
        else "One vote decides.",
        "told_to_steering": "Each decision is told to the next steering group."
        if rules.told_to_steering
        else "Decisions are told to the steering group in the termly report only.",
        "second": _second(rules),
        "silence_terms": (
            f"A journey may be put on hold after {_terms(rules.silence_terms)} of silence."
        ),
        "deferral_terms": f"All extra time together is {_terms(rules.deferral_terms)} at most.",
        "award": (
            f"The award is suggested when all essentials and {share.met_percent}% of the criteria "
            "are met and none is “not yet”."
        ),
        "conditions": (
            f"With conditions, up to {share.conditions_not_yet_percent}% may be “not yet” and "
            f"{share.conditions_developing_percent}% “developing”."
        ),
    }


def rule_changes(before: Rules, after: Rules) -> tuple[str, ...]:
    """What is different, one sentence each: as it was, and as it is now."""
    old, new = rule_sentences(before), rule_sentences(after)
    return tuple(f"Was: {old[name]} Now: {new[name]}" for name in old if old[name] != new[name])


def _second(rules: Rules) -> str:
    parts = []
    if rules.sample_percent:
        parts.append(f"{rules.sample_percent}% of the journeys (drawn by lot)")
    if rules.sample_not_yet:
        parts.append("every report that recommends “not yet”")
    if rules.sample_first:
        reports = "report" if rules.sample_first == 1 else f"{rules.sample_first} reports"
        parts.append(f"an assessor’s first {reports}")
    if not parts:
        return "There is no second judgement."
    return f"A second judgement is made of {_listed(parts, 'and')}."


def _listed(words: Iterable[str], last: str) -> str:
    given = list(words)
    if len(given) == 1:
        return given[0]
    return f"{', '.join(given[:-1])} {last} {given[-1]}"


def _monitoring(count: int) -> str:
    if not count:
        return "No monitoring visit is asked before ready."
    return f"{count} monitoring visit{' comes' if count == 1 else 's come'} before ready."


def _terms(count: int) -> str:
    return f"{count} term{'' if count == 1 else 's'}"


def _may(allowed: bool) -> str:
    return "may" if allowed else "may not"
