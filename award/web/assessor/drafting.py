"""A draft of the report from the assessor's own notes, to look at, to copy and to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass

from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.visits import Heard
from award.queries.judgements import Seen
from award.storage.assessments import Judge, Report
from award.web.assessor.forms import ReportForm

STRONG = (Judged.MET, Judged.EMBEDDED)
WEAK = (Judged.NOT_YET, Judged.DEVELOPING)
HEARD_IN_PART = (Heard.PARTLY, Heard.NOT)


@dataclass(frozen=True)
class Draft:
    """What one's own notes say for each part of the report."""

    strengths: str
    next_steps: str
    recommendation: Outcome | None

    def fills(self, report: Report) -> bool:
        """Whether it has words for a part of the report that is still empty."""
        strengths = self.strengths and not report.strengths
        return bool(strengths or (self.next_steps and not report.next_steps))


def noted(one: Seen, me: int | None, *, strong: bool = False) -> list[str]:
    """What I noted about a criterion: with its judgement, then on visits of mine, each once.

    Of what is ``strong``, nothing that was heard in part or not at all.
    """
    view = one.views.get(Judge.ASSESSOR)
    own = [view.note] if view and view.note else []
    mine = [each.words for each in one.notes_by(me) if not (strong and each.heard in HEARD_IN_PART)]
    return list(dict.fromkeys(own + mine))


def lines_for(
    seen: Sequence[Seen], points: Sequence[Judged], me: int | None, *, strong: bool = False
) -> str:
    """A line for each criterion at one of these points that has a note of mine."""
    return "\n".join(
        f"{one.criterion.title} ({one.code}): {' '.join(words)}"
        for one in seen
        if one.applies
        and one.judged(Judge.ASSESSOR) in points
        and (words := noted(one, me, strong=strong))
    )


def draft_of(seen: Sequence[Seen], suggested: Outcome | None, me: int | None) -> Draft:
    """Strengths from what is met, next steps from what is not yet, the rule's own suggestion."""
    return Draft(lines_for(seen, STRONG, me, strong=True), lines_for(seen, WEAK, me), suggested)


def begun_with(form: ReportForm, draft: Draft, report: Report) -> None:
    """Fill with the draft what is still empty. Nothing is kept until the form is sent."""
    form.strengths.data = report.strengths or draft.strengths
    form.next_steps.data = report.next_steps or draft.next_steps
    form.recommendation.data = report.recommendation or draft.recommendation
