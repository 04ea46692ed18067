"""One upload from the first bytes of its request to its answer, to be killed at any step of it."""

import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.formparser import FormDataParser
from werkzeug.test import encode_multipart

from award.adapters import clock
from award.storage.db import db
from award.storage.evidence import EvidenceVersion
from award.web.kit import taking_in
from award.web.setting import evidence_adding
from tests.adapters.kinds_of_file.hostile import photo
from tests.pages import PageClient

LINE: Final = b"Twelve reports this term, most of them on the way home.\n"
LINES: Final = 12_000  # more than is held in memory while it comes
GIVEN: Final = "a file was given"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(owner: Any, name: str, *, when: str, call: int = 1) -> None:
    """Let a function end the process, before or after its so-manieth call."""
    real, calls = getattr(owner, name), []

    def one(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if when == "before" and len(calls) == call:
            die()
        result = real(*given, **named)
        if when == "after" and len(calls) == call:
            die()
        return result

    setattr(owner, name, one)


def at_flush(when: str) -> None:
    """End it where the row of the file is written: a request writes other rows, too."""

    def one(session: Session, *_: object) -> None:
        if any(isinstance(row, EvidenceVersion) for row in session.new):
            die()

    event.listen(Session, f"{when}_flush", one)


def at_commit(when: str) -> None:
    """End it where the change is kept that holds the row of the file."""

    def note(session: Session, *_: object) -> None:
        if any(isinstance(row, EvidenceVersion) for row in session.new):
            session.info[GIVEN] = True

    event.listen(Session, "before_flush", note)
    event.listen(Session, f"{when}_commit", lambda session: session.info.get(GIVEN) and die())


def in_the_bucket(when: str) -> None:
    from award.adapters.files import s3  # noqa: PLC0415 - only where the files lie in a bucket

    dying(s3.obstore, "put", when=when)


Arm = Callable[[], None]
SPOOL: Final = tempfile.SpooledTemporaryFile
# Every step of an upload, in the order in which they happen.
COMING: Final[dict[str, Arm]] = {
    "before anything of it is read": lambda: dying(FormDataParser, "parse", when="before"),
    "once its first bytes came": lambda: dying(SPOOL, "write", when="after"),
    "once its bytes lie beside on the disk": lambda: dying(SPOOL, "rollover", when="after"),
    "once all of it was read": lambda: dying(FormDataParser, "parse", when="after"),
    "before it is looked at": lambda: dying(taking_in, "look_behind_fence", when="before"),
    "once it was looked at": lambda: dying(taking_in, "look_behind_fence", when="after"),
}
# The folders of the store are there already, so none is made durable on the way.
ON_DISK: Final[dict[str, Arm]] = {
    "before the file beside is made": lambda: dying(os, "fdopen", when="before"),
    "before its bytes are on the disk": lambda: dying(os, "fsync", when="before"),
    "once its bytes are on the disk": lambda: dying(os, "fsync", when="after"),
    "before it gets its name": lambda: dying(Path, "rename", when="before"),
    "once it has its name": lambda: dying(Path, "rename", when="after"),
    "once its folder is on the disk": lambda: dying(os, "fsync", when="after", call=2),
}
IN_S3: Final[dict[str, Arm]] = {
    "before the bucket is asked": lambda: in_the_bucket("before"),
    "once the bucket has it": lambda: in_the_bucket("after"),
}
KEPT: Final = ("once the change is kept", "before it is answered")
AS_ROW: Final[dict[str, Arm]] = {
    "before the row is written": lambda: at_flush("before"),
    "once the row is written": lambda: at_flush("after"),
    "before the change is kept": lambda: at_commit("before"),
    KEPT[0]: lambda: at_commit("after"),
    KEPT[1]: lambda: dying(evidence_adding, "say_what_became", when="before"),
}
ALL: Final = COMING | ON_DISK | IN_S3 | AS_ROW


@dataclass(frozen=True)
class Sender:
    """Somebody's open browser: where they add, with which cookies, at which moment."""

    address: str
    cookies: dict[str, str]
    token: str
    moment: str

    def browser(self, app: Flask) -> PageClient:
        found = app.test_client()
        assert isinstance(found, PageClient)
        for name, value in self.cookies.items():
            found.set_cookie(name, value)
        return found


def sender_of(browser: PageClient, address: str) -> Sender:
    token = browser.token(address)
    held = (browser.get_cookie(name) for name in ("award", "award-page"))
    cookies = {one.key: one.value for one in held if one is not None}
    return Sender(address, cookies, token, clock.now().isoformat())


def content_of(title: str) -> tuple[str, bytes]:
    """What is sent under this title, each with bytes of its own; a few are pictures."""
    if title.endswith("looked at"):
        return "hall.jpg", photo(size=(500 + len(title), 400))
    return "log.txt", f"{title}\n".encode() + LINE * LINES


def send(app: Flask, sender: Sender, title: str) -> int:
    """The form for evidence with one file, as a browser sends it; how it was answered."""
    name, content = content_of(title)
    fields = {"csrf_token": sender.token, "recognisable": "no", "title": title}
    border, body = encode_multipart(fields | {"files": FileStorage(io.BytesIO(content), name)})
    kind = f"multipart/form-data; boundary={border}"
    with clock.frozen_at(datetime.fromisoformat(sender.moment)):
        return sender.browser(app).post(sender.address, data=body, content_type=kind).status_code


def in_a_copy(app: Flask, work: Callable[[], None]) -> int:
    """The process id of a copy of this process that works on connections of its own."""
    pid = os.fork()
    if pid:
        return pid
    try:
        with app.app_context():
            db.engine.dispose(close=False)
        work()
        os._exit(0)
    finally:
        os._exit(70)


def told_as_words(urls: dict[str, str], folder: Path, sender: Sender, **more: str) -> list[str]:
    """How to start a process of its own that sends; see below."""
    given = {"urls": urls, "folder": str(folder), "sender": asdict(sender), **more}
    return [sys.executable, "-m", "tests.uploading", json.dumps(given)]


def main(urls: dict[str, str], folder: str, sender: dict[str, Any], **more: str) -> None:
    """Send once and die at a point, or go on sending and write down what was acknowledged."""
    from tests.fixtures_web import built_app, web_config  # noqa: PLC0415 - after pytest's own

    app, who = built_app(web_config(Path(folder), **urls)), Sender(**sender)
    if "point" in more:
        ALL[more["point"]]()
        send(app, who, more["point"])
        return
    with Path(more["told"]).open("a") as out:
        out.write("!\n")
        out.flush()
        for number in range(10_000):
            title = f"{more['name']}-{number}"
            if send(app, who, title) == 302:
                out.write(f"{title}\n")
                out.flush()


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
