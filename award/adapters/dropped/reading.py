"""Reads one dropped file, by what its first bytes say it is. Nothing in it is followed anywhere."""

import io
from typing import Any, Final
from xml.parsers.expat import ExpatError

import pikepdf
import png
from defusedxml.common import DefusedXmlException
from openbadgeslib.errors import LibOpenBadgesException

from award.adapters import badges
from award.adapters.badges import NotABadge
from award.domain.badges import BADGE_NAME, name_in
from award.domain.dropped_files import Kind, Signature, Trouble

PNG: Final = b"\x89PNG\r\n\x1a\n"
TOKEN: Final = b"eyJ"
BLANK: Final = b"\xef\xbb\xbf \t\r\n"


class CannotRead(Exception):
    """Holds the trouble."""


def read(content: bytes, trust: dict[str, Any]) -> dict[str, str]:
    """What the file is, whether it is signed by us, which badge it names. Raises CannotRead."""
    start = content[:1024].lstrip(BLANK)
    if b"%PDF-" in content[:1024]:
        return _certificate(content, trust)
    if content.startswith(PNG):
        return _badge(_taken_out(badges.taken_out_of_png, content), trust)
    if start.startswith((b"{", TOKEN)):
        return _badge(_text(content), trust)
    if start.startswith(b"<") and b"<svg" in content:
        return _badge(_taken_out(badges.taken_out_of_svg, content), trust)
    raise CannotRead(Trouble.UNKNOWN)


def _certificate(content: bytes, trust: dict[str, Any]) -> dict[str, str]:
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise CannotRead(Trouble.LOCKED)
            inside = _attached(pdf)
    except pikepdf.PasswordError:
        raise CannotRead(Trouble.LOCKED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise CannotRead(Trouble.DAMAGED) from None
    try:
        document = badges.read_document(inside)
    except NotABadge:
        document = {}
    from award.adapters.pdf_signing import signature_of  # noqa: PLC0415 - slow import

    name = name_in(document.get("id"), trust["public_url"])
    return _said(Kind.DOCUMENT, signature_of(content, frozenset(trust["documents"])), name)


def _attached(pdf: pikepdf.Pdf) -> bytes:
    """The badge inside, if it is no larger than one can be."""
    try:
        found = pdf.attachments.get(BADGE_NAME)
        if found is None or (found.get_file().size or 0) > badges.LARGEST_BADGE:
            return b""
        return bytes(found.get_file().read_bytes())
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError):
        return b""


def _badge(text: str, trust: dict[str, Any]) -> dict[str, str]:
    try:
        if text.lstrip().startswith("{"):
            document = badges.read_document(text)
            signature = badges.signature_of_document(document, trust["badges"])
            same_as = badges.digest(document)
        else:
            document, signature = badges.read_token(text.strip(), trust["badges"])
            same_as = badges.digest(text.strip())
    except NotABadge:
        raise CannotRead(Trouble.DAMAGED) from None
    return _said(Kind.BADGE, signature, name_in(document.get("id"), trust["public_url"]), same_as)


def _taken_out(take: Any, content: bytes) -> str:
    try:
        found = take(content)
    except (png.Error, LibOpenBadgesException, DefusedXmlException, ExpatError):
        raise CannotRead(Trouble.DAMAGED) from None
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, EOFError):
        raise CannotRead(Trouble.DAMAGED) from None
    if not found:
        raise CannotRead(Trouble.NO_BADGE)
    return str(found)


def _text(content: bytes) -> str:
    if len(content) > badges.LARGEST_BADGE:
        raise CannotRead(Trouble.DAMAGED)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(Trouble.DAMAGED) from None


def _said(kind: Kind, signature: Signature, name: str, same_as: str = "") -> dict[str, str]:
    return {"kind": kind, "signature": signature, "name": name[:100], "same_as": same_as}
