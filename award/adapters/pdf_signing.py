"""Signs PDFs as PAdES asks, with a time-stamp where there is a server, and reads signatures."""
# pyHanko has types of its own, but not for everything that is called here.
# mypy: disable-error-code="no-untyped-call"

import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Final, TypeVar

from pyhanko.keys.pemder import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.generic import DictionaryObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from award.adapters.keys import DocumentKey
from award.adapters.timestamps import TimeAway
from award.domain.dropped_files import Signature

T = TypeVar("T")
FIELD: Final = "Signature"
REASON: Final = "Issued by the council that runs the award"
ROOM: Final = 8_192
ROOM_WITH_TIME: Final = 32_768
SECONDS_FOR_TIME: Final = 20

_MEANS: Final = signers.PdfSignatureMetadata(
    field_name=FIELD,
    md_algorithm="sha256",
    subfilter=fields.SigSeedSubFilter.PADES,
    reason=REASON,
    certify=True,
    docmdp_permissions=fields.MDPPerm.NO_CHANGES,
)


class AddingOnly(IncrementalPdfFileWriter):
    """Adds the signature and leaves the file's description as it was made.

    Written anew, the description would lose the prefixes that PDF/A prescribes.
    """

    def _update_meta(self) -> None:
        return None


def sign_pdf(content: bytes, key: DocumentKey, *, timestamp_url: str = "") -> bytes:
    """The PDF with our signature added at its end; every byte before that stays. Raises TimeAway.

    Nothing is seen of it on the page. From then on any change to the file breaks it.
    """
    writer = AddingOnly(io.BytesIO(content))
    place = fields.SigFieldSpec(
        FIELD,
        on_page=0,
        readable_field_name="Signature of the council",
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    stamper = HTTPTimeStamper(timestamp_url, timeout=SECONDS_FOR_TIME) if timestamp_url else None
    fields.append_signature_field(writer, place)
    _say_where_it_is(writer)
    out = io.BytesIO()
    try:
        _apart(
            lambda: signers.sign_pdf(
                writer,
                _MEANS,
                _signer(key),
                timestamper=stamper,
                existing_fields_only=True,
                bytes_reserved=ROOM_WITH_TIME if stamper else ROOM,
                output=out,
            )
        )
    except (TimestampRequestError, OSError) as trouble:
        raise TimeAway(f"The time-stamp server did not answer: {trouble}") from trouble
    except SigningError as trouble:
        if stamper is not None:
            raise TimeAway(f"The time-stamp server did not help: {trouble}") from trouble
        raise
    return out.getvalue()


def _say_where_it_is(writer: AddingOnly) -> None:
    """Gives the field its place in the order of reading, as PDF/UA asks of every field."""
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    page = writer.find_page_for_modification(0)[0]
    tree = writer.root["/StructTreeRoot"]
    above, parents = tree["/K"].raw_get(0), tree["/ParentTree"]["/Nums"]
    place = 1 + max(int(parents[at]) for at in range(0, len(parents), 2))
    inside = {"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": page}
    part = {
        "/Type": pdf_name("/StructElem"),
        "/S": pdf_name("/Form"),
        "/P": above,
        "/Pg": page,
        "/K": _dictionary(inside),
    }
    added = writer.add_object(_dictionary(part))
    above.get_object()["/K"].append(added)
    parents.extend((NumberObject(place), added))
    field.get_object()[pdf_name("/StructParent")] = NumberObject(place)
    for changed in (above.get_object(), parents, field.get_object()):
        writer.update_container(changed)


def _dictionary(entries: Mapping[str, Any]) -> DictionaryObject:
    return DictionaryObject({pdf_name(name): value for name, value in entries.items()})


@lru_cache(maxsize=2)
def _signer(key: DocumentKey) -> signers.SimpleSigner:
    """Read once, since reading a long key takes longer than signing."""
    own, *others = load_certs_from_pemder_data(b"".join(key.certificates))
    known = SimpleCertificateStore()
    known.register_multiple([own, *others])
    return signers.SimpleSigner(
        signing_cert=own,
        signing_key=load_private_key_from_pemder_data(key.private, passphrase=None),
        cert_registry=known,
    )


def signature_of(content: bytes, trusted: frozenset[str]) -> Signature:
    """Whether one of the certificates with these fingerprints signed the whole of this PDF."""
    try:
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
    except Exception:
        return Signature.NONE
    if not found:
        return Signature.NONE
    if not any(_fingerprint(one) in trusted for one in found):
        return Signature.OTHER
    if len(found) > 1:
        return Signature.BROKEN  # we sign once, and nothing is added after that
    try:
        trust = ValidationContext(trust_roots=[found[0].signer_cert], allow_fetching=False)
        status = _apart(lambda: validate_pdf_signature(found[0], trust))
    except Exception:
        return Signature.BROKEN
    return Signature.GOOD if _is_whole(status) else Signature.BROKEN


def _fingerprint(signature: EmbeddedPdfSignature) -> str:
    try:
        return str(signature.signer_cert.sha256.hex())
    except Exception:
        return ""


def _apart(task: Callable[[], T]) -> T:
    """Done in a thread of its own: the library starts a loop, and where one runs it cannot."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(task).result()


def _is_whole(status: PdfSignatureStatus) -> bool:
    """Whether the signature fits, covers the whole file, and nothing was added after it."""
    covers = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    return bool(status.intact and status.valid and status.docmdp_ok and covers)
