"""The agenda of a panel day as rooms show and print it: times, rows, and the papers of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from flask import Response

from award.adapters import clock
from award.adapters.agenda_papers import (
    AgendaPaper,
    AgendaPaperJourney,
    AgendaPaperLine,
    render_agenda,
)
from award.adapters.report_papers import paragraphs
from award.domain.frameworks import Judged
from award.domain.outcomes import suggest
from award.domain.panel_days import begin_times
from award.domain.people import Role
from award.domain.refusals import NotFound
from award.domain.turns import PanelWait
from award.queries.agendas import OnAgenda, count_agenda, list_agenda
from award.queries.judgements import Seen, facts_for_rule, list_criteria
from award.queries.settings import find_round
from award.storage.assessments import Judge
from award.storage.authorities import Round
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.standing import live_report
from award.web.kit.access import actor
from award.web.kit.decided_again import decided_again
from award.web.kit.filters import LONDON, clock_time, day, day_short, plural
from award.web.kit.handing_out import pdf_answer
from award.web.kit.journeys import stage_words
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.reading import JUDGE_WORDS, OUTCOME_WORDS, judged_words

BELOW: Final = (None, Judged.NOT_YET, Judged.DEVELOPING)
LEFT_OUT: Final = "{} not shown here: you have a tie, so others decide."


@dataclass(frozen=True)
class AgendaRow:
    """One journey of an agenda in words: when it begins, what is recommended, how it stands."""

    on: OnAgenda
    begins: str
    minutes: str
    recommended: str
    tone: str
    stands: str
    besides: str

    @property
    def stands_whole(self) -> str:
        """How it stands, with what stands beside that."""
        return ". ".join(filter(None, (self.stands, self.besides)))

    @property
    def name(self) -> str:
        return self.on.journey.setting.name

    @property
    def words(self) -> str:
        """What to think of before it comes; nothing once its decision was released."""
        is_over = self.on.released_at and not self.on.is_before_panel
        return "" if is_over else " ".join(filter(None, (self.again, self.on.item.words)))

    @property
    def again(self) -> str:
        """That it is decided again; empty where it comes for the first time."""
        return "To be decided again." if self.on.is_again else ""

    @property
    def in_short(self) -> str:
        """What is recommended, how it stands, and whether it is decided again."""
        said = f"Recommended: {self.recommended}. {self.stands_whole}."
        return " ".join(filter(None, (self.again, said)))

    @property
    def place(self) -> str:
        """When it begins, or its number; neither where the panel meets without it."""
        if self.begins or self.minutes:
            return self.begins or f"Number {self.on.item.place}"
        return "Not any more" if self.on.has_ended else "Decided before"

    @property
    def decided(self) -> str:
        """What lets a journey be released, or is decided already."""
        return decided_words(self.on)


def the_day(round_id: int) -> Round:
    """A panel day of this authority. Raises NotFound for any other."""
    found = find_round(db.session(), actor(), round_id)
    if found is None:
        raise NotFound
    return found


def spoken_time(at: time | None) -> str:
    """2pm, 2:05pm; empty where no time is known."""
    if at is None:
        return ""
    return clock_time(datetime.combine(clock.today(), at, tzinfo=LONDON))


def rows_of(day_: Round) -> list[AgendaRow]:
    """The agenda for who looks, with the times at which each journey comes.

    What was released before the day, or has ended, takes no time of it.
    """
    found = list_agenda(db.session(), actor(), day_)
    off = [one.has_ended or one.was_settled_before(day_.panel_on) for one in found]
    long = [0 if over else one.item.minutes for one, over in zip(found, off, strict=True)]
    begins = begin_times(day_.meets_at, long)
    return [
        AgendaRow(
            one,
            spoken_time(at) if minutes else "",
            plural(minutes, "minute") if minutes else "",
            OUTCOME_WORDS[one.recommendation] if one.recommendation else "Nothing yet",
            *stands_of(one),
        )
        for one, at, minutes in zip(found, begins, long, strict=True)
    ]


def stands_of(one: OnAgenda) -> tuple[str, str, str]:
    """How far the panel is with a journey: the tone, a few words, and what stands beside them."""
    if not one.is_before_panel:
        if one.has_ended:
            return *stage_words(one.journey), ""
        if one.outcome is None:
            return "others", "Not before the panel now", ""
        return OUTCOME_TONES[one.outcome], f"Released: {OUTCOME_WORDS[one.outcome].lower()}", ""
    waits = wait_words(one.wait).capitalize()
    if one.is_paused:
        return "stopped", paused_words(one.journey), _so_far(one)
    if actor().role is not Role.PANEL:
        # Never whether the votes agree.
        return "others", _so_far(one), waits
    if one.can_be_released:
        return "yours", "To be released", decided_words(one)
    if one.met is not None:
        return "others", decided_words(one), waits or "Its papers say what comes first"
    if one.voted and one.votes == 1:
        return "others", "1 vote so far: yours", waits
    if one.is_split:
        mine = ", yours too" if one.voted else ""
        return (
            "attention",
            "The votes are split",
            ". ".join(filter(None, (f"{plural(one.votes, 'vote')} so far{mine}", waits))),
        )
    yours = "Yours is among them" if one.voted else ""
    return "others", _votes_so_far(one), ". ".join(filter(None, (yours, waits)))


def _so_far(one: OnAgenda) -> str:
    """How far the panel had come when the journey was paused."""
    return "A meeting has decided" if one.met else _votes_so_far(one)


def paused_words(journey: Journey) -> str:
    """Until when a journey rests."""
    until = journey.paused_until
    return f"Paused until {day_short(until)}" if until else "Paused"


def _votes_so_far(one: OnAgenda) -> str:
    return f"{plural(one.votes, 'vote') if one.votes else 'No vote'} so far"


def wait_words(wait: PanelWait | None) -> str:
    """What is waited for beside the panel itself; empty where its papers say what comes first."""
    return "the second judgement is not in yet" if wait is PanelWait.SECOND else ""


def decided_words(one: OnAgenda) -> str:
    """What a meeting decided, or that enough votes agree; for members alone."""
    if one.met is not None:
        return f"Decided: {OUTCOME_WORDS[one.met].lower()}"
    return f"{plural(one.votes, 'vote')}, enough agree"


def when_words(day_: Round) -> str:
    """Friday 26 June 2026, from 2pm."""
    at = spoken_time(day_.meets_at)
    return f"{day(day_.panel_on)}{', from ' + at if at else ''}"


def left_out_words(day_: Round, shown: int) -> str:
    """How many journeys are kept from a member with a tie; empty where none is."""
    hidden = count_agenda(db.session(), day_) - shown
    if hidden <= 0:
        return ""
    return LEFT_OUT.format(f"{plural(hidden, 'journey')} {'is' if hidden == 1 else 'are'}")


def agenda_pdf(day_: Round) -> Response:
    """The agenda and its papers as a file, as they stand for who asks."""
    rows = rows_of(day_)
    paper = AgendaPaper(
        name=day_.name,
        authority_name=rows[0].on.journey.authority.name if rows else "the authority",
        when=when_words(day_),
        where=day_.meets_where,
        words=day_.agenda_words,
        printed_on=day_short(clock.today()),
        journeys=[_papers_of(one, n) for n, one in enumerate(rows, start=1)],
        left_out=left_out_words(day_, len(rows)),
        brand_colour=rows[0].on.journey.authority.brand_colour if rows else "#0b4f4a",
    )
    return pdf_answer(render_agenda(paper, at=clock.now()), "panel-day.pdf")


def _papers_of(row: AgendaRow, number: int) -> AgendaPaperJourney:
    """The papers of one journey. Once it is decided they are closed, and only that is said."""
    journey = row.on.journey
    kind = journey.setting.kind
    about = ". ".join(filter(None, (kind.label if kind else "", journey.route.name)))
    head = (str(number), row.begins, row.minutes, row.name, about)
    if not row.on.is_before_panel:
        return AgendaPaperJourney(*head, "", row.recommended, "", (), (), (), (), row.stands_whole)
    seen, report = list_criteria(db.session(), journey, actor()), live_report(journey)
    rule, again = suggest(facts_for_rule(seen), journey.route.rules), decided_again(journey)
    return AgendaPaperJourney(
        *head,
        first=row.on.item.words,
        recommended=row.recommended,
        suggested=OUTCOME_WORDS[rule.outcome],
        why=rule.why,
        strengths=paragraphs(report.strengths) if report else (),
        next_steps=paragraphs(report.next_steps) if report else (),
        lines=_to_look_at(journey, seen),
        again=f"{again.words} {again.told}" if again else "",
        asked_before=[f"{title}: {words}" for title, words in again.asked] if again else (),
        differs_because=paragraphs(report.differs_because) if report else (),
    )


def _to_look_at(journey: Journey, seen: Sequence[Seen]) -> list[AgendaPaperLine]:
    """The criteria below met, and those that are seen differently, with who says what."""
    words, found = judged_words(journey), []
    second = (Judge.SECOND,) if journey.second_done_at else ()
    judges = (Judge.SETTING, Judge.ASSESSOR, *second)
    for one in seen:
        views = [(judge, one.views[judge]) for judge in judges if judge in one.views]
        differ = len({view.judged for _, view in views}) > 1
        if not one.applies or not (differ or one.judged(Judge.ASSESSOR) in BELOW):
            continue
        agreed = one.views.get(Judge.AGREED)
        views += [(Judge.AGREED, agreed)] if agreed else []
        said = [
            f"{JUDGE_WORDS[judge]}: {words[view.judged].lower()}"
            + (f". {view.note}" if view.note else "")
            for judge, view in views
        ]
        found.append(AgendaPaperLine(f"{one.code} {one.criterion.title}", said))
    return found
