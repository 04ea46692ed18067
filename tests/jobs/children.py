"""A copy of the test's process that works on a connection of its own, to be killed."""

import os
import warnings
from collections.abc import Callable

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from award.storage.db import db
from tests.fixtures_rows import engine_options


def child(work: Callable[[Session], None]) -> int:
    """The process id of a copy of this process that does the work on a connection of its own."""
    url = db.engine.url.render_as_string(hide_password=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of threads, which it does not use
        pid = os.fork()
    if pid:
        return pid
    try:
        work(Session(create_engine(url, **engine_options(url))))
        os._exit(0)
    finally:
        os._exit(70)
