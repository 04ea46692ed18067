"""Brings in a register of 50,000 places, beside parsing the file and inserting its rows bare.

Run as `python -m bench.import_settings [DATABASE_URL]`. Nothing is decided by the times: they are
printed. It aims at no more than three times the bare work.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from award.actions.founding import found_authority
from award.actions.importing import ImportPlan, apply_import
from award.adapters.registers import read_gias
from award.domain.people import Actor, Role
from award.storage.authorities import Authority, Kind
from award.storage.db import Base, db, transaction, writing
from award.storage.settings import Setting
from bench.register import ROWS, write_register

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
BY = Actor(Role.ADMINISTRATOR, name="bench")
AT_ONCE = 500


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def measured(name: str, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"{name:28} {seconds:6.2f} s, the process at most {peak:6.0f} MB so far")
    return seconds


def bare(session: Session, path: Path, authority_id: int, kind_id: int) -> None:
    """Parse the file, and insert what the settings hold of it: the least that has to be done."""
    with writing(session), path.open(encoding="cp1252", newline="") as text:
        rows = [
            {
                "authority_id": authority_id,
                "kind_id": kind_id,
                "name": row["EstablishmentName"],
                "address": row["Street"],
                "postcode": row["Postcode"],
                "phase": row["PhaseOfEducation (name)"],
                "low_age": int(row["StatutoryLowAge"]),
                "high_age": int(row["StatutoryHighAge"]),
                "size": int(row["NumberOfPupils"]),
                "easting": int(row["Easting"]),
                "northing": int(row["Northing"]),
                "telephone": row["TelephoneNum"],
                "website": row["SchoolWebsite"],
                "created_at": NOW,
            }
            for row in csv.DictReader(text)
        ]
        for start in range(0, len(rows), AT_ONCE):
            session.execute(insert(Setting), rows[start : start + AT_ONCE])


def whole(session: Session, path: Path, authority: Authority) -> ImportPlan:
    with transaction(lock=authority) as held:
        plan = apply_import(session, held, read_gias(path), by=BY, at=NOW)
    say(plan.summary)
    return plan


def an_authority(session: Session, code: str) -> Authority:
    with writing(session):
        return found_authority(
            session,
            code=code,
            name=code.title(),
            la_code=None,
            number_prefix=code[:3].upper(),
            holidays=frozenset(),
            by=BY,
            at=NOW,
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        write_register(path)
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/bench.sqlite"
        app = Flask("award")
        app.config["SQLALCHEMY_DATABASE_URI"] = url
        options = {"module": pysqlite3} if url.startswith("sqlite") else {}
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
        db.init_app(app)
        with app.app_context():
            Base.metadata.create_all(db.engine)
            session = db.session()
            plain, real = an_authority(session, "plain"), an_authority(session, "real")
            kind = session.scalars(select(Kind).filter_by(authority_id=plain.id)).first()
            kind_id = kind.id if kind else 0
            plain_id = plain.id
            say(f"{ROWS:,} rows, {db.engine.dialect.name}")
            least = measured("bare", lambda: bare(session, path, plain_id, kind_id))
            for name in ("first import", "second import"):
                taken = measured(name, lambda: whole(session, path, real))
                say(f"{'':28} {taken / least:.1f} times bare")
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
