"""Who is free to be invited to begin, who is asked about first, and who cannot begin at all."""

import itertools

import pytest

from award.domain.inviting import AskFirst, InvitationFacts, asks_first, is_free, refuses

EVERY = [InvitationFacts(*one) for one in itertools.product((False, True), repeat=4)]


@pytest.mark.parametrize("facts", EVERY)
def test_an_open_journey_and_an_appeal_that_would_reopen_one_refuse_and_nothing_else_does(
    facts: InvitationFacts,
) -> None:
    assert (refuses(facts) is not None) == (facts.has_open_journey or facts.may_be_reopened)


@pytest.mark.parametrize("facts", EVERY)
def test_what_is_refused_is_not_asked_about_and_the_free_are_neither(
    facts: InvitationFacts,
) -> None:
    said = refuses(facts), asks_first(facts)

    assert not (said[0] and said[1])
    assert is_free(facts) == (said == (None, ()))


def test_an_award_and_an_appeal_about_it_are_asked_about_first() -> None:
    assert asks_first(InvitationFacts(holds_award=True)) == (AskFirst.HOLDS_AWARD,)
    assert asks_first(InvitationFacts(appeals_award=True)) == (AskFirst.APPEALS_AWARD,)
    assert asks_first(InvitationFacts(holds_award=True, appeals_award=True)) == tuple(AskFirst)


def test_a_renewal_is_not_asked_about_for_the_award_that_it_renews() -> None:
    facts = InvitationFacts(holds_award=True, appeals_award=True)

    assert asks_first(facts, renews=True) == (AskFirst.APPEALS_AWARD,)


def test_the_sentence_says_what_stands_in_the_way() -> None:
    assert refuses(InvitationFacts(has_open_journey=True)) == "It has an open journey already"
    assert refuses(InvitationFacts(may_be_reopened=True)) == (
        "Its appeal is not over. If it is upheld, its last journey is opened again, and a setting "
        "has one open journey at most"
    )
