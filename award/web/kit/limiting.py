"""Stops what is tried too often, with a page that says when to try again."""

from flask import request
from werkzeug.exceptions import TooManyRequests

from award.actions.limits import Limit, count_try, minutes_left
from award.adapters import clock
from award.storage.db import writing


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


def _counted(*tries: tuple[Limit, str]) -> int | None:
    now = clock.now()
    with writing() as session:
        over = [one for one in tries if not count_try(session, *one, at=now)]
        return max((minutes_left(session, *one, at=now) for one in over), default=None)
