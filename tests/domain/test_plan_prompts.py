"""What a plan may begin with, and friendly questions that never block."""

from dataclasses import replace

from award.domain.facts import CriterionFacts
from award.domain.frameworks import Judged
from award.domain.plan_prompts import Planned, prompts, weakest
from tests.domain.test_frameworks import TOLD

ONE = Planned("Make a worry box", "Amara Holt", False, False, False, True, False)
CRITERIA = tuple(
    replace(TOLD, code=code, title=f"Title {code}") for code in ("1.1", "1.2", "2.1", "3.1", "4.2")
)
FACTS = (
    CriterionFacts("1.1", essential=False, judged=Judged.NOT_YET),
    CriterionFacts("1.2", essential=False, judged=Judged.DEVELOPING),
    CriterionFacts("2.1", essential=True, judged=Judged.DEVELOPING),
    CriterionFacts("3.1", essential=True, judged=Judged.NOT_YET),
    CriterionFacts("4.2", essential=True, judged=Judged.MET),
)


def test_the_weakest_come_first_and_essential_ones_before_them() -> None:
    assert [one.code for one in weakest(FACTS, CRITERIA)] == ["3.1", "2.1", "1.1", "1.2"]


def test_what_is_planned_met_or_not_judged_is_not_offered() -> None:
    facts = (
        replace(FACTS[0], planned=True),
        replace(FACTS[1], judged=None),
        replace(FACTS[2], judged=Judged.NOT_APPLICABLE),
        CriterionFacts("9.9", judged=Judged.NOT_YET),  # not of this framework
    )

    assert weakest(facts, CRITERIA) == ()


def test_an_offer_says_where_they_stand_where_it_is_met_and_small_steps() -> None:
    (first, *_) = weakest(FACTS, CRITERIA)

    assert (first.title, first.now, first.met) == (
        "Title 3.1",
        "not_yet for children",
        "met for children",
    )
    assert first.steps == ("Ask a child.",)


def test_a_plan_without_gaps_is_asked_nothing() -> None:
    assert prompts([ONE], {"1.4"}, ()) == []
    assert prompts([], set(), ()) == []


def test_each_prompt_names_what_it_is_about() -> None:
    weak = weakest(FACTS, CRITERIA)
    late = replace(ONE, is_late=True, says_children=False)
    done = replace(ONE, is_over=True, is_done=True, says_children=False, what="w " * 60)

    asked = prompts([late, done], {"1.4"}, weak)

    assert asked[0].startswith("3.1 and 2.1: essential, below met")
    assert asked[1] == "“Make a worry box” is late. Does it need another day, or can it stop?"
    assert asked[2].startswith("“w w w")
    assert asked[2].endswith("…” is done. What is better for children since?")
    assert asked[3] == "No action says yet how children take part. Could they shape one?"


def test_many_are_counted_and_one_person_with_all_of_them_is_asked_about_help() -> None:
    late = replace(ONE, is_late=True)
    done = replace(ONE, is_over=True, is_done=True)

    asked = prompts([late] * 5 + [done] * 2, {"2.1"}, weakest(FACTS[2:3], CRITERIA))

    assert asked == [
        "2.1: essential, below met, and nothing is planned yet. What could help?",
        "5 actions are late. Do they need another day, or can some stop?",
        "2 actions are done. What is better for children since?",
        "Amara Holt leads every action. Could somebody share the load?",
    ]


def test_two_who_share_the_load_are_not_asked_about_it() -> None:
    other = replace(ONE, lead_name="Priya Nair")

    assert prompts([ONE] * 4 + [other], {"2.1"}, ()) == []
