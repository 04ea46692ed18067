"""A report as it is read, in every room: its text, its criteria, what changed since, as a PDF."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.adapters.report_papers import (
    ReportChapter,
    ReportLine,
    ReportPaper,
    ReportPoint,
    paragraphs,
    render_report,
)
from award.domain.basis import basis_sentence
from award.domain.facts import Outcome
from award.domain.frameworks import Judged, standards_for
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.text_changes import Stretch, text_changes
from award.queries.assessments import judgements_of
from award.queries.reports import (
    Earlier,
    find_current,
    find_next,
    find_report,
    judgements_in,
    list_earlier,
    was_decided_on,
)
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement, Report
from award.storage.db import db
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.storage.standing import live_reply
from award.web.kit.access import actor, needs
from award.web.kit.decided_again import again_in_one
from award.web.kit.filters import day, day_short
from award.web.kit.handing_out import pdf_answer
from award.web.kit.pages import Link, render
from award.web.kit.reading import OUTCOME_WORDS, judged_words
from award.web.kit.recommending import RECOMMENDED_WORDS, REPORT_TEXTS

Find = Callable[[int], Journey]
JOURNEY = "/journeys/<int:journey_id>"
NOT_SAID = "Nothing said"
Outcomes = Mapping[Outcome, str]


@dataclass(frozen=True)
class EarlierShown:
    """An earlier report in a list."""

    words: str
    more: str
    href: str


@dataclass(frozen=True)
class TextShown:
    """One part of the report with what changed in it."""

    title: str
    parts: Sequence[Stretch]


def report_screens(
    bp: Blueprint, find_here: Find, home: tuple[str, str], *, outcomes: Outcomes = OUTCOME_WORDS
) -> None:
    """Give a room the report as a PDF, and those that were shared before.

    ``find_here`` finds a journey whose report the actor may read, else it raises NotFound;
    ``home`` leads back; ``outcomes``: what the room calls them. The PDF has the setting's words.
    """

    @bp.get(f"{JOURNEY}/report.pdf")
    @needs(May.SEE_REPORT)
    def report_pdf(journey_id: int) -> ResponseReturnValue:
        """The report as a file to send or print."""
        held = find_here(journey_id)
        return pdf_of(held, found(find_current(db.session(), actor(), held)))

    @bp.get(f"{JOURNEY}/report/versions/<int:number>")
    @needs(May.SEE_REPORT)
    def report_version(journey_id: int, number: int) -> ResponseReturnValue:
        """A report that was shared and taken back, and what changed after it."""
        held = find_here(journey_id)
        report = found(find_report(db.session(), actor(), held, number))
        words, endpoint = home
        back = Link(words, url_for(endpoint, journey_id=journey_id))
        shown = version_of(held, report, outcomes)
        return render("judging/report_version.html", **shown, back=back)


def found(report: Report | None) -> Report:
    """The report. Raises NotFound where there is none to read."""
    if report is None:
        raise NotFound
    return report


def earlier_of(held: Journey, endpoint: str) -> list[EarlierShown]:
    """The reports that were shared before, with what ended them."""
    return [
        EarlierShown(
            f"Version {one.report.number}, shared on {day_short(one.report.shared_at)}",
            _ended_words(one),
            url_for(endpoint, journey_id=held.id, number=one.report.number),
        )
        for one in list_earlier(db.session(), actor(), held)
    ]


def _ended_words(one: Earlier) -> str:
    """What ended a report; no words where it was taken back and nobody said why."""
    if one.was_decided_on and one.report.superseded_at:
        return f"The panel decided on it on {day_short(one.report.superseded_at)}"
    return f"Taken back: {one.reason}" if one.reason else ""


# --- what changed -----------------------------------------------------------------------------


def version_of(held: Journey, report: Report, outcomes: Outcomes) -> dict[str, Any]:
    """One version as it was, and what is different in the one after it."""
    session = db.session()
    after = find_next(session, actor(), held, report)
    judged = judgements_in(session, held, report)
    shared = f"Shared on {day(report.shared_at)}." if report.shared_at else "Not shared yet."
    taken = taken_words(report)
    reasons = {one.report.id: one.reason for one in list_earlier(session, actor(), held)}
    return {
        "journey": held,
        "report": report,
        "heading": f"Version {report.number} of the report",
        "lead": held.setting.name,
        "told": shared + taken,
        "reason": reasons.get(report.id, ""),
        "recommendation": _recommended(report, outcomes),
        "rows": [[one.title, one.judged, one.note] for one in _lines(held, {}, judged)],
        "disclaimer": framework_of(held.framework).disclaimer,
        "reply": live_reply(report),
        "after": after,
        "after_words": _after_words(after) if after else "",
        **(changes_between(held, report, after, outcomes) if after else {}),
    }


def _after_words(after: Report) -> str:
    if after.shared_at is None:
        return "Beside what is written now, which is not shared yet."
    return f"Beside version {after.number}, shared on {day(after.shared_at)}."


def changes_between(
    held: Journey, before: Report, after: Report, outcomes: Outcomes
) -> dict[str, Any]:
    """What is different: in the two texts, in what is recommended, and criterion by criterion."""
    texts = tuple(
        TextShown(title, text_changes(getattr(before, name), getattr(after, name)))
        for name, title in REPORT_TEXTS.items()
    )
    changed = [one for one in texts if any(part.change != "same" for part in one.parts)]
    was, now = (judgements_in(db.session(), held, one) for one in (before, after))
    rows = [
        [f"{one.code} {one.title}", _cell(held, was.get(one.code)), _cell(held, now.get(one.code))]
        for one in criteria_of(held)
        if _content(was.get(one.code)) != _content(now.get(one.code))
    ]
    recommends = (
        (_recommended(before, outcomes), _recommended(after, outcomes))
        if before.recommendation is not after.recommendation
        else None
    )
    return {
        "changed_texts": changed,
        "changed_judgements": rows,
        "changed_recommendation": recommends,
        "any_change": bool(changed or rows or recommends),
    }


def _content(one: Judgement | None) -> tuple[str, str] | None:
    return (one.judged, one.note) if one else None


def _cell(held: Journey, one: Judgement | None) -> Any:
    if one is None:
        return "Not judged"
    return {"words": judged_words(held)[one.judged], "more": one.note}


def _recommended(report: Report, outcomes: Outcomes) -> str:
    return outcomes[report.recommendation] if report.recommendation else "Not chosen yet"


def judged_rows(held: Journey, report: Report) -> list[list[Any]]:
    """Every criterion with both views and the note, for a table."""
    session = db.session()
    own = judgements_of(session, actor(), held, Judge.SETTING)
    return [
        [one.title, one.own, one.judged, " ".join(filter(None, (one.note, one.basis)))]
        for one in _lines(held, own, judgements_in(session, held, report))
    ]


# --- on paper ---------------------------------------------------------------------------------


def pdf_of(held: Journey, report: Report) -> ResponseReturnValue:
    """The report as a file, named after the setting."""
    return pdf_answer(render_report(paper_of(held, report), at=clock.now()), "report.pdf")


def paper_of(held: Journey, report: Report) -> ReportPaper:
    """All that the paper says of this version."""
    session = db.session()
    own = judgements_of(session, actor(), held, Judge.SETTING)
    lines = _lines(held, own, judgements_in(session, held, report))
    titles = {
        one.code: f"{one.code} {one.title}"
        for one in standards_for(framework_of(held.framework), kind_of(held.setting))
    }
    by_standard: dict[str, list[ReportLine]] = {}
    for one, line in zip(criteria_of(held), lines, strict=True):
        by_standard.setdefault(one.standard, []).append(line)
    reply = live_reply(report)
    return ReportPaper(
        setting_name=held.setting.name,
        authority_name=held.authority.name,
        stands=_stands(report),
        again=again_in_one(held),
        strengths=paragraphs(report.strengths),
        next_steps=paragraphs(report.next_steps),
        recommendation=_recommended(report, RECOMMENDED_WORDS),
        differs_because=paragraphs(report.differs_because),
        disclaimer=framework_of(held.framework).disclaimer,
        chapters=[ReportChapter(titles[code], rows) for code, rows in by_standard.items()],
        replied=_replied(reply) if reply else "",
        points=[ReportPoint(one.words, one.answer) for one in reply.points] if reply else [],
        brand_colour=held.authority.brand_colour,
    )


def _replied(reply: Any) -> str:
    if reply.points:
        return f"On {day(reply.at)} the setting said which facts are not right."
    return f"Nothing to correct, said on {day(reply.at)}."


def taken_words(report: Report) -> str:
    """When a report was taken back, or decided on by the panel; empty while it stands."""
    if report.superseded_at is None:
        return ""
    decided = was_decided_on(db.session(), report)
    return (
        f" {'The panel decided on it' if decided else 'Taken back'} on {day(report.superseded_at)}."
    )


def _stands(report: Report) -> str:
    writer = db.session.get(User, report.written_by_id)
    by = f" Written by {writer.name}." if writer else ""
    version = f" Version {report.number}." if report.number > 1 else ""
    if report.shared_at is None:
        return f"A draft, not shared with the setting yet.{by}"
    taken = taken_words(report)
    return f"Shared on {day(report.shared_at)}.{version}{taken}{by}"


def _lines(
    held: Journey, own: Mapping[str, Judgement], judged: Mapping[str, Judgement]
) -> list[ReportLine]:
    """A line for each criterion that the journey is asked, in order."""
    words = judged_words(held)
    agreed = {one.code for one in held.asked if one.not_applicable_agreed_at is not None}

    def said(one: Judgement | None, nothing: str) -> str:
        return words[one.judged] if one else nothing

    lines = []
    for one in criteria_of(held):
        found_here = judged.get(one.code)
        is_out = one.code in agreed and found_here is None
        nothing = words[Judged.NOT_APPLICABLE] if is_out else "Not judged yet"
        lines.append(
            ReportLine(
                f"{one.code} {one.title}",
                said(own.get(one.code), NOT_SAID),
                said(found_here, nothing),
                found_here.note if found_here else "",
                basis_sentence(found_here.basis) if found_here else "",
            )
        )
    return lines
