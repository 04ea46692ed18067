"""Who may do what: one table, a row for each thing and a column for each role.

A role reaches only its own places: the queries see to that. Whose turn it is `lifecycle` says.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from award.domain.lifecycle import MOVES
from award.domain.people import ASSIGNED_ROLES, Role


class May(StrEnum):
    """One permission for each thing that somebody does or looks at."""

    ASK_TO_TAKE_PART = "ask_to_take_part"
    SEE_REGISTER = "see_register"
    CHECK_CERTIFICATE = "check_certificate"
    WRITE_APPLICATION = "write_application"
    WRITE_JUDGEMENTS = "write_judgements"
    WRITE_PLAN = "write_plan"
    WRITE_EVIDENCE = "write_evidence"
    SHARE_EVIDENCE = "share_evidence"
    SEE_APPLICATION = "see_application"
    SEE_JUDGEMENTS = "see_judgements"
    SEE_PLAN = "see_plan"
    SEE_EVIDENCE = "see_evidence"
    SUBMIT = "submit"
    DECLARE_READY = "declare_ready"
    REPLY = "reply"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    ASK_PAUSE = "ask_pause"
    OPEN_JOURNEY = "open_journey"
    ACCEPT = "accept"
    DECLINE = "decline"
    RETURN = "return"
    SEND_BACK = "send_back"
    BEGIN_ASSESSMENT = "begin_assessment"
    STOP_ASSESSMENT = "stop_assessment"
    REOPEN = "reopen"
    CLOSE = "close"
    LAPSE = "lapse"
    TAKE_UP_AGAIN = "take_up_again"
    PAUSE = "pause"
    RECORD_NO_REPLY = "record_no_reply"
    LINK_SETTINGS = "link_settings"
    CHANGE_ROUND = "change_round"
    NAME_COVER = "name_cover"
    ASK_FOR_MORE = "ask_for_more"
    REVISE = "revise"
    ANSWER_POINTS = "answer_points"
    AGREE_PLAN = "agree_plan"
    GIVE_FEEDBACK = "give_feedback"
    AGREE_NOT_APPLICABLE = "agree_not_applicable"
    PROPOSE_VISIT = "propose_visit"
    CONFIRM_VISIT = "confirm_visit"
    MOVE_VISIT = "move_visit"
    WRITE_VISIT_RECORD = "write_visit_record"
    SEE_VISIT_RECORD = "see_visit_record"
    AGREE_VISIT_RECORD = "agree_visit_record"
    CLAIM_VISIT = "claim_visit"
    SEE_CLAIMS = "see_claims"
    WRITE_NOTES = "write_notes"
    SEE_NOTES = "see_notes"
    WRITE_REPORT = "write_report"
    SHARE_REPORT = "share_report"
    LOOK_AT_REPORT = "look_at_report"  # a colleague's, before it is shared
    SEE_REPORT = "see_report"
    ASSIGN = "assign"
    DECLARE_TIE = "declare_tie"
    VOTE = "vote"
    RELEASE = "release"
    RECORD_MEETING = "record_meeting"
    CONFIRM_SUSPENSION = "confirm_suspension"
    END_SUSPENSION = "end_suspension"
    REVOKE = "revoke"
    HEAR_APPEAL = "hear_appeal"
    SET_ASIDE_SECOND = "set_aside_second"
    REPLY_SUSPENSION = "reply_suspension"
    PROPOSE_SUSPENSION = "propose_suspension"
    PROPOSE_REVOCATION = "propose_revocation"
    EXTEND = "extend"
    RECEIVE_APPEAL = "receive_appeal"
    CLOSE_CONDITION = "close_condition"
    LODGE_APPEAL = "lodge_appeal"
    CHECK_IN = "check_in"  # say once a year how it goes
    ANSWER_CHECK_IN = "answer_check_in"
    SEE_DECISION = "see_decision"
    ISSUE_CERTIFICATE = "issue_certificate"
    REISSUE_CERTIFICATE = "reissue_certificate"
    DOWNLOAD_CERTIFICATE = "download_certificate"
    INVITE = "invite"
    REMOVE_PEOPLE = "remove_people"
    ACCEPT_ORDER = "accept_order"
    MANAGE_ORDERS = "manage_orders"
    SEE_ORDERS = "see_orders"
    EDIT_FRAMEWORK = "edit_framework"
    PUBLISH_FRAMEWORK = "publish_framework"
    EDIT_ROUTES = "edit_routes"
    PUBLISH_ROUTES = "publish_routes"
    EDIT_ROUNDS = "edit_rounds"
    PUBLISH_ROUNDS = "publish_rounds"
    EDIT_LETTERS = "edit_letters"
    PUBLISH_LETTERS = "publish_letters"
    EDIT_LOOK = "edit_look"  # the authority's name, colour, logo, and who signs its certificates
    EDIT_FILE_LIMITS = "edit_file_limits"  # how much and which files its settings may add
    EDIT_TERMS = "edit_terms"
    PUBLISH_TERMS = "publish_terms"
    WRITE_TERMLY_REPORT = "write_termly_report"
    READ_TERMLY_REPORT = "read_termly_report"
    SEE_ACCOUNTS = "see_accounts"
    SEE_SESSIONS = "see_sessions"
    SEE_HEALTH = "see_health"
    RUN_RETENTION = "run_retention"
    EXPORT_WHOLE = "export_whole"


class Cell(StrEnum):
    """How far one role's permission reaches. The values are what the rows below are written in."""

    NO = "-"
    ANYBODY = "any"  # whoever asks, signed in or not
    YES = "x"  # adviser, assessor and second: only on journeys assigned to them
    ON_BEHALF = "for"  # the setting's step, made for it; both names are kept
    OWN = "own"  # what they made, or what was given to them to do
    UNTIL_SIGNED = "sign"  # their own, as long as it is not signed
    THEMSELVES = "self"  # what is about themselves: their account, their ties
    SUMMARY = "sum"  # counts and totals, no texts and no files
    NO_CONTENT = "nc"  # everything but what is inside the evidence
    DECIDING = "dec"  # while the journey, its appeal, or what shows a condition is before the panel
    WHEN_SHARED = "s"
    WHEN_RELEASED = "r"
    OUTCOME_WHEN_RELEASED = "ro"  # the outcome, without reasons or votes
    RATIFIED = "rl"  # once released, as a line of the list that is ratified
    RENEWAL = "new"  # only the next journey of a setting that holds the award
    SETTING = "set"  # people, or papers, of settings
    AUTHORITY = "aut"  # people of the authority


