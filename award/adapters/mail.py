"""Sends letters: by SMTP, or into a folder as one file a letter."""

import hashlib
import ipaddress
import os
import re
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from uuid import uuid4

TIMEOUT_SECONDS: Final = 20.0
_MESSAGE_ID: Final = re.compile(r"<[A-Za-z0-9.+_=-]+@[A-Za-z0-9.-]+>", re.ASCII)
_DETAILED_CODE: Final = re.compile(rb"\s*(\d\.\d{1,3}\.\d{1,3})\b")
_ACCEPTED: Final = (
    "MAIL_URL must be smtp://host:port, smtp://user:password@host:port?starttls=1, "
    "smtps://user:password@host:port or folder:///a/folder"
)


class AddressRefused(Exception):
    """The letter can never reach this address; to try again is of no use."""


class MailTrouble(Exception):
    """The letter could not be sent at the moment; try again later."""


class Mailer(Protocol):
    """Whatever takes letters away."""

    def send(self, message: EmailMessage) -> None:
        """Hand the letter on; AddressRefused or MailTrouble where that fails."""


def letter_message(
    to: str,
    subject: str,
    text: str,
    *,
    sender: str,
    message_id: str,
    at: datetime,
    html: str = "",
    reply_to: str = "",
) -> EmailMessage:
    """A letter to one person, plain and, with ``html``, as a page too.

    Whoever answers it writes to ``reply_to``, where that is an address.

    Nothing in its fields can add a line to its head, and the same letter is the same bytes.

    Raises AddressRefused where `to` is not exactly one address.
    """
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(f"{message_id!r} is not a message id like <letter-12@example.org>")
    if at.tzinfo is None:
        raise ValueError("Say in which time zone the letter is dated")
    name, sender_address = parseaddr(sender)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(display_name=_one_line(name), addr_spec=sender_address)
    message["To"] = _one_address(to)
    with suppress(AddressRefused):
        message["Reply-To"] = _one_address(reply_to)
    message["Subject"] = _one_line(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
        message.set_boundary(_boundary(message_id, "words"))
    return message


def attach_calendar(message: EmailMessage, calendar: bytes) -> None:
    """Add a file for the reader's own calendar."""
    message.add_attachment(calendar, maintype="text", subtype="calendar", filename="visit.ics")
    message.set_boundary(_boundary(str(message["Message-ID"]), "files"))


def _boundary(message_id: str, part: str) -> str:
    """What stands between the parts of a letter; nothing that is written in it can be that."""
    return f"={part}={hashlib.sha256(message_id.encode()).hexdigest()[:32]}"


class SmtpMail:
    """Letters through a mail server, each over its own connection."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        user: str | None = None,
        password: str | None = None,
        tls: str | None = None,
        tls_context: ssl.SSLContext | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        """`tls` is None, "starttls" or "from the start"."""
        if user is not None and tls is None and not _is_this_machine(host):
            raise ValueError(
                "MAIL_URL names a password but no encryption. Add ?starttls=1, or use smtps://"
            )
        self._host, self._port = host, port
        self._user, self._password = user, password
        self._tls, self._timeout = tls, timeout_seconds
        self._context = tls_context or ssl.create_default_context()

    def send(self, message: EmailMessage) -> None:
        try:
            server = self._connected()
            try:
                server.send_message(message)
            finally:
                # What the server says to our goodbye does not change what became of the letter.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
                server.close()
        except smtplib.SMTPRecipientsRefused as refusal:
            code, words = next(iter(refusal.recipients.values()))
            raise _refusal(code, words) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise AddressRefused("The mail server cannot write to this address") from refusal
        except smtplib.SMTPDataError as refusal:
            raise _refusal(refusal.smtp_code, refusal.smtp_error) from refusal
        except smtplib.SMTPResponseException as trouble:
            raise MailTrouble(_said(trouble.smtp_code, trouble.smtp_error)) from trouble
        except (smtplib.SMTPException, OSError) as trouble:
            raise MailTrouble(
                f"The mail server did not answer as it should: {trouble}"
            ) from trouble

    def _connected(self) -> smtplib.SMTP:
        if self._tls == "from the start":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=self._timeout, context=self._context
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        try:
            if self._tls == "starttls":
                server.starttls(context=self._context)
            if self._user is not None:
                server.login(self._user, self._password or "")
        except smtplib.SMTPNotSupportedError as trouble:
            server.close()
            raise MailTrouble(f"The mail server is not set up as expected: {trouble}") from trouble
        except BaseException:
            server.close()
            raise
        return server


class FolderMail:
    """Letters as files, one .eml each; the same letter sent twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        path = self._folder / f"{_file_name(str(message['Message-ID']))}.eml"
        unfinished = self._folder / f".unfinished-{uuid4().hex}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as target:
                target.write(message.as_bytes(policy=policy.SMTP))
                target.flush()
                os.fsync(target.fileno())
            unfinished.rename(path)
        except OSError as trouble:
            raise MailTrouble(f"The letter could not be written: {trouble.strerror}") from trouble
        finally:
            with suppress(OSError):
                unfinished.unlink()


def mailer_from_url(url: str) -> Mailer:
    """The mailer that MAIL_URL names. What it refuses, it refuses without showing the password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"{_ACCEPTED}; its port is not a number") from None
    if parts.scheme == "folder" and not parts.netloc and parts.path not in ("", "/"):
        return FolderMail(Path(unquote(parts.path)))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError(f"{_ACCEPTED}; it begins with {parts.scheme or 'nothing'}:")
    tls = _tls_of(parts)
    return SmtpMail(
        parts.hostname,
        port or {"starttls": 587, "from the start": 465}.get(tls or "", 25),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=tls,
    )


def _tls_of(parts: SplitResult) -> str | None:
    if parts.scheme == "smtps":
        return "from the start"
    asked = parse_qs(parts.query, keep_blank_values=True)
    if set(asked) - {"starttls"} or asked.get("starttls", ["0"])[-1] not in ("0", "1"):
        raise ValueError(f"{_ACCEPTED}; after the question mark only starttls=1 is known")
    return "starttls" if asked.get("starttls", ["0"])[-1] == "1" else None


def _one_line(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _one_address(to: str) -> Address:
    try:
        address = Address(addr_spec=to)
    except (MessageError, ValueError, IndexError, TypeError):
        raise AddressRefused("This is not an e-mail address") from None
    if not address.username or not address.domain or not to.isprintable():
        raise AddressRefused("This is not an e-mail address")
    return address


def _refusal(code: int, words: bytes | str) -> Exception:
    """Whether a refusal is about the address and for good, or about anything else and passing."""
    detail = _DETAILED_CODE.match(words if isinstance(words, bytes) else words.encode())
    if detail is not None:
        is_for_good = detail[1].startswith(b"5.1.") or detail[1] == b"5.2.1"
    else:
        is_for_good = code in (550, 551, 553, 556)
    return AddressRefused(_said(code, words)) if is_for_good else MailTrouble(_said(code, words))


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"The mail server said {code} {_one_line(text)[:200]}"


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _file_name(message_id: str) -> str:
    bare = message_id.strip("<>")
    safe = re.sub(r"[^A-Za-z0-9.@+_=-]", "_", bare).lstrip(".")[:150]
    if safe == bare:
        return safe
    return f"{safe}-{hashlib.sha256(bare.encode()).hexdigest()[:12]}"
