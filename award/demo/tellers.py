"""Walks a journey in the hours on which people work, in the words of the place that it is about."""

import io
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.actions import agreeing, assessing, collecting, planning, recording, sending, using
from award.adapters.files import file_key
from award.demo import accounts, words
from award.demo.drawing import Paper, paper_for
from award.demo.open_days import OPENS, council_of, morning_of, open_day, time_for_visit
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.terms import ONE_DAY
from award.jobs.means import Means
from award.queries.plans import list_actions
from award.storage.accounts import User
from award.storage.days import LONDON, day_of
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceLink, Scan
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.storage.visits import Visit

CLOSES: Final = 16
DUE_IN_DAYS: Final = 60
DATED_DAYS_BEFORE: Final = 6


class Storyteller(Walker):
    """Walks as Walker does, on the days on which people work, and says what they would say."""

    adviser: User | None = None
    # Where the place gives files, the means with whose store they are kept.
    means: Means | None = None

    @property
    def voice(self) -> words.Voice:
        """Whose words fit this place."""
        return words.voice_of(self.setting)

    def pass_time(self, *, days: int = 0, hours: int = 1) -> datetime:
        """Let time pass; what would fall in the night or on a closed day waits for the morning."""
        here = (self.at + timedelta(days=days, hours=hours)).astimezone(LONDON)
        if here.hour >= CLOSES or here.hour < OPENS:
            later = here.hour >= CLOSES
            here = morning_of(here.date() + timedelta(days=1 if later else 0))
        if (on := self.open_day(here.date())) != here.date():
            here = morning_of(on)
        self.at = here.astimezone(self.at.tzinfo)
        return self.at

    def open_day(self, on: date, *, step: timedelta = ONE_DAY) -> date:
        """The day itself, or the next on which the council works."""
        return open_day(council_of(self.setting), on, step=step)

    def day_of_visit(self, latest: datetime) -> datetime:
        """A day on which the place is open."""
        return time_for_visit(self.setting, latest)

    def evidence_for(self, code: str) -> sending.EvidenceWords:
        """What the people of this place would really give: the kind that is expected first."""
        title, note = words.EVIDENCE_OF[self.voice].get(code, words.EVIDENCE[code])
        criterion = next(one for one in criteria_of(self.journey) if one.code == code)
        expected = criterion.evidence[0]
        return sending.EvidenceWords(
            title=title,
            criterion=code,
            note=note,
            expected=expected.name,
            why_it_counts=expected.why_it_counts,
            dated_on=self.open_day(
                day_of(self.at) - timedelta(days=DATED_DAYS_BEFORE), step=-ONE_DAY
            ),
            recognisable=False,
        )

    def file_for(self, code: str) -> collecting.KeptBytes | None:
        """The photo, paper or table of this criterion, where the place gives files."""
        paper = paper_for(code, self.voice) if self.means is not None else None
        return self.keep(paper) if paper else None

    def keep(self, paper: Paper) -> collecting.KeptBytes | None:
        """Put a paper into the store, as an upload does; None where the place has no store."""
        if self.means is None:
            return None
        key = file_key(self.setting.authority.code, str(self.setting.id))
        stored = self.means.files.put(key, io.BytesIO(paper.whole), limit=len(paper.whole))
        kept = collecting.KeptBytes
        scan = Scan.NOT_ASKED
        return kept(key, paper.name, stored.sha256, stored.size, paper.media_type, scan)

    def action_for(self, code: str) -> planning.ActionWords:
        """What the people of this place plan to do."""
        what = words.ACTIONS.get(code, words.ACTION_FOR_OTHERS.format(code=code))
        due_on = self.open_day(day_of(self.at) + timedelta(days=DUE_IN_DAYS))
        return planning.ActionWords(what, [code], self.cast.lead.name, due_on)

    def improve(self) -> None:
        """What began low is better; the actions are done, but where the panel will ask for more."""
        super().improve()
        with transaction(lock=self.journey) as held:
            for action in list_actions(self.by(Role.LEAD), held):
                done = self.outcome is Outcome.AWARD
                self.take_further(held, action, done=done)

    def begin(self) -> None:
        """The assessment begins; the lead says what they will look at together on the visit."""
        super().begin()
        visit = self.assessment_visit()
        first = self.first_item()
        if visit is not None and first is not None:
            target = using.Target(visit_id=visit.id)
            with transaction(lock=self.journey) as held:
                using.use_evidence(held, [(first, target)], by=self.by(Role.LEAD), at=self.at)

    def first_item(self) -> int | None:
        """The number of the piece that the first criterion has."""
        mine = select(EvidenceLink.item_id).filter_by(journey_id=self.journey.id)
        return session_of(self.journey).scalar(mine.order_by(EvidenceLink.id).limit(1))

    def take_further(self, held: Journey, action: PlannedAction, *, done: bool) -> None:
        """The lead says how far an action is, and where it is done what is better now."""
        better = words.BETTER.get(action.criteria[0], words.BETTER_IN_OTHERS) if done else ""
        further = planning.ActionWords(
            action.what,
            action.criteria,
            action.lead_name,
            action.due_on,
            state=ActionState.DONE if done else ActionState.UNDER_WAY,
            impact=better,
        )
        by = self.by(Role.LEAD)
        planning.change_action(held, action.id, further, version=action.version, by=by, at=self.at)

    def record_of(self, visit: Visit) -> recording.Record:
        """What the visitor heard and saw at a place like this."""
        told, three = accounts.VISITS[self.voice], accounts.THREE_VISITS
        nth = three.index(visit.kind) if visit.kind in three else 0
        asked = {one.code for one in self.journey.asked}
        return recording.Record(
            met=told.met,
            summary=accounts.PURPOSE.get(visit.kind, "") + told.summary,
            next_steps=told.next_steps,
            notes=[
                (where, [code], heard[nth]) for where, code, heard in told.heard if code in asked
            ],
        )

    def report_words(self) -> assessing.ReportWords:
        """What the assessor found at a place like this."""
        return assessing.ReportWords(
            strengths=words.STRENGTHS[self.voice],
            next_steps=words.NEXT_STEPS[self.voice],
            recommendation=self.outcome,
        )

    def judge_second(self) -> None:
        """The second judges blind; where the two came to something else, they talk and agree."""
        super().judge_second()
        asked = {one.code for one in self.journey.asked}
        differ = sorted(self.weak & asked) if self.outcome is not Outcome.AWARD else []
        for code in differ[-1:]:
            self._agree(code)

    def _agree(self, code: str) -> None:
        self.pass_time(hours=2)
        said, point = words.AGREED, Judged.DEVELOPING
        with transaction(lock=self.journey) as held:
            by = self.by(Role.ASSESSOR)
            agreed = agreeing.agree_judgement(
                held, code, point, note=said, seen=0, by=by, at=self.at
            )
            number = agreed.id
        self.pass_time(hours=1)
        with transaction(lock=self.journey) as held:
            by = self.by(Role.SECOND)
            agreeing.confirm_judgement(held, code, seen=number, by=by, at=self.at)

    def vote_reason(self, member: int) -> str:
        """What this member of the panel looked at."""
        return words.VOTE_REASONS[member % len(words.VOTE_REASONS)]
