"""A file that is given to be checked is good only when signature, content and record all are."""

from itertools import product

import pytest

from award.domain.award_moves import PublicWords
from award.domain.dropped_files import Kind, Looked, Signature, verdict

RECORDS = (None, *PublicWords)


@pytest.mark.parametrize("kind", Kind)
def test_of_all_that_can_be_found_only_a_whole_one_of_ours_is_good(kind: Kind) -> None:
    good = {
        (signature, is_same, live)
        for signature, is_same, live in product(Signature, (True, False), RECORDS)
        if verdict(Looked(kind, signature), is_same=is_same, live=live).is_good
    }

    assert good == {
        (Signature.GOOD, True, PublicWords.VALID),
        (Signature.GOOD, True, PublicWords.IN_GRACE),
    }


@pytest.mark.parametrize(
    ("signature", "is_same", "live", "words"),
    [
        (Signature.GOOD, True, PublicWords.REVOKED, "This award was taken back"),
        (Signature.GOOD, False, PublicWords.VALID, "This badge was changed"),
        (Signature.BROKEN, True, PublicWords.VALID, "This badge was changed"),
        (Signature.OTHER, True, PublicWords.VALID, "This badge is not ours"),
        (Signature.NONE, True, PublicWords.VALID, "This badge is not ours"),
        (Signature.GOOD, True, None, "This badge is not ours"),
        (Signature.BROKEN, False, None, "This badge is not ours"),
    ],
)
def test_what_is_not_good_says_whether_it_was_ours(
    signature: Signature, is_same: bool, live: PublicWords | None, words: str
) -> None:
    said = verdict(Looked(Kind.BADGE, signature), is_same=is_same, live=live)

    assert (said.is_good, said.words) == (False, words)


def test_nothing_is_said_by_the_record_of_what_is_not_ours() -> None:
    said = verdict(Looked(Kind.BADGE, Signature.OTHER), is_same=False, live=PublicWords.VALID)

    assert said.record == "Our record has nothing that belongs to it."
