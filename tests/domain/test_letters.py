"""Who is told of what."""

from pathlib import Path

from award.domain import letters
from award.domain.award_moves import AWARD_MOVES
from award.domain.letters import (
    FIELDS_OF_ALL,
    LETTERS,
    NOT_SENT,
    Addressee,
    find_letter,
    letters_after,
)
from award.domain.lifecycle import MOVES
from award.domain.reminders import REMINDERS
from award.domain.stages import Stage

BY_THE_CALENDAR = frozenset({"remind", "escalate", "notice", "digest"})
OUTSIDE_PANEL = set(Addressee) - {Addressee.PANEL}


def codes_after(step: str, at: Stage | None = None) -> list[str]:
    return [letter.code for letter in letters_after(step, at=at)]


def told_of(step: str) -> set[Addressee]:
    return {to for letter in letters_after(step) for to in letter.to}


def test_no_two_letters_share_a_code() -> None:
    codes = [letter.code for letter in LETTERS]

    assert len(codes) == len(set(codes))


def test_every_letter_is_for_somebody_and_tied_to_something() -> None:
    assert [one.code for one in LETTERS if not one.to or not one.after] == []


def test_every_move_of_a_journey_tells_somebody() -> None:
    silent = {move.name for move in MOVES if not any(move.name in one.after for one in LETTERS)}

    assert silent == set()


def test_every_move_of_an_award_tells_somebody() -> None:
    silent = {move.name for move in AWARD_MOVES if not letters_after(move.name)}

    assert silent == set()


def test_a_move_tells_those_whom_it_concerns() -> None:
    lead, head = Addressee.LEAD, Addressee.HEAD

    assert Addressee.COORDINATOR in told_of("submit")
    assert told_of("return") == {lead}
    assert told_of("accept") == told_of("decline") == {lead, head}
    assert told_of("agree_plan") == {lead}
    assert told_of("declare_ready") == {Addressee.COORDINATOR}
    assert told_of("send_back") == told_of("ask_for_more") == {lead}
    assert told_of("begin_assessment") == {lead, head, Addressee.ASSESSOR}
    assert told_of("share_report") == {lead, head}
    assert told_of("confirm_report") == {lead, head, Addressee.PANEL}
    for outcome in ("award", "award_with_conditions", "defer", "turn_down"):
        assert {lead, head} <= told_of(outcome)


def test_a_journey_opened_again_tells_the_panel_or_the_coordinator_by_where_it_leads() -> None:
    assert codes_after("reopen", Stage.DECIDING) == ["journey_reopened", "decide_again"]
    assert codes_after("reopen", Stage.APPLIED) == ["journey_reopened", "application_reopened"]


def test_nobody_outside_the_panel_is_told_of_votes() -> None:
    telling = [one.code for one in LETTERS if "vote" in one.code and OUTSIDE_PANEL & set(one.to)]
    of_the_panels_wait = find_letter("panel_waits")

    assert telling == []
    assert of_the_panels_wait is not None
    assert of_the_panels_wait.fields == FIELDS_OF_ALL | {"setting", "since"}


def test_the_outcome_is_told_by_the_moves_that_release_it_and_by_no_other_letter() -> None:
    assert [one.code for one in LETTERS if "outcome" in one.fields] == ["decision_released"]


def test_letters_about_an_account_name_no_setting() -> None:
    reset = find_letter("password_reset")

    assert reset is not None
    assert reset.fields == FIELDS_OF_ALL | {"link_until"}


def test_an_unknown_letter_is_not_found() -> None:
    assert find_letter("greeting") is None
    assert letters_after("jump") == ()


def test_what_the_calendar_sends_follows_no_step_besides() -> None:
    mixed = [one.code for one in LETTERS if BY_THE_CALENDAR & set(one.after) and len(one.after) > 1]

    assert mixed == []


def test_every_letter_that_is_offered_is_sent_by_something() -> None:
    """Its step is named where steps are taken, or its own code where the calendar looks."""
    home = Path(letters.__file__).parent.parent
    files = [path for part in ("actions", "jobs") for path in (home / part).rglob("*.py")]
    files += [home / "domain" / f"{one}.py" for one in ("lifecycle", "award_moves", "notices")]
    said = "".join(path.read_text() for path in files)
    reminding = {
        code for row in REMINDERS for code in (row.letter, row.letter_late, row.escalation_letter)
    }

    unsent = {
        one.code
        for one in LETTERS
        if f'"{one.code}"' not in said
        and one.code not in reminding
        and not any(f'"{step}"' in said for step in set(one.after) - BY_THE_CALENDAR)
    }

    assert unsent == NOT_SENT
