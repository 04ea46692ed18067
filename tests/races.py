"""Lets several people act at the very same moment, each in a session of their own."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.db import db

REFUSALS = (NotAllowed, NotReady, NotFound, Stale)


def this_app() -> Flask:
    """The application of this test, which threads of their own can take along."""
    return current_app._get_current_object()  # type: ignore[attr-defined] # a proxy's own


def at_once(app: Flask, deeds: Sequence[Callable[[Session], Any]]) -> list[str]:
    """Run the deeds side by side. Returns for each "done", or the name of its refusal.

    Anything else that a deed raises is raised again here, so that a broken lock is not hidden.
    """
    barrier, ends, troubles = Barrier(len(deeds)), [""] * len(deeds), list[BaseException]()

    def run(place: int, deed: Callable[[Session], Any]) -> None:
        with app.app_context():
            try:
                barrier.wait(timeout=30)
                deed(db.session())
                ends[place] = "done"
            except REFUSALS as refusal:
                ends[place] = type(refusal).__name__
            except BaseException as trouble:
                troubles.append(trouble)
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=one) for one in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    if troubles:
        raise troubles[0]
    return ends
