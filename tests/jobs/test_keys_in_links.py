"""A link that lets in whoever holds it is forgotten once its letter has gone."""

from award.domain.letters import LETTERS
from award.jobs.deliver import KEYS_IN_LINK


def test_every_letter_that_lets_somebody_in_is_known() -> None:
    letting_in = {one.code for one in LETTERS if "invitation" in one.code or "reset" in one.code}

    assert letting_in == KEYS_IN_LINK
