"""Two judgements of one journey side by side: where they part, and what both came to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from award.domain.facts import CriterionFacts
from award.domain.frameworks import SCALE, Judged
from award.domain.outcomes import suggest
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.assessments import list_judgements
from award.storage.assessments import Judge, Judgement
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, needs
from award.web.kit.filters import plural
from award.web.kit.looks import OUTCOME_TONES, tone_of
from award.web.kit.pages import Link, render
from award.web.kit.reading import OUTCOME_WORDS, judged_words

Known = Mapping[tuple[str, Judge], Judgement]
APART = {1: "One point apart", 2: "Two points apart", 3: "Three points apart"}


@dataclass(frozen=True)
class Compared:
    """One criterion with both judgements; ``agreed`` is what was written down of what they came to.

    ``apart`` counts the points between them.
    """

    code: str
    title: str
    first: Judgement
    second: Judgement
    agreed: Judgement | None
    apart: int

    @property
    def stands(self) -> bool:
        """Whether both said that this is what they agreed."""
        return self.agreed is not None and self.agreed.confirmed_at is not None

    @property
    def outcome(self) -> Judged:
        """What they came to, else the first judgement."""
        return self.agreed.judged if self.agreed and self.stands else self.first.judged


def comparison_screen(
    bp: Blueprint, find_here: Callable[[int], Journey], home: tuple[str, str], agree: str = ""
) -> None:
    """Give a room the comparison. ``find_here`` finds a journey of which the actor may read both
    judgements; ``agree`` is the screen on which the two write down what they came to."""

    @bp.get("/journeys/<int:journey_id>/comparison")
    @needs(May.SEE_REPORT)
    def comparison(journey_id: int) -> ResponseReturnValue:
        """The two judgements, their difference, and what both agreed on."""
        held = find_here(journey_id)
        words, endpoint = home
        return render(
            "judging/comparison.html",
            journey=held,
            back=Link(words, url_for(endpoint, journey_id=journey_id)),
            **comparison_of(held, agree),
        )


def must_be_in(held: Journey) -> Journey:
    """The journey, once the second judgement is in. Raises NotFound before."""
    if held.second_done_at is None:
        raise NotFound
    return held


def compared_in(held: Journey) -> list[Compared]:
    """Every criterion that both judged on the scale, in order."""
    known: Known = list_judgements(db.session(), actor(), held)
    found = []
    for one in criteria_of(held):
        first, second = (known.get((one.code, judge)) for judge in (Judge.ASSESSOR, Judge.SECOND))
        if first is None or second is None:
            continue
        if first.judged in SCALE and second.judged in SCALE:
            apart = abs(SCALE.index(first.judged) - SCALE.index(second.judged))
            agreed = known.get((one.code, Judge.AGREED)) if apart else None
            found.append(Compared(one.code, one.title, first, second, agreed, apart))
    return found


def comparison_of(held: Journey, agree: str = "") -> dict[str, Any]:
    """The whole page: a sentence, the rule three times over, and the criteria."""
    every = compared_in(must_be_in(held))
    differing = [one for one in every if one.apart]
    return {
        "lead": _told(every, differing),
        "rules": _rules(held, every),
        "differing": [_row(held, one, agree) for one in differing],
        "alike": [_row(held, one, "")[:2] for one in every if not one.apart],
        "left": sum(not one.stands for one in differing),
    }


def _told(every: Sequence[Compared], differing: Sequence[Compared]) -> str:
    alike = len(every) - len(differing)
    if not differing:
        return f"Both see all {len(every)} criteria alike."
    parts = [
        f"{number} {'is' if number == 1 else 'are'} {words.lower()}"
        for apart, words in APART.items()
        if (number := sum(one.apart == apart for one in differing))
    ]
    return (
        f"{alike} of {plural(len(every), 'criterion', 'criteria')} are alike; {', '.join(parts)}."
    )


def _rules(held: Journey, every: Sequence[Compared]) -> list[dict[str, str]]:
    """What the rule suggests by the first, by the second, and by what both came to."""
    views: tuple[tuple[str, Callable[[Compared], Judged]], ...] = (
        ("By the first judgement", lambda one: one.first.judged),
        ("By the second judgement", lambda one: one.second.judged),
        ("By what both agreed", lambda one: one.outcome),
    )
    essential = {one.code for one in held.asked if one.essential}
    found = []
    for words, point in views:
        facts = [
            CriterionFacts(one.code, essential=one.code in essential, assessed=point(one))
            for one in every
        ]
        outcome = suggest(facts, held.route.rules).outcome
        said = {"words": OUTCOME_WORDS[outcome], "tone": OUTCOME_TONES[outcome]}
        found.append({"by": words, **said})
    return found if any(one.agreed for one in every) else found[:2]


def _row(held: Journey, one: Compared, agree: str) -> list[Any]:
    """The criterion, both views with their notes, and what became of the difference."""
    words = judged_words(held)

    def said(by: Judgement) -> dict[str, Any]:
        return {"words": words[by.judged], "tone": tone_of(by.judged), "more": by.note}

    title: dict[str, Any] = {"words": f"{one.code} {one.title}"}
    if one.apart:
        title["more"] = APART[one.apart]
    if agree:
        title["href"] = url_for(agree, journey_id=held.id, code=one.code)
    return [title, said(one.first), said(one.second), agreed_cell(held, one)]


def agreed_cell(held: Journey, one: Compared) -> Any:
    """What both came to, or how far they are."""
    if one.agreed is None:
        return "Not agreed yet"
    point = judged_words(held)[one.agreed.judged]
    if one.stands:
        return {"words": point, "tone": tone_of(one.agreed.judged), "more": one.agreed.note}
    return {"words": f"{point}, not confirmed yet", "more": one.agreed.note}
