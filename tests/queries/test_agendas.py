"""How many panel members are free on each journey of an agenda: one question, as the rules say."""

import pytest
from sqlalchemy.orm import Session

from award.actions.assigning import declare_tie
from award.demo.walking import Walker
from award.domain.decisions import free_panel
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.queries.agendas import count_free_members
from award.storage.authorities import Round
from award.storage.db import transaction
from award.storage.facts import facts_of
from tests.actions.test_arranging_panel import a_day, put
from tests.making import journey_at
from tests.queries.counting import counted


def on_a_day(session: Session) -> tuple[Walker, Round]:
    walking, _ = journey_at(session, Stage.DECIDING)
    day = a_day(walking)
    put(walking, day)
    return walking, day


@pytest.mark.parametrize("tied", [0, 1, 2])
def test_as_many_are_free_as_the_rules_say(both: Session, tied: int) -> None:
    walking, day = on_a_day(both)
    for member in range(tied):
        by = walking.by(Role.PANEL, member=member)
        with transaction(lock=walking.journey) as held:
            declare_tie(held, by.user_id or 0, TieKind.GOVERNS, by=by, at=walking.at)

    asker, on = walking.by(Role.COORDINATOR), day.panel_on
    with counted(both) as asked:
        found = count_free_members(both, asker, day)

    free = len(free_panel(facts_of(walking.journey, at=walking.at)))
    assert found.get(walking.journey.id, 0) == free == 2 - tied
    assert (len(asked), day.panel_on) == (1, on)
