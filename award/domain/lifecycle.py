"""Every stage's permitted moves, in one table. Read this first: it is the law of the program.

A move leads from a stage to a stage, is made by a role, and is refused with the sentences of its
guards. Nothing else sets a stage. What a route does not ask is passed by the guards themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain import decision_guards as d
from award.domain import guards as g
from award.domain import said_guards as s
from award.domain.facts import Asker, Facts, Said
from award.domain.look_guards import colleague_has_looked
from award.domain.people import Role
from award.domain.readiness import blocks
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import CLOSED, OPEN, Stage

Guard = Callable[[Facts], str | None]


class Back(StrEnum):
    """Where a move leads when that depends on where the journey was."""

    WHERE_IT_WAS = "where_it_was"
    ONE_MOVE = "one_move"


class Says(StrEnum):
    """What the person is asked to say with a move; its form is drawn from these."""

    REASON = "reason"
    REASON_CODE = "reason_code"
    CRITERIA = "criteria"
    UNTIL = "until"
    CONDITIONS = "conditions"


SAYS_GUARDS: Final[dict[Says, Guard]] = {
    Says.REASON: s.reason_given,
    Says.REASON_CODE: s.reason_chosen,
    Says.CRITERIA: s.criteria_said,
    Says.UNTIL: s.deferral_date_said,
    Says.CONDITIONS: s.conditions_said,
}

BY_MISTAKE: Final = "mistake"
CLOSE_REASONS: Final = {
    "closed": "The setting has closed",
    "merged": "The setting has merged with another",
    "duplicate": "It is a second journey of the same setting",
    BY_MISTAKE: "It was opened by mistake",
    "revoked": "The award that it would have renewed was revoked",
}
WITHDRAW_REASONS: Final = {
    "no_time": "There is no time for it now",
    "lead_left": "The person who led it has left",
    "other_work": "Other work has to come first",
    "not_for_us": "The award is not right for us",
    "other": "Another reason",
}
REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "withdraw": WITHDRAW_REASONS,
    "close": CLOSE_REASONS,
}
NOT_LISTED: Final = "Choose one of the listed reasons"
FOR_GOOD: Final = frozenset({"merged", "duplicate"})
WITH_ITS_AWARD: Final = "revoked"  # why a renewal was closed
RESTS: Final = "The pause has to end: nothing moves while the journey is paused"
FOLLOWS_BY_ITSELF: Final = frozenset({WITH_ITS_AWARD})  # nobody chooses it


@dataclass(frozen=True)
class Move:
    """One permitted step: its name, its way, who makes it, and what is asked first.

    ``on_behalf`` are the roles that may make it for the setting. ``onward`` marks the step that
    a stage waits for: its blockers are the stage's task list. ``may`` names the permission that
    makes it, where that has another name than the move.
    """

    name: str
    from_: tuple[Stage, ...]
    to: Stage | Back
    by: frozenset[Role]
    label: str
    past: str
    needs: tuple[Guard, ...] = ()
    says: tuple[Says, ...] = ()
    on_behalf: frozenset[Role] = frozenset()
    while_paused: bool = False
    undoable: bool = True
    onward: bool = False
    may: str = ""

    def blockers(self, facts: Facts) -> tuple[str, ...]:
        """What is still missing, one sentence each, in the order of the table.

        Where readiness is asked, each thing that blocks it has a sentence of its own.
        """
        asked = (*self.needs, *(SAYS_GUARDS[one] for one in self.says))
        found: list[str] = []
        for guard in asked:
            if guard is g.nothing_blocks_readiness:
                found += [need.sentence for need in blocks(facts)]
            elif sentence := guard(facts):
                found.append(sentence)
        if facts.said and facts.said.reason_code and self.reasons:
            found += [] if facts.said.reason_code in self.reasons else [NOT_LISTED]
        return tuple(found)

    @property
    def reasons(self) -> Mapping[str, str]:
        """The reasons to choose from, code and words; none where the move asks for no choice."""
        return REASONS.get(self.name, {})

    def is_open_to(self, asker: Asker) -> bool:
        """Whether this role may make the move: for itself, or on behalf of the setting."""
        return asker.role in (self.on_behalf if asker.on_behalf else self.by)


S, R = Stage, Role
FOR_SETTING: Final = frozenset({R.COORDINATOR, R.ADVISER})
COORDINATOR_FOR_SETTING: Final = frozenset({R.COORDINATOR})
DECIDING_NEEDS: Final = (
    d.report_stands,
    d.second_judgement_in,
    d.releaser_is_free,
    d.old_award_not_suspended,
)


def move(
    name: str,
    from_: Stage | Iterable[Stage],
    to: Stage | Back,
    *,
    by: Role | Iterable[Role],
    label: str,
    past: str,
    needs: tuple[Guard, ...] = (),
    says: tuple[Says, ...] = (),
    on_behalf: frozenset[Role] = frozenset(),
    while_paused: bool = False,
    undoable: bool = True,
    onward: bool = False,
    may: str = "",
) -> Move:
    """One row of the table, with single stages and roles written without brackets."""
    stages = (from_,) if isinstance(from_, Stage) else tuple(from_)
    roles = frozenset({by}) if isinstance(by, Role) else frozenset(by)
    return Move(
        name,
        stages,
        to,
        roles,
        label,
        past,
        needs,
        says,
        on_behalf,
        while_paused,
        undoable,
        onward,
        may,
    )


# fmt: off
MOVES: Final = (
    move("submit", S.DRAFT, S.APPLIED, by=R.LEAD, on_behalf=FOR_SETTING, onward=True,
         label="Send the application", past="Application sent",
         needs=(g.contacts_complete, g.commitment_ticked, g.head_has_approved)),
    move("return", S.APPLIED, S.DRAFT, by=R.COORDINATOR,
         label="Return the application", past="Application returned", says=(Says.REASON,)),
    move("accept", S.APPLIED, S.PLANNING, by=R.COORDINATOR, onward=True,
         label="Accept the application", past="Application accepted"),
    move("decline", S.APPLIED, S.DECLINED, by=R.COORDINATOR, undoable=False,
         label="Decline the application", past="Application not taken up", says=(Says.REASON,)),
    move("agree_plan", S.PLANNING, S.GATHERING, by=(R.COORDINATOR, R.ADVISER), onward=True,
         label="Agree the plan", past="Plan agreed",
         needs=(g.initial_visit_signed, g.baseline_complete, g.essentials_planned, g.plan_put_forward, g.another_agrees_the_plan)),
    move("declare_ready", S.GATHERING, S.READY, by=R.LEAD, on_behalf=FOR_SETTING, onward=True,
         label="Declare that you are ready", past="Declared ready",
         needs=(g.nothing_blocks_readiness, g.head_has_declared)),
    move("send_back", S.READY, S.GATHERING, by=R.COORDINATOR,
         label="Send back to gathering", past="Sent back to gather more evidence", says=(Says.REASON,)),
    move("begin_assessment", S.READY, S.ASSESSING, by=R.COORDINATOR, onward=True,
         label="Begin the assessment", past="Assessment begun",
         needs=(g.nothing_blocks_readiness, g.assessor_assigned, g.assessor_assigned_by_another, g.assessor_untied, g.assessment_visit_booked)),
    move("stop_assessment", S.ASSESSING, S.READY, by=R.COORDINATOR,
         label="Stop the assessment", past="Assessment stopped", says=(Says.REASON,)),
    move("ask_for_more", S.ASSESSING, S.GATHERING, by=(R.ASSESSOR, R.COORDINATOR),
         label="Ask the setting for more", past="Asked for more",
         needs=(g.coordinator_agrees_to_more,), says=(Says.CRITERIA,)),
    move("share_report", S.ASSESSING, S.CHECKING, by=R.ASSESSOR, undoable=False, onward=True,
         label="Share the report", past="Report shared",
         needs=(g.assessor_assigned, g.assessor_untied, g.assessment_visit_recorded, g.every_criterion_assessed, g.report_written, colleague_has_looked)),
    move("revise_report", S.CHECKING, S.ASSESSING, may="revise", by=(R.ASSESSOR, R.COORDINATOR),
         label="Revise the report", past="Report taken back to be revised", needs=(d.asker_may_revise,), says=(Says.REASON,)),
    move("revise_report", S.DECIDING, S.ASSESSING, may="revise", by=R.COORDINATOR,
         label="Have the report revised", past="Report taken back to be revised", says=(Says.REASON,)),
    move("confirm_report", S.CHECKING, S.DECIDING, may="reply", by=R.LEAD, on_behalf=FOR_SETTING, onward=True,
         label="Confirm the report", past="Report confirmed",
         needs=(g.setting_replied, g.head_approved_reply, g.points_answered)),
    move("record_no_reply", S.CHECKING, S.DECIDING, by=(R.COORDINATOR, R.CLOCK),
         label="Go on without the setting’s confirmation", past="The setting did not confirm the report in time",
         needs=(g.reply_time_over, g.points_answered)),
    move("award", S.DECIDING, S.AWARDED, may="release", by=R.PANEL, undoable=False, onward=True,
         label="Release the award", past="Awarded",
         needs=(*DECIDING_NEEDS, d.award_carried), says=(Says.REASON,)),
    move("award_with_conditions", S.DECIDING, S.AWARDED, may="release", by=R.PANEL, undoable=False,
         label="Release the award with conditions", past="Awarded with conditions",
         needs=(*DECIDING_NEEDS, d.conditions_carried), says=(Says.REASON, Says.CONDITIONS)),
    move("defer", S.DECIDING, S.GATHERING, may="release", by=R.PANEL, undoable=False,
         label="Defer the decision", past="Decision deferred",
         needs=(*DECIDING_NEEDS, d.deferral_carried, d.deferral_time_left), says=(Says.REASON, Says.CRITERIA, Says.UNTIL)),
    move("turn_down", S.DECIDING, S.NOT_YET, may="release", by=R.PANEL, undoable=False,
         label="Release: not yet awarded", past="Not yet awarded",
         needs=(*DECIDING_NEEDS, d.turning_down_carried), says=(Says.REASON, Says.CRITERIA)),
    move("reopen", S.NOT_YET, S.DECIDING, by=R.COORDINATOR, undoable=False,
         label="Reopen after the appeal", past="Reopened after an appeal", needs=(g.appeal_upheld, g.no_other_journey, g.no_later_award)),
    move("reopen", S.AWARDED, S.DECIDING, by=R.COORDINATOR, undoable=False,
         label="Reopen after the appeal", past="Reopened after an appeal", needs=(g.had_conditions, g.appeal_upheld, g.no_other_journey, g.no_later_award)),
    move("reopen", S.DECLINED, S.APPLIED, by=R.COORDINATOR, undoable=False,
         label="Reopen after the appeal", past="Reopened after an appeal", needs=(g.appeal_upheld, g.no_other_journey, g.no_later_award)),
    move("withdraw", OPEN, S.WITHDRAWN, by=(R.LEAD, R.HEAD), on_behalf=COORDINATOR_FOR_SETTING, while_paused=True,
         label="Withdraw from the award", past="Withdrawn", says=(Says.REASON_CODE,)),
    move("lapse", (S.DRAFT, S.PLANNING, S.GATHERING), S.LAPSED, by=R.COORDINATOR,
         label="Put away after a long silence", past="Put away after a long silence", needs=(g.waits_for_setting, g.silence_is_long)),
    move("close", OPEN, S.WITHDRAWN, by=(R.COORDINATOR, R.CLOCK), while_paused=True,
         label="Close the journey", past="Journey closed", says=(Says.REASON_CODE,)),
    move("take_up_again", (S.LAPSED, S.WITHDRAWN), Back.WHERE_IT_WAS, by=R.COORDINATOR, undoable=False,
         label="Take the journey up again", past="Taken up again", needs=(g.within_a_year, g.not_closed_for_good, d.renewed_award_stands, g.no_other_journey, g.no_later_award)),
    move("undo", tuple(S), Back.ONE_MOVE, by=(R.LEAD, R.HEAD, R.COORDINATOR, R.ADVISER, R.ASSESSOR), on_behalf=FOR_SETTING, undoable=False,
         label="Take the last move back", past="Last step taken back", needs=(g.made_by_asker_today, g.untouched_since, g.no_other_journey)),
)
# fmt: on

OUTCOMES: Final = ("award", "award_with_conditions", "defer", "turn_down")
AT_MOST: Final = OPEN.index(Stage.GATHERING)


def find_move(name: str, stage: Stage) -> Move:
    """The row of this name that begins at this stage.

    Raises NotAllowed when no such row is there.
    """
    for one in MOVES:
        if one.name == name and stage in one.from_:
            return one
    raise NotAllowed("That step is not possible here any more: the journey has moved on.")


def onward_move(stage: Stage) -> Move | None:
    """The step that an open stage waits for; None for a journey that has ended."""
    return next((one for one in MOVES if one.onward and stage in one.from_), None)


def moves_open_to(role: Role, stage: Stage, *, on_behalf: bool = False) -> tuple[Move, ...]:
    """The moves that this role could make from this stage, whatever is still missing."""
    asker = Asker(role, on_behalf=on_behalf)
    return tuple(one for one in MOVES if stage in one.from_ and one.is_open_to(asker))


def next_stage(name: str, facts: Facts) -> Stage:
    """Where this move leads, for who asks, with what they said (``facts.said``).

    Who said nothing is asked for what the move needs said. Raises NotAllowed for the wrong
    person or stage, NotReady with the blockers otherwise.
    """
    row = find_move(name, facts.stage)
    facts = facts if facts.said is not None else facts.saying(Said())
    must_be_theirs(row, facts)
    if facts.paused and is_open(facts.stage) and not row.while_paused:
        raise NotReady(RESTS)
    if row.to is Back.ONE_MOVE:
        _refuse_what_stays_done(facts)
    blockers = row.blockers(facts)
    if blockers:
        raise NotReady(*blockers)
    return leads_to(row, facts)


def must_be_theirs(row: Move, facts: Facts) -> None:
    """Refuse whoever makes no such move here. Raises NotAllowed."""
    if not row.is_open_to(facts.asker) or not is_assigned(facts.asker, facts):
        raise NotAllowed("This step is not yours to make.")


def is_assigned(asker: Asker, facts: Facts) -> bool:
    """Whether an adviser or an assessor is the one of this journey; others need not be."""
    if asker.role is Role.ADVISER:
        return asker.user_id is not None and asker.user_id == facts.adviser_id
    if asker.role is Role.ASSESSOR:
        return asker.user_id is not None and asker.user_id == facts.assessor_id
    return True


def leads_to(row: Move, facts: Facts) -> Stage:
    """The stage that a row leads to, given where the journey was."""
    if isinstance(row.to, Stage):
        return row.to
    if row.to is Back.ONE_MOVE:
        if facts.last_move is None:
            raise NotAllowed("There is no move to take back.")
        return facts.last_move.came_from
    if facts.was_at is None:
        raise NotAllowed("It is not known where this journey was.")
    return OPEN[min(OPEN.index(facts.was_at), AT_MOST)]


def _refuse_what_stays_done(facts: Facts) -> None:
    last = facts.last_move
    if last is None:
        raise NotAllowed("There is no move to take back.")
    made = find_move(last.name, last.came_from)
    if not made.undoable:
        raise NotAllowed("This step cannot be taken back: it was told to others, or decided.")
    if facts.asker.role not in made.by | made.on_behalf:
        raise NotAllowed("A step is taken back in the role that made it.")


def is_open(stage: Stage) -> bool:
    """Whether a journey at this stage is still under way."""
    return stage not in CLOSED
