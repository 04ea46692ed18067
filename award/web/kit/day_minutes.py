"""The minutes of a panel day as a file: who was there, and each decision with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from flask import Response

from award.adapters import clock
from award.adapters.minutes_papers import MinutesPaper, MinutesPaperJourney, render_minutes
from award.adapters.report_papers import paragraphs
from award.domain.decisions import is_released
from award.domain.people import Role
from award.domain.refusals import NotFound
from award.domain.spoken import listed
from award.queries.day_minutes import Minuted, list_minuted
from award.storage.authorities import Round
from award.storage.db import db
from award.storage.decisions import Condition, Meeting
from award.web.kit.access import actor
from award.web.kit.agendas import left_out_words, stands_of, when_words
from award.web.kit.filters import day, day_short
from award.web.kit.handing_out import pdf_answer
from award.web.kit.history_words import ENDS
from award.web.kit.reading import OUTCOME_WORDS
from award.web.kit.votes_shown import TIED

KEPT_INSIDE: Final = "Not released yet. Until then only the panel reads what was decided."
TO_BE_RELEASED: Final = "Not released yet: the setting is told with the release."


def minutes_pdf(day_: Round) -> Response:
    """The minutes as they stand for who asks. Raises NotFound while nothing was decided."""
    found = list_minuted(db.session(), actor(), day_)
    if not any(one.on.is_decided for one in found):
        raise NotFound
    met = [one for one in found if one.meeting is not None]
    alike = len({_sitting(one.meeting) for one in met if one.meeting}) == 1
    authority = found[0].on.journey.authority
    paper = MinutesPaper(
        name=day_.name,
        authority_name=authority.name,
        when=when_words(day_),
        is_planned=any(one.meeting.held_on != day_.panel_on for one in met if one.meeting),
        where=day_.meets_where,
        there=list(_there(met[0])) if alike else (),
        printed_on=day_short(clock.today()),
        journeys=[_journey(one, n, alike=alike) for n, one in enumerate(found, start=1)],
        left_out=left_out_words(day_, len(found)),
        brand_colour=authority.brand_colour,
    )
    return pdf_answer(render_minutes(paper, at=clock.now()), "panel-day-minutes.pdf")


def _sitting(met: Meeting) -> tuple[object, ...]:
    """What two meetings have in common that were one."""
    return met.held_on, tuple(met.present), met.others_present


def _there(one: Minuted) -> Iterator[str]:
    """When the meeting was, and who was there."""
    if one.meeting is None:
        return
    names = [name for name, _ in one.people.values()]
    yield f"The panel met on {day(one.meeting.held_on)}. Members there: {listed(names)}."
    if missed := [name for name, _ in one.others.values()]:
        yield f"Members not there: {listed(missed)}."
    if one.meeting.others_present:
        yield f"Others there: {one.meeting.others_present.rstrip('.')}."


def _journey(one: Minuted, number: int, *, alike: bool) -> MinutesPaperJourney:
    """What was decided on one journey, as far as who asks may read it."""
    journey = one.on.journey
    kind = journey.setting.kind
    about = ". ".join(filter(None, (kind.label if kind else "", journey.route.name)))
    head = MinutesPaperJourney(str(number), journey.setting.name, about, "")
    if not one.is_decided:
        stands = "; ".join(filter(None, stands_of(one.on)[1:])).lower()
        later = f": {stands}" if one.on.is_before_panel else " on this day"
        return replace(head, decided=f"Not decided{later}")
    met = one.meeting
    head = replace(head, who=[*([] if alike else _there(one)), *_ties(one)])
    released = one.decision.released_at if one.decision else None
    kept = met is not None and not is_released(met.recorded_at, released)
    if kept and actor().role is not Role.PANEL:
        return replace(head, decided="A meeting has decided", released=KEPT_INSIDE)
    return _told(head, one)


def _ties(one: Minuted) -> list[str]:
    """Who of the panel took no part here, whether at the meeting or not; a vote says it itself."""
    there = one.people.values() if one.meeting else ()
    tied = sorted(name for name, is_free in [*there, *one.others.values()] if not is_free)
    if not tied:
        return []
    return [f"{listed(tied)} took no part, because of a tie."]


def _told(head: MinutesPaperJourney, one: Minuted) -> MinutesPaperJourney:
    """The whole of it: outcome, reasons or votes, what is asked, and the release."""
    met, made = one.meeting, one.decision
    outcomes = [OUTCOME_WORDS[row.outcome] for row in (made, met) if row is not None]
    how = "the meeting" if met else "votes"
    reasons = paragraphs(met.reasons) if met else ()
    told = paragraphs(made.reasons) if made else ()
    return replace(
        head,
        decided=f"Decided by {how}: {outcomes[0].lower()}",
        reasons=reasons,
        votes=_votes(one),
        told=told if list(told) != list(reasons) else (),
        asked=_asked(one),
        released=f"Released on {day_short(made.released_at)}." if made else TO_BE_RELEASED,
    )


def _votes(one: Minuted) -> Sequence[str]:
    """Each vote with its reason; of whom a tie binds it is said that it does not count."""
    lines = []
    for cast in one.votes:
        _, is_free = one.people.get(cast.vote.user_id, ("", True))
        said = f"{OUTCOME_WORDS[cast.vote.outcome].lower()}. {cast.vote.reason}"
        lines.append(f"{cast.name}: {said if is_free else TIED}")
    return lines


def _asked(one: Minuted) -> Sequence[str]:
    """The conditions with their days, or the criteria of a deferral or a refusal with theirs."""
    made = one.decision
    if made is None:
        return ()
    until = [f"Until {day_short(made.deferred_until)}"] if made.deferred_until else []
    return [
        *until,
        *(f"{code}: {words}" for code, words in made.criteria.items()),
        *(condition_asked(row) for row in one.conditions),
    ]


def condition_asked(row: Condition) -> str:
    """Ask parents again. By 1 March 2027: a condition and its day, each a sentence."""
    words = row.words.rstrip()
    stop = "" if words.endswith(ENDS) else "."
    return f"{words}{stop} By {day_short(row.first_due_on or row.due_on)}"
