"""Whether the program lives, and whether what it needs is there."""

from datetime import timedelta
from typing import Final

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from award.adapters import clock
from award.adapters.files import FilesTrouble, file_key
from award.adapters.scan import Scanner
from award.storage.db import db
from award.storage.jobs import Job
from award.web.kit.access import open_to_all
from award.web.kit.uploads import store
from award.web.public.blueprint import bp

SLOW: Final = timedelta(minutes=15)


@bp.get("/healthz")
@open_to_all
def alive() -> ResponseReturnValue:
    """The program answers."""
    return Response("alive\n", mimetype="text/plain")


@bp.get("/readyz")
@open_to_all
def ready() -> ResponseReturnValue:
    """Each part on a line; 503 where one of them is not well. It says no more than that."""
    parts = {"database": database_is_well(), "files": files_are_well(), "worker": worker_is_well()}
    scanner: Scanner | None = current_app.extensions["scanner"]
    if scanner is not None:
        parts["scanner"] = scanner.is_well()
    lines = [f"{name}: {'well' if well else 'not well'}" for name, well in parts.items()]
    if scanner is None:
        lines.append("scanner: none")
    status = 200 if all(parts.values()) else 503
    return Response("\n".join(lines) + "\n", status, mimetype="text/plain")


def database_is_well() -> bool:
    """Whether the database answers."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def files_are_well() -> bool:
    """Whether the store answers."""
    try:
        store().exists(file_key("health", "look"))
    except (FilesTrouble, OSError):
        return False
    return True


def worker_is_well() -> bool:
    """Whether no letter or certificate has waited for long."""
    late = clock.now() - SLOW
    try:
        waiting = db.session.scalar(
            select(Job.id)
            .where(Job.done_at.is_(None), Job.set_aside_at.is_(None), Job.run_after < late)
            .limit(1)
        )
    except SQLAlchemyError:
        return False
    return waiting is None
