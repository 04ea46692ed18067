"""A place for files that is away or full: a plain page, nothing half-stored, no restart to mend."""

import io
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.files import DiskFiles, FilesTrouble, files_from_url
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.evidence import EvidenceItem
from tests.buckets import KEYS, Bucket, end_of, free_ports, launch
from tests.making import journey_at
from tests.pages import PageClient

KEY = f"leicester/1/{'a' * 32}"
FULL_AT = 1 << 20


@pytest.mark.service
def test_an_upload_while_s3_is_away_is_told_and_works_once_it_is_back(
    app: Flask,
    rows: Session,
    signed_in_as: Callable[[User], PageClient],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    walking, journey = journey_at(rows, Stage.GATHERING)
    address = f"/setting/{walking.setting.id}/journeys/{journey.id}/criteria/1.4/evidence/add"
    given = {"title": "Our log", "note": "From the autumn term", "recognisable": "no"}
    rows.rollback()
    ports, room = free_ports(), tmp_path / "s3"
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    monkeypatch.setitem(app.extensions, "files", files_from_url(Bucket(ports, pid=0).url("here")))
    monkeypatch.setitem(app.config, "PROPAGATE_TROUBLE", False)
    lead = signed_in_as(walking.cast.lead)

    def add() -> tuple[int, str]:
        files = [(io.BytesIO(b"Twelve reports this term.\n"), "log.txt")]
        data = {"csrf_token": lead.token(address), "files": files, **given}
        sent = lead.post(address, data=data, content_type="multipart/form-data")
        return sent.status_code, sent.get_data(as_text=True)

    away, page = add()
    kept = rows.scalars(select(EvidenceItem).where(EvidenceItem.title == "Our log")).all()
    rows.rollback()
    server = launch(room, ports)
    try:
        back, _ = add()
    finally:
        end_of(server)

    assert (away, back, kept) == (503, 302, [])
    assert "Files cannot be opened or kept at the moment" in page
    assert "From the autumn term" in page
    assert len(rows.scalars(select(EvidenceItem).where(EvidenceItem.title == "Our log")).all()) == 1


def test_a_disk_without_room_is_trouble_and_nothing_stays_of_the_file(tmp_path: Path) -> None:
    """In a process of its own, whose files may not grow beyond a megabyte."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_AT, FULL_AT))
            try:
                DiskFiles(tmp_path).put(KEY, io.BytesIO(bytes(2 * FULL_AT)), limit=4 * FULL_AT)
            except FilesTrouble:
                DiskFiles(tmp_path).put(KEY, io.BytesIO(b"x"), limit=1)
                code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)

    left = [one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file()]
    assert (os.waitstatus_to_exitcode(status), left) == (0, [KEY])
