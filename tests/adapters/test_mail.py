"""Letters reach a real mail server, and its refusals are told apart."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from award.adapters.mail import (
    AddressRefused,
    FolderMail,
    MailTrouble,
    SmtpMail,
    letter_message,
    mailer_from_url,
)

AT = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
HEAD = "rosa.green@willowlane.example"
FROM = "Positive and Peaceful Places <award@leicester.example>"


def a_letter(
    to: str = HEAD, subject: str = "Your plan is agreed", text: str = "Dear Rosa,\n"
) -> EmailMessage:
    return letter_message(
        to, subject, text, sender=FROM, message_id="<letter-12@leicester.example>", at=AT
    )


class Sink:
    """Takes letters, or answers as a test wants."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.to_recipient: str | None = None
        self.to_letter = "250 kept"

    async def handle_RCPT(  # noqa: N802 - the name that the server calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient is not None:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(  # noqa: N802 - the name that the server calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.to_letter.startswith("2"):
            letter: Any = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
            self.letters.append((list(envelope.rcpt_tos), letter))
        return self.to_letter


class Rude(SMTP):
    """A server that cuts the line instead of saying goodbye."""

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802 - the name that the server calls
        self.transport.close()


@pytest.fixture
def sink() -> Sink:
    return Sink()


def a_free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
    return port


def serving(sink: Sink, server: type[SMTP] = SMTP, **options: Any) -> Controller:
    class Here(Controller):
        def factory(self) -> SMTP:
            return server(self.handler, **self.SMTP_kwargs)

    return Here(sink, hostname="127.0.0.1", port=a_free_port(), ready_timeout=10, **options)


@pytest.fixture
def port(sink: Sink) -> Iterator[int]:
    yield from running(serving(sink))


def running(controller: Controller) -> Iterator[int]:
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("named", "answers_go"),
    [("award@leicester.example", "award@leicester.example"), ("", None), ("nobody", None)],
)
def test_an_answer_goes_where_it_is_read_if_that_is_an_address(
    named: str, answers_go: str | None
) -> None:
    letter = letter_message(
        HEAD,
        "Your plan is agreed",
        "Dear Rosa,\n",
        sender=FROM,
        message_id="<letter-12@leicester.example>",
        at=AT,
        reply_to=named,
    )

    assert letter["Reply-To"] == answers_go


def test_a_letter_arrives_as_it_was_written(sink: Sink, port: int) -> None:
    text = "Dear Zoë,\n\n" + "a long line " * 200 + "\n.\n.. that is all\n"

    mailer_from_url(f"smtp://127.0.0.1:{port}").send(a_letter(subject="Zoë’s plan", text=text))

    [(to, letter)] = sink.letters
    assert to == [HEAD]
    assert letter["Subject"] == "Zoë’s plan"
    assert letter["From"] == FROM
    assert letter["To"] == HEAD
    assert letter["Message-ID"] == "<letter-12@leicester.example>"
    assert letter["Date"].datetime == AT
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().replace("\r\n", "\n") == text


@pytest.mark.parametrize(
    "answer",
    [
        "550 no such person",
        "550 5.1.1 user unknown",
        "554 5.1.1 user unknown",
        "553 bad mailbox",
        "550 5.2.1 mailbox disabled",
    ],
)
def test_an_address_that_does_not_exist_is_refused_for_good(
    sink: Sink, port: int, answer: str
) -> None:
    sink.to_recipient = answer

    with pytest.raises(AddressRefused, match=answer[:3]):
        SmtpMail("127.0.0.1", port).send(a_letter())


@pytest.mark.parametrize(
    "answer",
    [
        "450 try later",
        "452 4.2.2 mailbox full",
        "552 5.2.2 mailbox full",
        "550 5.7.1 relaying denied",
        "530 sign in first",
        "554 no",
    ],
)
def test_trouble_that_is_not_the_addresss_own_passes(sink: Sink, port: int, answer: str) -> None:
    sink.to_recipient = answer

    with pytest.raises(MailTrouble, match=answer[:3]):
        SmtpMail("127.0.0.1", port).send(a_letter())


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("451 later", MailTrouble),
        ("554 5.6.0 not this letter", MailTrouble),
        ("550 5.1.1 unknown", AddressRefused),
    ],
)
def test_a_letter_refused_after_it_was_read_is_told_apart_too(
    sink: Sink, port: int, answer: str, kind: type[Exception]
) -> None:
    sink.to_letter = answer

    with pytest.raises(kind, match=answer[:3]):
        SmtpMail("127.0.0.1", port).send(a_letter())


def test_a_rude_goodbye_after_the_letter_was_taken_is_no_trouble(sink: Sink) -> None:
    for port in running(serving(sink, Rude)):
        SmtpMail("127.0.0.1", port).send(a_letter())

    assert len(sink.letters) == 1


