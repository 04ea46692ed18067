"""What is said of a certificate or badge that somebody gives us to check: three plain sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain.award_moves import PublicWords

LARGEST_BYTES: Final = 1_900_000
"""No certificate and no badge of ours is as large."""


class Kind(StrEnum):
    """What was given."""

    DOCUMENT = "certificate"
    BADGE = "badge"


class Signature(StrEnum):
    """What the signature in a file tells."""

    GOOD = "good"
    BROKEN = "broken"
    OTHER = "other"
    NONE = "none"


class Trouble(StrEnum):
    """Why a file could not be looked at."""

    EMPTY = "There is nothing in this file. Choose it again."
    TOO_LARGE = (
        "This file is larger than 2 MB, and none of our certificates or badges is. "
        "Choose the file as you were given it."
    )
    LOCKED = (
        "This PDF is locked with a password, and none of our certificates is. "
        "Choose the file as you were given it."
    )
    UNKNOWN = (
        "This is not a PDF, a badge picture (PNG or SVG) or a badge file (JSON). "
        "Choose the file as you were given it."
    )
    DAMAGED = "This file is damaged and cannot be read. Choose the file as you were given it."
    NO_BADGE = (
        "This picture carries no badge that can be checked. The one on a setting’s web site leads "
        "to its record when you press it there. Otherwise choose the file as you were given it."
    )
    BUSY = "We are busy with other files just now. Try again in a minute."


@dataclass(frozen=True)
class Looked:
    """What was found in a file, before any record was asked."""

    kind: Kind
    signature: Signature
    name: str = ""
    """The end of the address of the credential inside, if it says that it is one of ours."""

    same_as: str = ""
    """A digest of what the credential says, to be compared with the one that was issued."""


@dataclass(frozen=True)
class Verdict:
    """What the page says: a heading, and three sentences on signature, content and record."""

    is_good: bool
    words: str
    tone: str
    signature: str
    content: str
    record: str

    @property
    def sentences(self) -> tuple[str, str, str]:
        """The three, in the order in which they are read."""
        return self.signature, self.content, self.record


_SIGNED: Final = {
    Signature.GOOD: "The signature is ours and fits the {kind}.",
    Signature.BROKEN: "The signature no longer fits: the {kind} was changed after we signed it.",
    Signature.OTHER: "It was signed with a key that is not ours.",
    Signature.NONE: "It has no signature of ours.",
}
_SAME: Final = "It is exactly what we gave out, to the last letter."
_CHANGED: Final = "It is not what we gave out. Do not rely on anything that is written in it."
_STRANGE: Final = "We have never given out this {kind}. Do not rely on anything written in it."
_RECORD: Final = {
    PublicWords.VALID: "By our record of today the award is valid.",
    PublicWords.IN_GRACE: (
        "By our record of today the award is in its term of grace: it is being renewed."
    ),
    PublicWords.EXPIRED: "By our record of today the award has expired.",
    PublicWords.NOT_CONFIRMED: (
        "By our record of today the award is suspended: it is not currently confirmed."
    ),
    PublicWords.REVOKED: "By our record of today the award was taken back.",
    PublicWords.REPLACED: "By our record of today this was replaced by a newer one.",
    PublicWords.NOT_ANNOUNCED: "By our record of today the award is not yet announced.",
}
_NO_RECORD: Final = "Our record has nothing that belongs to it."
_MADE_FROM: Final = "Our record has the one that it was made from. Check that one by its code."
_HEADINGS: Final = {
    PublicWords.VALID: "This {kind} is valid",
    PublicWords.IN_GRACE: "This {kind} is in its term of grace",
    PublicWords.EXPIRED: "This {kind} has expired",
    PublicWords.NOT_CONFIRMED: "This award is not currently confirmed",
    PublicWords.REVOKED: "This award was taken back",
    PublicWords.REPLACED: "This {kind} was replaced",
    PublicWords.NOT_ANNOUNCED: "This award is not yet announced",
}
_TONES: Final = {
    PublicWords.VALID: "done",
    PublicWords.IN_GRACE: "attention",
    PublicWords.NOT_CONFIRMED: "attention",
    PublicWords.NOT_ANNOUNCED: "attention",
}


def verdict(looked: Looked, *, is_same: bool, live: PublicWords | None) -> Verdict:
    """What is said. It is good only when signature, content and record all are."""
    kind = str(looked.kind)
    signed = _SIGNED[looked.signature].format(kind=kind)
    record = _RECORD[live] if live else _NO_RECORD
    if looked.signature is Signature.GOOD and is_same and live is not None:
        good = live in (PublicWords.VALID, PublicWords.IN_GRACE)
        heading = _HEADINGS[live].format(kind=kind)
        return Verdict(good, heading, _TONES.get(live, "stopped"), signed, _SAME, record)
    ours = looked.signature in (Signature.GOOD, Signature.BROKEN)
    if ours and live is not None:
        return Verdict(
            False, f"This {kind} was changed", "attention", signed, _CHANGED,
            _MADE_FROM,
        )  # fmt: skip
    return Verdict(
        False,
        f"This {kind} is not ours",
        "attention",
        signed,
        _STRANGE.format(kind=kind),
        _NO_RECORD,
    )
