"""Refusals are sentences that a person can act on."""

from award.domain.refusals import NotReady, Stale


def test_what_is_missing_is_kept_one_sentence_each() -> None:
    refused = NotReady("Book the visit", "Add the policy")

    assert refused.blockers == ("Book the visit", "Add the policy")
    assert str(refused) == "Book the visit Add the policy"


def test_somebody_else_s_change_is_named_and_nothing_is_lost() -> None:
    assert str(Stale("the plan")).startswith("Somebody else changed the plan while")
    assert "Your words are kept below" in str(Stale())
