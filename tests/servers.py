"""Real servers for the tests, on free loopback ports, each ended by its own process id."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from fcntl import LOCK_EX, flock
from pathlib import Path
from uuid import uuid4
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Browser, Page, sync_playwright
from psycopg import sql
from werkzeug.serving import make_server

LOOPBACK = "127.0.0.1"
# The sentences are made in the page, since axe's whole answer takes as long to come as the look.
FIND_BARRIERS = """async () => (await axe.run(document, {resultTypes: ['violations']}))
    .violations.flatMap(one => one.nodes.map(
        node => `${one.id}: ${node.target.flat().join(' ')}: ${one.help}`))"""
AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"


class ServerMissing(Exception):
    """A server that the tests need is not on this machine; the sentence says how to get it."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def find_program(name: str, *, package: str, beside: str = "") -> Path:
    """The program's path; `beside` is a pattern for programs that stand off the search path."""
    found = shutil.which(name)
    if found is None and beside:
        found = max(map(str, Path("/").glob(beside)), default=None)
    if found is None:
        raise ServerMissing(
            f"The tests need {name}, which is not here. Install it: apt-get install {package}. "
            "Or leave the browser and the services out: ./run test --quick"
        )
    return Path(found)


# --- PostgreSQL ---------------------------------------------------------------

POSTGRES_CONFIG = f"""
listen_addresses = '{LOOPBACK}'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time is inside for the same path."""
    with path.open("w") as lock:
        flock(lock, LOCK_EX)
        yield


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL; `folder` is what its starter and every later user agree on."""

    folder: Path
    port: int

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@{LOOPBACK}:{self.port}/{database}"

    def run(self, statement: sql.Composed) -> None:
        address = f"host={LOOPBACK} port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)

    @contextmanager
    def database(self, *, template: str = "template0") -> Iterator[str]:
        """The address of a new database, a copy of its template; dropped at the end."""
        name = f"test_{uuid4().hex}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        with locked(self.folder / "copying.lock"):
            self.run(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield self.url(name)
        finally:
            self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def make_template(self, name: str, fill: Callable[[str], None]) -> str:
        """Make a template once for all processes: `fill` gets its address and puts the tables in.
        Every connection that `fill` opens must be closed when it returns."""
        made = self.folder / f"{name}.made"
        with locked(self.folder / f"{name}.lock"):
            if not made.exists():
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                self.run(drop.format(sql.Identifier(name)))
                self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
                fill(self.url(name))
                made.touch()
        return name


END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
COUNT_ANEW = "SELECT setval(seqrelid, 1, false) FROM pg_sequence"


def empty(url: str, tables: Sequence[str]) -> None:
    """Take every row out of these tables and begin their numbers anew; whoever is still there
    is sent away first."""
    address = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(END_THE_OTHERS)
        connection.execute("SET session_replication_role = replica")
        names = [sql.SQL("DELETE FROM {}").format(sql.Identifier(one)) for one in tables]
        connection.execute(sql.SQL("; ").join(names))
        connection.execute(COUNT_ANEW)


def postgres_command(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; as its own user where we are root, which it refuses."""
    program = find_program(name, package="postgresql", beside=f"usr/lib/postgresql/*/bin/{name}")
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_user, program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode:
        raise ServerMissing(f"PostgreSQL's {name} failed: {done.stdout}")


def start_postgres(folder: Path) -> Postgres:
    """Join the server that runs in this folder, or start it; safe from several processes."""
    with locked(folder / "postgres.lock"):
        known = folder / "postgres.port"
        if known.exists():
            return Postgres(folder, int(known.read_text()))
        room = folder / "postgres"
        room.mkdir()
        if os.geteuid() == 0:
            find_program("initdb", package="postgresql", beside="usr/lib/postgresql/*/bin/initdb")
            shutil.chown(room, "postgres")
        kept = str(room / "kept")
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        postgres_command("initdb", "--pgdata", kept, "--no-sync", *options)
        port = free_port()
        with (room / "kept/postgresql.conf").open("a") as config:
            config.write(f"{POSTGRES_CONFIG}port = {port}\n")
        log = str(room / "log")
        postgres_command("pg_ctl", "start", "--wait", "--pgdata", kept, "--log", log)
        known.write_text(str(port))
        return Postgres(folder, port)


def stop_postgres(folder: Path) -> None:
    """End the server of this folder, if there is one."""
    with locked(folder / "postgres.lock"):
        if (folder / "postgres.port").exists():
            kept = str(folder / "postgres/kept")
            postgres_command("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", kept)
            (folder / "postgres.port").unlink()


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A server of one's own, ended when the block ends."""
    server = start_postgres(folder)
    try:
        yield server
    finally:
        stop_postgres(folder)


# --- Mail ---------------------------------------------------------------------


@dataclass
class MailServer:
    """Keeps each letter it is given; while `refusal` is set, answers with that line instead."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    refusal: str = ""

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusal:
            return self.refusal
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        self.letters.append(letter)
        self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return "250 Kept"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server in a thread."""
    server = MailServer(free_port())
    controller = Controller(server, hostname=LOOPBACK, port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


# --- Our own pages, and a browser to look at them -----------------------------


def read_whole(app: WSGIApplication) -> WSGIApplication:
    """The app, with each answer read and closed before it is sent: a browser that leaves a page
    while a file is on its way to it cuts the sending off, and leaves no file open."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        pieces = app(environ, start_response)
        try:
            return [b"".join(pieces)]
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()

    return answer


@contextmanager
def web_server(app: WSGIApplication, *, port: int = 0) -> Iterator[str]:
    """The app on a loopback port, in a thread; gives its address."""
    server = make_server(LOOPBACK, port, read_whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window, at half the cost of the one that could open some."""
    program = find_program("chromium-headless-shell", package="chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


def find_barriers(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line per finding: its rule, where, and why."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(FIND_BARRIERS)
    return found
