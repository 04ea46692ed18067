"""The report, line by line, for a head who approves the reply to it by a link."""

from award.domain.frameworks import Judged
from award.queries.approvals import Line
from award.queries.reports import judgements_in
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.standing import live_report
from award.web.kit.reading import judged_words
from award.web.kit.recommending import RECOMMENDED_WORDS


def report_lines(journey: Journey) -> list[Line]:
    """What is recommended and why, and where the assessor sees each criterion; once it is shared.

    Nobody says that its facts are right without having read it.
    """
    report = live_report(journey)
    if report is None or report.shared_at is None:
        return []
    labels, judged = judged_words(journey), judgements_in(db.session(), journey, report)
    said = report.recommendation
    recommended = RECOMMENDED_WORDS[said] if said else "Nothing yet"
    lines = [
        Line("The assessor recommends", recommended),
        *(
            [Line("Why it is not what the rule suggests", report.differs_because)]
            if report.differs_because
            else []
        ),
        Line("What is strong", report.strengths),
        Line("What comes next", report.next_steps),
    ]
    for one in criteria_of(journey):
        if (said := (report.judgements or {}).get(one.code)) is not None:
            note = judged[one.code].note if one.code in judged else ""
            words = ". ".join(filter(None, (labels[Judged(said)], note)))
            lines.append(Line(f"{one.code} {one.title}", words))
    return lines