def test_a_server_that_is_away_is_passing_trouble(sink: Sink) -> None:
    for port in running(serving(sink)):
        gone = port

    with pytest.raises(MailTrouble):
        SmtpMail("127.0.0.1", gone, timeout_seconds=2).send(a_letter())


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost with its key, good for a day."""
    path = tmp_path / "server.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(path), "-out", str(tmp_path / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + (tmp_path / "certificate.pem").read_bytes())
    return path


def signing_in(*_: Any) -> AuthResult:
    given = _[-1]
    ok = isinstance(given, LoginPassword) and given == LoginPassword(b"award", b"pass word@1")
    return AuthResult(success=ok, handled=False)


@pytest.mark.parametrize("password", ["pass word@1", "wrong"])
def test_the_password_goes_only_under_encryption(
    sink: Sink, certificate: Path, password: str
) -> None:
    server_tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_tls.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    controller = serving(
        sink,
        tls_context=server_tls,
        require_starttls=True,
        auth_required=True,
        authenticator=signing_in,
    )

    def send(port: int, **options: Any) -> None:
        SmtpMail(
            "127.0.0.1", port, user="award", password=password, tls_context=trusting, **options
        ).send(a_letter())

    for port in running(controller):
        with pytest.raises(MailTrouble):
            send(port)
        if password == "wrong":
            with pytest.raises(MailTrouble, match="535"):
                send(port, tls="starttls")
        else:
            send(port, tls="starttls")

    assert len(sink.letters) == (0 if password == "wrong" else 1)


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    sink: Sink, certificate: Path
) -> None:
    server_tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_tls.load_cert_chain(certificate)

    for port in running(serving(sink, tls_context=server_tls)):
        with pytest.raises(MailTrouble, match="certificate"):
            mailer_from_url(f"smtp://127.0.0.1:{port}?starttls=1").send(a_letter())

    assert sink.letters == []


def test_a_password_is_not_sent_in_the_clear_to_another_machine() -> None:
    with pytest.raises(ValueError, match="starttls=1") as refusal:
        mailer_from_url("smtp://award:s3cret@mail.example:25")

    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://award:s3cret@mail.example:port",
        "smtp://mail.example?tls=1",
        "smtp://mail.example?starttls=maybe",
        "folder://outbox",
        "folder:///",
    ],
)
def test_an_address_of_another_kind_is_refused_with_the_kinds_that_work(url: str) -> None:
    with pytest.raises(ValueError, match="MAIL_URL must be smtp://host:port") as refusal:
        mailer_from_url(url)

    assert "s3cret" not in str(refusal.value)


def test_a_letter_goes_into_the_folder_as_one_file_named_by_its_id(tmp_path: Path) -> None:
    mailer = mailer_from_url(f"folder://{tmp_path}/out%20box")

    mailer.send(a_letter())
    mailer.send(a_letter())

    [path] = (tmp_path / "out box").iterdir()
    assert path.name == "letter-12@leicester.example.eml"
    assert message_from_bytes(path.read_bytes(), policy=policy.default)["To"] == HEAD


def test_a_message_id_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    letter = a_letter()
    del letter["Message-ID"]
    letter["Message-ID"] = "<../../up@leicester.example>"

    FolderMail(tmp_path / "outbox").send(letter)

    [path] = tmp_path.rglob("*.eml")
    assert path.parent == tmp_path / "outbox"


def test_a_folder_that_cannot_be_written_is_passing_trouble(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")

    with pytest.raises(MailTrouble):
        FolderMail(tmp_path / "outbox").send(a_letter())


def test_a_subject_cannot_add_a_line_to_the_head() -> None:
    letter = a_letter(subject="Willow Lane\r\nBcc: all@leicester.example\u2028\x85 Primary")

    assert letter["Subject"] == "Willow Lane Bcc: all@leicester.example Primary"
    assert letter["Bcc"] is None
    assert b"\nBcc:" not in letter.as_bytes()


@pytest.mark.parametrize(
    "to",
    [
        "",
        "rosa",
        "@willowlane.example",
        "rosa@",
        "rosa@a.example, all@b.example",
        "Rosa <rosa@a.example>",
        "rosa@a.example\nBcc: all@b.example",
        "rosa@a.example\r",
        "ro sa@a.example",
    ],
)
def test_a_letter_goes_to_exactly_one_address(to: str) -> None:
    with pytest.raises(AddressRefused):
        a_letter(to=to)


def test_a_message_id_that_could_add_a_line_is_refused() -> None:
    with pytest.raises(ValueError, match="message id"):
        letter_message(HEAD, "x", "x", sender=FROM, message_id="<a@b>\nBcc: <c@d>", at=AT)


def test_a_letter_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        letter_message(
            HEAD, "x", "x", sender=FROM, message_id="<a@b.example>", at=AT.replace(tzinfo=None)
        )
