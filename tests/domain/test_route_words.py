"""A route and its changes, in sentences."""

from dataclasses import fields, replace

from award.domain.route_words import (
    APPROVAL_WORDS,
    CRITERIA_WORDS,
    FORM_WORDS,
    rule_changes,
    rule_sentences,
)
from award.domain.routes import Approval, CriteriaAsked, Rules, Thresholds, VisitForm

BARE = Rules(
    approvals=frozenset(),
    initial_visit=frozenset(),
    plan_agreed=False,
    policy_in_date=False,
    monitoring_visits=0,
    votes=1,
    sample_percent=0,
    sample_not_yet=False,
    sample_first=0,
    silence_terms=1,
)
FREE = replace(
    Rules(),
    adviser_may_assess=True,
    behalf_may_vote=True,
    one_person=True,
    told_to_steering=True,
    monitoring_visits=2,
    sample_percent=0,
    sample_not_yet=False,
    sample_first=1,
)


def test_the_usual_route_reads_as_people_say_it() -> None:
    said = list(rule_sentences(Rules()).values())

    assert said[:6] == [
        "The head approves the application, being ready and the reply to the report.",
        "The first visit is held at the setting.",
        "The plan has to be agreed.",
        "The anti-bullying policy has to be reviewed once in twelve months.",
        "1 monitoring visit comes before ready.",
        "All criteria for the kind of setting are asked.",
    ]
    assert (
        "A second judgement is made of 10% of the journeys (drawn by lot), every report that "
        "recommends “not yet” and an assessor’s first 3 reports."
    ) in said
    assert "A journey may be put on hold after 2 terms of silence." in said


def test_a_route_that_asks_little_says_so() -> None:
    said = rule_sentences(BARE)

    assert said["approvals"] == "No approval by the head is asked."
    assert said["initial_visit"] == "No first visit is asked."
    assert said["plan_agreed"] == "No agreed plan is asked."
    assert said["policy_in_date"] == "The age of the anti-bullying policy is not asked."
    assert said["monitoring_visits"] == "No monitoring visit is asked before ready."
    assert said["votes"] == "One vote decides."
    assert said["second"] == "There is no second judgement."
    assert said["silence_terms"] == "A journey may be put on hold after 1 term of silence."


def test_a_route_that_allows_much_says_so() -> None:
    said = rule_sentences(FREE)

    assert said["adviser_may_assess"] == "The adviser may also be the assessor."
    assert said["behalf_may_vote"] == "Who acted for the setting may vote on its award."
    assert said["one_person"].startswith("One person may decide on what they put in")
    assert said["told_to_steering"] == "Each decision is told to the next steering group."
    assert said["monitoring_visits"] == "2 monitoring visits come before ready."
    assert said["second"] == "A second judgement is made of an assessor’s first report."


def test_only_what_is_different_is_told_as_it_was_and_is() -> None:
    assert rule_changes(Rules(), Rules()) == ()
    assert rule_changes(Rules(), replace(Rules(), votes=3)) == (
        "Was: 2 votes for the same outcome decide. Now: 3 votes for the same outcome decide.",
    )


def test_no_rule_can_change_without_a_sentence() -> None:
    other = {
        "approvals": frozenset({Approval.READY}),
        "initial_visit": frozenset({VisitForm.CALL}),
        "criteria": CriteriaAsked.CLUB,
        "thresholds": Thresholds(80, 6, 26),
    }
    silent = []
    for one in fields(Rules):
        value = getattr(Rules(), one.name)
        changed = other.get(one.name, not value if isinstance(value, bool) else value)
        changed = changed + 1 if type(changed) is int else changed
        if not rule_changes(Rules(), replace(Rules(), **{one.name: changed})):
            silent.append(one.name)

    assert silent == []


def test_every_word_of_a_route_can_be_said() -> None:
    assert set(APPROVAL_WORDS) == set(Approval)
    assert set(FORM_WORDS) == set(VisitForm)
    assert set(CRITERIA_WORDS) == set(CriteriaAsked)
