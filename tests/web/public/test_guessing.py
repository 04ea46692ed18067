"""Ten thousand guesses at codes: none learns anything, and honest visitors are still served."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.limits import CHECK_ADDRESS
from award.adapters import clock
from award.domain.checking_codes import new_code
from award.storage.accounts import Attempt
from tests.making import at, make_authority
from tests.pages import PageClient
from tests.web.public.test_register import give_award

CODE = "CHHE06T6TS7Y"
GUESSES = 10_000
GUESSER, HONEST = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "198.51.100.20"}
PATHS = ("/check/{}", "/badges/{}", "/badges/{}.svg", "/credentials/{}-1")


@pytest.mark.soak
def test_ten_thousand_guesses_learn_nothing_and_hinder_nobody_else(
    client: PageClient, rows: Session, count: Callable[[str, int], None]
) -> None:
    give_award(rows, make_authority(rows), code=CODE)
    chance, told, honest = random.Random(20261129), Counter[int](), Counter[int]()

    with clock.frozen_at(at()):
        for number in range(GUESSES):
            right = number > CHECK_ADDRESS.most and number % 100 == 0
            guess = CODE if right else new_code(chance.randrange)
            path = PATHS[number % len(PATHS)].format(guess)
            answer = client.get(path, environ_overrides=GUESSER)
            told[answer.status_code] += 1
            assert b"Willow Lane" not in answer.data
            if number % 500 == 0:
                for path in ("/check/{}", "/badges/{}.svg"):
                    seen = client.get(path.format(CODE), environ_overrides=HONEST)
                    honest[seen.status_code] += 1

    assert told == {404: CHECK_ADDRESS.most, 429: GUESSES - CHECK_ADDRESS.most}
    assert set(honest) == {200}
    rows.rollback()
    assert rows.scalar(select(func.count()).select_from(Attempt)) == 1
    count("guesses at codes", GUESSES)
    count("of these looked up", told[404])
