"""What a letter to the panel led to, once the papers are closed: what came of them instead."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from award.actions.moves import make_move
from award.adapters import clock
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from tests.fixtures_rooms import Standing
from tests.web.panel.papers import Make, ready, vote_award


def moved(world: Standing, name: str, role: Role, **given: Any) -> None:
    """Somebody else makes this move meanwhile."""
    with transaction(lock=world.fresh()) as held:
        make_move(held, name, by=world.walking.by(role), at=clock.now(), said=Said(**given))


def test_a_member_reads_that_a_setting_stepped_back(standing: Make) -> None:
    world = ready(standing)
    moved(world, "withdraw", Role.LEAD, reason_code="no_time", reason="Too much at once.")
    browser = world.member()

    answers = [browser.get(world.room("panel", page)).status_code for page in ("", "/vote")]

    assert answers == [404, 404]
    assert "Willow Lane Primary is not before the panel any more: its journey" in browser.words()
    assert "before a decision." in browser.words()
    assert "Too much at once." not in browser.words()


def test_a_member_who_votes_after_the_release_reads_what_was_decided(standing: Make) -> None:
    world = ready(standing)
    vote_award(world)
    ruth, address = world.member(1), world.room("panel", "/vote")
    sent = {"csrf_token": ruth.token(address), "outcome": "defer", "reason": "On second thoughts."}
    world.member().send(world.room("panel", "/moves/award"), reason="Children feel safe here.")

    late = ruth.post(address, data=sent)

    assert late.status_code == 404
    assert "Awarded: Willow Lane Primary, on" in ruth.words()
    assert "Nothing was changed." in ruth.words()
    assert "On second thoughts." in ruth.words()


def test_a_member_reads_that_the_report_is_put_right(standing: Make) -> None:
    world = ready(standing)
    moved(world, "revise_report", Role.COORDINATOR, reason="Ten, not nine.")
    browser = world.member()

    browser.get(world.room("panel"))

    assert "Willow Lane Primary is not before the panel now." in browser.words()


@pytest.mark.parametrize("of", ["nobody", "before"])
def test_who_was_not_written_to_learns_nothing(standing: Make, of: str) -> None:
    world = ready(standing) if of == "nobody" else standing(Stage.CHECKING)
    if of == "nobody":
        no_letters(world.rows)
        moved(world, "withdraw", Role.LEAD, reason_code="no_time")
    browser = world.member()

    browser.get(world.room("panel"))

    assert "We cannot find that page" in browser.words()


def no_letters(rows: Session) -> None:
    """As for a member who came to the panel later."""
    with writing(rows):
        rows.execute(update(Letter).values(to_email="somebody.else@demo.example"))


def test_a_tie_closes_it_as_before(standing: Make) -> None:
    world = ready(standing)
    browser = world.member()
    browser.send(world.room("panel", "/tie"), kind="governs")
    moved(world, "withdraw", Role.LEAD, reason_code="no_time")

    browser.get(world.room("panel"))

    assert "You have a tie to Willow Lane Primary" in browser.words()
