"""The servers that the tests lean on start, answer and end."""

import os
import smtplib
import socket
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests import servers


def ask(url: str, statement: str) -> object:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        return connection.execute(text(statement)).scalar()


def add_colours(url: str) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text("CREATE TABLE colour AS SELECT 'teal' AS name"))


def test_a_database_is_a_copy_of_its_template_and_keeps_nothing(
    postgres: servers.Postgres,
) -> None:
    template = postgres.make_template("colours", add_colours)

    with postgres.database(template=template) as first:
        ask(first, "UPDATE colour SET name = 'gold' RETURNING name")
    with postgres.database(template=template) as second:
        seen = ask(second, "SELECT name FROM colour")

    assert seen == "teal"


def test_a_template_is_filled_once(postgres: servers.Postgres) -> None:
    postgres.make_template("colours", add_colours)
    fills: list[str] = []

    postgres.make_template("colours", fills.append)

    assert fills == []


def test_a_database_starts_empty(postgres_url: str) -> None:
    tables = ask(postgres_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")

    assert tables == 0


def test_the_same_folder_joins_the_same_server(postgres: servers.Postgres) -> None:
    assert servers.start_postgres(postgres.folder) == postgres


@pytest.mark.service
def test_postgres_is_gone_when_its_block_ends(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(os.environ["AWARD_TEST_SERVERS"]) / f"own-{os.getpid()}"
    folder.mkdir(mode=0o755)

    with servers.postgres(folder) as server:
        answer = ask(server.url(), "SELECT 1")

    assert answer == 1
    with socket.socket() as probe:
        assert probe.connect_ex((servers.LOOPBACK, server.port)) != 0


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "award@example.org", "head@example.org"
    message["Subject"] = "Your plan – agreed"
    message.set_content("Bore da! Your plan is agreed.")
    return message


def test_the_mail_server_keeps_what_it_is_given(mail_server: servers.MailServer) -> None:
    with smtplib.SMTP(servers.LOOPBACK, mail_server.port) as client:
        client.send_message(letter())

    assert [kept["Subject"] for kept in mail_server.letters] == ["Your plan – agreed"]
    assert mail_server.envelopes == [("award@example.org", ["head@example.org"])]


def test_the_mail_server_refuses_when_told_to(mail_server: servers.MailServer) -> None:
    mail_server.refusal = "451 Try again later"

    with (
        smtplib.SMTP(servers.LOOPBACK, mail_server.port) as client,
        pytest.raises(smtplib.SMTPDataError) as refused,
    ):
        client.send_message(letter())

    assert refused.value.smtp_code == 451
    assert mail_server.letters == []


def test_the_browser_reads_our_own_server(page: Page) -> None:
    def app(environ, start_response):  # type: ignore[no-untyped-def]  # two lines of WSGI
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"<!doctype html><html lang=en><title>Hello</title><h1>Good morning</h1></html>"]

    with servers.web_server(app) as address:
        page.goto(address)
        heading = page.get_by_role("heading").inner_text()

    assert heading == "Good morning"


def test_an_answer_is_closed_before_it_is_sent() -> None:
    class File(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    file = File([b"Good ", b"morning"])

    answer = servers.read_whole(lambda _environ, _start: file)({}, lambda *_: lambda _: None)

    assert (list(answer), file.closed) == ([b"Good morning"], True)


def test_barriers_are_found(page: Page) -> None:
    page.set_content("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src=x>")

    found = servers.find_barriers(page)

    assert [line.split(":")[0] for line in found] == ["image-alt"]


def test_a_missing_server_is_named_with_how_to_get_it() -> None:
    with pytest.raises(servers.ServerMissing, match="apt-get install carrier-pigeon"):
        servers.find_program("pigeon", package="carrier-pigeon")


@pytest.mark.soak
def test_a_missing_chromium_fails_and_never_skips() -> None:
    missing = {**os.environ, "PATH": "/nowhere"}

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist",
         f"{__file__}::test_barriers_are_found"],
        env=missing, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip

    assert run.returncode == 1
    assert "apt-get install chromium-headless-shell" in run.stdout
    assert "1 error" in run.stdout
