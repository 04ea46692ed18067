"""A setting's whole life with the award, played at random by real actions on real rows.

People do the next step, try any other, err, withdraw, appeal and renew; time passes. Whatever is
refused changes nothing, and what is written can always be explained from the rows themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from award.actions.appealing import hear_appeal, lodge_appeal, receive_appeal
from award.actions.awarding import make_award_move, vote_on_award
from award.actions.deciding import vote
from award.actions.moves import make_move
from award.actions.opening import find_award_to_renew, open_journey
from award.domain.award_moves import AWARD_MOVES, STANDING
from award.domain.facts import Outcome, Said
from award.domain.lifecycle import MOVES
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import OPEN, Stage
from award.storage.awards import Award
from award.storage.db import Base, transaction
from award.storage.decisions import Appeal, Decision, Vote
from award.storage.journeys import History, Journey
from award.storage.settings import Tie
from tests.fixtures_rows import fresh_copy, rows_in
from tests.making import journey_at

REFUSED = (NotAllowed, NotFound, NotReady, Stale)
PARTS = (Role.LEAD, Role.HEAD, Role.COORDINATOR, Role.ASSESSOR, Role.SECOND, Role.PANEL)
AWARD_PARTS = (Role.COORDINATOR, Role.PANEL, Role.CLOCK, Role.LEAD)
ANY_MOVE = [("award", Role.COORDINATOR), ("accept", Role.PANEL), ("undo", Role.LEAD)]
ANY_OF_AWARD = [("revoke", Role.COORDINATOR), ("reinstate", Role.LEAD)]
ROUTES = ("standard", "light")
WHY = "Because it is so."
GIVES = (Outcome.AWARD, Outcome.AWARD_WITH_CONDITIONS)
TABLES = {one.name: one for one in Base.metadata.sorted_tables}
COUNTS = select(
    *(select(func.count()).select_from(one).scalar_subquery() for one in TABLES.values())
)
DONE: Counter[str] = Counter()
MOST_KINDS = 25  # of deeds that a long run must have met, or it plays too little


class Life(RuleBasedStateMachine):
    """One setting, from somewhere on its way; ``rows`` gives a session on an empty database."""

    rows: Callable[[], Any]

    @initialize(
        stage=st.sampled_from((*OPEN, Stage.AWARDED)),
        route=st.sampled_from(ROUTES),
        outcome=st.sampled_from(Outcome),
    )
    def begin(self, stage: Stage, route: str, outcome: Outcome) -> None:
        self.stack = ExitStack()
        self.session: Session = self.stack.enter_context(self.rows())
        self.walking, _ = journey_at(self.session, stage, route=route)
        self.walking.outcome = outcome if stage in OPEN else Outcome.AWARD

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    # --- what people do -------------------------------------------------------------------------

    def tries(self, deed: Callable[[], object], what: str) -> bool:
        """Whether it was done; what is refused leaves every row as it was."""
        before = prints(self.session)
        try:
            deed()
        except REFUSED:
            assert prints(self.session) == before
            return False
        finally:
            self.session.rollback()
        DONE[what] += 1
        return True

    @rule()
    def go_on(self) -> None:
        """Everybody does what the stage waits for; a part of it may be done already."""
        stage = self.walking.journey.stage
        if stage not in OPEN:
            return
        following = (*OPEN, Stage.AWARDED)[OPEN.index(stage) + 1]
        try:
            self.walking.walk_to(following)
            DONE[f"on to {following}"] += 1
        except (*REFUSED, ValueError, KeyError):  # refused on the way, or led elsewhere
            self.session.rollback()

    @rule(data=st.data(), days=st.integers(1, 200), member=st.integers(0, 1))
    def try_a_move(self, data: st.DataObject, days: int, member: int) -> None:
        """Mostly one that fits the stage, by somebody whose it is; now and then any, by anybody."""
        walking = self.walking
        stage = walking.journey.stage
        fitting = [
            (one.name, role)
            for one in MOVES
            if stage in one.from_
            for role in sorted(one.by)
            if role in PARTS
        ]
        name, role = data.draw(st.sampled_from([*fitting, *ANY_MOVE]), label="move")
        by = walking.by(role, member=member if role is Role.PANEL else 0)
        codes = {one.code: WHY for one in list(walking.journey.asked)[:2]}
        until = (walking.pass_time() + timedelta(days=days)).date()
        said = Said(reason=WHY, reason_code="duplicate", criteria=codes, until_on=until)

        def deed() -> None:
            with transaction(lock=walking.journey) as held:
                make_move(held, name, by=by, at=walking.at, said=said)

        self.tries(deed, name)

    @rule(outcome=st.sampled_from(Outcome), member=st.integers(0, 1))
    def vote(self, outcome: Outcome, member: int) -> None:
        walking, by = self.walking, self.walking.by(Role.PANEL, member=member)
        at = walking.pass_time()

        def deed() -> None:
            with transaction(lock=walking.journey) as held:
                vote(held, outcome, reason=WHY, by=by, at=at)

        self.tries(deed, "vote")

    @rule(days=st.sampled_from((1, 12, 40, 200, 500)))
    def let_time_pass(self, days: int) -> None:
        self.walking.pass_time(days=days)

    @rule(upheld=st.booleans())
    def appeal(self, upheld: bool) -> None:
        walking, at = self.walking, self.walking.pass_time()
        lead, coordinator = walking.by(Role.LEAD), walking.by(Role.COORDINATOR)

        def lodge() -> None:
            with transaction(lock=walking.journey) as held:
                lodge_appeal(held, words=WHY, by=lead, at=at)

        def receive() -> None:
            with transaction(lock=walking.journey) as held:
                receive_appeal(held, by=coordinator, at=at)

        def hear() -> None:
            by = walking.by(Role.PANEL, member=1)
            with transaction(lock=walking.journey) as held:
                hear_appeal(held, upheld=upheld, reasons=WHY, by=by, at=at)

        for deed in (lodge, receive, hear):
            self.tries(deed, deed.__name__)

    @precondition(lambda self: self.awards())
    @rule(data=st.data(), member=st.integers(0, 1), for_it=st.booleans())
    def try_a_move_of_the_award(self, data: st.DataObject, member: int, for_it: bool) -> None:
        walking, award = self.walking, self.awards()[-1]
        fitting = [
            (one.name, role)
            for one in AWARD_MOVES
            if award.state in one.from_
            for role in sorted(one.by)
            if role in AWARD_PARTS
        ]
        name, role = data.draw(st.sampled_from([*fitting, *ANY_OF_AWARD]), label="move")
        at = walking.pass_time(days=3)
        by = (
            Actor(Role.CLOCK)
            if role is Role.CLOCK
            else walking.by(role, member=member if role is Role.PANEL else 0)
        )

        def ballot() -> None:
            voter = walking.by(Role.PANEL, member=member)
            with transaction(lock=award) as held:
                vote_on_award(held, in_favour=for_it, reason=WHY, by=voter, at=at)

        def deed() -> None:
            with transaction(lock=award) as held:
                make_award_move(held, name, words=WHY, terms=1, by=by, at=at)

        self.tries(ballot, "vote on the award")
        self.tries(deed, name)

    @rule(role=st.sampled_from((Role.LEAD, Role.COORDINATOR)))
    def renew(self, role: Role) -> None:
        walking, at = self.walking, self.walking.pass_time()
        holds = find_award_to_renew(walking.setting, at=at) is not None
        by, opened = walking.by(role), list[Journey]()

        def deed() -> None:
            with transaction(lock=walking.setting) as held:
                route = "renewal" if holds else "standard"
                opened.append(open_journey(held, route=route, by=by, at=at))

        if self.tries(deed, "renew" if holds else "open"):
            walking.outcome = Outcome.AWARD
            walking.go_on(self.session.get_one(Journey, newest(self.session)))

    # --- what is always so ------------------------------------------------------------------------

    def awards(self) -> Sequence[Award]:
        if not hasattr(self, "session"):
            return ()
        return self.session.scalars(select(Award).order_by(Award.id)).all()

    @invariant()
    def one_journey_at_most_is_open(self) -> None:
        if hasattr(self, "session"):
            is_open = select(func.count(Journey.id)).where(Journey.ended_at.is_(None))
            assert (self.session.scalar(is_open) or 0) <= 1

    @invariant()
    def history_replayed_gives_the_present(self) -> None:
        if not hasattr(self, "session"):
            return
        for journey in self.session.scalars(select(Journey)):
            stage, number = Stage.DRAFT, 0
            lines = self.session.scalars(
                select(History).where(History.journey_id == journey.id).order_by(History.number)
            )
            for line in lines:
                assert line.number == number + 1
                number = line.number
                if line.went_to is not None:
                    assert line.came_from in (stage, None)
                    stage = line.went_to
            assert stage is journey.stage
            assert (journey.stage in OPEN) == (journey.ended_at is None)

    @invariant()
    def no_day_has_two_awards_in_force(self) -> None:
        held = [one for one in self.awards() if one.state in STANDING]
        for n, one in enumerate(held):
            for other in held[n + 1 :]:
                assert not overlap(one, other), (one.number, other.number)

    @invariant()
    def no_award_without_a_decision_by_enough_people_without_a_tie(self) -> None:
        for award in self.awards():
            decision = self.session.scalars(
                select(Decision)
                .where(Decision.journey_id == award.journey_id, Decision.outcome.in_(GIVES))
                .order_by(Decision.id.desc())
            ).first()
            assert decision is not None
            journey = self.session.get_one(Journey, award.journey_id)
            votes = self.session.scalars(select(Vote).where(*stood_at(decision))).all()
            tied = set(self.session.scalars(select(Tie.user_id).where(Tie.ended_at.is_(None))))
            needed = journey.route.rules.votes
            assert len({one.user_id for one in votes} - tied) >= needed

    @invariant()
    def an_appeal_is_heard_by_others_than_those_who_decided(self) -> None:
        if not hasattr(self, "session"):
            return
        for appeal in self.session.scalars(select(Appeal).where(Appeal.heard_at.is_not(None))):
            voters = select(Vote.user_id).where(
                Vote.journey_id == appeal.journey_id, Vote.at < appeal.heard_at
            )
            assert appeal.heard_by_id not in set(self.session.scalars(voters))


def stood_at(decision: Decision) -> tuple[ColumnElement[bool], ...]:
    """The votes for this outcome that stood on this report when it was released."""
    released = decision.released_at
    return (
        Vote.report_id == decision.report_id,
        Vote.outcome == decision.outcome,
        Vote.at <= released,
        Vote.set_aside_at.is_(None) | (Vote.set_aside_at > released),
    )


def newest(session: Session) -> int:
    return session.scalar(select(func.max(Journey.id))) or 0


def overlap(one: Award, other: Award) -> bool:
    def days(award: Award) -> tuple[date, date]:
        return award.valid_from, award.valid_until

    (begins, ends), (begun, ended) = days(one), days(other)
    return begins <= ended and begun <= ends


def prints(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    session.rollback()
    return dict(zip(TABLES, session.execute(COUNTS).one(), strict=True))


def play(url: Callable[[], str], *, lives: int, steps: int) -> None:
    @contextmanager
    def rows() -> Iterator[Session]:
        with rows_in(url()) as found:
            yield found

    class One(Life):
        pass

    One.rows = staticmethod(rows)
    run_state_machine_as_test(
        One,
        settings=settings(
            max_examples=lives, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), derandomize=lives < 50,
            phases=(Phase.generate,),
        ),
    )  # fmt: skip


def test_a_whole_life_keeps_its_promises(sqlite_kept: Path, empty_database: Path) -> None:
    play(lambda: fresh_copy(sqlite_kept, empty_database), lives=6, steps=20)


@pytest.mark.soak
def test_many_whole_lives_keep_their_promises(
    sqlite_kept: Path, empty_database: Path, count: Callable[[str, int], None]
) -> None:
    DONE.clear()
    play(lambda: fresh_copy(sqlite_kept, empty_database), lives=300, steps=50)

    count("kinds of deed in whole lives", len(DONE))
    count("deeds in whole lives", DONE.total())
    assert len(DONE) >= MOST_KINDS, DONE