@dataclass(frozen=True)
class Situation:
    """What is known of the thing that somebody wants to do or see; what is not said is no.

    ``assigned``: it is theirs as adviser, assessor or second. ``mine``: they made or do it, or it
    is about them. ``summary``, ``without_content``: no more is asked for. ``of_authority``: about
    its people or papers. ``blind``: the other judge's, while one of two judgements is not in yet.
    """

    assigned: bool = False
    mine: bool = False
    on_behalf: bool = False
    shared: bool = False
    released: bool = False
    deciding: bool = False
    signed: bool = False
    is_renewal: bool = False
    summary: bool = False
    without_content: bool = False
    of_authority: bool = False
    blind: bool = False


M = May
COLUMNS: Final = tuple(Role)
# fmt: off
# One row for one or several permissions; the columns are the roles in their order, so that
# "adv ass sec" are the three kinds of assignment and "clk" is what happens by itself.
ROWS: Final[tuple[tuple[str, tuple[May, ...]], ...]] = (
    # lead con  head grp  adv  ass  sec  coo  pan  stg  adm  aud  pub  clk
    ("any  any  any  any  any  any  any  any  any  any  any  any  any  any",
     (M.ASK_TO_TAKE_PART, M.SEE_REGISTER, M.CHECK_CERTIFICATE)),
    ("x    x    -    -    for  for  for  for  -    -    -    -    -    -",
     (M.WRITE_APPLICATION, M.WRITE_JUDGEMENTS, M.WRITE_PLAN, M.WRITE_EVIDENCE)),
    ("x    x    x    sum  x    x    x    x    dec  -    -    nc   -    -",
     (M.SEE_APPLICATION, M.SEE_JUDGEMENTS, M.SEE_PLAN, M.SEE_EVIDENCE)),
    ("x    -    -    -    for  -    -    for  -    -    -    -    -    -",
     (M.SUBMIT, M.DECLARE_READY, M.REPLY)),
    ("x    -    -    -    -    -    -    for  -    -    -    -    -    -", (M.SHARE_EVIDENCE,)),
    ("-    -    x    -    for  -    -    for  -    -    -    -    -    -", (M.APPROVE,)),
    ("x    -    x    -    -    -    -    for  -    -    -    -    -    -", (M.WITHDRAW,)),
    ("x    -    x    -    for  for  for  x    -    -    -    -    -    -", (M.ASK_PAUSE,)),
    ("new  -    -    -    -    -    -    x    -    -    -    -    -    -", (M.OPEN_JOURNEY,)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -",
     (M.ACCEPT, M.DECLINE, M.RETURN, M.SEND_BACK, M.BEGIN_ASSESSMENT, M.STOP_ASSESSMENT,
      M.REOPEN, M.LAPSE, M.TAKE_UP_AGAIN, M.PAUSE, M.LINK_SETTINGS, M.CHANGE_ROUND)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    x", (M.CLOSE, M.RECORD_NO_REPLY)),
    ("-    -    -    -    -    -    -    x    -    -    x    -    -    -", (M.NAME_COVER,)),
    ("-    -    -    -    -    own  -    x    -    -    -    -    -    -",
     (M.ASK_FOR_MORE, M.REVISE, M.ANSWER_POINTS)),
    ("-    -    -    -    x    -    -    x    -    -    -    -    -    -", (M.AGREE_PLAN,)),
    ("-    -    -    -    x    x    x    x    -    -    -    -    -    -", (M.GIVE_FEEDBACK,)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -",
     (M.AGREE_NOT_APPLICABLE, M.ANSWER_CHECK_IN)),
    ("x    -    x    -    own  own  own  x    -    -    -    -    -    -",
     (M.PROPOSE_VISIT, M.CONFIRM_VISIT, M.MOVE_VISIT)),
    ("-    -    -    -    sign sign sign sign -    -    -    -    -    -", (M.WRITE_VISIT_RECORD,)),
    ("s    s    s    -    x    x    own  x    dec  -    -    x    -    -", (M.SEE_VISIT_RECORD,)),
    ("-    -    -    -    self self self self -    -    -    -    -    -", (M.CLAIM_VISIT,)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -", (M.SEE_CLAIMS,)),
    ("-    -    -    -    x    x    -    x    -    -    -    -    -    -", (M.WRITE_NOTES,)),
    ("-    -    -    -    x    x    -    x    dec  -    -    x    -    -", (M.SEE_NOTES,)),
    ("-    -    -    -    own  own  own  -    -    -    -    -    -    -", (M.WRITE_REPORT,)),
    ("-    -    -    -    -    own  -    -    -    -    -    -    -    -", (M.SHARE_REPORT,)),
    ("-    -    -    -    self self self -    -    -    -    -    -    -", (M.LOOK_AT_REPORT,)),
    ("s    s    s    ro   own  own  own  x    dec  -    -    x    -    -", (M.SEE_REPORT,)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -", (M.ASSIGN,)),
    ("self self self -    self self self x    self -    -    -    -    -", (M.DECLARE_TIE,)),
    ("-    -    -    -    -    -    -    -    x    -    -    -    -    -",
     (M.VOTE, M.RELEASE, M.RECORD_MEETING, M.CONFIRM_SUSPENSION, M.END_SUSPENSION, M.REVOKE,
      M.HEAR_APPEAL, M.SET_ASIDE_SECOND)),
    ("x    -    x    -    -    -    -    for  -    -    -    -    -    -",
     (M.AGREE_VISIT_RECORD, M.REPLY_SUSPENSION, M.LODGE_APPEAL, M.CHECK_IN)),
    ("-    -    -    -    -    -    -    x    x    -    -    -    -    -",
     (M.PROPOSE_SUSPENSION, M.PROPOSE_REVOCATION, M.EXTEND, M.RECEIVE_APPEAL,
      M.CLOSE_CONDITION)),
    ("r    r    r    ro   r    r    r    x    x    rl   -    x    -    -", (M.SEE_DECISION,)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -",
     (M.ISSUE_CERTIFICATE, M.REISSUE_CERTIFICATE)),
    ("r    r    r    r    -    -    -    x    -    -    -    x    -    -",
     (M.DOWNLOAD_CERTIFICATE,)),
    ("set  -    set  -    -    -    -    set  -    -    aut  -    -    -",
     (M.INVITE, M.REMOVE_PEOPLE)),
    ("x    -    x    -    -    -    -    x    -    -    -    -    -    -", (M.ACCEPT_ORDER,)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -", (M.MANAGE_ORDERS,)),
    ("x    -    x    r    -    -    -    x    -    sum  -    x    -    -", (M.SEE_ORDERS,)),
    ("-    -    -    -    -    -    -    x    -    -    x    -    -    -",
     (M.EDIT_FRAMEWORK, M.PUBLISH_FRAMEWORK, M.EDIT_ROUTES, M.PUBLISH_ROUTES, M.EDIT_ROUNDS,
      M.PUBLISH_ROUNDS, M.EDIT_LETTERS, M.PUBLISH_LETTERS, M.EDIT_TERMS, M.PUBLISH_TERMS,
      M.EDIT_LOOK, M.EDIT_FILE_LIMITS)),
    ("-    -    -    -    -    -    -    x    -    -    -    -    -    -",
     (M.WRITE_TERMLY_REPORT,)),
    ("-    -    -    own  -    -    -    x    r    r    -    x    -    -", (M.READ_TERMLY_REPORT,)),
    ("self self self -    self self self -    -    -    nc   -    -    -",
     (M.SEE_ACCOUNTS, M.SEE_SESSIONS)),
    ("-    -    -    -    -    -    -    -    -    -    nc   -    -    -",
     (M.SEE_HEALTH, M.RUN_RETENTION)),
    ("self self self -    self self self set  -    -    nc   -    -    -", (M.EXPORT_WHOLE,)),
)
# fmt: on


def _spread() -> Iterator[tuple[May, Mapping[Role, Cell]]]:
    for codes, mays in ROWS:
        cells = [Cell(code) for code in codes.split()]
        for may in mays:
            yield may, MappingProxyType(dict(zip(COLUMNS, cells, strict=True)))


PERMISSIONS: Final[Mapping[May, Mapping[Role, Cell]]] = MappingProxyType(dict(_spread()))

# A move is undone with the permission that made it, so "undo" has none of its own.
MOVE_PERMISSION: Final[Mapping[str, May]] = MappingProxyType(
    {one.name: May(one.may or one.name) for one in MOVES if one.name != "undo"}
)


def cell(may: May, role: Role) -> Cell:
    """How far this role's permission reaches."""
    return PERMISSIONS[may][role]


def allows(may: May, actor_role: Role, situation: Situation) -> bool:
    """Whether this role may do this thing, things being as the situation says."""
    one = cell(may, actor_role)
    bound = actor_role in ASSIGNED_ROLES and one not in (Cell.ANYBODY, Cell.THEMSELVES)
    if bound and (situation.blind or not situation.assigned):
        return False
    return REACH[one](situation)


REACH: Final[dict[Cell, Callable[[Situation], bool]]] = {
    Cell.NO: lambda it: False,
    Cell.ANYBODY: lambda it: True,
    Cell.YES: lambda it: True,
    Cell.ON_BEHALF: lambda it: it.on_behalf,
    Cell.OWN: lambda it: it.mine,
    Cell.UNTIL_SIGNED: lambda it: it.mine and not it.signed,
    Cell.THEMSELVES: lambda it: it.mine,
    Cell.SUMMARY: lambda it: it.summary,
    Cell.NO_CONTENT: lambda it: it.without_content,
    Cell.DECIDING: lambda it: it.deciding,
    Cell.WHEN_SHARED: lambda it: it.shared,
    Cell.WHEN_RELEASED: lambda it: it.released,
    Cell.OUTCOME_WHEN_RELEASED: lambda it: it.released and it.summary,
    Cell.RATIFIED: lambda it: it.released and it.summary,
    Cell.RENEWAL: lambda it: it.is_renewal,
    Cell.SETTING: lambda it: not it.of_authority,
    Cell.AUTHORITY: lambda it: it.of_authority,
}
