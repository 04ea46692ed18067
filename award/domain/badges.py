"""What an Open Badge says: credential, achievement, issuer, and where its status stands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final
from urllib.parse import quote, urlsplit

CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
BADGE_NAME: Final = "open-badge.json"
"""What a badge is called inside its certificate, for a program that takes it out."""

LIST_SIZE: Final = 131_072
"""How many credentials share a status list: the fewest that the standard allows, to hide in."""

AWARD_IN_A_SENTENCE: Final = (
    "A setting shows, on paper and in daily life, how it helps children and young people to feel "
    "safe, to be heard, to be themselves and to put things right together."
)
CRITERIA: Final = (
    "The setting met the criteria of the award’s framework. Its evidence was looked at, it was "
    "visited where the award asks for that, and a panel decided."
)

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class BadgeFace:
    """All that a credential says; ``holder`` is empty for a setting that is withheld."""

    certificate_id: int
    certificate_number: int
    code: str
    number: str
    holder: str
    award_name: str
    authority_code: str
    authority_name: str
    framework_version: str
    valid_from: date
    valid_until: date


def did_of(public_url: str) -> str:
    """The name under which the installation signs, like did:web:award.example.org."""
    return "did:web:" + quote(urlsplit(public_url).netloc, safe="")


def credential_name(code: str, certificate_number: int) -> str:
    """The end of a credential's address. It cannot be guessed, as the code in it cannot."""
    return f"{code}-{certificate_number}"


def read_credential_name(name: str) -> tuple[str, int] | None:
    """The code and the certificate's number in the end of an address, if it has that shape."""
    code, dash, number = name.upper().partition("-")
    if not dash or not code.isalnum() or not (number.isascii() and number.isdigit()):
        return None
    return (code, int(number)) if 0 < len(number) < 6 else None


def name_in(address: object, public_url: str) -> str:
    """The end of one of our credentials' addresses; empty for every other address."""
    begins = f"{public_url}/credentials/"
    is_ours = isinstance(address, str) and address.startswith(begins)
    return str(address).removeprefix(begins) if is_ours else ""


def status_entries(certificate_id: int, public_url: str) -> list[Document]:
    """Where it stands whether the credential was revoked, and whether it is suspended."""
    block, place = divmod(certificate_id, LIST_SIZE)
    return [
        _entry(f"{public_url}/status/{block * 2 + 1 + offset}", place, purpose)
        for offset, purpose in enumerate(PURPOSES)
    ]


PURPOSES: Final = ("revocation", "suspension")


def block_and_purpose(list_number: int) -> tuple[int, str]:
    """Which certificates a list tells of, and what it says of them."""
    block, offset = divmod(list_number - 1, len(PURPOSES))
    return block, PURPOSES[offset]


def issuer_profile(authority_name: str, authority_code: str, public_url: str) -> Document:
    """Who issues: the installation signs, in the name of this authority."""
    return {
        "id": did_of(public_url),
        "type": ["Profile"],
        "name": authority_name,
        "url": f"{public_url}/{authority_code}",
    }


def achievement(
    award_name: str, authority_code: str, framework_version: str, public_url: str
) -> Document:
    """What was achieved: this award, by this version of its framework."""
    return {
        "id": f"{public_url}/achievements/{authority_code}/{quote(framework_version, safe='')}",
        "type": ["Achievement"],
        "achievementType": "Award",
        "name": award_name,
        "description": AWARD_IN_A_SENTENCE,
        "criteria": {"id": f"{public_url}/{authority_code}", "narrative": CRITERIA},
        "image": {
            "id": f"{public_url}/achievements/badge.png",
            "type": "Image",
            "caption": f"The badge of {award_name}",
        },
        "version": framework_version,
    }


def credential(face: BadgeFace, public_url: str) -> Document:
    """The credential, before it is signed."""
    address = f"{public_url}/credentials/{credential_name(face.code, face.certificate_number)}"
    subject: Document = {
        "id": f"{address}#holder",
        "type": ["AchievementSubject"],
        "licenseNumber": face.number,
        "achievement": achievement(
            face.award_name, face.authority_code, face.framework_version, public_url
        ),
    }
    if face.holder:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": face.holder,
                "identityType": "name",
            }
        ]
    return {
        "@context": list(CONTEXTS),
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": face.award_name,
        "issuer": issuer_profile(face.authority_name, face.authority_code, public_url),
        "validFrom": _moment(datetime.combine(face.valid_from, time(), UTC)),
        "validUntil": _moment(datetime.combine(face.valid_until, time(23, 59, 59), UTC)),
        "credentialSubject": subject,
        "evidence": [
            {
                "id": f"{public_url}/check/{face.code}",
                "type": ["Evidence"],
                "name": "What the council’s record says today",
            }
        ],
        "credentialStatus": status_entries(face.certificate_id, public_url),
    }


def names_holder(document: Document) -> bool:
    """Whether a credential tells who holds it."""
    subject = document.get("credentialSubject")
    return isinstance(subject, dict) and "identifier" in subject


def status_list(
    list_number: int,
    encoded: str,
    *,
    public_url: str,
    at: datetime,
    until: datetime,
) -> Document:
    """The credential of a status list, before it is signed."""
    address = f"{public_url}/status/{list_number}"
    return {
        "@context": [CONTEXTS[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_of(public_url),
        "validFrom": _moment(at),
        "validUntil": _moment(until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": block_and_purpose(list_number)[1],
            "encodedList": encoded,
        },
    }


def _entry(address: str, place: int, purpose: str) -> Document:
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
