"""A panel day: so many certificates are drawn, signed and kept by two workers.

Run as `python -m bench.certificate_day [HOW_MANY] [WORKERS]` on a machine that does nothing else.
The workers are those of the program, with a database and a folder of files of their own.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from award.actions.certifying import ask_for_certificate
from award.adapters.certificates import ROOT
from award.domain.award_moves import AwardState
from award.storage.awards import Award, Certificate
from award.storage.db import writing
from bench.certificate_faces import AT, faces
from tests.making import make_authority, make_setting


def fill(session: Session, count: int) -> None:
    """So many awards of different settings, whose certificates wait for the worker."""
    authority = make_authority(session)
    settings = [make_setting(session, authority, name=face.setting_name) for face in faces(count)]
    with writing(session):
        authority.signatories = [{"name": "Amina Rahman", "title": "Award Coordinator"}]
        for setting, face in zip(settings, faces(count), strict=True):
            award = Award(
                authority_id=authority.id, setting_id=setting.id, number=face.number,
                code=face.code, name=face.setting_name, framework_version="1.0",
                state=AwardState.IN_FORCE, valid_from=face.valid_from,
                valid_until=face.valid_until, grace_until=face.valid_until, released_at=AT,
            )  # fmt: skip
            session.add(award)
            session.flush()
            ask_for_certificate(award, at=AT)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as name:
        address = f"sqlite:///{name}/day.sqlite"
        here = os.environ | {"DEMO": "1", "DATABASE_URL": address, "INSTANCE": name}
        _flask(here, "db", "upgrade").wait()
        engine = create_engine(address)
        with Session(engine) as session:
            fill(session, count)
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        for worker in [_flask(here, "worker", "--once") for _ in range(workers)]:
            worker.wait()
        waited, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        with Session(engine) as session:
            made = select(func.count()).where(Certificate.key.is_not(None))
            kept = session.scalar(made) or 0
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{kept} of {count} certificates signed and kept by {workers} workers in {waited:.0f} s; "
        f"{spent:.0f} CPU seconds; at most {after.ru_maxrss / 1024:.0f} MB in a process"
    )


def _flask(environment: dict[str, str], *asked: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the program itself
        [sys.executable, "-m", "flask", "--app", "app", *asked],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main()
