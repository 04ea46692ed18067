"""Settings that a cohort could take in, found by what they have, on both databases."""

from sqlalchemy.orm import Session

from award.actions.appealing import lodge_appeal
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.cohorts import Having, PlacesWanted, list_choosable_ids
from award.queries.who_works import WhoWorks, who_works
from award.storage.db import transaction
from tests.making import journey_at, make_setting


def test_who_has_appealed_is_not_free_and_who_has_nothing_is(both: Session) -> None:
    walking, journey = journey_at(both, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    walking.pass_time(days=1)
    free = make_setting(both, walking.setting.authority, "Oak Tree Juniors")
    with transaction(lock=journey) as held:
        lodge_appeal(held, words="Look again", by=walking.by(Role.LEAD), at=walking.at)
    by, on = walking.by(Role.COORDINATOR), walking.at.date()

    found = {
        having: list_choosable_ids(both, by, PlacesWanted(having=having), on=on)
        for having in (None, *Having)
    }

    assert found == {None: [free.id], Having.NOTHING: [free.id]} | {
        having: [] for having in (Having.AWARD, Having.JOURNEY, Having.APPEAL)
    }


def test_who_works_on_a_journey_is_read_in_one_go(both: Session) -> None:
    walking, journey = journey_at(both, Stage.ASSESSING)

    found = who_works(both, walking.by(Role.COORDINATOR), [journey])

    lead = ("Amara Holt", "amara.holt@example.org")
    assert found == {journey.id: WhoWorks((lead,), "", "Edith Moss")}
