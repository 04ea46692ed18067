"""Sixteen issue certificates at once, and half of them are killed: no number twice, none lost."""

import os
import random
import signal
import time
from collections import Counter as Counted
from collections.abc import Callable
from secrets import randbelow

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.numbering import next_number
from award.domain.award_moves import AwardState
from award.domain.checking_codes import new_code
from award.storage.authorities import Authority, Counter
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.settings import Setting
from tests.jobs.children import child
from tests.making import FIRST_DAY, at, make_authority, make_setting

ISSUERS = 16
EACH = int(os.environ.get("NUMBERS", "1000"))


def issue(issuer: str, how_many: int) -> Callable[[Session], None]:
    """Issues so many awards, each with its number in one change, as a release does."""

    def work(session: Session) -> None:
        authority = session.scalars(select(Authority.id)).one()
        setting = session.scalars(select(Setting.id)).one()
        for _ in range(how_many):
            with writing(session):
                number = next_number(session, authority, "award-2026")
                session.add(
                    Award(
                        authority_id=authority,
                        setting_id=setting,
                        number=f"LEI-2026-{number:05}",
                        code=new_code(randbelow),
                        name=issuer,
                        framework_version="1.0",
                        state=AwardState.IN_FORCE,
                        valid_from=FIRST_DAY,
                        valid_until=FIRST_DAY,
                        grace_until=FIRST_DAY,
                        released_at=at(),
                    )
                )

    return work


def issued_by(session: Session) -> Counted[str]:
    """How many awards each issuer has kept."""
    session.rollback()
    rows = session.execute(select(Award.name, func.count()).group_by(Award.name))
    return Counted(dict(rows.all()))


@pytest.mark.soak
def test_sixteen_issuers_take_no_number_twice_and_lose_none_when_half_are_killed(
    both: Session, count: Callable[[str, int], None]
) -> None:
    make_setting(both, make_authority(both))
    both.close()
    issuers = {f"issuer {n}": 0 for n in range(ISSUERS)}
    chance, begun = random.Random(20260105), time.monotonic()

    pids = {name: child(issue(name, EACH)) for name in issuers}
    doomed = {name: chance.randrange(1, 1 + EACH // 3) for name in list(issuers)[::2]}
    alive = dict(doomed)
    while alive:
        kept = issued_by(both)
        for name in [name for name, enough in alive.items() if kept[name] >= enough]:
            os.kill(pids[name], signal.SIGKILL)
            del alive[name]
        time.sleep(0.02)
    ends = {name: os.waitpid(pid, 0)[1] for name, pid in pids.items()}
    after_kills = issued_by(both)
    for name in doomed:
        again = child(issue(name, EACH - after_kills[name]))
        assert os.waitpid(again, 0)[1] == 0

    both.rollback()
    numbers = both.scalars(select(Award.number).order_by(Award.number)).all()
    raised = both.scalars(select(Counter.value).where(Counter.name == "award-2026")).one()
    count("issuers killed", sum(end == signal.SIGKILL for end in ends.values()))
    count("awards numbered at once", len(numbers))
    count("numbers a second", round(len(numbers) / (time.monotonic() - begun)))
    assert {ends[name] for name in doomed} == {int(signal.SIGKILL)}
    assert {end for name, end in ends.items() if name not in doomed} == {0}
    assert all(after_kills[name] < EACH for name in doomed)
    assert issued_by(both) == Counted(dict.fromkeys(issuers, EACH))
    assert numbers == [f"LEI-2026-{n:05}" for n in range(1, ISSUERS * EACH + 1)]
    assert raised == ISSUERS * EACH
