"""How the installation is: what is stuck or missing, and how to mend it."""

from datetime import datetime

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.permissions import May
from award.queries.health import (
    Trouble,
    authorities_without_coordinator,
    count_letters_refused,
    count_waiting_jobs,
    find_heartbeat,
    is_worker_alive,
    jobs_set_aside,
    terms_missing,
)
from award.storage.db import db
from award.web.admin.blueprint import bp
from award.web.kit.access import actor, needs
from award.web.kit.filters import moment, plural
from award.web.kit.pages import render


@bp.get("/health")
@needs(May.SEE_HEALTH)
def health() -> ResponseReturnValue:
    """Each check with what it found, in the words of the doctor; letters only as a number."""
    session, now = db.session(), clock.now()
    last, count = find_heartbeat(session), count_waiting_jobs(session, at=now)
    refused = count_letters_refused(session, actor(), at=now)
    checks = list_checks(session, at=now)
    return render(
        "admin/health.html",
        alive=is_worker_alive(session, at=now),
        last=moment(last) if last else "",
        stopped=_stopped(moment(last) if last else "", count),
        waiting=_waiting(count),
        refused=refused,
        checks=checks,
        troubles=sum(len(found) for _, found in checks),
    )


def list_checks(session: Session, *, at: datetime) -> list[tuple[str, list[Trouble]]]:
    """Each check by its name, with what it found."""
    return [
        ("Work that failed too often", jobs_set_aside(session)),
        ("Authorities without a coordinator", authorities_without_coordinator(session)),
        ("Terms that are not known", terms_missing(session, at=at)),
    ]


def _stopped(last: str, count: int) -> str:
    """What it means for people that the worker is silent, and whom to ask."""
    since = f"since {last}" if last else "so far"
    waits = (
        ": letters, reminders and certificates wait. Nothing is lost, and all of it goes on once"
        if count
        else ". Nothing is waiting yet, but what comes next will, until"
    )
    return (
        f"Nothing has been sent or made {since}{waits} the program’s worker is started. "
        "Ask whoever runs this program at your council to start it."
    )


def _waiting(count: int) -> str:
    return plural(count, "piece of work", "pieces of work") if count else "Nothing"
