"""A draft of the report from the assessor's own notes, to look at, to copy and to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass

from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.queries.judgements import Seen
from award.storage.assessments import Judge, Report
from award.web.assessor.forms import ReportForm

STRONG = (Judged.MET, Judged.EMBEDDED)
WEAK = (Judged.NOT_YET, Judged.DEVELOPING)


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


def noted(one: Seen) -> list[str]:
    """The words noted about a criterion: the judgement's own, then those of visits, each once."""
    view = one.views.get(Judge.ASSESSOR)
    own = [view.note] if view and view.note else []
    return list(dict.fromkeys(own + [each.words for each in one.notes]))


def lines_for(seen: Sequence[Seen], points: Sequence[Judged]) -> str:
    """A line for each criterion at one of these points that has a note."""
    return "\n".join(
        f"{one.criterion.title} ({one.code}): {' '.join(words)}"
        for one in seen
        if one.applies and one.judged(Judge.ASSESSOR) in points and (words := noted(one))
    )


def draft_of(seen: Sequence[Seen], suggested: Outcome | None) -> Draft:
    """Strengths from what is met, next steps from what is not yet, the rule's own suggestion."""
    return Draft(lines_for(seen, STRONG), lines_for(seen, WEAK), suggested)


def begun_with(form: ReportForm, draft: Draft, report: Report) -> None:
    """Fill with the draft what is still empty. Nothing is kept until the form is sent."""
    form.strengths.data = report.strengths or draft.strengths
    form.next_steps.data = report.next_steps or draft.next_steps
    form.recommendation.data = report.recommendation or draft.recommendation
