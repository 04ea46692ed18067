"""Two people at the same moment: one effect each, whatever the order, on both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from award.actions.numbering import next_number
from award.storage.db import writing
from tests.actions.races_of_decisions import (
    release_and_extend,
    release_twenty_times,
    tie_and_vote,
    vote_and_leave,
    vote_and_release,
    vote_twice,
)
from tests.actions.races_of_journeys import (
    accept_and_decline,
    aim_and_change_days,
    aim_and_take_out,
    bring_in_twice,
    open_twice,
    remove_and_declare,
    send_cohort_twice,
    take_one_hour,
)
from tests.actions.races_of_people import accept_and_go, approve_and_go, take_back_and_tell
from tests.actions.races_of_rounds import (
    aim_and_put_on_agenda,
    give_two_rounds_one_name,
    take_out_each_for_the_other,
)
from tests.making import (
    make_authority,
)
from tests.races import at_once, this_app

Count = Callable[[str, int], None]


RACES = [
    take_one_hour,
    aim_and_change_days,
    aim_and_take_out,
    give_two_rounds_one_name,
    aim_and_put_on_agenda,
    take_out_each_for_the_other,
    bring_in_twice,
    send_cohort_twice,
    accept_and_decline,
    remove_and_declare,
    tie_and_vote,
    release_twenty_times,
    release_and_extend,
    vote_and_release,
    vote_and_leave,
    open_twice,
    vote_twice,
    approve_and_go,
    accept_and_go,
    take_back_and_tell,
]


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_two_at_once_have_one_effect_each(both: Session, race: Callable[[Session], None]) -> None:
    race(both)


@pytest.mark.soak
@pytest.mark.parametrize("time", range(50))
@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_fifty_times_two_at_once_have_one_effect_each(
    both: Session, race: Callable[[Session], None], time: int, count: Count
) -> None:
    race(both)

    count(f"{race.__name__} on {both.get_bind().dialect.name}", 1)


@pytest.mark.soak
@pytest.mark.parametrize("time", range(100))
def test_a_hundred_times_twenty_vote_and_release_with_one_effect(
    both: Session, time: int, count: Count
) -> None:
    vote_and_release(both)

    count(f"twenty voted and released at once on {both.get_bind().dialect.name}", 1)


def test_sixteen_who_ask_for_numbers_get_none_twice(both: Session) -> None:
    authority = make_authority(both)
    key = authority.id
    both.rollback()
    given: list[int] = []

    def ask(own: Session) -> None:
        for _ in range(20):
            with writing(own):
                given.append(next_number(own, key, "award-2026"))

    ends = at_once(this_app(), [ask] * 16)

    assert ends == ["done"] * 16
    assert sorted(given) == list(range(1, 321))
