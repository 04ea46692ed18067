"""One piece counts for many criteria, each with its own why, and for none when it is unlinked."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from award.actions.collecting import add_evidence
from award.actions.linking import LinkWords, link_everywhere, link_evidence
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceState, Gone
from tests.actions.many import a_file, give, live, supported
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def link(walking: Walker, item: EvidenceItem, code: str, why: str = "", seen: int = 0) -> None:
    with transaction(lock=walking.journey) as held:
        words = LinkWords("", why)
        by = walking.by(Role.LEAD)
        link_evidence(held, item.id, code, words, seen=seen, by=by, at=walking.at)


def test_a_piece_counts_for_each_criterion_with_a_why_of_its_own(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")

    link(walking, item, "1.2", "It names the online world")

    assert live(session, walking.journey) == ["1.1", "1.2"]
    assert {one.criterion: one.why_it_counts for one in item.links}["1.2"] == (
        "It names the online world"
    )
    assert supported(walking) == {"1.1", "1.2"}


def test_one_piece_can_be_fresh_for_one_criterion_and_too_old_for_another(
    walking: Walker,
) -> None:
    item = give(walking, "1.1", dated_on=date(2024, 10, 1))

    link(walking, item, "2.1")

    assert supported(walking) == {"2.1"}


def test_why_it_counts_is_changed_on_the_page_that_is_up_to_date_only(walking: Walker) -> None:
    item = give(walking, "1.1")

    link(walking, item, "1.1", "Agreed in March", seen=1)

    with pytest.raises(Stale):
        link(walking, item, "1.1", "Agreed in May", seen=1)
    with pytest.raises(Stale):
        link(walking, item, "1.1", "Agreed in May")
    assert [one.why_it_counts for one in item.links] == ["Agreed in March"]


def test_unlinking_keeps_the_piece_and_the_last_link_gone_puts_it_back_in_the_tray(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    link(walking, item, "1.2")
    changed = []

    for code in ("1.1", "1.1", "1.2"):
        with transaction(lock=walking.journey) as held:
            by = walking.by(Role.LEAD)
            changed.append(link_everywhere(held, item.id, remove=[code], by=by, at=walking.at))

    assert changed == [True, False, True]
    assert live(session, walking.journey) == []
    assert (item.state, item.removed_at) == (EvidenceState.UNSORTED, None)


def test_many_links_change_at_once_and_leave_alone_what_somebody_else_did(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    link(walking, item, "3.1", "Somebody else’s")

    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        link_everywhere(
            held, item.id, add=["1.2", "1.6", "1.2"], remove=["1.1"], by=by, at=walking.at
        )

    assert live(session, walking.journey) == ["1.2", "1.6", "3.1"]


def test_what_cannot_be_linked_is_refused_and_changes_nothing(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    with transaction(lock=walking.journey) as held:
        words = EvidenceWords(title="hall")
        by = walking.by(Role.LEAD)
        unsorted = add_evidence(held, words, file=a_file(sha256="hall"), by=by, at=walking.at)

    with pytest.raises(NotFound):
        link(walking, item, "9.9")
    with pytest.raises(NotReady, match="whether pupils can be recognised"):
        link(walking, unsorted, "1.1")
    assert live(session, walking.journey) == ["1.1"]


def test_nothing_is_linked_once_the_report_is_shared(session: Session) -> None:
    walking, _ = journey_at(session, Stage.CHECKING)
    item = session.query(EvidenceItem).first()
    assert item is not None

    with pytest.raises(NotAllowed):
        link(walking, item, "1.2")


def test_a_piece_whose_file_is_gone_counts_nowhere_and_is_not_linked_again(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    with writing(session):
        item.versions[0].gone_at, item.versions[0].gone_why = walking.at, Gone.RECOGNISABLE

    with pytest.raises(NotReady, match="no longer kept"):
        link(walking, item, "1.2")

    assert (supported(walking), live(session, walking.journey)) == (set(), ["1.1"])
