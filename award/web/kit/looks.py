"""Which tone each word wears: stages, awards, judgements. Colour is never all that tells them."""

from typing import Final

from award.domain.award_moves import AwardState, PublicWords
from award.domain.facts import Outcome
from award.domain.frameworks import Judged
from award.domain.stages import Stage

STAGE_TONES: Final[dict[Stage, str]] = {
    Stage.DRAFT: "yours",
    Stage.APPLIED: "others",
    Stage.PLANNING: "yours",
    Stage.GATHERING: "yours",
    Stage.READY: "others",
    Stage.ASSESSING: "others",
    Stage.CHECKING: "yours",
    Stage.DECIDING: "others",
    Stage.AWARDED: "done",
    Stage.NOT_YET: "attention",
    Stage.DECLINED: "stopped",
    Stage.WITHDRAWN: "stopped",
    Stage.LAPSED: "stopped",
}
OUTCOME_TONES: Final = {
    Outcome.AWARD: "done",
    Outcome.AWARD_WITH_CONDITIONS: "done",
    Outcome.DEFER: "attention",
    Outcome.TURN_DOWN: "stopped",
}
AWARD_TONES: Final[dict[AwardState, str]] = {
    AwardState.IN_FORCE: "done",
    AwardState.SUSPENSION_PROPOSED: "attention",
    AwardState.REVOCATION_PROPOSED: "attention",
    AwardState.SUSPENDED: "attention",
    AwardState.REVOKED: "stopped",
    AwardState.SUPERSEDED: "stopped",
}
PUBLIC_TONES: Final[dict[PublicWords, str]] = {
    PublicWords.VALID: "done",
    PublicWords.IN_GRACE: "done",
    PublicWords.EXPIRED: "stopped",
    PublicWords.NOT_CONFIRMED: "attention",
    PublicWords.REVOKED: "stopped",
    PublicWords.REPLACED: "stopped",
    PublicWords.NOT_ANNOUNCED: "attention",
}
JUDGED_TONES: Final[dict[Judged, str]] = {
    Judged.NOT_YET: "attention",
    Judged.DEVELOPING: "others",
    Judged.MET: "done",
    Judged.EMBEDDED: "done",
    Judged.NOT_APPLICABLE: "stopped",
}


def tone_of(word: Stage | AwardState | PublicWords | Judged) -> str:
    """The tone of the tag for this word."""
    if isinstance(word, Stage):
        return STAGE_TONES[word]
    if isinstance(word, AwardState):
        return AWARD_TONES[word]
    return PUBLIC_TONES[word] if isinstance(word, PublicWords) else JUDGED_TONES[word]


def as_read(tone: str) -> str:
    """The tone for somebody whose turn it cannot be: filled would say that it is theirs."""
    return "others" if tone == "yours" else tone
