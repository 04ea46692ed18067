"""Two people at one piece of evidence at the same moment: one effect each, on both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from award.actions.bringing_back import bring_back_evidence
from award.actions.describing import describe_evidence
from award.actions.letting_go import remove_evidence
from award.actions.linking import LinkWords, link_evidence
from award.actions.sending import EvidenceWords
from award.actions.sharing import share_evidence, stop_sharing
from award.demo.walking import Walker
from award.domain.turns import task_list
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from tests.actions.many import Two, a_file, give, live, two_of_a_group
from tests.races import at_once, this_app

Deed = Callable[[Session], None]
Change = Callable[[Journey], object]


def holding(walking: Walker, change: Change) -> Deed:
    key = walking.journey.id

    def deed(own: Session) -> None:
        with transaction(lock=own.get_one(Journey, key)) as held:
            change(held)

    return deed


def is_counted_right(session: Session, walking: Walker) -> bool:
    """Whether what is kept as left to do is what the facts say."""
    session.rollback()
    fresh = session.get_one(Journey, walking.journey.id)
    session.refresh(fresh)
    return fresh.blockers_left == len(task_list(facts_of(fresh, at=walking.at)))


def edit_twice(two: Two) -> None:
    """Two edit one item: one is kept, and the other is shown both texts."""
    item = give(two.owner, "1.1")
    number, by, at = item.id, two.lead(), two.owner.at

    def edit(title: str) -> Change:
        words = EvidenceWords(title=title, recognisable=False)
        return lambda held: describe_evidence(held, number, words, version=1, by=by, at=at)

    ends = at_once(this_app(), [holding(two.owner, edit("A")), holding(two.owner, edit("B"))])

    two.session.rollback()
    assert sorted(ends) == ["Stale", "done"]
    assert two.session.get_one(EvidenceItem, number).version == 2


def remove_and_link(two: Two) -> None:
    """One takes it away while another links it: nothing that is gone counts."""
    item = give(two.owner, "1.1")
    number, by, at = item.id, two.lead(), two.owner.at
    words = LinkWords("", "")

    ends = at_once(
        this_app(),
        [
            holding(two.owner, lambda held: remove_evidence(held, number, by=by, at=at)),
            holding(
                two.owner, lambda held: link_evidence(held, number, "2.1", words, by=by, at=at)
            ),
        ],
    )

    assert ends[0] == "done"
    assert ends[1] in ("done", "NotFound")
    assert live(two.session, two.owner.journey) == []
    assert is_counted_right(two.session, two.owner)


def end_and_borrow(two: Two) -> None:
    """A share ends while the borrower links: the link is refused, or ended with the share."""
    item = give(two.owner, "1.1")
    number, place = item.id, two.other.setting.id
    mine, theirs, at, words = two.lead(), two.lead(two.other), two.owner.at, LinkWords("", "")
    with transaction(lock=two.owner.journey) as held:
        share_evidence(held, number, [place], by=mine, at=at)

    ends = at_once(
        this_app(),
        [
            holding(two.owner, lambda held: stop_sharing(held, number, [place], by=mine, at=at)),
            holding(
                two.other, lambda held: link_evidence(held, number, "1.1", words, by=theirs, at=at)
            ),
        ],
    )

    assert ends[0] == "done"
    assert ends[1] in ("done", "NotFound")
    assert live(two.session, two.other.journey) == []
    assert is_counted_right(two.session, two.other)


def end_each_others(two: Two) -> None:
    """Two settings that use each other's pieces take both away: neither waits for ever."""
    pieces = [
        give(two.owner, "1.1"),
        give(two.other, "1.1", file=a_file(sha256="theirs")),
    ]
    numbers, at, words = [one.id for one in pieces], two.owner.at, LinkWords("", "")
    sides = [(two.owner, numbers[0], two.other), (two.other, numbers[1], two.owner)]
    for giver, number, taker in sides:
        with transaction(lock=giver.journey) as held:
            share_evidence(held, number, [taker.setting.id], by=two.lead(giver), at=at)
        with transaction(lock=taker.journey) as held:
            link_evidence(held, number, "2.1", words, by=two.lead(taker), at=at)

    def remove(giver: Walker, number: int) -> Deed:
        by = two.lead(giver)
        return holding(giver, lambda held: remove_evidence(held, number, by=by, at=at))

    ends = at_once(this_app(), [remove(giver, number) for giver, number, _ in sides])

    assert set(ends) <= {"done", "NotReady"}
    assert "done" in ends
    two.session.rollback()
    for (giver, number, taker), end in zip(sides, ends, strict=True):
        is_gone = two.session.get_one(EvidenceItem, number).removed_at is not None
        assert is_gone is (end == "done")
        assert ("2.1" in live(two.session, taker.journey)) is not is_gone
        assert is_counted_right(two.session, giver)


def bring_back_twice(two: Two) -> None:
    """Two bring the same piece back: it counts once."""
    item = give(two.owner, "1.1")
    number, by, at = item.id, two.lead(), two.owner.at
    with transaction(lock=two.owner.journey) as held:
        remove_evidence(held, number, by=by, at=at)

    again = holding(two.owner, lambda held: bring_back_evidence(held, number, by=by, at=at))
    ends = at_once(this_app(), [again, again])

    assert sorted(ends) == ["NotFound", "done"]
    assert live(two.session, two.owner.journey) == ["1.1"]


RACES = [edit_twice, remove_and_link, end_and_borrow, end_each_others, bring_back_twice]


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_two_at_one_piece_have_one_effect_each(both: Session, race: Callable[[Two], None]) -> None:
    race(two_of_a_group(both))
