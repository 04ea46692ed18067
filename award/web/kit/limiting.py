"""Stops what is tried too often, with a page that says when to try again."""

from flask import request
from werkzeug.exceptions import TooManyRequests

from award.actions.limits import Limit, count_try, is_over, minutes_left
from award.adapters import clock
from award.storage.db import db, writing


class TriedTooOften(TooManyRequests):
    """Answers 429; ``minutes`` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Try again in {minutes} minutes")
        self.minutes = minutes


def here() -> str:
    """The network address that a request came from."""
    return request.remote_addr or "unknown"


def may_try(*tries: tuple[Limit, str]) -> bool:
    """Count one try for each; whether all of them are still within their limits."""
    return _counted(*tries) is None


def must_be_within(*tries: tuple[Limit, str]) -> None:
    """Count one try for each. Answers 429 where there were too many."""
    minutes = _counted(*tries)
    if minutes is not None:
        raise TriedTooOften(minutes)


def must_not_be_over(limit: Limit, key: str) -> None:
    """Answers 429 where this was missed too often; what is not a miss is never counted."""
    session, now = db.session(), clock.now()
    if is_over(session, limit, key, at=now):
        raise TriedTooOften(minutes_left(session, limit, key, at=now))


def count_miss(limit: Limit, key: str) -> None:
    """Count a guess that missed."""
    with writing() as session:
        count_try(session, limit, key, at=clock.now())


def _counted(*tries: tuple[Limit, str]) -> int | None:
    now = clock.now()
    with writing() as session:
        over = [one for one in tries if not count_try(session, *one, at=now)]
        return max((minutes_left(session, *one, at=now) for one in over), default=None)
