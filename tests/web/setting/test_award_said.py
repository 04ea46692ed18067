"""How an award is told beside the journey that renews it: a day only where it says something."""

from datetime import date

import pytest

from award.domain.award_moves import PublicWords
from award.storage.awards import Award
from award.web.setting.ended import pill_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (PublicWords.VALID, "You hold the award, until 31 August 2029"),
        (PublicWords.EXPIRED, "Your award ended on 31 August 2029"),
        (
            PublicWords.IN_GRACE,
            "Your award ended on 31 August 2029; your renewal keeps it for now",
        ),
        (PublicWords.NOT_CONFIRMED, "Your award is not confirmed at the moment"),
        (PublicWords.REVOKED, "Your award was taken back"),
    ],
)
def test_until_when_is_said_of_an_award_that_is_held_or_has_ended(
    said: PublicWords, words: str
) -> None:
    assert pill_words(Award(valid_until=date(2029, 8, 31)), said) == words
