"""Every word has its tone."""

from enum import StrEnum

import pytest

from award.domain.award_moves import AwardState, PublicWords
from award.domain.frameworks import Judged
from award.domain.stages import Stage
from award.web.kit import looks

TONES = {"yours", "others", "done", "attention", "stopped"}


@pytest.mark.parametrize("vocabulary", [Stage, AwardState, PublicWords, Judged])
def test_every_word_has_a_tone(vocabulary: type[StrEnum]) -> None:
    assert {looks.tone_of(word) for word in vocabulary} <= TONES  # type: ignore[arg-type] # one of the four


def test_who_only_reads_is_never_told_that_it_is_theirs() -> None:
    tones = {looks.as_read(looks.tone_of(stage)) for stage in Stage}

    assert tones == TONES - {"yours"}
